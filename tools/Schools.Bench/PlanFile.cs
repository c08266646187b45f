using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Schools.Grains;
using Schools.Storage;
using Schools.Web.Imports;
using Schools.Web.Profiles;

namespace Schools.Bench;

/// <summary>
/// Ours: the bytes of a file of 10,000 devices to a stored plan, against a register that holds these devices. Limit: half the time in which
/// a plan of the same devices was applied, measured just before on the same database.
/// </summary>
internal static class PlanFile
{
    private const int Rows = 10_000;
    private const double ShareOfApply = 0.5;

    public static async Task<IReadOnlyList<Figure>> TenThousand(BenchRun run, CancellationToken cancel)
    {
        var inventory = Inventory.Of(Rows);
        var (ours, limit) = await run.Medians("plan-10k", async _ =>
        {
            await using var database = await FreshDatabase.Create(run, cancel);
            await using (var founding = new LocalGrains(database.Program, TimeProvider.System))
            {
                await inventory.Found(founding, cancel);
            }
            var id = await StoredPlan.Add(database, inventory, cancel);
            await database.Settle(cancel);
            await using var grains = new LocalGrains(database.Program, TimeProvider.System);
            var apply = await StoredPlan.Apply(database, grains, id, Rows, cancel);
            await database.Settle(cancel);
            return (1000 * await Plan(database, inventory.File, cancel), 1000 * apply * ShareOfApply);
        });
        return [new Figure("plan-10k", ours, "ms", limit, run.Rounds, 1)];
    }

    /// <returns>Seconds from the bytes to the stored plan.</returns>
    private static async Task<double> Plan(FreshDatabase database, byte[] file, CancellationToken cancel)
    {
        using var planning = new ImportPlanning(
            new SnapshotQueries(database.Program),
            new ImportStore(database.Program),
            new ImportFiles(database.Program),
            new SavedProfiles(new ProfileStore(database.Program)),
            TimeProvider.System,
            NullLogger<ImportPlanning>.Instance);
        var started = Stopwatch.GetTimestamp();
        var planned = await planning.Plan(Inventory.Authority, new ImportFile("messung.csv", new MemoryStream(file)), "Messung", cancel);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return planned.Refused is { } refused
            ? throw new InvalidOperationException($"The file was not planned: {refused.Message}")
            : seconds;
    }
}
