using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Pages;

/// <summary>One item of a standard: every school with target, actual and gap, and the rooms behind one school's number.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class StandardModel(
    DistrictFigures figures, ProgressQueries progress, WaveBoard waves, RoomQueries rooms, IGrains grains, TimeProvider clock,
    IAuthorizationService access)
    : RegisterPage
{
    public FigureAddress Address { get; private set; } = null!;

    public DistrictDay Day { get; private set; } = null!;

    public StandardItem Item { get; private set; } = null!;

    public SchoolStanding? School { get; private set; }

    public IReadOnlyList<(RoomStanding Standing, string Name)> Rooms { get; private set; } = [];

    /// <summary>How the item grew in all schools; today only, and only where its facts have days.</summary>
    public BurnupPanel? Burnup { get; private set; }

    public string? Capacity { get; private set; }

    /// <summary>Whoever looks may manage standards, and looks at today.</summary>
    private bool MayManage { get; set; }

    /// <summary>The standard asks for nothing any more; the page only shows what it asked for.</summary>
    public bool IsEnded => Item.State.RetiredFor is not null;

    public bool MayChange => MayManage && !IsEnded;

    public IReadOnlyList<string> Errors => Address.Refusal is { } refusal ? [refusal.German] : [];

    /// <summary>What was sent of the deviation, or of the end of the standard.</summary>
    public SentForm Sent { get; private set; } = SentForm.None;

    /// <summary>The version of the standard that the forms are made from.</summary>
    public FormVersion Version { get; private set; } = FormVersion.None;

    public IEnumerable<(SchoolStanding School, ItemStanding Standing)> Schools =>
        from school in Day.Standings
        from standing in school.Items
        where standing.Item == Item
        select (school, standing);

    public (int Target, int? Actual, int? Gap)? Sum => Standings.Sum([.. Schools.Select(school => school.Standing)]);

    private int Gap => Sum?.Gap ?? 0;

    /// <summary>It is counted by people, so that a number of them belongs to it.</summary>
    public bool IsOfPeople => Item.Item.Basis is not (StandardBasis.Room or StandardBasis.School);

    /// <summary>
    /// How much of the gap the devices close that waves have still to hand out; null where the question is not about devices of now.
    /// </summary>
    public string? OfWaves { get; private set; }

    public EquipmentStandard.Deviation? Deviation =>
        Item.State.Deviations.FirstOrDefault(d => d.School == School?.School.Key && d.Item == Item.Item.Key);

    /// <summary>The form of the deviation, by the handler it posts to.</summary>
    public const string Deviate = nameof(Deviate);

    /// <summary>The form that ends the standard, likewise.</summary>
    public const string Retire = nameof(Retire);

    private const string RetireDay = "endet-am";
    private const string RetireReason = "endet-weil";

    public IEnumerable<FormField> RetireFields => new FormField[]
    {
        new(RetireDay, "Gilt nicht mehr ab", FormFieldKind.Day)
        {
            Value = WireDay.Write(Address.Today), Hint = "Leer heißt heute. Zahlen für Tage davor bleiben, wie sie sind.",
        },
        new(RetireReason, "Grund") { Longest = EquipmentStandard.LongestText },
    }.Select(input => input.As(Sent, Retire));

    /// <summary>The last day on which an ended standard held, to look at; null where there is none or nobody knows it.</summary>
    public (DateOnly Day, string Address)? LastDay => Item.State.RetiredFrom is { } ended && ended > Item.State.From
        ? (ended.AddDays(-1), $"{Here}&{FigureAddress.AsOfName}={WireDay.Write(ended.AddDays(-1))}")
        : null;

    public string Here => $"/standards/{Item.Standard}?item={Uri.EscapeDataString(Item.Item.Key)}"
        + (School is null ? "" : $"&school={School.School.Key.Value}");

    /// <summary>The table of the page as a file, of the same moment.</summary>
    public string AsFile(string extension) => Address.At(
        $"/api/v1/tables/standards/{Item.Standard}/gaps.{extension}?item={Uri.EscapeDataString(Item.Item.Key)}"
        + (School is null ? "" : $"&school={School.School.Key.Value}"));

    /// <summary>The lists of the devices that are counted, by their kind, where the question is about now.</summary>
    public IEnumerable<(string Category, string Address)> Devices =>
        Address.IsNow && !IsEnded && Item.Item.Subject == StandardSubject.Devices
            ? Item.Item.Categories.Select(category => (
                Labels.German(category),
                DeviceListAddress.To(
                    ("school", School?.School.Key.Value), ("category", category.ToString()), ("lifecycle", DeviceGroups.InUse.Name))))
            : [];

    /// <summary>Target and actual of the school that is looked at; null for all schools, and where the standard is not for it.</summary>
    public ItemStanding? OfSchool => School?.Of(Item);

    /// <summary>How many people of the school the target is made of; null where it is not made of people.</summary>
    public (string German, int? Number)? CountedBy => (Item.Item.Basis, School?.School) switch
    {
        (_, null) => null,
        (StandardBasis.Pupil, { } school) => ("Lernende", school.Details.Pupils),
        (StandardBasis.Teacher, { } school) => ("Lehrkräfte", school.Details.Teachers),
        (StandardBasis.Person, { } school) => ("Personen", school.Persons),
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync([FromRoute] string key, [FromQuery] string? item, [FromQuery] string? school) =>
        await Load(key, item, school) ? Page() : Missing;

    public Task<IActionResult> OnPostDeviateAsync([FromRoute] string key, [FromQuery] string? item, [FromQuery] string school = "") =>
        Send(key, item, school, Deviate, () => new EquipmentStandard.Deviate(
            School!.School.Key,
            Item.Item.Key,
            Sent.CountOwed("Count", $"{Item.Item.Name}, Anzahl", EquipmentStandard.Counts),
            IsOfPeople ? Sent.CountOwed("Per", $"{Item.Item.Name}, je Personen", EquipmentStandard.Counts) : 1,
            Sent.Text("Reason") ?? ""));

    public Task<IActionResult> OnPostEndAsync([FromRoute] string key, [FromQuery] string? item, [FromQuery] string school = "") =>
        Send(key, item, school, "End", () => new EquipmentStandard.EndDeviation(School!.School.Key, Item.Item.Key));

    public Task<IActionResult> OnPostRetireAsync([FromRoute] string key, [FromQuery] string? item) =>
        Send(key, item, school: null, Retire, () => new EquipmentStandard.Retire(Sent.Text(RetireReason) ?? "")
        {
            On = Sent.Day(RetireDay, "Gilt nicht mehr ab"),
        });

    private async Task<IActionResult> Send(
        string key, string? item, string? school, string form, Func<EquipmentStandard.Command> read)
    {
        if (!await Load(key, item, school))
        {
            return Missing;
        }
        if (!MayManage)
        {
            return Forbid();
        }
        Sent = new SentForm(form, await Request.ReadFormAsync(Cancel));
        var command = read();
        if (Sent.Faults.Count == 0)
        {
            var why = new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier);
            var id = new GrainId(GrainKind.Standard, Authority, key);
            if (await Version.Send(grains, id, Item.State.Name, [command], why, Cancel) is not { } refusal)
            {
                return Redirect(Here);
            }
            Sent.Refuse(refusal, (refusal.Code, form) switch
            {
                (RefusalCode.ExplanationMissing or RefusalCode.TextTooLong, Retire) => RetireReason,
                (RefusalCode.FactInFuture or RefusalCode.StandardEndsBeforeItHolds, Retire) => RetireDay,
                (RefusalCode.ExplanationMissing or RefusalCode.TextTooLong, _) => "Reason",
                (RefusalCode.CountOutOfRange, _) => "Count",
                _ => null,
            });
        }
        Response.StatusCode = Sent.Status;
        return Page();
    }

    private async Task<bool> Load(string key, string? item, string? school)
    {
        Address = FigureAddress.Read(Request.Query, clock);
        Day = await figures.Of(Authority, Address, Cancel);
        if (Find(key, item) is not { } found)
        {
            return false;
        }
        Item = found;
        MayManage = Address.IsNow && (await access.AuthorizeAsync(User, Access.ManageStandards)).Succeeded;
        if (MayManage && await grains.Read<EquipmentStandard.State>(new GrainId(GrainKind.Standard, Authority, key), Cancel) is { } stored)
        {
            Version = FormVersion.Of(stored.Version, Request);
        }
        if (school is null)
        {
            if (!IsEnded)
            {
                await LoadBurnup();
                await LoadWaves();
            }
            return true;
        }
        School = Day.Standings.FirstOrDefault(s => s.School.Key.Value == school);
        if (School is null)
        {
            return false;
        }
        if (Item.Item.Basis == StandardBasis.Room && !IsEnded)
        {
            var names = (await rooms.OfSchool(Authority, School.School.Key, Cancel)).ToDictionary(
                room => room.Key.Value, room => Shown.Room(room.Building, room.Number));
            Rooms =
            [
                .. Standings.RoomsOf(Day.Facts, Item, School.School.Key)
                    .Select(room => (room, names.GetValueOrDefault(room.Room.Key, room.Room.Key)))
                    .OrderByDescending(room => room.room.Gap).ThenBy(room => room.Item2, StringComparer.Ordinal),
            ];
        }
        return true;
    }

    /// <summary>The item, of an ended standard too: no figure has it, but its page says what it asked for.</summary>
    private StandardItem? Find(string key, string? item) =>
        Day.Facts.Standards.FirstOrDefault(known => known.Key == key) is { State: var state }
        && state.Items.FirstOrDefault(known => item is null || known.Key == item) is { } found
            ? Day.Items.FirstOrDefault(known => known.Standard == key && known.Item.Key == found.Key) ?? new StandardItem(key, state, found)
            : null;

    private async Task LoadWaves()
    {
        if (!Address.IsNow || Gap == 0 || Item.Item.Subject != StandardSubject.Devices)
        {
            return;
        }
        var coming = await waves.Coming(Authority, Item.Item.Categories, Cancel);
        var devices = coming.Sum(wave => wave.Share.Open);
        // What comes to one school fills no other school's gap.
        var open = coming.SelectMany(wave => wave.State.Details.Places, (wave, place) => (place.School, wave.Share.OpenAt(place)))
            .ToLookup(place => place.School, place => place.Item2);
        var filled = Schools.Sum(school => Math.Min(school.Standing.Gap ?? 0, open[school.School.School.Key].Sum()));
        OfWaves = coming.Count == 0
            ? $"Für die Lücke von {Shown.Count(Gap)} ist noch keine Welle geplant."
            : $"Geplante und laufende Wellen bringen noch {Shown.Count(devices)} Geräte, die letzte bis zum "
                + $"{Shown.Day(coming.Max(wave => wave.State.Details.End))}. "
                + (filled < devices ? $"{Shown.Count(filled)} davon füllen eine Lücke. " : "")
                + (filled < Gap ? $"Offen bleiben {Shown.Count(Gap - filled)}." : "Damit ist die Lücke gedeckt.");
    }

    private async Task LoadBurnup()
    {
        Capacity = Request.Query["kapazitaet"];
        if (Address.IsNow && Day.Facts.Schools is [{ Key: var first }, ..]
            && Progress.OfItem(Item, Day.Facts, await progress.UsableSince(Authority, Item.Item.Categories, Cancel)) is { } burnup)
        {
            Burnup = BurnupPanel.Of(burnup, first.Land, Address.Today, Capacity);
        }
    }
}
