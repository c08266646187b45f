using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Import;
using Schools.Storage;
using Schools.Web.Imports;

namespace Schools.Web.Pages;

/// <summary>A row of the plan as the page shows it.</summary>
public sealed record ShownRow(
    int Line, string Title, string? Address, string? MatchedBy, IReadOnlyList<FieldChange> Changes, IReadOnlyList<string> Issues);

[Authorize(Policy = Access.ViewImport)]
public sealed class ImportModel(ImportStore store, ImportProgress progress, ImportRunner runner, IAuthorizationService access)
    : RegisterPage
{
    public const int PageSize = 50;
    private const int RoomsShown = 30;

    private static readonly PlanStatus[] Order =
        [PlanStatus.New, PlanStatus.Changed, PlanStatus.Unchanged, PlanStatus.Conflict, PlanStatus.Error, PlanStatus.Skipped];

    public ImportHead Import { get; private set; } = null!;

    public PlanHead Plan { get; private set; } = null!;

    public PlanStatus Status { get; private set; }

    public IReadOnlyList<PlanStatus> Statuses => Order;

    public IReadOnlyList<ShownRow> Rows { get; private set; } = [];

    /// <summary>The first rooms that the rows need and the register lacks.</summary>
    public IReadOnlyList<string> NewRooms { get; private set; } = [];

    /// <summary>The first of those that could not be opened: line, name and reason. The rows that name them were refused for it.</summary>
    public IReadOnlyList<(int Line, string Room, string Reason)> RefusedRooms { get; private set; } = [];

    public PageLinks Paging { get; private set; } = null!;

    public int BadRows => Plan.Counts.Error + Plan.Counts.Conflict + Import.Refused;

    public int Done => Import.Written + Import.Refused;

    public async Task<IActionResult> OnGetAsync(long id, PlanStatus? status, int seite = 1)
    {
        if (await store.Find(Authority, id, Cancel) is not { } import)
        {
            return Missing;
        }
        if (import.IsUndo)
        {
            return Redirect($"/ruecknahmen/{id}");
        }
        (Import, Plan) = (import, PlanJson.Head(import.Plan));
        Status = status ?? Array.Find([PlanStatus.Error, PlanStatus.Conflict, .. Order], s => Plan.Counts[s] > 0);
        var last = Math.Max(1, (Plan.Counts[Status] + PageSize - 1) / PageSize);
        var number = Math.Clamp(seite, 1, last);
        Rows = [.. (await store.Rows(Authority, id, Status.ToString(), (number - 1) * PageSize, PageSize, Cancel)).Select(Show)];
        var rooms = await store.Rooms(Authority, id, RoomsShown, Cancel);
        NewRooms = [.. rooms.Where(room => room.Result is null).Select(ImportAnswer.RoomOf)];
        RefusedRooms = [.. rooms.Where(room => room.Result is not null)
            .Select(room => (room.Line, ImportAnswer.RoomOf(room), ImportAnswer.RowRefusalOf(room)!.Message))];
        Paging = new PageLinks(number, last, number < last, page => $"{Address(Status)}&seite={page}#zeilen", "Zeilen");
        return Page();
    }

    public async Task<IActionResult> OnGetCorrectedAsync(long id) =>
        await CorrectedRowsFile.Of(store, Authority, id, Cancel) is { } file ? File(file.Bytes, file.ContentType, file.Name) : Missing;

    public async Task<IActionResult> OnPostApplyAsync(long id)
    {
        if (!(await access.AuthorizeAsync(User, Access.ApplyImport)).Succeeded)
        {
            return Forbid();
        }
        if (await progress.Begin(Authority, id, User.Identity!.Name!, Cancel))
        {
            runner.Enqueue(Authority, id);
        }
        return Redirect($"/importe/{id}");
    }

    public async Task<IActionResult> OnPostCancelAsync(long id)
    {
        if (!(await access.AuthorizeAsync(User, Access.ApplyImport)).Succeeded)
        {
            return Forbid();
        }
        await progress.Cancel(Authority, id, Cancel);
        await runner.LetGo(id).WaitAsync(Cancel);
        return Redirect($"/importe/{id}");
    }

    public string Address(PlanStatus status) => $"/importe/{Import.Id}?status={status}";

    public string Decision => Import.RowsToApply == 0
        ? "Der Bestand stimmt mit der Datei überein, oder keine Zeile kann übernommen werden. Es ist nichts zu tun."
        : $"Zeilen, die neu angelegt werden: {Shown.Count(Plan.Counts.New)}. "
            + $"Zeilen, die Bekanntes ändern: {Shown.Count(Plan.Counts.Changed)}."
            + (Plan.NewRooms > 0 ? $" Räume, die dazukommen: {Shown.Count(Plan.NewRooms)}." : "");

    public string ProgressText => $"{Shown.Count(Done)} von {Shown.Count(Import.RowsToApply)} Zeilen";

    public string Result
    {
        get
        {
            var how = Import.Status == ImportStatus.Cancelled
                ? Import.ApplyStartedAt is null
                    ? "Verworfen, nichts wurde übernommen."
                    : "Angehalten. Was bis dahin übernommen war, bleibt."
                : $"Übernommen von {Import.AppliedBy} am {Shown.Moment(Import.EndedAt!.Value)}.";
            return $"{how} Übernommene Zeilen: {Shown.Count(Import.Written)}. Beim Übernehmen abgewiesen: {Shown.Count(Import.Refused)}.";
        }
    }

    public IEnumerable<(string Label, string Value)> Understood
    {
        get
        {
            var dialect = Plan.Dialect;
            yield return ("Art der Datei", $"{Plan.ProfileTitle} (zu {Plan.Confidence} % erkannt)");
            yield return ("Gelesen als", PlanText.German(dialect));
            if (dialect.UmlautSamples.Length > 0)
            {
                yield return ("Umlaute, zum Prüfen", string.Join(" · ", dialect.UmlautSamples));
            }
            if (dialect.SkippedLines.Length > 0)
            {
                yield return ("Über der Kopfzeile", $"{PlanText.German(dialect.SkippedLines)}: nicht gelesen, nicht gespeichert");
            }
            if (NewRooms.Count > 0)
            {
                var more = Plan.NewRooms > NewRooms.Count ? $" … ({Shown.Count(Plan.NewRooms)})" : "";
                yield return ("Neue Räume", string.Join(", ", NewRooms) + more);
            }
            if (Plan.NewManufacturers.Count > 0)
            {
                yield return ("Hersteller neuer Geräte", string.Join(", ", Plan.NewManufacturers));
            }
            if (Plan.NewModels.Count > 0)
            {
                yield return ("Modelle neuer Geräte", string.Join(", ", Plan.NewModels));
            }
            yield return ("Prüfsumme (SHA-256)", Import.FileHash[..16] + "…");
            yield return ("Geprüft", $"{Shown.Moment(Import.PlannedAt)} von {Import.PlannedBy}");
        }
    }

    public static string Meaning(ColumnUse column) => column.Role switch
    {
        ColumnRole.Mapped => column.German ?? column.Field ?? "",
        ColumnRole.Ignored => "wird nicht gebraucht",
        ColumnRole.Dropped => "Personenbezug: nicht gelesen, nicht gespeichert",
        ColumnRole.Unknown => "unbekannt, nicht übernommen",
        ColumnRole.Own => "aus der Korrekturdatei, nicht gelesen",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
    };

    private static ShownRow Show(ImportRow row)
    {
        var shown = row.Shown is null ? new PlanRowShown(null, null, []) : PlanJson.Shown(row.Shown);
        var issues = PlanJson.Issues(row.Issues).Select(i => i.Message).ToList();
        if (ImportAnswer.RowRefusalOf(row) is { } refusal)
        {
            issues.Add(refusal.Message);
        }
        var address = row is { PlannedOn: > 0, Grain: { } grain }
            ? grain.Kind switch
            {
                GrainKind.Device => $"/geraete/{grain.Key}",
                GrainKind.School => $"/schulen/{grain.Key}",
                _ => null,
            }
            : null;
        return new ShownRow(row.Line, shown.Title ?? "Zeile", address, shown.MatchedBy, shown.Changes, issues);
    }
}
