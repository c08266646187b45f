using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Web.Imports;

namespace Schools.Bench;

/// <summary>A plan that registers every device of an inventory, and its way into the register.</summary>
internal static class StoredPlan
{
    private const string By = "Messung";

    /// <summary>Stores the plan as the program does after planning.</summary>
    public static async Task<long> Add(FreshDatabase database, Inventory inventory, CancellationToken cancel)
    {
        var rows = inventory.Devices.Select((command, i) => new ImportRow(
            i + 1, i + 2, "New", inventory.Grain(i), 0, CommandJson.Write(GrainKind.Device, [command]), null, null, null)).ToList();
        return await new ImportStore(database.Program).Add(
            Inventory.Authority, new NewImport("messung.csv", "", "{}", "", By, rows.Count), rows, cancel);
    }

    /// <summary>Applies it with the runner of the program: from the database, through the grains, with journal.</summary>
    /// <returns>Seconds until the last row was durable and the import noted as applied.</returns>
    public static async Task<double> Apply(FreshDatabase database, IGrains grains, long id, int rows, CancellationToken cancel)
    {
        var (store, progress) = (new ImportStore(database.Program), new ImportProgress(database.Program));
        using var runner = new ImportRunner(
            grains, progress, store, new UndoQueries(database.Program), NullLogger<ImportRunner>.Instance);
        var started = Stopwatch.GetTimestamp();
        await progress.Begin(Inventory.Authority, id, By, cancel);
        await runner.Apply(Inventory.Authority, id, cancel);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var head = await store.Find(Inventory.Authority, id, cancel);
        return head is { Status: ImportStatus.Applied, Refused: 0 } && head.Written == rows
            ? seconds
            : throw new InvalidOperationException($"The plan was not applied as a whole: {head}");
    }
}
