using System.Net;
using Schools.Storage.Queries;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>What was called for of a grant, over HTTP: entered, taken back, and the same numbers wherever they are shown.</summary>
public sealed class GrantTests
{
    private const string Plan = $"/plan/{SmallPlan.Key}";
    private const string Grant = $"{Plan}/foerderung/{SmallPlan.Grant}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_in_plan_report_file_and_figure_with_the_same_numbers()
    {
        await using var web = await WebRegister.Start();
        Assert.Equal(Grant, await Draw(web));
        // Sent twice by the browser.
        Assert.Equal(Grant, await Draw(web));

        var page = Text(await web.Page(Grant));
        Assert.Contains("Abgerufen 349,50 € (63,7 %) Offen 199,50 €", page, StringComparison.Ordinal);
        Assert.Contains("Betrag: 149,50 € WLAN an den Schulen Schulisches WLAN Aktenzeichen: Az. 18 gilt", page, StringComparison.Ordinal);
        Assert.Contains("zurückgenommen zum 02.03.2026 doppelt eingetragen", page, StringComparison.Ordinal);
        Assert.Contains(
            "Bewilligt: 549,00 € Abgerufen: 349,50 € 63,7 % Offen: 199,50 € Abruffrist verstrichen Abruffrist 30.06.2026",
            Text(await web.Page(Plan)), StringComparison.Ordinal);
        var report = Text(await web.Page("/bericht?since=2026-05-01"));
        Assert.Contains(
            "DigitalPakt 549,00 € 349,50 € 63,7 % 199,50 € 30.06.2026 01.06.2026 Abruffrist verstrichen", report, StringComparison.Ordinal);
        Assert.Contains(
            "Mittelabruf DigitalPakt (Masterplan 2026–2030): 200,00 € von 549,00 € → 349,50 € von 549,00 €", report,
            StringComparison.Ordinal);
        Assert.Contains("Offen sind 199,50 € von 549,00 €.", report, StringComparison.Ordinal);
        foreach (var file in new[] { $"tables/plans/{SmallPlan.Key}/grants.csv", "reports/committee/foerderung.csv" })
        {
            Assert.Contains(
                "\nDigitalPakt;549,00;349,50;63,70;199,50;30.06.2026;01.06.2026;Abruffrist verstrichen",
                await web.Page($"/api/v1/{file}"), StringComparison.Ordinal);
        }
        Assert.Contains(
            "\nDigitalPakt;3;01.06.2026;149,50;WLAN an den Schulen;Schulisches WLAN;Az. 18;;",
            await web.Page($"/api/v1/tables/plans/{SmallPlan.Key}/drawdowns.csv"), StringComparison.Ordinal);
        Assert.Contains(
            "\"indicator\":\"grant:masterplan/dp\",\"actual\":63.7,\"target\":100,\"numerator\":349.50,\"denominator\":549,",
            await web.Page("/api/v1/figures"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_past_day_shows_what_was_drawn_by_then_and_is_only_looked_at()
    {
        await using var web = await WebRegister.Start();
        await Draw(web);
        await Done(web, Grant, "Withdraw", ("taken", "3"), ("why", "zurückgezahlt"), ("since", "2026-07-01"));
        // Without a day it was a mistake from the beginning.
        await Done(web, Grant, "Withdraw", ("taken", "1"), ("why", "Irrtum"));

        Assert.Contains("Abgerufen 149,50 € (27,2 %)", Text(await web.Page($"{Grant}?asOf=2026-06-30")), StringComparison.Ordinal);
        Assert.Contains(
            "Abgerufen 0,00 € (0 %) Offen 549,00 €", Text(await web.Page($"{Grant}?asOf=2026-05-31")), StringComparison.Ordinal);
        Assert.Contains("\"numerator\":149.50,", await web.Page("/api/v1/figures?asOf=2026-06-30"), StringComparison.Ordinal);
        Assert.DoesNotContain("Mittelabruf eintragen", await web.Page($"{Grant}?asOf=2026-06-30"), StringComparison.Ordinal);
        var now = Text(await web.Page(Grant));
        Assert.Contains("zurückgenommen zum 01.07.2026 zurückgezahlt", now, StringComparison.Ordinal);
        Assert.DoesNotContain("Mittelabruf zurücknehmen", now, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Draw", "number=&amount=1", "number", "Die Nummer des Mittelabrufs fehlt.")]
    [InlineData("Draw", "number=3&amount=", "amount", "Der Betrag fehlt.")]
    [InlineData("Draw", "number=3&amount=viel", "amount", "„viel“ ist kein Betrag.")]
    [InlineData("Draw", "number=3&amount=0", "amount", "über 0,00 € ist nicht möglich")]
    [InlineData("Draw", "number=3&amount=349,01", "amount", "nur noch 349,00 € (bewilligt 549,00 €, abgerufen 200,00 €) offen")]
    [InlineData("Draw", "number=1&amount=5", "number", "gibt es schon (200,00 € vom 02.03.2026)")]
    [InlineData("Draw", "number=3&amount=5&drawn=2026-03-01", "drawn", "vor dem Zuwendungsbescheid vom 02.03.2026")]
    [InlineData("Draw", "number=3&amount=5&drawn=2099-01-01", "drawn", "liegt in der Zukunft")]
    [InlineData("Draw", "number=3&amount=5&drawn=bald", "drawn", "„bald“ ist kein Tag.")]
    [InlineData("Draw", "number=3&amount=5&measure=nichts", "measure", "gibt es in diesem Plan nicht")]
    [InlineData("Withdraw", "why=so&taken=9", "taken", "Einen Mittelabruf 9 gibt es bei „DigitalPakt“ nicht.")]
    [InlineData("Withdraw", "why=&taken=1", "why", "Die Begründung fehlt.")]
    [InlineData("Withdraw", "why=so&taken=1&since=2026-03-01", "since", "Der Mittelabruf 1 ist vom 02.03.2026.")]
    public async Task What_cannot_be_is_refused_at_its_field_and_keeps_what_was_typed(
        string handler, string form, string field, string said)
    {
        await using var web = await WebRegister.Start();
        var fields = form.Split('&').Select(pair => (Name: pair.Split('=')[0], Value: pair.Split('=')[1])).ToList();
        var page = await Refused(web, Grant, handler, fields);
        Assert.Contains(said, FaultAt(page, field), StringComparison.Ordinal);
        foreach (var (name, value) in fields.Where(sent => sent.Name is not ("taken" or "measure")))
        {
            Assert.True(page.Contains($"value=\"{value}\"", StringComparison.Ordinal), name);
        }
        var state = (await new PlanQueries(web.Database.Program).Find(SmallKreis.Authority, SmallPlan.Key, Cancel))!.State;
        Assert.Equal(["1"], state.DrawdownsOf(SmallPlan.Grant).Select(known => known.Number));
    }

    [Fact]
    public async Task A_grant_keeps_room_for_what_was_drawn_of_it()
    {
        await using var web = await WebRegister.Start();
        const string Form = $"{Plan}/bearbeiten/foerderung/{SmallPlan.Grant}";
        var page = await Refused(web, Form, null, ("name", "DigitalPakt"), ("granted", "199,99"));
        Assert.Contains("sind schon 200,00 € abgerufen", FaultAt(page, "granted"), StringComparison.Ordinal);
        page = await Refused(web, Form, null, ("name", "DigitalPakt"), ("granted", "300"), ("notice", "2026-03-03"));
        Assert.Contains("vor dem Zuwendungsbescheid vom 03.03.2026", FaultAt(page, "notice"), StringComparison.Ordinal);
        page = await Refused(
            web, Form, null, ("name", "DigitalPakt"), ("granted", "300"), ("notice", "2026-03-01"), ("drawUntil", "2026-02-28"));
        Assert.Contains("liegt vor dem Beginn", FaultAt(page, "drawUntil"), StringComparison.Ordinal);
        await Done(web, Form, null, ("name", "DigitalPakt"), ("granted", "200"), ("notice", "2026-03-01"), ("drawUntil", "2026-12-31"));
        Assert.Contains("Ganz abgerufen Abruffrist 31.12.2026", Text(await web.Page(Plan)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_drawn_may_be_an_indicator_of_the_plan_and_goes_along_to_its_next_edition()
    {
        await using var web = await WebRegister.Start();
        await Done(
            web, $"{Plan}/bearbeiten/kennzahl", null, ("name", "Mittelabfluss"), ("of", SmallPlan.Wlan),
            ("figure", $"grant:{SmallPlan.Key}/{SmallPlan.Grant}"), ("target", "100"));
        Assert.Contains(
            "Ist: 36,4 % (200,00 € von 549,00 €) ○ offen", Text(await web.Page(Plan)), StringComparison.Ordinal);
        await Done(web, $"/plan/neu?von={SmallPlan.Key}", null, ("name", "Plan"), ("edition", "v2"), ("kind", "Masterplan"));
        Assert.Contains(
            "Abgerufen 200,00 € (36,4 %)", Text(await web.Page($"/plan/plan-v2/foerderung/{SmallPlan.Grant}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_reads_sees_what_was_drawn_and_enters_nothing()
    {
        await using var web = await OnlyReads.Start();
        var page = Text(await web.Page(Grant));
        Assert.Contains("Abgerufen 200,00 €", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Mittelabruf eintragen", page, StringComparison.Ordinal);
        using var denied = await Post(web, Grant, "Draw", ("number", "3"), ("amount", "5"));
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
    }

    [Theory]
    [InlineData($"{Plan}/foerderung/nichts")]
    [InlineData("/plan/nichts/foerderung/dp")]
    [InlineData($"{Grant}?asOf=2026-01-01")]
    [InlineData("/api/v1/tables/plans/nichts/grants.csv")]
    public async Task What_is_not_there_is_missing(string address)
    {
        await using var web = await WebRegister.Start();
        using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static Task<string> Draw(WebRegister web) => Done(
        web, Grant, "Draw", ("number", "3"), ("amount", "149,50"), ("drawn", "2026-06-01"), ("reference", "Az. 18"),
        ("measure", SmallPlan.Wlan), ("category", "Wlan"));
}
