using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>A plan as people write it: parts, order, deliberation, editions.</summary>
public sealed class PlanEditingTests
{
    private const string Small = $"/plan/{SmallPlan.Key}/bearbeiten";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_is_written_from_nothing_to_an_indicator_with_its_figure()
    {
        await using var web = await WebRegister.Start();
        const string Plan = "/plan/medienkonzept-2027/bearbeiten";
        Assert.Equal(
            $"{Plan}/aufbau",
            await Done(
                web, "/plan/neu", null, ("name", "Medienkonzept 2027"), ("kind", "MediaDevelopmentPlan"), ("approval", "OneBody"),
                ("from", "2027-01-01"), ("unit", "Schul-IT"), ("sources", "Vorlage 1\r\n\r\nVorlage 2")));
        await Done(web, $"{Plan}/feld", null, ("name", "Süd & Nord"), ("aim", "Gut ausgestattet"));
        await Done(web, $"{Plan}/ziel", null, ("name", "WLAN überall"), ("field", "sued-nord"));
        await Done(
            web, $"{Plan}/foerderung", null, ("name", "DigitalPakt"), ("granted", "549.000,00"), ("own", "1.000"), ("total", "550.000"));
        await Done(
            web, $"{Plan}/massnahme", null, ("name", "WLAN"), ("field", "sued-nord"), ("goal", "wlan-ueberall"), ("unit", "Kreis"),
            ("start", "2027-01-01"), ("end", "2027-12-31"), ("budget", "250.000,50"), ("grant-0", "digitalpakt"), ("category-0", "Wlan"),
            ("amount-0", "9.000"), ("grant-1", ""), ("category-1", "Wlan"), ("amount-1", ""));
        await Done(
            web, $"{Plan}/massnahme", null, ("name", "WLAN"), ("field", "sued-nord"), ("prerequisites", "wlan"));
        await Done(
            web, $"{Plan}/meilenstein?in=wlan", null, ("name", "Alle"), ("measure", "wlan"), ("due", "2027-06-30"),
            ("isForCitizens", "true"));
        await Done(
            web, $"{Plan}/kennzahl", null, ("name", "Schulen mit WLAN"), ("of", "wlan"), ("figure", "wlan-schools"), ("target", "100"),
            ("by", "2027-12-31"));
        await Done(web, $"{Plan}/gremium", null, ("name", "Kreistag"), ("decides", "true"));

        var state = await State(web, "medienkonzept-2027");
        Assert.Equal(["Vorlage 1", "Vorlage 2"], state.Head.Sources!);
        var measure = state.Measures[0];
        Assert.Equal(new Euro(250_000.50m), measure.Budget);
        Assert.Equal(new MasterPlan.Funding("digitalpakt", FundingCategory.Wlan, new(9_000)), Assert.Single(measure.Funding!));
        Assert.Equal(("wlan-2", "wlan"), (state.Measures[1].Key, Assert.Single(state.Measures[1].Prerequisites!)));
        Assert.Null(Assert.Single(state.Grants).Mismatch);
        Assert.True(Assert.Single(state.Milestones).IsForCitizens);
        Assert.True(Assert.Single(state.Bodies).Decides);
        var page = Text(await web.Page("/plan/medienkonzept-2027"));
        Assert.Contains("Ist: 0 % (0 von 2)", page.Replace(" :", ":", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("massnahme", "name=&field=schulen", "name", "Die Bezeichnung fehlt.")]
    [InlineData("massnahme", "name=Neu&field=schulen&budget=viel", "budget", "„viel“ ist kein Betrag.")]
    [InlineData("massnahme", "name=Neu&field=schulen&start=2027-01-02&end=2027-01-01", "end", "liegt vor dem Beginn")]
    [InlineData("massnahme", "name=Neu&field=nichts", "field", "gibt es in diesem Plan nicht")]
    [InlineData("massnahme/glasfaser", "name=Glasfaser&field=schulen&prerequisites=wlan", "", "drehen sich im Kreis")]
    [InlineData("massnahme/wlan", "name=WLAN&field=schulen&start=2026-03-02&end=2029-01-01", "reason", "Die Begründung fehlt.")]
    [InlineData("meilenstein", "name=Neu&measure=wlan&due=", "due", "Der Termin fehlt.")]
    [InlineData("meilenstein", "name=Neu&measure=wlan&due=bald", "due", "„bald“ ist kein Tag.")]
    [InlineData("kennzahl", "name=Neu&of=wlan&figure=wlan-schools&target=0", "target", "Das Soll muss größer als 0 sein")]
    [InlineData("kennzahl", "name=Neu&of=wlan&figure=wlan-schools&target=alle", "target", "„alle“ ist keine Zahl.")]
    [InlineData("foerderung", "name=Neu&granted=", "granted", "Der Betrag fehlt.")]
    [InlineData("feld", "name=Neu&on=2099-01-01", "on", "liegt in der Zukunft")]
    [InlineData("angaben", "name=Neu&from=2027-01-01&until=2026-01-01", "until", "liegt vor dem Beginn")]
    public async Task What_cannot_be_is_refused_at_its_field_and_keeps_what_was_typed(string part, string form, string field, string said)
    {
        await using var web = await WebRegister.Start();
        var before = await State(web, SmallPlan.Key);
        var page = await Refused(web, $"{Small}/{part}", null, form.Split('&').Select(pair => (pair.Split('=')[0], pair.Split('=')[1])));
        Assert.Contains(said, field.Length > 0 ? FaultAt(page, field) : Text(page), StringComparison.Ordinal);
        var typed = form.Split('&')[0].Split('=')[1];
        Assert.Contains($"value=\"{typed}\"", page, StringComparison.Ordinal);
        Assert.Equivalent(before, await State(web, SmallPlan.Key));
    }

    [Fact]
    public async Task Parts_are_changed_moved_and_taken_out()
    {
        await using var web = await WebRegister.Start();
        await Done(
            web, $"{Small}/massnahme/wlan", null, ("name", "WLAN 2"), ("field", "verwaltung"), ("start", "2026-03-02"),
            ("end", "2029-12-31"), ("reason", "Vergabe wiederholt"));
        await Done(web, $"{Small}/aufbau", "Move", ("part", "massnahme"), ("item", "wlan"), ("before", "glasfaser"));
        await Done(web, $"{Small}/meilenstein/alle", null, ("name", "Wirklich alle"), ("measure", "wlan"));
        var state = await State(web, SmallPlan.Key);
        Assert.Equal(["wlan", "glasfaser"], state.Measures.Select(m => m.Key));
        Assert.Equal(("WLAN 2", "verwaltung"), (state.Measures[0].Name, state.Measures[0].Field));
        Assert.Equal("Vergabe wiederholt", Assert.Single(state.CourseOf("wlan").Moves!).Reason);
        Assert.Equal(new DateOnly(2028, 6, 30), state.Milestones.Single(m => m.Key == "alle").Due);
        var measure = Text(await web.Page($"/plan/{SmallPlan.Key}/wlan"));
        Assert.Contains("Ende verschoben auf 31.12.2029 Vergabe wiederholt", measure, StringComparison.Ordinal);

        var kept = await Refused(web, $"{Small}/massnahme/wlan", "Remove", ("removal", "entfällt"));
        Assert.Contains("wird noch gebraucht", FaultAt(kept, "removal"), StringComparison.Ordinal);
        kept = await Refused(web, $"{Small}/kennzahl/quote", "Remove");
        Assert.Contains("Die Begründung fehlt", FaultAt(kept, "removal"), StringComparison.Ordinal);
        await Done(web, $"{Small}/kennzahl/quote", "Remove", ("removal", "entfällt"));
        Assert.DoesNotContain((await State(web, SmallPlan.Key)).Indicators, indicator => indicator.Key == "quote");
        Assert.Contains("gibt es in diesem Plan nicht", Text(
            await Refused(web, $"{Small}/aufbau", "Move", ("part", "massnahme"), ("item", "nichts"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_was_changed_in_another_window_is_refused_once_and_keeps_what_was_typed()
    {
        await using var web = await WebRegister.Start();
        const string Form = $"{Small}/feld/schulen";
        var version = Version(await web.Page(Form));
        await Done(web, Form, null, ("name", "Erstes Fenster"), ("version", version));
        using var answer = await Post(web, Form, null, ("name", "Zweites Fenster"), ("version", version));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("wurde inzwischen geändert.", Text(page), StringComparison.Ordinal);
        Assert.Contains("value=\"Zweites Fenster\"", page, StringComparison.Ordinal);
        Assert.Equal("Erstes Fenster", (await State(web, SmallPlan.Key)).Fields.Single(field => field.Key == "schulen").Name);
        // What is wrong by itself does not make the form newer than it is.
        Assert.Equal(version, Version(await Refused(web, Form, null, ("name", ""), ("version", version))));
        await Done(web, Form, null, ("name", "Zweites Fenster"), ("version", Version(page)));
        Assert.Equal("Zweites Fenster", (await State(web, SmallPlan.Key)).Fields.Single(field => field.Key == "schulen").Name);
    }

    [Fact]
    public async Task A_deliberation_is_said_on_purpose()
    {
        await using var web = await WebRegister.Start();
        var page = await web.Page($"{Small}/beratung");
        Assert.Contains("<option value=\"\">Bitte wählen</option>", page, StringComparison.Ordinal);
        var before = (await State(web, SmallPlan.Key)).Deliberations.Count;
        page = await Refused(web, $"{Small}/beratung", "Deliberate", ("body", ""), ("decision", ""), ("sat", ""));
        Assert.All(new[] { "body", "decision", "sat" }, field => Assert.NotNull(FaultAt(page, field)));
        Assert.Equal(before, (await State(web, SmallPlan.Key)).Deliberations.Count);
    }

    [Theory]
    [InlineData("/plan/nichts/bearbeiten/aufbau")]
    [InlineData("/plan/nichts/bearbeiten/massnahme")]
    [InlineData("/plan/masterplan/bearbeiten/unsinn")]
    [InlineData("/plan/masterplan/bearbeiten/massnahme/nichts")]
    [InlineData("/plan/nichts/bearbeiten/beratung")]
    [InlineData("/plan/neu?von=nichts")]
    public async Task What_is_not_there_is_missing(string address)
    {
        await using var web = await WebRegister.Start();
        using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Everything_that_changes_a_plan_is_of_those_who_may()
    {
        await using var web = await WebRegister.Start(empty: true);
        var edited = web.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } route
                && (route.Contains("bearbeiten", StringComparison.Ordinal) || route is "plan/neu" or "berichte/muster"))
            .ToList();
        Assert.Equal(5, edited.Select(e => e.RoutePattern.RawText).Distinct().Count());
        Assert.All(edited, e => Assert.Contains(e.Metadata.GetOrderedMetadata<IAuthorizeData>(), a => a.Policy == Access.ManagePlans));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_and_the_address_of_the_form_too()
    {
        await using var web = await WebRegister.Start();
        await Done(web, "/plan/neu", null, ("name", "Zwei"));
        foreach (var (name, said) in new[] { ("Zwei", "gibt es schon"), ("Neu", "gibt es schon"), ("…", "fehlt") })
        {
            Assert.Contains(said, FaultAt(await Refused(web, "/plan/neu", null, ("name", name)), "name"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_plan_is_continued_beside_the_one_before()
    {
        await using var web = await WebRegister.Start();
        const string Next = $"/plan/neu?von={SmallPlan.Key}";
        var page = await Refused(web, Next, null, ("name", "Masterplan 2026–2030"), ("edition", ""));
        Assert.Contains("Die Fassung fehlt", FaultAt(page, "edition"), StringComparison.Ordinal);
        var there = await Done(web, Next, null, ("name", "Masterplan 2026–2030"), ("edition", "v2"), ("kind", "Masterplan"));
        Assert.Equal("/plan/masterplan-2026-2030-v2/bearbeiten/aufbau", there);
        var state = await State(web, "masterplan-2026-2030-v2");
        Assert.Equal((SmallPlan.Key, MasterPlanStatus.Draft), (state.Head.Predecessor, state.Status));
        Assert.Equal(["glasfaser", "wlan"], state.Measures.Select(m => m.Key));
        Assert.Equal((TrafficLight.Yellow, MeasureStatus.InProgress), (state.AssessmentOf("wlan")!.Light, state.StatusOf("wlan")));
        Assert.Equal(new DateOnly(2028, 12, 31), Assert.Single(state.Milestones).Due);
        Assert.Contains(
            "Vorgänger Masterplan 2026–2030 (v1)", Text(await web.Page("/plan/masterplan-2026-2030-v2")), StringComparison.Ordinal);
        Assert.Contains(
            "Fortgeschrieben durch Masterplan 2026–2030 (v2)", Text(await web.Page($"/plan/{SmallPlan.Key}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_introduced_deliberated_on_adopted_and_published()
    {
        await using var web = await WebRegister.Start();
        const string Plan = "/plan/neu-gedacht/bearbeiten";
        await Done(web, "/plan/neu", null, ("name", "Neu gedacht"), ("approval", "EveryBody"));
        await Done(web, $"{Plan}/gremium", null, ("name", "Kreistag"), ("decides", "true"));
        await Done(web, $"{Plan}/gremium", null, ("name", "Amtsausschuss"), ("decides", "true"), ("authority", "Amt Nachbar"));
        await Done(web, $"{Plan}/beratung", "Proceed", ("status", "Introduced"), ("since", "2026-03-02"));
        await Done(web, $"{Plan}/beratung", "Proceed", ("status", "UnderDeliberation"), ("since", "2026-03-03"));
        await Done(
            web, $"{Plan}/beratung", "Deliberate", ("body", "kreistag"), ("decision", "Approved"), ("sat", "2026-03-04"),
            ("paper", "VI/2"), ("vote", "einstimmig"));
        var page = await Refused(web, $"{Plan}/beratung", "Proceed", ("status", "Adopted"), ("since", "2026-03-05"));
        Assert.Contains("von: Amtsausschuss (Amt Nachbar).", FaultAt(page, "status"), StringComparison.Ordinal);
        Assert.Contains("value=\"2026-03-05\"", page, StringComparison.Ordinal);
        page = await Refused(web, $"{Plan}/beratung", "Publish");
        Assert.Contains("Vor der Veröffentlichung fehlt", FaultAt(page, "published"), StringComparison.Ordinal);
        page = await Refused(web, $"{Plan}/beratung", "Proceed", ("status", "Draft"));
        Assert.Contains("Die Begründung fehlt", FaultAt(page, "why"), StringComparison.Ordinal);
        page = await Refused(web, $"{Plan}/beratung", "Deliberate", ("body", "nichts"), ("decision", "Approved"), ("sat", "2026-03-06"));
        Assert.Contains("gibt es in diesem Plan nicht", FaultAt(page, "body"), StringComparison.Ordinal);
        await Done(
            web, $"{Plan}/beratung", "Deliberate", ("body", "amtsausschuss"), ("decision", "ApprovedChanged"), ("sat", "2026-03-06"));
        await Done(web, $"{Plan}/beratung", "Proceed", ("status", "Adopted"), ("since", "2026-03-07"));
        await Done(web, $"{Plan}/beratung", "Publish", ("published", "2026-03-08"));
        var state = await State(web, "neu-gedacht");
        Assert.Equal((MasterPlanStatus.Adopted, new DateOnly(2026, 3, 8)), (state.Status, state.PublicSince));
        Assert.Contains("Alle nötigen Zustimmungen liegen vor.", Text(await web.Page($"{Plan}/beratung")), StringComparison.Ordinal);
    }

    private static async Task<MasterPlan.State> State(WebRegister web, string plan) =>
        (await new PlanQueries(web.Database.Program).Find(SmallKreis.Authority, plan, Cancel))!.State;
}
