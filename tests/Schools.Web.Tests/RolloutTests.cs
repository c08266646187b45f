using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Schools.Domain;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>WLAN steps, standards and figures as people and programs see them.</summary>
public sealed partial class RolloutTests
{
    private const string Hammfeld = "/wlan/DE-NW-173800";
    private const string Display = "/standards/rkn?item=display&school=DE-NW-173800";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_that_is_entered_moves_figure_and_matrix()
    {
        await using var web = await WebRegister.Start();
        Assert.Equal((0m, 2m), await WlanSchools(web));
        await Enter(web, "LineActivated", "2026-03-20", "");
        await Enter(web, "InService", "2026-04-01", "Altanlage");
        Assert.Equal((1m, 2m), await WlanSchools(web));
        Assert.Contains("Schulen mit WLAN in Betrieb 1 von 2", Text(await web.Page("/")), StringComparison.Ordinal);
        Assert.Contains("Schulen in Betrieb 1 von 2", Text(await web.Page("/wlan")), StringComparison.Ordinal);
        // On the day before it did not hold; two days ago nothing of all this was recorded.
        Assert.Equal((0m, 2m), await WlanSchools(web, "?asOf=2026-03-31"));
        Assert.Equal((1m, 2m), await WlanSchools(web, "?asOf=2026-04-01"));
        Assert.Equal((0m, 0m), await WlanSchools(web, $"?asOf=2026-04-01&known={DateTime.UtcNow.AddDays(-2):yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("Accepted", "2026-04-01", "", "Vor dem Schritt Abnahme fehlt: Konfiguration.")]
    [InlineData("FibreBuilt", "2126-04-01", "", "liegt in der Zukunft")]
    [InlineData("FibreBuilt", "gestern", "", "Tag: „gestern“ ist kein Tag. Bitte so angeben: 15.10.2026.")]
    public async Task A_refused_step_says_why_and_keeps_what_was_typed(string step, string day, string reason, string why)
    {
        await using var web = await WebRegister.Start();
        using var answer = await Post(web, Hammfeld, "Step", ("Step", step), ("Kind", "reached"), ("Day", day), ("Evidence", "Vertrag 99"),
            ("Reason", reason));
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains(why, Text(page), StringComparison.Ordinal);
        Assert.Contains("value=\"Vertrag 99\"", page, StringComparison.Ordinal);
        Assert.Equal((0m, 2m), await WlanSchools(web));
    }

    [Fact]
    public async Task What_blocks_and_what_is_late_stands_in_the_cockpit_with_its_reason()
    {
        await using var web = await WebRegister.Start();
        var page = Text(await web.Page("/"));
        Assert.Contains("Verkabelung 20.03.2026", page, StringComparison.Ordinal);
        Assert.Contains("Brandschutz ungeklärt (Bauamt)", page, StringComparison.Ordinal);
        Assert.Contains("Welle Tablets Klasse 7 : Ende, vorgesehen bis 17.04.2026", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Welle Tablets Klasse 7", Text(await web.Page("/?asOf=2026-04-17")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await Post(web, Hammfeld, "Unblock")).StatusCode);
        Assert.DoesNotContain("Blockiert seit", Text(await web.Page(Hammfeld)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await Post(web, Hammfeld, "Settle", ("Number", "1"), ("Day", "2026-04-04"))).StatusCode);
        Assert.Contains("11.04.2026 04.04.2026", Text(await web.Page(Hammfeld)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_entered_by_mistake_never_held()
    {
        await using var web = await WebRegister.Start();
        await Enter(web, "InService", "2026-04-01", "Altanlage");
        Assert.Equal(
            HttpStatusCode.Found, (await Post(web, Hammfeld, "Revoke", ("Step", "InService"), ("Reason", "falsche Schule"))).StatusCode);
        Assert.Equal((0m, 2m), await WlanSchools(web, "?asOf=2026-05-01"));
    }

    [Fact]
    public async Task A_correction_that_is_refused_takes_no_step_back()
    {
        await using var web = await WebRegister.Start();
        await Enter(web, "InService", "2026-04-01", "Altanlage");
        using var answer = await Post(web, Hammfeld, "Step", ("Step", "InService"), ("Kind", "reached"), ("Day", "2126-04-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal((1m, 2m), await WlanSchools(web));
    }

    [Fact]
    public async Task The_forms_of_the_page_lead_back_to_it()
    {
        await using var web = await WebRegister.Start();
        var page = await web.Page(Hammfeld);
        var action = WebUtility.HtmlDecode(StepAction().Match(page).Groups["action"].Value);
        using var answer = await web.Client.PostAsync(
            new Uri(action, UriKind.Relative),
            new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Step"] = "Cabled", ["Kind"] = "reached", ["Day"] = "2026-04-01",
                ["__RequestVerificationToken"] = Token().Match(page).Groups["token"].Value,
            }),
            Cancel);
        Assert.Equal((HttpStatusCode.Found, Hammfeld), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Contains("01.04.2026", await web.Page(Hammfeld), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_has_steps_of_its_own()
    {
        await using var web = await WebRegister.Start();
        var room = $"{Hammfeld}?room={Uri.EscapeDataString(SmallKreis.Classroom.Value)}";
        using var answer = await Post(web, room, "Step", ("Step", "Cabled"), ("Kind", "reached"), ("Day", "2026-04-01"));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("A · 1.01 Klassenraum", Text(await web.Page(Hammfeld)), StringComparison.Ordinal);
        Assert.Contains("Verkabelung, 01.04.2026", Text(await web.Page(Hammfeld)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?asOf=2026-13-01", "as-of-unreadable")]
    [InlineData("?asOf=2126-01-01", "as-of-in-future")]
    [InlineData("?known=2126-01-01", "known-in-future")]
    [InlineData("?school=999999", "school-unknown")]
    public async Task A_moment_that_cannot_be_is_refused(string query, string code)
    {
        await using var web = await WebRegister.Start();
        using var answer = await web.Client.GetAsync(new Uri($"/api/v1/figures{query}", UriKind.Relative), Cancel);
        Assert.False(answer.IsSuccessStatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_moment_on_a_page_says_so_and_shows_today()
    {
        await using var web = await WebRegister.Start();
        Assert.Contains("„unsinn“ ist kein Tag.", Text(await web.Page("/?asOf=unsinn")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_number_of_an_item_leads_to_its_rooms()
    {
        await using var web = await WebRegister.Start();
        // Two rooms of Hammfeld are meant to have a display; all of its displays stand in one of them.
        Assert.Contains("1 von 2", Text(await web.Page("/standards/rkn?item=display")), StringComparison.Ordinal);
        Assert.Matches(@"A · 1\.02 Fachraum 1 0 1", Text(await web.Page(Display)));
    }

    [Fact]
    public async Task Page_document_and_open_data_of_a_report_have_the_same_numbers()
    {
        await using var web = await WebRegister.Start();
        const string Moment = "asOf=2026-04-30&since=2026-03-01";
        var page = Text(await web.Page($"/bericht?{Moment}&number=40%2F1&subject=Sachstand"));
        Assert.Contains("Vorlage-Nr. 40/1", page, StringComparison.Ordinal);
        Assert.Contains("Brandschutz ungeklärt", page, StringComparison.Ordinal);
        var open = await web.Page($"/api/v1/reports/committee/stand-je-schule.csv?{Moment}");
        Assert.Contains("Berufsbildungszentrum Neuss-Hammfeld;In Arbeit;", open, StringComparison.Ordinal);
        var bytes = await web.Client.GetByteArrayAsync(new Uri($"/api/v1/reports/committee.docx?{Moment}", UriKind.Relative), Cancel);
        Assert.Equal("PK"u8, bytes.AsSpan(0, 2));
    }

    [Theory]
    [InlineData("asOf=2026-03-01&since=2026-04-01", "meeting-after-report")]
    [InlineData("since=gestern", "as-of-unreadable")]
    public async Task A_report_that_cannot_be_is_refused(string query, string code)
    {
        await using var web = await WebRegister.Start();
        using var answer = await web.Client.GetAsync(new Uri($"/api/v1/reports/committee.docx?{query}", UriKind.Relative), Cancel);
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_school_deviates_from_a_standard_with_a_reason()
    {
        await using var web = await WebRegister.Start();
        using var refused = await Post(web, Display, "Deviate", ("Count", "0"), ("Per", "1"), ("Reason", "x"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(
            "Anzeigegerät, Anzahl: „0“ ist zu klein.", Text(await refused.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        var version = WebForm.Version(await web.Page(Display));
        using var done = await Post(web, Display, "Deviate", ("Count", "2"), ("Per", "1"), ("Reason", "Zwei Tafelseiten"));
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        Assert.Contains("Zwei Tafelseiten", Text(await web.Page(Display)), StringComparison.Ordinal);
        using var late = await Post(
            web, Display, "Deviate", ("Count", "3"), ("Per", "1"), ("Reason", "Drei"), ("version", version));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("value=\"Drei\"", await late.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await Post(web, Display, "End")).StatusCode);
        Assert.DoesNotContain("Zwei Tafelseiten", Text(await web.Page(Display)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standard_is_published_on_its_page()
    {
        await using var web = await WebRegister.Start();
        (string, string)[] form =
        [
            ("Name", "Lehrkräfte 2026"), ("From", "2026-01-01"), ("Items[0].Name", "Dienstgerät"), ("Items[0].Count", "1"),
            ("Items[0].Per", "1"), ("Items[0].Basis", "Teacher"), ("Items[0].Subject", "Devices"), ("Items[0].Categories", "Notebook"),
            ("Items[1].Per", "1"),
        ];
        using var done = await Post(web, "/standards/neu", null, form);
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        Assert.Contains("Dienstgerät 1 je Lehrkraft Notebook", Text(await web.Page("/standards")), StringComparison.Ordinal);
        using var again = await Post(web, "/standards/neu", null, form);
        Assert.Contains("gibt es schon", Text(await again.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        using var zero = await Post(web, "/standards/neu", null, [.. form[1..3], ("Name", "Null"), ("Items[0].Count", "0"), .. form[4..]]);
        Assert.Contains(
            "Dienstgerät, Anzahl: „0“ ist zu klein. Bitte eine Zahl von 1 bis 100.000 eintragen.",
            Text(await zero.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        using var half = await Post(
            web, "/standards/neu", null, [("Name", "Halb"), .. form[1..], ("Items[1].Count", "5"), ("Items[1].Categories", "Tablet")]);
        Assert.Contains(
            "Position 2: Bitte unter „Was“ eintragen", Text(await half.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        using var empty = await Post(web, "/standards/neu", null, ("Name", "Leer"));
        Assert.Contains(
            "Der Standard hat noch keine Position.", Text(await empty.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        using var type = await Post(web, "/standards/neu", null, [("Name", "Andere"), .. form[1..], ("SchoolTypes", "99")]);
        Assert.Contains(
            "Eine Schule der Schulform „99“ gibt es im Bestand nicht.", Text(await type.Content.ReadAsStringAsync(Cancel)),
            StringComparison.Ordinal);
    }

    private static async Task Enter(WebRegister web, string step, string day, string reason)
    {
        using var answer = await Post(web, Hammfeld, "Step", ("Step", step), ("Kind", "reached"), ("Day", day), ("Reason", reason));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    private static async Task<(decimal?, decimal?)> WlanSchools(WebRegister web, string query = "")
    {
        var figures = JsonDocument.Parse(await web.Page($"/api/v1/figures{query}")).RootElement.EnumerateArray();
        var figure = figures.Single(f => f.GetProperty("indicator").GetString() == Figures.WlanSchools);
        return (figure.GetProperty("numerator").GetDecimal(), figure.GetProperty("denominator").GetDecimal());
    }

    private static async Task<HttpResponseMessage> Post(
        WebRegister web, string page, string? handler, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await web.Page(page)).Groups["token"].Value;
        var address = handler is null ? page : $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler={handler}";
        return await web.Client.PostAsync(
            new Uri(address, UriKind.Relative),
            new FormUrlEncodedContent(
            [
                .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)),
                new("__RequestVerificationToken", token),
            ]),
            Cancel);
    }

    private static string Text(string page) =>
        Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(page, " ")), " ");

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("""action="(?<action>[^"]*handler=Step)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StepAction();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
