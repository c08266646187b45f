using System.Threading.Channels;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>
/// Group commit. Callers hand in one request each; a few tasks take what has gathered meanwhile and carry it out together, so that
/// under load one flush of the disk serves hundreds of callers. Every caller is answered after its own request is done.
/// </summary>
internal sealed class Gathering<TRequest, TAnswer> : IAsyncDisposable
{
    private readonly record struct Waiting(TRequest Request, TaskCompletionSource<TAnswer> Answer);

    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(StorageLimits.QueueLength);
    private readonly Func<IReadOnlyList<TRequest>, CancellationToken, Task<TAnswer[]>> carryOut;
    private readonly Func<Refusal, TAnswer> refuse;
    private readonly Task[] tasks;
    private volatile bool closing;

    public Gathering(
        string name,
        int workers,
        Func<IReadOnlyList<TRequest>, CancellationToken, Task<TAnswer[]>> carryOut,
        Func<Refusal, TAnswer> refuse)
    {
        this.carryOut = carryOut;
        this.refuse = refuse;
        StorageMetrics.WatchQueue(name, () => queue.Reader.Count);
        tasks = [.. Enumerable.Range(0, workers).Select(_ => Task.Run(Work))];
    }

    /// <summary>Answers when the request is done. A request that was accepted is carried out even if the caller stops waiting.</summary>
    public Task<TAnswer> Ask(TRequest request)
    {
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        return queue.Writer.TryWrite(new Waiting(request, answer))
            ? answer.Task
            : Task.FromResult(refuse(new Refusal(closing ? RefusalCode.ShuttingDown : RefusalCode.Overloaded)));
    }

    /// <summary>Takes no more, finishes what it took.</summary>
    public async ValueTask DisposeAsync()
    {
        closing = true;
        queue.Writer.TryComplete();
        await Task.WhenAll(tasks);
    }

    private async Task Work()
    {
        List<Waiting> batch = new(StorageLimits.BatchSize);
        var lately = 0;
        while (await queue.Reader.WaitToReadAsync())
        {
            Take(batch);
            // Callers answered just now are about to ask again: once they have run, one large batch replaces several small ones. When
            // nobody else has work, the turns pass in microseconds and a lone caller waits for no one.
            for (var turn = 0; batch.Count < lately && turn < StorageLimits.TurnsLeftToCallers; turn++)
            {
                await Task.Yield();
                Take(batch);
            }
            lately = batch.Count;
            if (batch.Count > 0)
            {
                await Answer(batch);
                batch.Clear();
            }
        }
    }

    private void Take(List<Waiting> batch)
    {
        while (batch.Count < StorageLimits.BatchSize && queue.Reader.TryRead(out var waiting))
        {
            batch.Add(waiting);
        }
    }

    private async Task Answer(List<Waiting> batch)
    {
        try
        {
            var answers = await carryOut([.. batch.Select(w => w.Request)], CancellationToken.None);
            for (var i = 0; i < answers.Length; i++)
            {
                batch[i].Answer.SetResult(answers[i]);
            }
        }
        catch (Exception bug)
        {
            // The callers see it; the task goes on serving the others.
            batch.ForEach(w => w.Answer.TrySetException(bug));
        }
    }
}

/// <summary>The gathered front of <see cref="GrainStore"/> for callers that write or load one grain each.</summary>
public sealed class GatheredStore(GrainStore store) : IAsyncDisposable
{
    private readonly Gathering<GrainWrite, WriteResult> writes = new("write", StorageLimits.Writers, store.Write, WriteResult.Refused);
    private readonly Gathering<GrainId, LoadResult> loads =
        new("load", StorageLimits.Loaders, store.Load, refusal => new LoadResult(0, null, refusal));

    public Task<WriteResult> Write(GrainWrite write) => writes.Ask(write);

    public Task<LoadResult> Load(GrainId id) => loads.Ask(id);

    public async ValueTask DisposeAsync()
    {
        await writes.DisposeAsync();
        await loads.DisposeAsync();
    }
}
