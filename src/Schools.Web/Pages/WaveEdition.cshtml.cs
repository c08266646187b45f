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

    public WaveForm Form { get; private set; } = new();

    public IReadOnlyList<Choice> Schools { get; private set; } = [];

    /// <summary>Other waves by their keys.</summary>
    public IReadOnlyDictionary<string, Wave.State> Others { get; private set; } = new Dictionary<string, Wave.State>();

    public IReadOnlyList<Licence.State> Licences { get; private set; } = [];

    public string? Refused { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? von)
    {
        await Load(von);
        if (von is null)
        {
            Form = new WaveForm { Categories = [DeviceCategory.Tablet], Needs = [.. Needs] };
        }
        else
        {
            if ((await waves.All(Authority, Cancel)).GetValueOrDefault(von) is not { } known)
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
    public async Task<IActionResult> OnPostMoreAsync(WaveForm form)
    {
        Form = form;
        await Load(form.Key);
        AddBlanks();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(WaveForm form)
    {
        Form = form;
        await Load(form.Key);
        if (!ModelState.IsValid)
        {
            return Shows("Ein Wert konnte nicht gelesen werden. Bitte Zahlen und Tage prüfen.");
        }
        if (form.KeyOfName is not { } key)
        {
            return Shows(new Refusal(RefusalCode.NameMissing).German);
        }
        if (form.Key is null && Others.ContainsKey(key))
        {
            return Shows(new Refusal(RefusalCode.WaveNameTaken, form.Name).German);
        }
        var named = form.Places
            .Select(place => SchoolKey.TryParse(place.School, out var school) ? school : (SchoolKey?)null)
            .OfType<SchoolKey>();
        var (details, unreadable) = form.Read(await Land(named), await waves.Schools(Authority, named, Cancel));
        if (details is null)
        {
            return Shows(unreadable!.German);
        }
        var waiting = Others.ToDictionary(
            other => other.Key,
            IReadOnlyList<string> (other) =>
                [.. other.Value.Details.Requires.Where(r => r.Need == WaveNeed.Wave).Select(r => r.Of!)]);
        var outcome = await grains.Send(
            new GrainId(GrainKind.Wave, Authority, key),
            new Wave.Describe(key, details, waiting),
            new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier),
            Cancel);
        return outcome.Refusal is { } refusal ? Shows(refusal.German) : Redirect($"/wellen/{key}");
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

    private PageResult Shows(string refused)
    {
        Refused = refused;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
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
