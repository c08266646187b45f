using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Schools.Storage;
using Schools.Testing;
using Schools.Web.Profiles;

namespace Schools.Web.Tests;

/// <summary>Profiles that people save, over HTTP: from the preview of a file to the next file that is read by them.</summary>
public sealed partial class ProfileTests
{
    private const string List = "Seriennummer;Inventarnummer;Gerätetyp;Platz;Status;Wer hat es;Benutzer\n"
        + "P-1;P-1;Tablet;K1;rennt;Ada Lovelace;ada\nP-2;P-2;Tablet;K2;steht;Grace Hopper;grace\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_several_who_save_the_same_new_name_one_does_and_the_others_hear_of_it()
    {
        const int People = 12;
        await using var web = await WebRegister.Start();
        var profiles = web.Services.GetRequiredService<SavedProfiles>();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, People).Select(n => profiles.Save(
            SmallKreis.Authority,
            null,
            $$"""{"name":"neu-hier","title":"Titel {{n}}","extends":"device-list","columns":{} }""",
            $"Person {n}",
            0,
            Cancel)));

        var saved = Assert.Single(outcomes, outcome => outcome.Profile is not null).Profile!;
        Assert.Equal((1, $"Titel {saved.ChangedBy[7..]}"), (saved.Version, saved.Title));
        var all = await web.Services.GetRequiredService<ProfileStore>().All(SmallKreis.Authority, Cancel);
        Assert.Equal(saved.Title, Assert.Single(all).Title);
    }

    [Fact]
    public async Task A_mapping_is_changed_on_the_page_and_the_next_file_is_read_by_it()
    {
        await using var web = await WebRegister.Start();
        var first = await Plan(web, List);
        Assert.Equal(2, first.GetProperty("errors").GetArrayLength());
        var id = first.GetProperty("id").GetInt64();
        Assert.Contains($"/importe/profile/neu?import={id}", await web.Page($"/importe/{id}"), StringComparison.Ordinal);

        var page = WebUtility.HtmlDecode(await web.Page($"/importe/profile/neu?import={id}"));
        Assert.Contains("K1 · K2", page, StringComparison.Ordinal);
        Assert.Contains("Nennt Personen", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Lovelace", page, StringComparison.Ordinal);
        Assert.Contains(">rennt</label>", page, StringComparison.Ordinal);

        var form = Form(page);
        Set(form, "field", 3, "room");
        Set(form, "value", form.Where(pair => pair.Key == "word").ToList().FindIndex(pair => pair.Value == "rennt"), "InService");
        form.RemoveAll(pair => pair.Key is "title" or "name");
        using var refused = await Post(web, "neu?handler=Save", [.. form, new("title", ""), new("name", "Für BBZ")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("Kurzname: „Für BBZ“ geht nicht.", again, StringComparison.Ordinal);
        Assert.Contains("Bezeichnung: Bitte eine Bezeichnung", again, StringComparison.Ordinal);
        Assert.Matches("value=\"room\"[^>]*selected", again);

        using var saved = await Post(web, "neu?handler=Save", [.. form, new("title", "Liste BBZ"), new("name", "bbz")]);
        // The kept file is read by the profile at once; without it, it is chosen once more.
        var replanned = JsonElement.Parse(await web.Page($"/api/v1/imports/{saved.Headers.Location!.OriginalString.Split('/')[^1]}"));
        Assert.Equal((id, "bbz v1"), (replanned.GetProperty("replaces").GetInt64(), replanned.GetProperty("profile").GetString()));
        Assert.Contains("Bitte die Datei noch einmal wählen", await web.Page("/importe?saved=bbz"), StringComparison.Ordinal);

        var second = await Plan(web, List);
        Assert.Equal(("bbz v1", 1), (second.GetProperty("profile").GetString(), second.GetProperty("errors").GetArrayLength()));
        var next = second.GetProperty("id").GetInt64();
        Assert.Contains("Liste BBZ (bbz v1)", await web.Page($"/importe/{next}/protokoll"), StringComparison.Ordinal);
        var edit = WebUtility.HtmlDecode(await web.Page($"/importe/profile/bbz?import={next}"));
        Assert.Matches("value=\"InService\"[^>]*selected", edit);

        using var stale = await Post(web, "bbz?handler=Save", Form(edit, ("title", "Anders")));
        Assert.Equal(HttpStatusCode.Redirect, stale.StatusCode);
        using var late = await Post(web, "bbz?handler=Save", Form(edit, ("title", "Noch anders")));
        Assert.Contains("inzwischen von jemand anderem", await late.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_a_newly_chosen_field_are_shown_before_anything_is_saved()
    {
        await using var web = await WebRegister.Start();
        var page = await web.Page("/importe/profile/neu?headers=Nr%09Seriennummer%09Prüfstatus");
        var form = Form(WebUtility.HtmlDecode(page));
        Set(form, "field", 2, "condition");
        using var shown = await Post(web, "neu?handler=Words", form);
        Assert.True(shown.IsSuccessStatusCode, await shown.Content.ReadAsStringAsync(Cancel));
        Assert.Matches("value=\"condition\"[^>]*selected", await shown.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await web.Client.GetAsync(Address("/importe/profile/gibt-es-nicht"), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await web.Client.GetAsync(Address("/importe/profile/neu"), Cancel)).StatusCode);
    }

    [Fact]
    public async Task Programs_save_list_show_and_delete_profiles_and_every_change_is_a_version()
    {
        await using var web = await WebRegister.Start();
        const string Json = """{"name":"kurz","title":"Kurz","extends":"device-list","columns":{"category":["Art"]}}""";

        Assert.Equal(1, (await Save(web, Json)).GetProperty("version").GetInt32());
        Assert.Equal(1, (await Save(web, Json)).GetProperty("version").GetInt32());
        Assert.Equal(2, (await Save(web, Json.Replace("Kurz", "Kürzer", StringComparison.Ordinal))).GetProperty("version").GetInt32());
        Assert.Equal(1, (await Save(web, Json, $"?school={SmallKreis.Hammfeld}")).GetProperty("version").GetInt32());
        var all = JsonElement.Parse(await web.Page("/api/v1/profiles")).EnumerateArray().ToList();
        Assert.Equal([(2, null), (1, SmallKreis.Hammfeld.Value)],
            all.Select(one => (one.GetProperty("version").GetInt32(), one.GetProperty("school").GetString())));
        Assert.Equal("Kürzer", JsonElement.Parse(await web.Page("/api/v1/profiles/kurz"))
            .GetProperty("document").GetProperty("title").GetString());

        using var deleted = await web.Client.DeleteAsync(Address("/api/v1/profiles/kurz"), Cancel);
        Assert.True(deleted.IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await web.Client.GetAsync(Address("/api/v1/profiles/kurz"), Cancel)).StatusCode);
        Assert.Equal(4, (await Save(web, Json)).GetProperty("version").GetInt32());
        Assert.Contains("\"device-list\"", await web.Page("/api/v1/profiles/device-list"), StringComparison.Ordinal);

        using var wrong = await web.Client.PostAsync(Address("/api/v1/profiles"), Body("""{"name":"x","title":"","spalten":1}"""), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("spalten: Diese Angabe gibt es nicht.", JsonElement.Parse(await wrong.Content.ReadAsStringAsync(Cancel))
            .GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Plan(WebRegister web, string list)
    {
        using var planned = await web.Client.PostAsync(
            Address($"/api/v1/imports?file=liste.csv&school={SmallKreis.Hammfeld}"),
            new ByteArrayContent(Encoding.UTF8.GetBytes(list)), Cancel);
        var answer = await planned.Content.ReadAsStringAsync(Cancel);
        Assert.True(planned.IsSuccessStatusCode, answer);
        return JsonElement.Parse(answer);
    }

    private static async Task<JsonElement> Save(WebRegister web, string json, string query = "")
    {
        using var saved = await web.Client.PostAsync(Address($"/api/v1/profiles{query}"), Body(json), Cancel);
        var answer = await saved.Content.ReadAsStringAsync(Cancel);
        Assert.True(saved.IsSuccessStatusCode, answer);
        return JsonElement.Parse(answer);
    }

    private static Task<HttpResponseMessage> Post(WebRegister web, string address, IEnumerable<KeyValuePair<string, string>> form) =>
        web.Client.PostAsync(Address($"/importe/profile/{address}"), new FormUrlEncodedContent(form), Cancel);

    /// <summary>The values that a browser would send of the form as it is shown.</summary>
    private static List<KeyValuePair<string, string>> Form(string page, params (string Name, string Value)[] changed)
    {
        var form = page[page.LastIndexOf("<form method=\"post\"", StringComparison.Ordinal)..];
        List<KeyValuePair<string, string>> values = [];
        foreach (Match control in Control().Matches(form))
        {
            var name = control.Groups["name"].Value;
            if (control.Groups["options"] is { Success: true } options)
            {
                var chosen = Option().Matches(options.Value).FirstOrDefault(option => Says(option, "selected"))
                    ?? Option().Match(options.Value);
                values.Add(new(name, chosen.Groups["value"].Value));
            }
            else if (!Says(control, "checkbox") || Says(control, "checked"))
            {
                var change = Array.Find(changed, change => change.Name == name);
                values.Add(new(name, change.Value ?? Value().Match(control.Value).Groups["value"].Value));
            }
        }
        return values;
    }

    private static bool Says(Match part, string word) => part.Value.Contains(word, StringComparison.Ordinal);

    private static void Set(List<KeyValuePair<string, string>> form, string name, int n, string value)
    {
        var at = form.Select((pair, index) => (pair.Key, index)).Where(pair => pair.Key == name).ElementAt(n).index;
        form[at] = new(name, value);
    }

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private static Uri Address(string path) => new(path, UriKind.Relative);

    [GeneratedRegex("""<input[^>]*\sname="(?<name>[^"]+)"[^>]*>|<select[^>]*\sname="(?<name>[^"]+)"[^>]*>(?<options>.*?)</select>""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, 5000)]
    private static partial Regex Control();

    [GeneratedRegex("""<option[^>]*value="(?<value>[^"]*)"[^>]*>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Option();

    [GeneratedRegex("""\svalue="(?<value>[^"]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();
}
