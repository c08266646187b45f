using System.Globalization;
using Schools.Domain;
using Schools.Grains;

namespace Schools.Bench;

/// <summary>
/// Both hosts at the same work, one round after the other: an import through a stored plan, then writes and reads of its devices by more
/// and more callers. Limit: COPY, one-row upserts and one-row selects without grains.
/// </summary>
internal static class Hosts
{
    private const int Devices = 10_000;
    private const string Import = "import-10k";
    private const string Limit = "limit";
    private static readonly int[] CallerCounts = [1, 16, 64, 256];

    public static async Task<IReadOnlyList<Figure>> Measure(BenchRun run, CancellationToken cancel)
    {
        if (!MeasuredHost.Names.Contains(MeasuredHost.Orleans))
        {
            await run.Progress.WriteLineAsync(
                "This build is without Orleans: the local host alone is measured. With its packages: WithOrleans=true tools/bench hosts");
        }
        var inventory = Inventory.Of(Devices);
        string[] contenders = [.. MeasuredHost.Names, Limit];
        var medians = await run.Medians("hosts", async round =>
        {
            Dictionary<string, double> values = [];
            // Another one begins each round, so that what else the machine does falls on all.
            for (var i = 0; i < contenders.Length; i++)
            {
                var name = contenders[(i + round) % contenders.Length];
                var (import, single) = name == Limit
                    ? (await PlainDevices.CopyRate(run, inventory.States(), cancel), await OfRows(run, inventory, cancel))
                    : await OfHost(name, run, inventory, cancel);
                values[Key(name, Import)] = import;
                single.ForEach(s => values[Key(name, s.What)] = s.Rate);
            }
            return values;
        });
        string[] measured = [Import, .. CallerCounts.Select(c => Named("writes", c)), .. CallerCounts.Select(c => Named("reads", c))];
        return
        [
            .. from what in measured
               from host in MeasuredHost.Names
               select new Figure(
                   Key(host, what), medians[Key(host, what)], $"{Unit(what)}/s", medians[Key(Limit, what)], run.Rounds, null),
        ];
    }

    private static async Task<(double Import, List<(string What, double Rate)> Single)> OfHost(
        string name, BenchRun run, Inventory inventory, CancellationToken cancel)
    {
        await using var database = await FreshDatabase.Create(run, cancel);
        await using var host = await MeasuredHost.Start(name, database, cancel);
        await inventory.Found(host.Grains, cancel);
        var id = await StoredPlan.Add(database, inventory, cancel);
        await database.Settle(cancel);
        var import = inventory.Devices.Count / await StoredPlan.Apply(database, host.Grains, id, inventory.Devices.Count, cancel);
        await database.Settle(cancel);
        return (import, await Single(
            callers => ConcurrentWrites.OfGrains(host.Grains, inventory, callers, cancel),
            callers => Callers.Rate(
                callers, inventory.Devices.Count, (device, _) => Read(host.Grains, inventory.Grain(device)), cancel)));
    }

    private static async Task<List<(string What, double Rate)>> OfRows(BenchRun run, Inventory inventory, CancellationToken cancel)
    {
        await using var database = await FreshDatabase.Create(run, cancel);
        await using var table = await PlainTable.Fill(database, inventory.States(), CallerCounts[^1], cancel);
        await database.Settle(cancel);
        return await Single(
            callers => ConcurrentWrites.OfRows(table, callers, cancel),
            callers => Callers.Rate(callers, table.Count, (device, _) => table.Read(device), cancel));
    }

    private static async Task<List<(string What, double Rate)>> Single(Func<int, Task<double>> write, Func<int, Task<double>> read)
    {
        List<(string What, double Rate)> rates = [];
        foreach (var callers in CallerCounts)
        {
            rates.Add((Named("writes", callers), await write(callers)));
            rates.Add((Named("reads", callers), await read(callers)));
        }
        return rates;
    }

    private static async Task Read(IGrains grains, GrainId id)
    {
        if (await grains.Read<Device.State>(id, CancellationToken.None) is null)
        {
            throw new InvalidOperationException($"{id} was not found.");
        }
    }

    private static string Named(string what, int callers) => string.Create(CultureInfo.InvariantCulture, $"{what}-{callers}");

    private static string Key(string host, string what) => $"{host}-{what}";

    private static string Unit(string what) => what == Import ? "rows" : what[..what.IndexOf('-', StringComparison.Ordinal)];
}
