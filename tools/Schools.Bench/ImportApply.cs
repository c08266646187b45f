using Schools.Grains;

namespace Schools.Bench;

/// <summary>
/// Ours: a stored plan applied through the grains, with versions, unique constraints and journal. Limit: COPY of the same rows into a plain
/// table with the same indexes over one connection.
/// </summary>
internal static class ImportApply
{
    private const double Goal = 1.0 / 3;

    public static async Task<IReadOnlyList<Figure>> TenThousand(BenchRun run, CancellationToken cancel) =>
        [await Rate(run, "import-10k", Inventory.Of(10_000), cancel)];

    public static async Task<IReadOnlyList<Figure>> HundredThousand(BenchRun run, CancellationToken cancel)
    {
        var inventory = Inventory.Of(100_000);
        return
        [
            await Rate(run, "import-100k", inventory, cancel),
            await ImportMemory.Applied(run, "import-100k-memory", inventory, cancel),
        ];
    }

    private static async Task<Figure> Rate(BenchRun run, string name, Inventory inventory, CancellationToken cancel)
    {
        var states = inventory.States();
        var (ours, limit) = await run.Medians(name, Ours, () => PlainDevices.CopyRate(run, states, cancel));
        return new Figure(name, ours, "rows/s", limit, run.Rounds, Goal);

        async Task<double> Ours()
        {
            await using var database = await FreshDatabase.Create(run, cancel);
            await using (var grains = new LocalGrains(database.Program, TimeProvider.System))
            {
                await inventory.Found(grains, cancel);
            }
            var id = await StoredPlan.Add(database, inventory, cancel);
            await database.Settle(cancel);
            await using var fresh = new LocalGrains(database.Program, TimeProvider.System);
            return inventory.Devices.Count / await StoredPlan.Apply(database, fresh, id, inventory.Devices.Count, cancel);
        }
    }
}
