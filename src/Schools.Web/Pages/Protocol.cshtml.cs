using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Import;
using Schools.Storage;
using Schools.Web.Imports;

namespace Schools.Web.Pages;

/// <summary>The Importprotokoll: what was delivered, what was done with it, by whom, and what became of it.</summary>
[Authorize(Policy = Access.ViewImport)]
public sealed class ProtocolModel(ImportStore store, ImportProposals proposals) : RegisterPage
{
    /// <summary>Issues on one printed protocol; the corrected-rows file has them all.</summary>
    public const int MostIssues = 500;

    public ImportHead Import { get; private set; } = null!;

    public ImportAnswer Answer { get; private set; } = null!;

    public PlanHead Plan { get; private set; } = null!;

    public IReadOnlyList<ImportStep> Steps { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long id)
    {
        if (await store.Find(Authority, id, Cancel) is not { } import)
        {
            return Missing;
        }
        (Import, Plan) = (import, PlanJson.Head(import.Plan));
        Answer = ImportAnswer.Of(import, await store.RowsWithIssues(Authority, id, MostIssues, Cancel), MostIssues);
        Steps = await proposals.Steps(Authority, id, Cancel);
        return Page();
    }

    public IEnumerable<(string Label, string Value)> Facts
    {
        get
        {
            yield return ("Datei", Import.FileName);
            yield return ("Prüfsumme (SHA-256)", Import.FileHash);
            yield return ("Profil", $"{Plan.ProfileTitle} ({Plan.ProfileName})");
            if (!Import.IsUndo)
            {
                yield return ("Gelesen als", PlanText.German(Plan.Dialect));
            }
            if (Plan.HoldsFrom is { } day)
            {
                yield return (Import.IsUndo ? "Gilt ab" : "Stand der Liste", Shown.Day(day));
            }
            yield return ("Geprüft", By(Import.PlannedAt, Import.PlannedBy));
            if (Import is { ApplyStartedAt: { } started, AppliedBy: { } by })
            {
                yield return (Import.IsUndo ? "Zurückgenommen" : "Übernommen", By(started, by));
            }
            if (Import.EndedAt is { } ended)
            {
                yield return (Import.Status == ImportStatus.Cancelled ? "Abgebrochen" : "Abgeschlossen", Shown.Moment(ended));
            }
        }
    }

    public IEnumerable<(string Label, int Count)> Counts
    {
        get
        {
            var counts = Plan.Counts;
            if (!Import.IsUndo)
            {
                yield return ("Neu", counts.New);
            }
            yield return (Import.IsUndo ? "Zurückzunehmen" : "Geändert", counts.Changed);
            yield return ("Unverändert", counts.Unchanged);
            yield return ("Konflikt", counts.Conflict);
            yield return (Import.IsUndo ? "Bleibt" : "Übergangen", counts.Skipped);
            if (!Import.IsUndo)
            {
                yield return ("Fehler", counts.Error);
            }
            yield return (Import.IsUndo ? "Zurückgenommen" : "Übernommen", Import.Written);
            yield return ("Dabei abgewiesen", Import.Refused);
        }
    }

    private static string By(DateTimeOffset at, string who) => $"{Shown.Moment(at)} von {who}";
}
