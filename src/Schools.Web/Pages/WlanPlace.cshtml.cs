using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Import;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.District;
using Schools.Web.Evidence;
using Schools.Web.Imports;

namespace Schools.Web.Pages;

/// <summary>The WLAN steps of one school or one of its rooms, and the forms that enter them.</summary>
[Authorize(Policy = Access.ViewRollout)]
[LargestForm(LargestForm)]
[RequestSizeLimit(Uploads.MostTaken)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestForm)]
public sealed partial class WlanPlaceModel(
    DistrictFigures figures, SchoolQueries schools, RoomQueries roomQueries, EvidenceFiles evidence, IGrains grains, TimeProvider clock,
    IAuthorizationService access) : RegisterPage
{
    /// <summary>As for lists: what is larger than evidence may be, but not as large as this, is refused at its field.</summary>
    private const long LargestForm = ImportLimits.FileBytes + (64 * 1024);

    private (RolloutStep Step, string Why)? refusedFile;
    private KeptEvidence? keptFile;
    private (string Handler, StepForm Form)? sent;

    public FigureAddress Address { get; private set; } = null!;

    public DistrictDay Day { get; private set; } = null!;

    public SchoolStanding Standing { get; private set; } = null!;

    /// <summary>The room, where the page is about one.</summary>
    public RoomRow? Room { get; private set; }

    public IReadOnlyList<RoomRow> Rooms { get; private set; } = [];

    public Rollout.State State { get; private set; } = Rollout.State.Empty;

    /// <summary>The files that prove the steps here.</summary>
    public PlaceEvidence Files { get; private set; } = PlaceEvidence.None;

    public bool MayChange { get; private set; }

    public string? Refused { get; private set; }

    /// <summary>What was sent by one of the forms and refused, so that nobody types it again; null for the others.</summary>
    public StepForm? SentBy(string handler) => sent?.Handler == handler ? sent?.Form : null;

    /// <summary>What was entered against the usual course, of a school also in its rooms.</summary>
    public IReadOnlyList<string> Warnings =>
    [
        .. StepOrder.Warnings(State, Room is not null, [.. Steps.Select(rule => rule.Step).Where(IsShown)]),
        .. from room in Room is null ? Day.RoomsOf(Standing.School.Key) : []
           from warning in StepOrder.Warnings(
               StateOf(room.Key), inRoom: true, AccessPoints.ContainsKey(room.Key) ? [RolloutStep.AccessPointsMounted] : [])
           select $"Raum {NameOf(room.Key)}: {warning}",
    ];

    public IReadOnlyList<string> Errors => Address.Refusal is { } refusal ? [refusal.German] : [];

    public IEnumerable<RolloutStepRule> Steps => RolloutSteps.All.Where(rule => Room is null || rule.IsOfRooms);

    public string Place => Room is null
        ? Standing.School.Details.Name!
        : $"{Standing.School.Details.Name}, Raum {Shown.Room(Room.Building, Room.Number)}";

    /// <summary>Of the grain: the room's where the page is about one, else the school's.</summary>
    private string Key => Room?.Key.Value ?? Standing.School.Key.Value;

    private string Here => At(Key);

    /// <param name="place">The key of a school or room.</param>
    public static string At(string place) => RoomKey.TryParse(place, out var room)
        ? $"/wlan/{room.School.Value}?room={Uri.EscapeDataString(place)}"
        : $"/wlan/{place}";

    public async Task<IActionResult> OnGetAsync(string school, string? room) => await Load(school, room) ? Page() : Missing;

    public Task<IActionResult> OnPostStepAsync(string school, string? room, StepForm form) =>
        Send("Step", school, room, form, (key, of) =>
    {
        var known = State.Of(form.Step);
        var executor = form.Executor ?? known.Executor;
        // One form enters all steps, so what it does not say stays as it is: a file that is added later takes no defects away.
        var withDefects = form.WithDefects || (known.WithDefects && known.Reached == form.Day);
        return form.Kind == StepForm.Planned
            ? [new Rollout.Schedule(key, of, form.Step, form.Day, executor, form.Reason)]
            : Rollout.Entering(
                State,
                new Rollout.Reach(key, of, form.Step, form.Evidence, withDefects, form.Reason, executor) { On = form.Day },
                new DecisionContext(Authority, Address.Today, Origin.Person));
    });

    public async Task<IActionResult> OnPostEvidenceAsync(string school, string? room, RolloutStep step, IFormFile? file)
    {
        if (!await Load(school, room))
        {
            return Missing;
        }
        if (!MayChange)
        {
            return Forbid();
        }
        if (!ModelState.IsValid || Steps.All(rule => rule.Step != step))
        {
            Refused = new Refusal(RefusalCode.StepOfSchool, Labels.German(step)).German;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        var (content, refusal) = await Read(file);
        refusal ??= await evidence.Add(Authority, Key, step, content!, User.Identity!.Name!, Cancel);
        if (refusal is null)
        {
            return Redirect(Here);
        }
        refusedFile = (step, refusal.German);
        Response.StatusCode = Api.Refusals.Status(refusal.Kind);
        return Page();
    }

    /// <summary>Takes a file back that was laid down by mistake; the step stays as it is.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync(string school, string? room, StepForm form)
    {
        if (!await Load(school, room))
        {
            return Missing;
        }
        if (!MayChange)
        {
            return Forbid();
        }
        if (await evidence.Withdraw(Authority, Key, form.File, form.Reason, User.Identity!.Name!, Cancel) is not { } refusal)
        {
            return Redirect(Here);
        }
        if (refusal.Kind == RefusalKind.Missing)
        {
            return Missing;
        }
        keptFile = new KeptEvidence(form.File, form.Reason, refusal.German);
        Response.StatusCode = Api.Refusals.Status(refusal.Kind);
        return Page();
    }

    /// <summary>The files of a step, and the form for another.</summary>
    public StepEvidence EvidenceOf(RolloutStep step) => new(
        step, Room?.Key, [.. Files.Files.Where(file => file.Step == step)], [.. Files.Withdrawn.Where(file => file.Step == step)],
        MayChange, refusedFile?.Step == step ? refusedFile?.Why : null, keptFile);

    public Task<IActionResult> OnPostRevokeAsync(string school, string? room, StepForm form) =>
        Send("Revoke", school, room, form, (key, of) =>
        // A step that was entered by mistake never held.
        [new Rollout.Revoke(key, of, form.Step, form.Reason ?? "") { On = State.Of(form.Step).Reached }]);

    public Task<IActionResult> OnPostBlockAsync(string school, string? room, StepForm form) =>
        Send("Block", school, room, form, (key, of) =>
        [new Rollout.Block(key, of, form.Reason ?? "", form.Evidence) { On = form.Day }]);

    public Task<IActionResult> OnPostUnblockAsync(string school, string? room, StepForm form) =>
        Send("Unblock", school, room, form, (key, of) => [new Rollout.Unblock(key, of, form.Reason) { On = form.Day }]);

    public Task<IActionResult> OnPostDefectAsync(string school, string? room, StepForm form) =>
        Send("Defect", school, room, form, (key, of) =>
        [new Rollout.RecordDefect(key, of, form.Number, form.Reason ?? "", form.Day)]);

    /// <summary>
    /// Of the next defect. It goes with the form: sent twice it is one defect, and of two who write at once the second is told.
    /// </summary>
    public int NextDefect => State.AllDefects.Select(defect => defect.Number).DefaultIfEmpty().Max() + 1;

    public Task<IActionResult> OnPostSettleAsync(string school, string? room, StepForm form) =>
        Send("Settle", school, room, form, (key, of) => [new Rollout.SettleDefect(key, of, form.Number) { On = form.Day }]);

    private async Task<IActionResult> Send(
        string handler, string school, string? room, StepForm form, Func<SchoolKey, RoomKey?, IReadOnlyList<Rollout.Command>> commands)
    {
        if (!await Load(school, room))
        {
            return Missing;
        }
        if (!MayChange)
        {
            return Forbid();
        }
        sent = (handler, form);
        if (!ModelState.IsValid)
        {
            Refused = string.Join(' ', Unreadable(handler));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        var key = Standing.School.Key;
        var id = new GrainId(GrainKind.Rollout, Authority, Key);
        var why = new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier);
        foreach (var command in commands(key, Room?.Key))
        {
            if ((await grains.Send(id, command, why, Cancel)).Refusal is { } refusal)
            {
                Refused = refusal.German;
                Response.StatusCode = Api.Refusals.Status(refusal.Kind);
                return Page();
            }
        }
        return Redirect(Here);
    }

    /// <summary>What of the days and choices could not be read, by the words that stand at the fields.</summary>
    private IEnumerable<string> Unreadable(string handler) =>
        from field in ModelState
        where field.Value.Errors.Count > 0
        let german = field.Key switch
        {
            nameof(StepForm.Day) => handler switch { "Block" => "Seit", "Defect" => "Frist", _ => "Tag" },
            nameof(StepForm.Step) => "Schritt",
            nameof(StepForm.Executor) => "Ausführung",
            _ => "Angabe",
        }
        select string.IsNullOrWhiteSpace(field.Value.AttemptedValue) ? $"{german}: Die Angabe fehlt. Bitte eintragen oder wählen."
            : field.Key == nameof(StepForm.Day)
                ? $"{german}: „{field.Value.AttemptedValue}“ ist kein Tag. Bitte so angeben: 15.10.2026."
                : $"{german}: „{field.Value.AttemptedValue}“ steht nicht zur Wahl. Bitte neu wählen.";

    private async Task<(EvidenceContent? Content, Refusal? Refusal)> Read(IFormFile? file)
    {
        if (file is null or { Length: 0 })
        {
            return (null, new Refusal(RefusalCode.EvidenceFileMissing));
        }
        if (file.Length > EvidenceFiles.MostBytes)
        {
            return (null, new Refusal(RefusalCode.EvidenceFileTooLarge, file.FileName, $"{EvidenceText.MostMegabytes}"));
        }
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, Cancel);
        return EvidenceKind.Recognise(file.FileName, bytes.ToArray());
    }

    private async Task<bool> Load(string school, string? room)
    {
        Address = FigureAddress.Read(Request.Query, clock);
        Day = await figures.Of(Authority, Address, Cancel);
        if (Day.Standings.FirstOrDefault(s => s.School.Key.IsNamed(school)) is not { } standing)
        {
            return false;
        }
        Standing = standing;
        AccessPoints = Standings.AccessPoints(Day.Facts, standing.School.Key);
        Rooms = await roomQueries.OfSchool(Authority, standing.School.Key, Cancel);
        Room = room is null ? null : Rooms.FirstOrDefault(known => known.Key.Value == room);
        State = Day.Facts.Rollouts.GetValueOrDefault(Key) ?? Rollout.State.Empty;
        Files = await evidence.Of(Authority, Key, Cancel);
        MayChange = Address.IsNow && (await access.AuthorizeAsync(User, Access.ChangeRollout)).Succeeded;
        await LoadUplink();
        return room is null || Room is not null;
    }

    /// <summary>The day of a step, or that the inventory shows it.</summary>
    public string Reached(RolloutStep step) => State.Of(step) switch
    {
        { Reached: { } day, WithDefects: true } => $"{Shown.Day(day)}, mit Mängeln",
        { Reached: { } day } => Shown.Day(day),
        _ => IsShown(step) ? Shown.ByInventory : Shown.Nothing,
    };

    private bool IsShown(RolloutStep step) => Room is null
        ? Standing.Wlan.Steps.Contains(step)
        : step == RolloutStep.AccessPointsMounted && AccessPoints.ContainsKey(Room.Key.Value);

    /// <summary>How many are in use, by the key of the room.</summary>
    public IReadOnlyDictionary<string, int> AccessPoints { get; private set; } = new Dictionary<string, int>();

    public Rollout.State StateOf(string room) => Day.Facts.Rollouts.GetValueOrDefault(room) ?? Rollout.State.Empty;

    public string NameOf(string room) => Rooms.FirstOrDefault(known => known.Key.Value == room) is { } found
        ? Shown.Room(found.Building, found.Number)
        : room;
}
