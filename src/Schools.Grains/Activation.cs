using Schools.Domain;

namespace Schools.Grains;

/// <summary>A grain in memory: its last known state, and the turn that only one caller has at a time.</summary>
internal sealed class Activation(GrainId id) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private int waiting;

    public GrainId Id { get; } = id;

    public GrainType Type { get; } = GrainType.Of(id.Kind);

    public object? State { get; private set; }

    public int Version { get; private set; }

    /// <summary>The state is one the database had; it may have a newer one.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>It left the table of activations; whoever waited for its turn takes the new one.</summary>
    public bool IsGone { get; set; }

    public long LastUsed { get; private set; }

    /// <summary>False when too many wait already.</summary>
    public async ValueTask<bool> TakeTurn(CancellationToken cancel)
    {
        if (Interlocked.Increment(ref waiting) > GrainLimits.WaitingPerGrain)
        {
            Interlocked.Decrement(ref waiting);
            return false;
        }
        try
        {
            await turn.WaitAsync(cancel);
            return true;
        }
        catch
        {
            Interlocked.Decrement(ref waiting);
            throw;
        }
    }

    /// <summary>Takes the turn only when nobody has it or waits for it.</summary>
    public bool TryTakeTurn()
    {
        if (!turn.Wait(0))
        {
            return false;
        }
        Interlocked.Increment(ref waiting);
        return true;
    }

    public void ReturnTurn(long now)
    {
        LastUsed = now;
        Interlocked.Decrement(ref waiting);
        turn.Release();
    }

    public bool IsWantedByOthers => Volatile.Read(ref waiting) > 1;

    public void Accept(int version, byte[]? state)
    {
        // An equal version is an equal state; reading it again would only make garbage.
        if (!IsLoaded || version != Version)
        {
            State = state is null ? null : Type.ReadState(state);
            Version = version;
            IsLoaded = true;
        }
    }

    /// <summary>Takes the grain to be new without asking; the version check of the write is the proof.</summary>
    public void AssumeNew() => IsLoaded = true;

    public void Accept(int version, object state) => (Version, State, IsLoaded) = (version, state, true);

    public void Forget() => (IsLoaded, State, Version) = (false, null, 0);

    public void Dispose() => turn.Dispose();
}
