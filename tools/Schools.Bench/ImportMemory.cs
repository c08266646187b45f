using Schools.Grains;
using Schools.Storage;

namespace Schools.Bench;

/// <summary>
/// The resident memory of a server that takes a file over HTTP, plans it and applies the plan. The limit is a bound set beforehand: the
/// server runs beside PostgreSQL on a small machine.
/// </summary>
internal static class ImportMemory
{
    private const double AppliedBoundMegabytes = 500;
    private const double PlannedBoundMegabytes = 400;
    private const int MostRows = 200_000;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>A file of as many rows as an import may have, all of them new, read, planned and stored.</summary>
    public static async Task<IReadOnlyList<Figure>> TwoHundredThousand(BenchRun run, CancellationToken cancel)
    {
        var inventory = Inventory.Of(MostRows);
        return [await Of(run, "memory-200k", PlannedBoundMegabytes, inventory, (_, _, _) => Task.CompletedTask, cancel)];
    }

    /// <summary>The same, and the plan applied.</summary>
    public static Task<Figure> Applied(BenchRun run, string name, Inventory inventory, CancellationToken cancel) =>
        Of(run, name, AppliedBoundMegabytes, inventory, async (server, id, database) =>
        {
            await run.Progress.WriteLineAsync(string.Create(Figure.English, $"{name} after the plan: {server.PeakMegabytes():0} MB"));
            await server.Apply(id, cancel);
            await WaitForEnd(id, database, inventory.Devices.Count, cancel);
        }, cancel);

    private static async Task<Figure> Of(
        BenchRun run, string name, double bound, Inventory inventory, Func<WebServer, long, FreshDatabase, Task> then,
        CancellationToken cancel)
    {
        var peak = await run.Median(name, bound, async () =>
        {
            await using var database = await FreshDatabase.Create(run, cancel);
            await using (var grains = new LocalGrains(database.Program, TimeProvider.System))
            {
                await inventory.Found(grains, cancel);
            }
            await using var server = await WebServer.Start(database, cancel);
            var answer = await server.Plan(inventory.File, cancel);
            if (answer.GetProperty("new").GetInt32() != inventory.Devices.Count)
            {
                throw new InvalidOperationException($"The file was planned in another way than meant: {answer}");
            }
            await then(server, answer.GetProperty("id").GetInt64(), database);
            return server.PeakMegabytes();
        });
        return new Figure(name, peak, "MB", bound, run.Rounds, 1);
    }

    private static async Task WaitForEnd(long id, FreshDatabase database, int rows, CancellationToken cancel)
    {
        var store = new ImportStore(database.Program);
        while (true)
        {
            var head = await store.Find(Inventory.Authority, id, cancel);
            if (head is { Status: ImportStatus.Applied, Refused: 0 } && head.Written == rows)
            {
                return;
            }
            if (head is not { Status: ImportStatus.Applying, Refused: 0 })
            {
                throw new InvalidOperationException($"The plan was not applied as a whole: {head}");
            }
            await Task.Delay(Poll, cancel);
        }
    }
}
