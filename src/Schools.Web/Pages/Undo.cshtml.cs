using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Import;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Imports;

namespace Schools.Web.Pages;

/// <summary>A row of an undo as the page shows it.</summary>
public sealed record ShownUndoRow(
    int N,
    int Line,
    string Kind,
    string Title,
    string? Address,
    IReadOnlyList<FieldChange> Back,
    IReadOnlyList<FieldChange> Since,
    IReadOnlyList<string> Said,
    bool IsChosen);

/// <summary>What taking back an import does: seen first, decided, followed, and kept as its protocol.</summary>
[Authorize(Policy = Access.ViewImport)]
public sealed class UndoModel(
    UndoPlanning planning,
    UndoStore undos,
    ImportChoices choices,
    ImportStore store,
    ImportRowQueries queries,
    ImportProgress progress,
    ImportProposals proposals,
    ImportReplacing replacing,
    ImportDecisions decisions,
    AuthorityQueries authorities,
    ImportRunner runner,
    IAuthorizationService access) : RegisterPage
{
    private const int PageSize = 50;
    private static readonly ImportRowFilter All = new();

    /// <summary>Conflicts that can be chosen one by one; more are chosen all or none.</summary>
    public const int MostConflicts = 500;

    private static readonly UndoStatus[] Order =
        [UndoStatus.Restored, UndoStatus.Withdrawn, UndoStatus.Conflict, UndoStatus.Kept, UndoStatus.Unchanged];

    public ImportHead Import { get; private set; } = null!;

    public IReadOnlyDictionary<UndoStatus, int> Counts { get; private set; } = new Dictionary<UndoStatus, int>();

    public UndoStatus Status { get; private set; }

    public IReadOnlyList<UndoStatus> Statuses => Order;

    public IReadOnlyList<ShownUndoRow> Conflicts { get; private set; } = [];

    public IReadOnlyList<ShownUndoRow> Rows { get; private set; } = [];

    public PageLinks Paging { get; private set; } = null!;

    /// <summary>Why there is no plan.</summary>
    public string? Refused { get; private set; }

    /// <summary>Where the undo stands on its way to a decision.</summary>
    public ProposalShown Proposal { get; private set; } = null!;

    /// <summary>What is otherwise than in the undo computed before; null where the register had not changed.</summary>
    public DifferencesShown? Differences { get; private set; }

    public bool IsOpen => ImportStatusRules.IsEditable(Import.Status);

    /// <summary>It is open, something is to be done, and the Dezernat decides.</summary>
    public bool IsToBeProposed => (Import.RowsToApply > 0 || Conflicts.Count > 0)
        && (Proposal.NeedsApproval || Import.Status == ImportStatus.Returned);

    public bool IsProposed => Import.Status == ImportStatus.Proposed;

    public int Done => Import.Written + Import.Refused;

    public int Count(UndoStatus status) => Counts.GetValueOrDefault(status);

    public async Task<IActionResult> OnGetAsync(long id, UndoStatus? status, int seite = 1)
    {
        if (await store.Find(Authority, id, Cancel) is not { IsUndo: true } import)
        {
            return Missing;
        }
        if (import.ReplacedBy is { } successor)
        {
            return Redirect($"/ruecknahmen/{(await store.Newest(Authority, successor, Cancel))!.Id}");
        }
        Import = import;
        Proposal = await ProposalShown.Of(import, proposals, authorities, Authority, Cancel);
        Differences = await DifferencesShown.Of(import, replacing, Authority, Cancel);
        Counts = await undos.Counts(Authority, id, Cancel);
        Status = status ?? Array.Find([.. Order.Where(s => s != UndoStatus.Conflict), UndoStatus.Conflict], s => Count(s) > 0);
        if (IsOpen && Count(UndoStatus.Conflict) > 0)
        {
            var conflicts = await queries.Page(Authority, id, nameof(UndoStatus.Conflict), All, 0, MostConflicts, Cancel);
            Conflicts = [.. conflicts.Select(Show)];
        }
        var last = Math.Max(1, (Count(Status) + PageSize - 1) / PageSize);
        var number = Math.Clamp(seite, 1, last);
        var rows = await queries.Page(Authority, id, Status.ToString(), All, (number - 1) * PageSize, PageSize, Cancel);
        Rows = [.. rows.Select(Show)];
        Paging = new PageLinks(number, last, number < last, page => $"{Address(Status)}&seite={page}#zeilen", "Zeilen");
        return Page();
    }

    /// <param name="id">The import to take back; the answer is the page of its undo.</param>
    public async Task<IActionResult> OnPostPlanAsync(long id)
    {
        if (!await May(Access.UndoImport))
        {
            return Forbid();
        }
        await runner.LetGo(id).WaitAsync(Cancel);
        var (undo, refused) = await planning.Plan(Authority, id, User.Identity!.Name!, Cancel);
        if (refused is null)
        {
            return Redirect($"/ruecknahmen/{undo}");
        }
        return await Refuse(id, RefusedFile.Of(refused));
    }

    public async Task<IActionResult> OnPostApplyAsync(long id, int[] row, bool all) =>
        await May(Access.UndoImport)
            ? await Decide(id, row, all, () => decisions.Apply(Authority, id, approve: false, User.Identity!.Name!, Cancel))
            : Forbid();

    /// <summary>Hands the undo in with what was chosen.</summary>
    public async Task<IActionResult> OnPostProposeAsync(long id, int[] row, bool all, string? comment) =>
        await May(Access.ProposeImport)
            ? await Decide(id, row, all, () => decisions.Propose(Authority, id, comment, User.Identity!.Name!, Cancel))
            : Forbid();

    private async Task<IActionResult> Decide(long id, int[] row, bool all, Func<Task<Decided>> decide)
    {
        if (await store.Find(Authority, id, Cancel) is not { IsUndo: true })
        {
            return Missing;
        }
        await choices.Choose(Authority, id, null, all, Cancel);
        await choices.Choose(Authority, id, row, true, Cancel);
        var decided = await decide();
        return decided is { Successor: null, Refused: { } refused }
            ? await Refuse(id, refused)
            : Redirect($"/ruecknahmen/{decided.Successor ?? id}");
    }

    private async Task<IActionResult> Refuse(long id, RefusedFile refused)
    {
        if (await store.Find(Authority, id, Cancel) is not { } import)
        {
            return Missing;
        }
        (Import, Refused) = (import, refused.Message);
        Response.StatusCode = Api.Refusals.Status(refused.Kind);
        return Page();
    }

    public async Task<IActionResult> OnPostCancelAsync(long id)
    {
        if (!await May(Access.UndoImport))
        {
            return Forbid();
        }
        if (await store.Find(Authority, id, Cancel) is not { IsUndo: true })
        {
            return Missing;
        }
        await progress.Cancel(Authority, id, Cancel);
        await runner.LetGo(id).WaitAsync(Cancel);
        return Redirect($"/ruecknahmen/{id}");
    }

    public string Address(UndoStatus status) => $"/ruecknahmen/{Import.Id}?status={status}";

    public string ProgressText => $"{Shown.Count(Done)} von {Shown.Count(Import.RowsToApply)} Zeilen";

    public string Result
    {
        get
        {
            var how = Import.Status == ImportStatus.Cancelled
                ? Import.ApplyStartedAt is null
                    ? "Verworfen, nichts wurde zurückgenommen."
                    : "Angehalten. Was bis dahin zurückgenommen war, bleibt es."
                : $"Zurückgenommen von {Import.AppliedBy} am {Shown.Moment(Import.EndedAt!.Value)}.";
            return $"{how} Einträge: {Shown.Count(Import.Written)}. Dabei abgewiesen: {Shown.Count(Import.Refused)}.";
        }
    }

    private async Task<bool> May(string policy) => (await access.AuthorizeAsync(User, policy)).Succeeded;

    private static ShownUndoRow Show(ImportRow row)
    {
        var shown = System.Text.Json.JsonSerializer.Deserialize(row.Shown!, ImportJson.Default.UndoRowShown)!;
        var said = PlanJson.Issues(row.Issues).Select(issue => issue.Message).ToList();
        if (ImportAnswer.RowRefusalOf(row) is { } refusal)
        {
            said.Add(refusal.Message);
        }
        var grain = row.Grain!.Value;
        return new ShownUndoRow(
            row.N,
            row.Line,
            Labels.German(grain.Kind),
            shown.Title ?? grain.Key,
            grain.Kind switch
            {
                GrainKind.Device => $"/geraete/{grain.Key}",
                GrainKind.School => $"/schulen/{grain.Key}",
                GrainKind.Room when RoomKey.TryParse(grain.Key, out var room) => Shown.RoomAddress(room),
                _ => null,
            },
            row.Status == nameof(UndoStatus.Kept) ? [] : shown.Changes,
            shown.Since,
            said,
            row.IsChosen);
    }
}
