using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Import;
using Schools.Storage;
using Schools.Web.Imports;
using Schools.Web.Profiles;

namespace Schools.Web.Pages;

/// <summary>How the columns and words of one kind of list are read: a saved profile, or one that is to be saved.</summary>
[Authorize(Policy = Access.ManageProfiles)]
[RequestFormLimits(ValueCountLimit = MostValues)]
public sealed class ProfileModel(
    ProfileStore store, SavedProfiles profiles, ImportStore imports, ImportDecisions decisions, IAuthorizationService access) : RegisterPage
{
    /// <summary>Two values for each of 200 columns, three for each word.</summary>
    private const int MostValues = 4_000;

    private ProfileDocument? saved;
    private ImportProfile profile = null!;

    public ProfileForm Form { get; private set; } = new();

    public bool IsNew => Form.BasedOn == 0;

    public IReadOnlyList<ProfileFault> Faults { get; private set; } = [];

    public IEnumerable<IGrouping<string, ProfileField>> Fields =>
        ProfileFields.Of(Form.Built.Target, Form.Built).GroupBy(known => known.Group);

    /// <summary>The words of the columns that state a kind or state, with what each of them means.</summary>
    public IEnumerable<(int Column, string Title, IReadOnlyList<FieldWord> Values, IReadOnlyList<FormWord> Words)> WordColumns =>
        from column in Form.Columns.Select((column, n) => (column.Header, column.Field, N: n))
        let values = ProfileFields.Words(column.Field)
        let words = Form.Words.Where(word => word.Column == column.N).ToList()
        where values.Count > 0 && words.Count > 0
        select (column.N, $"{column.Header} → {German(column.Field)}", values, (IReadOnlyList<FormWord>)words);

    /// <summary>A word without its own choice may be left to the program.</summary>
    public bool IsKnown(int column, string word) => ProfileFields.Meaning(Form.Built, Form.Columns[column].Field, word) is not null;

    public async Task<IActionResult> OnGetAsync([FromRoute] string name, string? school, long? import, string? headers)
    {
        if (!ProfileApi.TryOf(school, out var of))
        {
            return Missing;
        }
        var plan = await Plan(import);
        var version = 0;
        if (name == ProfileReader.NewName)
        {
            profile = plan is null ? ImportProfile.Find("device-list")! : ImportProfile.Find(plan.Profile)!;
            if (profile is null or { Own: true } or { Refused: not null } || (plan is null && string.IsNullOrWhiteSpace(headers)))
            {
                return Missing;
            }
        }
        else if (!await Find(name, of))
        {
            return Missing;
        }
        else
        {
            version = profile.Saved!.Version;
        }
        IEnumerable<string> columns = plan is not null
            ? plan.Columns.Where(column => column.Role != ColumnRole.Own).Select(column => column.Header)
            : saved?.Headers ?? saved?.Columns?.Values.SelectMany(aliases => aliases) ?? Split(headers);
        Form = ProfileForm.From(saved, profile, columns.Take(ImportLimits.Columns)) with
        {
            Of = of?.Value ?? "", BasedOn = version, Import = plan is null ? null : import,
        };
        Complete(plan);
        return Page();
    }

    /// <summary>Shows the words of the columns as they are chosen now; nothing is saved.</summary>
    public async Task<IActionResult> OnPostWordsAsync([FromRoute] string name)
    {
        if (!await Sent(name))
        {
            return Missing;
        }
        Complete(await Plan(Form.Import));
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync([FromRoute] string name)
    {
        if (!await Sent(name))
        {
            return Missing;
        }
        List<ProfileFault> faults = [.. Form.Slips];
        if (!ProfileApi.TryOf(Form.Of, out var of))
        {
            faults.Add(new ProfileFault("Gilt für", $"„{Form.Of}“ ist keine Schule. Bitte zum Beispiel DE-NW-172686 angeben."));
        }
        if (faults.Count == 0)
        {
            var outcome = await profiles.Save(Authority, of, Form.Document(saved).Json, User.Identity!.Name!, Form.BasedOn, Cancel);
            if (outcome.Profile is not null)
            {
                return await AfterSaving(Form.Name, Form.Import);
            }
            faults.AddRange(outcome.Faults);
            if (faults.Count == 0)
            {
                faults.Add(new ProfileFault("Stand", SaveOutcome.Changed));
            }
        }
        Faults = faults;
        Complete(await Plan(Form.Import));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>
    /// Where saving leads: to the preview of the kept file as the profile reads it; where that file is gone, it is chosen once more.
    /// </summary>
    /// <param name="import">The import from whose preview the profile was changed.</param>
    private async Task<RedirectResult> AfterSaving(string name, long? import)
    {
        if (import is not { } id)
        {
            return Redirect("/importe/profile");
        }
        var replan = (await access.AuthorizeAsync(User, Access.PlanImport)).Succeeded
            ? await decisions.Replan(Authority, id, new ChoicesSaid { Profile = name }, User.Identity!.Name!, Cancel)
            : null;
        return Redirect(replan?.Import is { } made ? $"/importe/{made.Id}" : $"/importe?saved={Uri.EscapeDataString(name)}");
    }

    private async Task<bool> Find(string name, SchoolKey? of)
    {
        if (await store.Newest(Authority, of, name, Cancel) is not { Document: { } document } found)
        {
            return false;
        }
        // One that this program no longer understands is edited as JSON, by the command line.
        var read = ProfileReader.Read(document, found.Version, of);
        (saved, profile) = (read.Document, read.Profile!);
        return read.Profile is not null;
    }

    private async Task<bool> Sent(string name)
    {
        Form = ProfileForm.Read(await Request.ReadFormAsync(Cancel));
        if (Form.BasedOn > 0)
        {
            return ProfileApi.TryOf(Form.Of, out var of) && Form.Name == name && await Find(name, of);
        }
        profile = Form.Built;
        return name == ProfileReader.NewName;
    }

    private async Task<PlanHead?> Plan(long? import) =>
        import is { } id && await imports.Find(Authority, id, Cancel) is { IsUndo: false } found ? PlanJson.Head(found.Plan) : null;

    /// <summary>Adds to the form what it does not send: samples, and words that nobody has chosen yet.</summary>
    private void Complete(PlanHead? plan)
    {
        var samples = (plan?.Samples ?? []).GroupBy(sample => HeaderName.Normalise(plan!.Columns[sample.Column - 1].Header))
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        List<FormWord> words = [.. Form.Words];
        List<FormColumn> columns = [];
        foreach (var (column, n) in Form.Columns.Select((column, n) => (column, n)))
        {
            var sample = samples.GetValueOrDefault(HeaderName.Normalise(column.Header));
            columns.Add(column with { Samples = sample?.Values ?? [] });
            IEnumerable<string> own = saved?.Words?.GetValueOrDefault(column.Field)?.Values.SelectMany(aliases => aliases) ?? [];
            var chosen = words.Where(word => word.Column == n).Select(word => word.Word).ToHashSet(StringComparer.OrdinalIgnoreCase);
            words.AddRange((sample?.Words ?? []).Concat(own).Where(chosen.Add)
                .Select(word => new FormWord(n, word, ProfileFields.Meaning(profile, column.Field, word) ?? "")));
        }
        Form = Form with { Columns = columns, Words = words };
    }

    private string German(string field) =>
        ProfileFields.Of(Form.Built.Target, Form.Built).First(known => known.Name == field).German;

    /// <summary>A header row as it is copied out of a spreadsheet or a text file.</summary>
    private static IEnumerable<string> Split(string? headers)
    {
        var line = (headers ?? "").Trim().Split('\n')[0];
        var delimiter = "\t;|,".FirstOrDefault(line.Contains, ';');
        return line.Split(delimiter).Select(header => HeaderName.OneLine(header.Trim().Trim('"')));
    }
}
