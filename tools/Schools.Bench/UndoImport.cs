using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Web.Imports;

namespace Schools.Bench;

/// <summary>
/// Ours: taking back an import of 10,000 rows, half of which made devices and half changed them; its plan is computed from the journal and
/// applied as every import. Limit of the applying: COPY of the same rows, as for the import. Limit of the planning: half the time in which
/// the import was applied, measured just before on the same database.
/// </summary>
internal static class UndoImport
{
    private const int Rows = 10_000;
    private const double Goal = 1.0 / 3;
    private const double ShareOfApply = 0.5;
    private const string By = "Messung";

    public static async Task<IReadOnlyList<Figure>> TenThousand(BenchRun run, CancellationToken cancel)
    {
        var inventory = Inventory.Of(Rows);
        var states = inventory.States();
        var medians = await run.Medians("undo-10k", async _ =>
        {
            var copied = await PlainDevices.CopyRate(run, states, cancel);
            var (apply, plan, undo) = await Seconds(run, inventory, cancel);
            return new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["rate"] = Rows / undo, ["copy"] = copied, ["plan"] = 1000 * plan, ["half"] = 1000 * apply * ShareOfApply,
            };
        });
        return
        [
            new Figure("undo-10k", medians["rate"], "rows/s", medians["copy"], run.Rounds, Goal),
            new Figure("undo-10k-plan", medians["plan"], "ms", medians["half"], run.Rounds, 1),
        ];
    }

    private static async Task<(double Apply, double Plan, double Undo)> Seconds(
        BenchRun run, Inventory inventory, CancellationToken cancel)
    {
        await using var database = await FreshDatabase.Create(run, cancel);
        await using (var founding = new LocalGrains(database.Program, TimeProvider.System))
        {
            await inventory.Found(founding, cancel);
            var known = inventory.Devices.Take(Rows / 2).Select((command, i) => new Turn(inventory.Grain(i), [command], 0));
            await founding.SendMany([.. known], new Why(By), cancel);
        }
        var store = new ImportStore(database.Program);
        var import = await store.Add(
            Inventory.Authority, new NewImport("messung.csv", "", "{}", "", By, Rows), Planned(inventory), cancel);
        await database.Settle(cancel);
        await using var grains = new LocalGrains(database.Program, TimeProvider.System);
        var apply = await StoredPlan.Apply(database, grains, import, Rows, cancel);
        await database.Settle(cancel);
        var planning = new UndoPlanning(
            new UndoQueries(database.Program), store, new ImportProgress(database.Program), new UndoStore(database.Program, store),
            NullLogger<UndoPlanning>.Instance);
        var started = Stopwatch.GetTimestamp();
        var (undo, refused) = await planning.Plan(Inventory.Authority, import, By, cancel);
        var plan = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (undo is null)
        {
            throw new InvalidOperationException($"The undo was not planned: {refused?.German}");
        }
        await database.Settle(cancel);
        await using var fresh = new LocalGrains(database.Program, TimeProvider.System);
        return (apply, plan, await StoredPlan.Apply(database, fresh, undo.Value, Rows, cancel));
    }

    private static IEnumerable<ImportRow> Planned(Inventory inventory) => inventory.Devices.Select((command, i) =>
    {
        Command wanted = i < Rows / 2
            ? new Device.Correct(new DeviceDetails { Remark = "geprüft", Supplier = "Systemhaus" }) : command;
        return new ImportRow(
            i + 1, i + 2, "New", inventory.Grain(i), i < Rows / 2 ? 1 : 0, CommandJson.Write(GrainKind.Device, [wanted]), null, null, null);
    });
}
