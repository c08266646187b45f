using Npgsql;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Grains;

/// <summary>
/// The host inside one program. Each grain has its turns one after the other; writes and loads of different grains are gathered. Several
/// programs may work on one database: the version check of the write is the real guard, and a stale copy is loaded and decided again.
/// </summary>
public sealed class LocalGrains : IGrains, IAsyncDisposable
{
    private readonly TimeProvider clock;
    private readonly GrainStore store;
    private readonly GatheredStore gathered;
    private readonly KnownGrains known;
    private readonly Activations activations;
    private readonly BulkTurns bulk;
    private readonly ITimer sweeper;
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int underWay = 1; // the host itself, until it closes
    private volatile bool closing;

    public LocalGrains(NpgsqlDataSource db, TimeProvider clock)
    {
        this.clock = clock;
        store = new GrainStore(db);
        gathered = new GatheredStore(store);
        known = new KnownGrains(store);
        activations = new Activations(clock);
        bulk = new BulkTurns(store, known, activations, clock);
        sweeper = clock.CreateTimer(_ => activations.Sweep(), null, GrainLimits.Sweep, GrainLimits.Sweep);
    }

    public async Task<Outcome> Send(GrainId id, Command command, Why why, CancellationToken cancel)
    {
        if (!Enter())
        {
            return Outcome.Refused(new Refusal(RefusalCode.ShuttingDown));
        }
        try
        {
            if (await activations.TakeTurn(id, cancel) is not { } grain)
            {
                return Outcome.Refused(new Refusal(RefusalCode.Overloaded));
            }
            try
            {
                return await HaveTurn(grain, command, why, cancel);
            }
            catch
            {
                // What was thrown in the middle of a turn leaves no half-known copy behind.
                grain.Forget();
                throw;
            }
            finally
            {
                activations.ReturnTurn(grain);
            }
        }
        finally
        {
            Leave();
        }
    }

    public async Task<IReadOnlyList<Outcome>> SendMany(IReadOnlyList<Turn> turns, Why why, CancellationToken cancel)
    {
        if (!Enter())
        {
            return [.. turns.Select(_ => Outcome.Refused(new Refusal(RefusalCode.ShuttingDown)))];
        }
        try
        {
            return await bulk.Send(turns, why, cancel);
        }
        finally
        {
            Leave();
        }
    }

    public async Task<Versioned<TState>?> Read<TState>(GrainId id, CancellationToken cancel)
        where TState : class
    {
        // From the database, not from memory: on another node the grain may have moved on.
        var row = await gathered.Load(id).WaitAsync(cancel);
        return row.Refusal is { } refusal ? throw new GrainUnavailableException(refusal)
            : row.State is null ? null
            : new Versioned<TState>((TState)GrainType.Of(id.Kind).ReadState(row.State), row.Version);
    }

    /// <summary>Takes no more commands, finishes those it took.</summary>
    public async ValueTask DisposeAsync()
    {
        if (closing)
        {
            return;
        }
        closing = true;
        await sweeper.DisposeAsync();
        Leave();
        await drained.Task;
        await gathered.DisposeAsync();
    }

    private async Task<Outcome> HaveTurn(Activation grain, Command command, Why why, CancellationToken cancel)
    {
        Command[] commands = [command];
        if (await known.Missing(grain.Id.Authority, commands, cancel) is { } missing)
        {
            return Outcome.Refused(missing);
        }
        var context = new DecisionContext(grain.Id.Authority, GermanCalendar.Today(clock), why.Origin);
        var fresh = false;
        for (var round = 0; round < GrainLimits.Rounds; round++)
        {
            if (!grain.IsLoaded)
            {
                if (await Load(grain, cancel) is { } refusal)
                {
                    return Outcome.Refused(refusal);
                }
                fresh = true;
            }
            var decided = grain.Type.Decide(grain.State, commands, context);
            if (decided.Events.Count == 0)
            {
                if (fresh)
                {
                    return new Outcome(grain.Version, 0, decided.Refusal?.About(grain.Id.Key));
                }
                // No write will prove this copy: another node may have changed what the answer rests on.
                grain.Forget();
                continue;
            }
            // Once handed over, the write is waited for: the copy in memory must follow what the database has.
            var written = await gathered.Write(new GrainWrite(
                grain.Id, grain.Version, grain.Type.WriteState(decided.State!), decided.Events, command.On ?? context.Today, why));
            if (written.Version > 0)
            {
                grain.Accept(written.Version, decided.State!);
                return new Outcome(written.Version, decided.Events.Count, null);
            }
            grain.Forget();
            fresh = false;
            if (written.Refusal is { } refused)
            {
                return Outcome.Refused(refused);
            }
        }
        return Outcome.Refused(new Refusal(RefusalCode.ChangedMeanwhile, grain.Id.Key));
    }

    private async Task<Refusal?> Load(Activation grain, CancellationToken cancel)
    {
        var row = await gathered.Load(grain.Id).WaitAsync(cancel);
        if (row.Refusal is null)
        {
            grain.Accept(row.Version, row.State);
        }
        return row.Refusal;
    }

    private bool Enter()
    {
        Interlocked.Increment(ref underWay);
        if (!closing)
        {
            return true;
        }
        Leave();
        return false;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref underWay) == 0)
        {
            drained.TrySetResult();
        }
    }
}
