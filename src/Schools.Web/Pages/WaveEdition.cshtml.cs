using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;

namespace Schools.Web.Pages;

/// <summary>Plans a wave, or plans one anew.</summary>
[Authorize(Policy = Access.ManageWaves)]
public sealed class WaveEditionModel(WaveQueries waves, SchoolQueries schools, AuthorityQueries authorities, IGrains grains) : RegisterPage
{
    private const int BlankPlaces = 4;

    /// <summary>Kinds that people get; a wave of network devices is rare, but may be.</summary>
    public static readonly IReadOnlyList<DeviceCategory> Categories =
        [.. DeviceGroups.EndUser.Members, .. Enum.GetValues<DeviceCategory>().Except(DeviceGroups.EndUser.Members)];

    /// <summary>What may be asked for beside what every wave needs, and names nothing further.</summary>
    public static readonly IReadOnlyList<WaveNeed> Needs = [WaveNeed.Wlan, WaveNeed.AccessPoint, WaveNeed.Enrolled];

    private static readonly (string Field, string Id, string German)[] Days =
    [
        (nameof(WaveForm.Delivery), "lieferung", "Lieferung"), (nameof(WaveForm.Start), "beginn", "Beginn der Ausgabe"),
        (nameof(WaveForm.End), "ende", "Geplantes Ende"),
    ];

    public WaveForm Form { get; private set; } = new();

    public IReadOnlyList<Choice> Schools { get; private set; } = [];

    /// <summary>Other waves by their keys.</summary>
    public IReadOnlyDictionary<string, Wave.State> Others { get; private set; } = new Dictionary<string, Wave.State>();

    public IReadOnlyList<Licence.State> Licences { get; private set; } = [];

    /// <summary>What is wrong with what was sent.</summary>
    public SentForm Sent { get; } = new(nameof(Form), null);

    /// <summary>The version that the form is made from.</summary>
    public FormVersion Version { get; private set; } = FormVersion.None;

    public async Task<IActionResult> OnGetAsync([FromQuery] string? von)
    {
        await Load(von);
        if (von is null)
        {
            Form = new WaveForm { Categories = [DeviceCategory.Tablet], Needs = [.. Needs] };
        }
        else
        {
            if (await Known(von) is not { State: var known })
            {
                return Missing;
            }
            var places = known.Details.Places.Select(place => place.School);
            Form = WaveForm.Of(von, known.Details, await waves.Schools(Authority, places, Cancel));
        }
        AddBlanks();
        return Page();
    }

    /// <summary>Only makes room for more lines.</summary>
    public async Task<IActionResult> OnPostMoreAsync([FromQuery] string? von, WaveForm form)
    {
        Form = form;
        Form.Key = von;
        await Load(von);
        if (await Known(von) is null && von is not null)
        {
            return Missing;
        }
        AddBlanks();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromQuery] string? von, WaveForm form)
    {
        Form = form;
        Form.Key = von;
        Form.Places.RemoveAll(place => place.IsBlank);
        await Load(form.Key);
        var before = await Known(form.Key);
        if (form.Key is not null && before is null)
        {
            return Missing;
        }
        if (!ModelState.IsValid)
        {
            return Unreadable();
        }
        if (form.KeyOfName is not { } key)
        {
            return Shows(new Refusal(RefusalCode.NameMissing), "name");
        }
        if (form.Key is null && Others.ContainsKey(key))
        {
            return Shows(new Refusal(RefusalCode.WaveNameTaken, form.Name), "name");
        }
        var named = form.Places
            .Select(place => SchoolKey.TryParse(place.School, out var school) ? school : (SchoolKey?)null)
            .OfType<SchoolKey>();
        var places = await waves.Schools(Authority, named, Cancel);
        if (form.Read(Sent, await Land(named), places) is not { } details)
        {
            return Shows();
        }
        if (before?.State.Details.OrderNumber != details.OrderNumber.Trim() && !form.SharesOrder && Shared(form.OrderNumber) is { } shared)
        {
            return Shows(shared, "bestellung");
        }
        var waiting = Others.ToDictionary(
            other => other.Key,
            IReadOnlyList<string> (other) =>
                [.. other.Value.Details.Requires.Where(r => r.Need == WaveNeed.Wave).Select(r => r.Of!)]);
        var refusal = await Version.Send(
            grains,
            new GrainId(GrainKind.Wave, Authority, key),
            before?.State.Details.Name ?? details.Name,
            [new Wave.Describe(key, details, waiting, form.Reason)],
            new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier),
            Cancel);
        return refusal is null
            ? Redirect($"/wellen/{key}")
            : Shows(Named(refusal, details.Places, places), refusal.Code == RefusalCode.WaveNameTaken ? "name" : null);
    }

    /// <summary>Which other waves have the order; null where none has.</summary>
    public Refusal? Shared(string? order) => WaveRules.Sharing(null, order?.Trim() ?? "", Others) is { Count: > 0 } others
        ? new Refusal(
            RefusalCode.WaveOrderShared, order!.Trim(), string.Join(", ", others.Select(other => $"der Welle „{other.Details.Name}“")))
        : null;

    /// <summary>Says what of the days and choices could not be read.</summary>
    private PageResult Unreadable()
    {
        foreach (var (field, id, german) in Days)
        {
            if (ModelState[field]?.Errors.Count > 0)
            {
                Sent.Fault(id, $"{german}: „{ModelState[field]!.AttemptedValue}“ ist kein Tag. Bitte so angeben: 15.10.2026.");
            }
        }
        if (Sent.Faults.Count == 0)
        {
            Sent.Fault(null, "Eine Auswahl konnte nicht gelesen werden. Bitte neu wählen.");
        }
        return Shows();
    }

    /// <summary>The same with the places by the names that people know.</summary>
    private static Refusal Named(Refusal refusal, IReadOnlyList<Wave.Place> places, IReadOnlyDictionary<SchoolKey, WaveSchool> schools)
    {
        // Rooms first: their keys begin with those of their schools.
        foreach (var place in places.OrderBy(place => place.Room is null))
        {
            var name = schools.GetValueOrDefault(place.School)?.Name ?? place.School.Value;
            var room = schools.GetValueOrDefault(place.School)?.Rooms.FirstOrDefault(known => known.Key == place.Room?.Value)?.Name;
            refusal = refusal with
            {
                Subject = refusal.Subject?.Replace(
                    place.Room?.Value ?? place.School.Value, room is null ? name : $"{name}, Raum {room}", StringComparison.Ordinal),
            };
        }
        return refusal;
    }

    /// <summary>The wave that is planned anew; null for a new one, and where there is none.</summary>
    private async Task<Versioned<Wave.State>?> Known(string? key)
    {
        var known = key is null ? null : await grains.Read<Wave.State>(new GrainId(GrainKind.Wave, Authority, key), Cancel);
        Version = known is null ? FormVersion.New(RefusalCode.WaveNameTaken) : FormVersion.Of(known.Version, Request);
        return known;
    }

    /// <summary>The Land of the authority, else that of the first school.</summary>
    private async Task<string> Land(IEnumerable<SchoolKey> named) =>
        await authorities.Land(Authority, Cancel) ?? named.Select(school => school.Land).FirstOrDefault("");

    private async Task Load(string? own)
    {
        Schools = [.. (await schools.Cockpit(Authority, Cancel)).Select(school => new Choice(school.Key.Value, school.Name))];
        Licences = await waves.Licences(Authority, Cancel);
        Others = (await waves.All(Authority, Cancel)).Where(wave => wave.Key != own)
            .ToDictionary(wave => wave.Key, wave => wave.Value, StringComparer.Ordinal);
    }

    private PageResult Shows(Refusal? refusal = null, string? field = null)
    {
        if (refusal is not null)
        {
            Sent.Refuse(refusal, field);
        }
        // The page is there, whatever is not that the form names.
        Response.StatusCode = Sent.Status == StatusCodes.Status409Conflict ? Sent.Status : StatusCodes.Status422UnprocessableEntity;
        AddBlanks();
        return Page();
    }

    private void AddBlanks()
    {
        Form.Places.RemoveAll(place => place.IsBlank);
        for (var i = 0; i < BlankPlaces && Form.Places.Count < WaveRules.MostPlaces; i++)
        {
            Form.Places.Add(new WavePlaceForm());
        }
        // The lines moved up; what was posted under their old numbers must not be shown in the new ones.
        ModelState.Clear();
    }
}
