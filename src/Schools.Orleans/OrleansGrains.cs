using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using GrainId = Schools.Domain.GrainId;

namespace Schools.Orleans;

/// <summary>
/// The contract on a cluster of silos: a command goes to its grain, wherever it is active. Bulk turns and reads go to the database as in
/// the local host: an import of 10,000 devices would activate each for one turn, and a read must also see what other hosts wrote.
/// </summary>
public sealed class OrleansGrains(IGrainFactory factory, LocalGrains bulk) : IGrains, IAsyncDisposable
{
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int underWay = 1; // the host itself, until it closes
    private volatile bool closing;

    public async Task<Outcome> Send(GrainId id, Command command, Why why, CancellationToken cancel)
    {
        Interlocked.Increment(ref underWay);
        try
        {
            return closing ? Outcome.Refused(new Refusal(RefusalCode.ShuttingDown)) : await Ask(id, command, why, cancel);
        }
        finally
        {
            Leave();
        }
    }

    private async Task<Outcome> Ask(GrainId id, Command command, Why why, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(id.Authority.Value) || string.IsNullOrEmpty(id.Key))
        {
            return Outcome.Refused(new Refusal(RefusalCode.AuthorityUnknown, id.Authority.Value));
        }
        var request = new TurnRequest(
            CommandJson.Write(id.Kind, [command]), why.Actor, why.Origin.ToString(), why.Request, why.Import);
        try
        {
            var answer = await factory.GetGrain<IRegisterGrain>(GrainKeys.Of(id)).Take(request).WaitAsync(cancel);
            return answer.ToOutcome();
        }
        catch (Exception failed) when (Later(failed, cancel) is { } later)
        {
            return Outcome.Refused(new Refusal(later));
        }
    }

    public Task<IReadOnlyList<Outcome>> SendMany(IReadOnlyList<Turn> turns, Why why, CancellationToken cancel) =>
        bulk.SendMany(turns, why, cancel);

    public Task<Versioned<TState>?> Read<TState>(GrainId id, CancellationToken cancel)
        where TState : class => bulk.Read<TState>(id, cancel);

    /// <summary>Takes no more commands, waits for the answers to those it took. To be called while the silo still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (closing)
        {
            return;
        }
        closing = true;
        Leave();
        await drained.Task;
        await bulk.DisposeAsync();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref underWay) == 0)
        {
            drained.TrySetResult();
        }
    }

    /// <summary>The refusal for a call that the cluster could not carry out or answer; null for what is no matter of the cluster.</summary>
    private RefusalCode? Later(Exception failed, CancellationToken cancel) => failed switch
    {
        OperationCanceledException when cancel.IsCancellationRequested => null,
        LimitExceededException or GatewayTooBusyException => RefusalCode.Overloaded,
        _ when closing => RefusalCode.ShuttingDown,
        OrleansException or TimeoutException or OperationCanceledException or ObjectDisposedException => RefusalCode.NodeUnavailable,
        _ => null,
    };
}
