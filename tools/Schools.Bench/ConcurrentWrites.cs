using System.Globalization;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;

namespace Schools.Bench;

/// <summary>
/// Ours: callers that each correct one device after the other through the grains, with journal, every answer after its commit. Limit: as
/// many callers that upsert one row each into the same kind of table, prepared, over connections of their own and without journal.
/// </summary>
internal static class ConcurrentWrites
{
    private const int Devices = 10_000;
    private static readonly Why Why = new("Messung");

    public static Task<IReadOnlyList<Figure>> By64(BenchRun run, CancellationToken cancel) => By(64, 2.5, run, cancel);

    public static Task<IReadOnlyList<Figure>> By256(BenchRun run, CancellationToken cancel) => By(256, 3, run, cancel);

    /// <summary>Writes/s of the callers on devices that are registered. No two rounds on one database may have the same name.</summary>
    public static Task<double> OfGrains(IGrains grains, Inventory inventory, int callers, CancellationToken cancel) =>
        Callers.Rate(callers, inventory.Devices.Count, async (device, turn) =>
        {
            var correct = new Device.Correct(new DeviceDetails { Remark = Remark(callers, turn) });
            var outcome = await grains.Send(inventory.Grain(device), correct, Why, CancellationToken.None);
            if (outcome.Events != 1)
            {
                throw new InvalidOperationException(outcome.Refusal?.German ?? "A write changed nothing.");
            }
        }, cancel);

    /// <summary>The same on a filled <see cref="PlainTable"/>.</summary>
    public static Task<double> OfRows(PlainTable table, int callers, CancellationToken cancel) =>
        Callers.Rate(callers, table.Count, (device, turn) => table.Upsert(device, Remark(callers, turn)), cancel);

    private static async Task<IReadOnlyList<Figure>> By(int callers, double goal, BenchRun run, CancellationToken cancel)
    {
        var inventory = Inventory.Of(Devices);
        var name = string.Create(CultureInfo.InvariantCulture, $"writes-{callers}");
        var (ours, limit) = await run.Medians(name, Ours, Limit);
        return [new Figure(name, ours, "writes/s", limit, run.Rounds, goal)];

        async Task<double> Ours()
        {
            await using var database = await FreshDatabase.Create(run, cancel);
            await using var grains = new LocalGrains(database.Program, TimeProvider.System);
            await inventory.Found(grains, cancel);
            await inventory.Register(grains, cancel);
            await database.Settle(cancel);
            return await OfGrains(grains, inventory, callers, cancel);
        }

        async Task<double> Limit()
        {
            await using var database = await FreshDatabase.Create(run, cancel);
            await using var table = await PlainTable.Fill(database, inventory.States(), callers, cancel);
            await database.Settle(cancel);
            return await OfRows(table, callers, cancel);
        }
    }

    private static string Remark(int callers, int turn) => string.Create(CultureInfo.InvariantCulture, $"Runde {callers}.{turn}");
}
