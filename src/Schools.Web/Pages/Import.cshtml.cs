using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Import;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Imports;

namespace Schools.Web.Pages;

[Authorize(Policy = Access.ViewImport)]
public sealed class ImportModel(
    ImportStore store,
    ImportRowQueries rows,
    ImportChoices choices,
    ImportProgress progress,
    ImportProposals proposals,
    ImportReplacing replacing,
    ImportDecisions decisions,
    AuthorityQueries authorities,
    ImportRunner runner,
    ImportRights rights,
    IAuthorizationService access)
    : RegisterPage
{
    public const int PageSize = 50;
    private const int RoomsShown = 200;
    private const int SchoolsShown = 500;

    private static readonly PlanStatus[] Order =
    [
        PlanStatus.New, PlanStatus.Changed, PlanStatus.Unchanged, PlanStatus.Conflict, PlanStatus.Missing, PlanStatus.Error,
        PlanStatus.Skipped,
    ];

    public ImportHead Import { get; private set; } = null!;

    public PlanHead Plan { get; private set; } = null!;

    /// <summary>The rows shown; null when they are those that ask something.</summary>
    public PlanStatus? Status { get; private set; }

    /// <summary>A part of the inventory says nothing of missing devices.</summary>
    public IEnumerable<PlanStatus> Statuses => Order.Where(status => status != PlanStatus.Missing || Plan.Scope is not null);

    public ImportRowsAddress Rows { get; private set; } = null!;

    /// <summary>Rows of each status that the filter leaves.</summary>
    public IReadOnlyDictionary<PlanStatus, int> Counts { get; private set; } = new Dictionary<PlanStatus, int>();

    public IReadOnlyList<ImportQuestion> Questions { get; private set; } = [];

    public IReadOnlyList<ImportSchool> Schools { get; private set; } = [];

    public IReadOnlyList<ShownRow> RowsShown { get; private set; } = [];

    /// <summary>The first rooms that the rows need and the register lacks, school by school.</summary>
    public IReadOnlyList<ShownRoom> NewRooms { get; private set; } = [];

    /// <summary>The first of those that could not be opened. The rows that name them were refused for it.</summary>
    public IReadOnlyList<ShownRoom> RefusedRooms { get; private set; } = [];

    public PageLinks Paging { get; private set; } = null!;

    public int BadRows => ImportAnswer.BadRowsOf(Import, Plan);

    /// <summary>Those of them that the corrected-rows file has.</summary>
    public int Correctable => ImportAnswer.CorrectableOf(Import, Plan);

    /// <summary>Rows may be chosen, and the file read otherwise.</summary>
    public bool IsEditable => ImportStatusRules.IsEditable(Import.Status);

    /// <summary>What somebody said of the file.</summary>
    public FileChoices Said { get; private set; } = new();

    /// <summary>Where the plan stands on its way to a decision.</summary>
    public ProposalShown Proposal { get; private set; } = null!;

    /// <summary>What is otherwise than in the plan before; null where the register had not changed.</summary>
    public DifferencesShown? Differences { get; private set; }

    /// <summary>Why what was asked for last was not done.</summary>
    public string? Refused { get; private set; }

    public int Done => Import.Written + Import.Refused;

    public async Task<IActionResult> OnGetAsync(long id)
    {
        if (await store.Find(Authority, id, Cancel) is not { } import)
        {
            return Missing;
        }
        if (import.IsUndo)
        {
            return Redirect($"/ruecknahmen/{id}");
        }
        if (import.ReplacedBy is { } successor)
        {
            return Redirect($"/importe/{(await store.Newest(Authority, successor, Cancel))!.Id}");
        }
        (Import, Plan, Said) = (import, PlanJson.Head(import.Plan), FileChoices.Read(import.Choices));
        Proposal = await ProposalShown.Of(import, proposals, authorities, Authority, Cancel);
        Differences = await DifferencesShown.Of(import, replacing, Authority, Cancel);
        Rows = ImportRowsAddress.Read(id, Request.Query);
        await Count(id);
        // Without a wish the page opens where something is to be done.
        Status = Rows.Filter.Choice is not null
            ? null
            : Rows.Status ?? Array.Find([PlanStatus.Error, PlanStatus.Conflict, .. Order], status => Counts.GetValueOrDefault(status) > 0);
        var all = Status is { } shown
            ? Counts.GetValueOrDefault(shown)
            : (await rows.Counts(Authority, id, Rows.Filter, Cancel)).Values.Sum();
        var last = Math.Max(1, (all + PageSize - 1) / PageSize);
        var number = Math.Min(Rows.Number, last);
        var page = await rows.Page(Authority, id, Status?.ToString(), Rows.Filter, (number - 1) * PageSize, PageSize, Cancel);
        RowsShown = [.. page.Select(row => ShownRow.Of(row, import))];
        Paging = new PageLinks(number, last, number < last, to => Rows.WithPage(Status, to), "Zeilen");
        var rooms = Plan.NewRooms == 0 ? [] : await store.Rooms(Authority, id, RoomsShown, Cancel);
        NewRooms = [.. rooms.Select(ShownRoom.Of).Where(room => room.Reason is null)];
        RefusedRooms = [.. rooms.Select(ShownRoom.Of).Where(room => room.Reason is not null)];
        Questions = await choices.Questions(Authority, id, Cancel);
        Schools = await rows.Schools(Authority, id, SchoolsShown, Cancel);
        return Page();
    }

    private async Task Count(long id)
    {
        // The numbers lead to rows of a status, whatever is asked of them.
        var filter = Rows.Filter with { Choice = null };
        if (filter.IsEmpty)
        {
            Counts = Order.ToDictionary(status => status, status => Plan.Counts[status]);
            return;
        }
        var counted = await rows.Counts(Authority, id, filter, Cancel);
        Counts = Order.ToDictionary(status => status, status => counted.GetValueOrDefault(status.ToString()));
    }

    /// <summary>Takes or leaves all rows that ask one question, or of the rows shown those that are marked.</summary>
    /// <param name="shown">Numbers of the rows that the form shows; the others stay as they are.</param>
    /// <param name="taken">Numbers of those that are marked.</param>
    public async Task<IActionResult> OnPostChooseAsync(long id, string? choice, bool? all, int[] shown, int[] taken)
    {
        if (!await rights.MayDecide(User, id, Cancel))
        {
            return Forbid();
        }
        if (all is { } take)
        {
            await choices.Choose(Authority, id, null, take, Cancel, choice);
        }
        else
        {
            await choices.Choose(Authority, id, taken, true, Cancel);
            await choices.Choose(Authority, id, [.. shown.Except(taken)], false, Cancel);
        }
        return Redirect(choice is null ? $"/importe/{id}" : $"/importe/{id}?choice={Uri.EscapeDataString(choice)}#zeilen");
    }

    public async Task<IActionResult> OnGetCorrectedAsync(long id) =>
        await CorrectedRowsFile.Of(store, Authority, id, Cancel) is { } file ? File(file.Bytes, file.ContentType, file.Name) : Missing;

    public async Task<IActionResult> OnPostApplyAsync(long id)
    {
        if (!await rights.MayDecide(User, id, Cancel))
        {
            return Forbid();
        }
        return await Told(id, await decisions.Apply(Authority, id, approve: false, User.Identity!.Name!, Cancel));
    }

    /// <summary>Reads the kept file as the form says; the new plan takes the place of this one.</summary>
    public async Task<IActionResult> OnPostReplanAsync(long id, ReadingForm form)
    {
        if (!(await access.AuthorizeAsync(User, Access.PlanImport)).Succeeded)
        {
            return Forbid();
        }
        return await Told(id, await decisions.Replan(Authority, id, form.Said, User.Identity!.Name!, Cancel));
    }

    private async Task<IActionResult> Told(long id, Decided decided)
    {
        if (decided is { Successor: null, Refused: { } refused })
        {
            Refused = refused.Message;
            Response.StatusCode = Api.Refusals.Status(refused.Kind);
            return await OnGetAsync(id);
        }
        return Redirect($"/importe/{decided.Successor ?? decided.Import!.Id}");
    }

    public async Task<IActionResult> OnPostCancelAsync(long id)
    {
        if (!await rights.MayDecide(User, id, Cancel))
        {
            return Forbid();
        }
        await progress.Cancel(Authority, id, Cancel);
        await runner.LetGo(id).WaitAsync(Cancel);
        return Redirect($"/importe/{id}");
    }

    /// <summary>Where the mapping of the columns is changed; null for the program's own lists, whose columns it wrote itself.</summary>
    public string? MappingAddress => Plan.Saved is { } saved
        ? $"/importe/profile/{Plan.Profile}?import={Import.Id}{(saved.Of is { } of ? $"&school={of.Value}" : "")}"
        : ImportProfile.Find(Plan.Profile) is { Own: false }
            ? $"/importe/profile/{ProfileReader.NewName}?import={Import.Id}"
            : null;

    public string RowsTitle => Status is { } status ? PlanText.German(status) : QuestionText.Asked(Rows.Filter.Choice!).Question;

    public string Decision => Import.RowsToApply == 0 && Questions.Sum(question => question.Rows) is > 0 and var open
        ? $"Zeilen, über die Sie noch entscheiden: {Shown.Count(open)}. Sonst ist nichts zu tun."
        : Import.RowsToApply == 0
        ? "Der Bestand stimmt mit der Datei überein, oder keine Zeile kann übernommen werden. Es ist nichts zu tun."
        : $"Zeilen, die neu angelegt werden: {Shown.Count(Plan.Counts.New)}. "
            + $"Zeilen, die Bekanntes ändern: {Shown.Count(Plan.Counts.Changed)}."
            + (Plan.Scope is { Absent: not AbsentDevices.Leave }
                ? $" Geräte, die in der Datei fehlen: {Shown.Count(Plan.Counts.Missing)}."
                : "")
            + (Import.Chosen > 0 ? $" Konflikte, für die Sie sich entschieden haben: {Shown.Count(Import.Chosen)}." : "")
            + (Plan.NewRooms > 0 ? $" Räume, die dazukommen: {Shown.Count(Plan.NewRooms)}." : "")
            + (Proposal.NeedsApproval && IsEditable ? " Vor der Übernahme gibt das Dezernat frei." : "");

    public string ProgressText => $"{Shown.Count(Done)} von {Shown.Count(Import.RowsToApply)} Zeilen";

    public string Result
    {
        get
        {
            var how = Import.Status == ImportStatus.Cancelled
                ? Import.ApplyStartedAt is null
                    ? Proposal.IsExpired ? "Nicht rechtzeitig entschieden, nichts wurde übernommen." : "Verworfen, nichts wurde übernommen."
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
            if (Plan.Saved is not null)
            {
                yield return ("Gespeichertes Profil", Plan.ProfileName);
            }
            yield return ("Gelesen als", PlanText.German(dialect));
            if (dialect.UmlautSamples.Length > 0)
            {
                yield return ("Umlaute, zum Prüfen", string.Join(" · ", dialect.UmlautSamples));
            }
            if (dialect.SkippedLines.Length > 0)
            {
                yield return ("Über der Kopfzeile", $"{PlanText.German(dialect.SkippedLines)}: nicht gelesen, nicht gespeichert");
            }
            if (Plan.Scope is { } scope)
            {
                yield return ("Umfang", PlanText.German(scope));
            }
            if (Plan.HoldsFrom is { } day)
            {
                yield return ("Stand der Liste", Shown.Day(day));
            }
            if (Plan.NewManufacturers.Count > 0)
            {
                yield return ("Hersteller neuer Geräte", PlanText.NewWords(Plan, Plan.NewManufacturers));
            }
            if (Plan.NewModels.Count > 0)
            {
                yield return ("Modelle neuer Geräte", PlanText.NewWords(Plan, Plan.NewModels));
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
}
