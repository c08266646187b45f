using Schools.Domain;
using Schools.Import;
using Schools.Storage;

namespace Schools.Web.Imports;

/// <summary>From an import to the stored plan that takes it back. Nothing of the register changes here.</summary>
public sealed class UndoPlanning(
    UndoQueries queries, ImportStore imports, ImportProgress progress, UndoStore undos, ILogger<UndoPlanning> log)
    : IDisposable
{
    /// <summary>Undos computed at once; each holds the history of all that its import wrote.</summary>
    private const int AtOnce = 2;

    private const string Profile = "undo";

    /// <summary>Histories handed to another core at once while the next ones arrive.</summary>
    private const int FoldedTogether = 500;

    private readonly SemaphoreSlim turns = new(AtOnce);

    /// <summary>Plans the undo of an import; one that is planned or under way is the answer, so that asking twice makes one.</summary>
    /// <returns>The id of the undo, an import like any other, or why there is none.</returns>
    public async Task<(long? Id, Refusal? Refused)> Plan(AuthorityKey authority, long id, string by, CancellationToken cancel)
    {
        if (await imports.Find(authority, id, cancel) is not { } import)
        {
            return (null, new Refusal(RefusalCode.ImportUnknown, $"{id}"));
        }
        if (import.ApplyStartedAt is null)
        {
            return (null, new Refusal(RefusalCode.ImportNotApplied, $"{id}"));
        }
        if (import.Status == ImportStatus.Applying)
        {
            return (null, new Refusal(RefusalCode.ImportUnderWay, $"{id}"));
        }
        return await undos.Open(authority, id, cancel) is { } open ? (open, null) : await Plan(authority, import, null, by, cancel);
    }

    /// <summary>Computes an open undo anew, because the register has changed; the new one takes its place.</summary>
    /// <param name="id">The import that is taken back.</param>
    /// <returns>Neither id nor refusal when somebody else decided about the old undo meanwhile.</returns>
    public async Task<(long? Id, Refusal? Refused)> Recompute(
        AuthorityKey authority, long id, ImportHead old, string by, CancellationToken cancel) =>
        await imports.Find(authority, id, cancel) is { } import
            ? await Plan(authority, import, new ReplacedImport(old.Id, old.Status, IsRecomputed: true), by, cancel)
            : (null, new Refusal(RefusalCode.ImportUnknown, $"{id}"));

    public void Dispose() => turns.Dispose();

    private async Task<(long? Id, Refusal? Refused)> Plan(
        AuthorityKey authority, ImportHead import, ReplacedImport? replaced, string by, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel);
        try
        {
            return await PlanInTurn(authority, import, replaced, by, cancel);
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task<(long? Id, Refusal? Refused)> PlanInTurn(
        AuthorityKey authority, ImportHead import, ReplacedImport? replaced, string by, CancellationToken cancel)
    {
        var id = import.Id;
        await using var rest = await progress.Rest(id, cancel);
        if (rest is null)
        {
            return (null, new Refusal(RefusalCode.ImportUnderWay, $"{id}"));
        }
        var rows = await Rows(authority, id, cancel);
        if (rows.TrueForAll(row => !row.MayHappen) && import.UndoneBy is { } undone)
        {
            return (null, new Refusal(RefusalCode.ImportUndone, $"{id}", $"{undone}"));
        }
        if (rows.TrueForAll(row => row.Status == UndoStatus.Unchanged))
        {
            return (null, new Refusal(RefusalCode.ImportWithoutEffect, $"{id}"));
        }
        var undo = new NewImport(
            import.FileName,
            import.FileHash,
            PlanJson.Head(Head(import, rows)),
            UndoText.Of(import, rows),
            by,
            rows.Count(row => row.MayHappen && row.IsSure),
            id);
        var holdsFrom = PlanJson.Head(import.Plan).HoldsFrom;
        var stored = rows.Select((row, i) => row.Stored(i + 1, holdsFrom));
        var made = replaced is null
            ? await undos.Add(authority, undo, stored, cancel)
            : await imports.Replace(authority, replaced, undo, stored, cancel);
        if (made is { } kept)
        {
            ImportLog.UndoPlanned(log, kept, id, rows.Count);
        }
        return (made, null);
    }

    private async Task<List<UndoRow>> Rows(AuthorityKey authority, long id, CancellationToken cancel)
    {
        List<Task<List<UndoRow>>> parts = [];
        List<TouchedGrain> arrived = new(FoldedTogether);
        await foreach (var grain in queries.Touched(authority, id, cancel))
        {
            arrived.Add(grain);
            if (arrived.Count == FoldedTogether)
            {
                var full = arrived;
                parts.Add(Task.Run(() => Fold(full), cancel));
                arrived = new(FoldedTogether);
            }
        }
        var last = Fold(arrived);
        List<UndoRow> rows = [.. (await Task.WhenAll(parts)).SelectMany(part => part), .. last];
        await new UndoPlaces(queries, authority, rows).Settle(cancel);
        return [.. rows.OrderBy(row => row.Turn).ThenBy(row => row.Line).ThenBy(row => row.Grain.Key, StringComparer.Ordinal)];

        List<UndoRow> Fold(List<TouchedGrain> grains) => [.. grains.Select(grain => UndoRow.Of(grain, id)).OfType<UndoRow>()];
    }

    /// <summary>What was understood of the file is the file's; the counts are those of the undo.</summary>
    private static PlanHead Head(ImportHead import, List<UndoRow> rows) => PlanJson.Head(import.Plan) with
    {
        Profile = Profile,
        ProfileTitle = $"Rücknahme von Import {import.Id}",
        Counts = new PlanCounts(
            New: 0,
            Changed: rows.Count(row => row.MayHappen && row.IsSure),
            Unchanged: rows.Count(row => row.Status == UndoStatus.Unchanged),
            Conflict: rows.Count(row => row.Status == UndoStatus.Conflict),
            Missing: 0,
            Error: 0,
            Skipped: rows.Count(row => row.Status == UndoStatus.Kept)),
        NewRooms = 0,
        NewManufacturers = [],
        NewModels = [],
        Providers = [],
        Warnings = [],
    };
}
