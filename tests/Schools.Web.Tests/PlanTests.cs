using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage.Queries;
using Schools.Testing;
using Schools.Web.Presets;

namespace Schools.Web.Tests;

/// <summary>Plans over HTTP: presets, pages, forms and the monitoring table.</summary>
public sealed partial class PlanTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Presets => [.. Preset.All.Select(preset => preset.Name)];

    [Fact]
    public void Five_public_plans_are_ready() => Assert.Equal(
        ["dithmarschen-strategie-2022", "mkk-zuwendung-hessen", "rkn-buendnis", "rkn-masterplan-2021", "unna-masterplan-2019"],
        Preset.All.Select(preset => preset.Name));

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task A_preset_fills_an_empty_authority_and_a_second_time_changes_nothing(string name)
    {
        await using var web = await WebRegister.Start(empty: true);
        Assert.True(await Load(web, name) > 0);
        var events = await Count(web, "journal");
        Assert.Equal(0, await Load(web, name));
        Assert.Equal(events, await Count(web, "journal"));

        var preset = Preset.Find(name)!;
        var state = await State(web, preset.Plan!);
        Assert.Equal((name, true), (state.Head.Preset, state.IsPresetFinished));
        Assert.NotEmpty(state.Head.Sources!);
        Assert.NotEmpty(state.Head.Assumptions!);
        Assert.NotEmpty(state.Indicators);
        Assert.All(state.Grants, grant => Assert.Null(grant.Mismatch));
        Assert.Contains(state.Head.Name, Text(await web.Page($"/plan/{preset.Plan}")), StringComparison.Ordinal);
        Assert.All(
            JsonElement.Parse(await web.Page("/api/v1/presets")).EnumerateArray(),
            known => Assert.Equal(known.GetProperty("name").GetString() == name, known.GetProperty("loaded").GetBoolean()));
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task A_preset_that_was_cut_off_is_loaded_to_its_end(string name)
    {
        await using var whole = await WebRegister.Start(empty: true);
        await Load(whole, name);
        await using var web = await WebRegister.Start(empty: true);
        var preset = Preset.Find(name)!;
        var grains = web.Services.GetService(typeof(IGrains)) as IGrains;
        // All turns up to the last were taken in, and nobody said so.
        foreach (var entry in preset.Entries)
        {
            var turn = new Turn(new GrainId(entry.Kind, SmallKreis.Authority, entry.Key ?? "rkn"), entry.Commands);
            Assert.Null((await grains!.SendMany([turn], new("Probe"), Cancel))[0].Refusal);
        }
        Assert.Equal(1, await Load(web, name));
        Assert.Equal(await Count(whole, "journal"), await Count(web, "journal"));
    }

    [Fact]
    public async Task What_people_changed_since_stays_when_a_preset_is_loaded_again()
    {
        await using var web = await WebRegister.Start(empty: true);
        await Load(web, "rkn-masterplan-2021");
        var grains = (IGrains)web.Services.GetService(typeof(IGrains))!;
        var id = new GrainId(GrainKind.Plan, SmallKreis.Authority, "masterplan-2021");
        await grains.Send(id, new MasterPlan.PutMeasure(new("leitbild", "mannschaft", "Leitbild 2040")), new("Probe"), Cancel);
        Assert.Equal(0, await Load(web, "rkn-masterplan-2021"));
        Assert.Equal("Leitbild 2040", (await State(web, "masterplan-2021")).Measures.Single(m => m.Key == "leitbild").Name);
    }

    [Theory]
    [InlineData("unna-masterplan-2019", HttpStatusCode.Conflict, "preset-of-other-authority")]
    [InlineData("gibt-es-nicht", HttpStatusCode.NotFound, "preset-unknown")]
    [InlineData("rkn-masterplan-2021", HttpStatusCode.Conflict, "preset-plan-taken")]
    public async Task A_preset_overwrites_nothing(string name, HttpStatusCode status, string code)
    {
        await using var web = await WebRegister.Start();
        var grains = (IGrains)web.Services.GetService(typeof(IGrains))!;
        var id = new GrainId(GrainKind.Plan, SmallKreis.Authority, "masterplan-2021");
        await grains.Send(id, new MasterPlan.Describe(new("Unser Plan", MasterPlanKind.Agenda)), new("Probe"), Cancel);
        var events = await Count(web, "journal");
        using var answer = await web.Client.PostAsync(Address($"/api/v1/presets/{name}"), null, Cancel);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)).GetProperty("code").GetString());
        Assert.Equal(events, await Count(web, "journal"));
    }

    [Fact]
    public async Task Nine_of_twelve_schools_in_October_2022_and_the_next_step_moves_the_indicator()
    {
        await using var web = await WebRegister.Start(empty: true);
        await Load(web, "rkn-masterplan-2021");
        const string October = "/plan/masterplan-2021?asOf=2022-10-31";
        Assert.Contains("Ist: 75 % (9 von 12) ○ offen", Text(await web.Page(October)), StringComparison.Ordinal);
        var grains = (IGrains)web.Services.GetService(typeof(IGrains))!;
        var school = SchoolKey.Parse("DE-NW-193276");
        var reach = new Rollout.Reach(school, null, RolloutStep.InService, Reason: "Freischaltung erfolgt") { On = new(2022, 11, 2) };
        var outcome = await grains.Send(new GrainId(GrainKind.Rollout, SmallKreis.Authority, school.Value), reach, new("Probe"), Cancel);
        Assert.Null(outcome.Refusal);
        Assert.Contains("Ist: 83,3 % (10 von 12)", Text(await web.Page("/plan/masterplan-2021?asOf=2022-11-30")), StringComparison.Ordinal);
        Assert.Contains("Ist: 75 % (9 von 12)", Text(await web.Page(October)), StringComparison.Ordinal);
        Assert.Contains(
            ";100 %;83,3 % (10 von 12);30.11.2022;",
            await web.Page("/api/v1/plans/masterplan-2021/monitoring.csv?asOf=2022-11-30"),
            StringComparison.Ordinal);
        using var before = await web.Client.GetAsync(Address("/plan/masterplan-2021?asOf=2021-06-06"), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
    }

    [Fact]
    public async Task Unna_knows_its_gap_to_one_device_for_three()
    {
        await using var web = await WebRegister.Start(empty: true);
        await Load(web, "unna-masterplan-2019");
        // Each school rounds up; 9,805 pupils of eleven schools.
        Assert.Contains("Soll: 100 % Ist: nicht erfasst (Soll 3.273)", Text(await web.Page("/plan/mep-2021")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strategy_of_several_authorities_is_not_public_while_an_approval_is_missing()
    {
        await using var web = await WebRegister.Start(empty: true);
        await Load(web, "dithmarschen-strategie-2022");
        var state = await State(web, "digitalisierungsstrategie-2022");
        var refusal = MasterPlan.Decide(
            state, new MasterPlan.MakePublic(), new DecisionContext(SmallKreis.Authority, new DateOnly(2026, 1, 1), Origin.Person)).Refusal;
        Assert.Equal(
            "Vor der Veröffentlichung fehlt noch die Zustimmung von: Hauptausschuss, Amt Heider Umland (Amt Heider Umland). "
            + "Bitte die Beratung mit Datum eintragen.",
            refusal?.German);
    }

    [Fact]
    public async Task The_page_says_light_and_reason_target_and_what_does_not_add_up()
    {
        await using var web = await WebRegister.Start();
        var page = Text(await web.Page($"/plan/{SmallPlan.Key}"));
        Assert.Contains("Gelb Provider schaltet nicht frei Mahnung Schul-IT 250.000,00 €", page, StringComparison.Ordinal);
        Assert.Contains("Schulen mit WLAN in Betrieb Soll: 100 % Ist: 0 % (0 von 2) ○ offen", page, StringComparison.Ordinal);
        Assert.Contains("Soll: höchstens 3 ", page, StringComparison.Ordinal);
        Assert.Contains("vorher 30.06.2028; verschoben: Leitungen fehlen", page, StringComparison.Ordinal);
        Assert.Contains("Die Teile ergeben das nicht: Abweichung 1,00 €", page, StringComparison.Ordinal);
        Assert.Contains("Die Termine sind gesetzt.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_light_and_milestone_are_entered_and_what_is_refused_keeps_what_was_typed()
    {
        await using var web = await WebRegister.Start();
        var address = $"/plan/{SmallPlan.Key}/{SmallPlan.Wlan}";
        using var refused = await Post(
            web, address, "Light", ("light", "Red"), ("reason", " "), ("next", "Gespräch"), ("on", "2026-06-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("braucht eine Begründung", WebUtility.HtmlDecode(again), StringComparison.Ordinal);
        Assert.Contains("value=\"2026-06-01\"", again, StringComparison.Ordinal);
        Assert.Contains("Gespr", again, StringComparison.Ordinal);

        await Redirects(web, address, "Light", ("light", "Red"), ("reason", "Provider"), ("on", "2026-06-01"));
        await Redirects(web, address, "Status", ("status", "Delayed"), ("reason", "Lieferung"), ("on", "2026-06-01"));
        await Redirects(web, address, "Reach", ("milestone", "alle"), ("evidence", "Abnahme"), ("on", "2026-06-02"));
        var state = await State(web, SmallPlan.Key);
        Assert.Equal(
            (MeasureStatus.Delayed, TrafficLight.Red), (state.StatusOf(SmallPlan.Wlan), state.AssessmentOf(SmallPlan.Wlan)!.Light));
        Assert.Equal(new DateOnly(2026, 6, 2), state.ArrivalOf("alle").Reached);
        Assert.Contains("✓ Erreicht am 02.06.2026.", Text(await web.Page(address)), StringComparison.Ordinal);

        await Redirects(web, address, "Reopen", ("milestone", "alle"), ("reason", "Irrtum"));
        await Redirects(web, address, "Postpone", ("milestone", "alle"), ("to", "2029-06-30"), ("reason", "Haushalt"));
        Assert.Equal(new DateOnly(2029, 6, 30), (await State(web, SmallPlan.Key)).ArrivalOf("alle").Postponements[^1].To);
    }

    [Theory]
    [InlineData("Status", "status=InProgress&on=gestern", "„gestern“ ist kein Tag.")]
    [InlineData("Status", "status=InProgress&on=2099-01-01", "liegt in der Zukunft")]
    [InlineData("Status", "status=Delayed", "Die Begründung fehlt.")]
    [InlineData("Postpone", "milestone=alle&reason=so", "„leer“ ist kein Tag.")]
    [InlineData("Postpone", "milestone=alle&to=2029-01-01", "Die Begründung fehlt.")]
    [InlineData("Reach", "milestone=nichts", "gibt es in diesem Plan nicht")]
    public async Task What_cannot_be_is_refused_in_German(string handler, string form, string said)
    {
        await using var web = await WebRegister.Start();
        using var answer = await Post(
            web, $"/plan/{SmallPlan.Key}/{SmallPlan.Wlan}", handler,
            [.. form.Split('&').Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(said, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_plans_loads_a_preset()
    {
        await using var web = await WebRegister.Start();
        var offered = await web.Page("/plan");
        Assert.Contains("value=\"rkn-buendnis\"", offered, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"unna-masterplan-2019\"", offered, StringComparison.Ordinal);
        Assert.Contains("nur in einen leeren Schulträger", Text(offered), StringComparison.Ordinal);
        using var refused = await Post(web, "/plan", "Load", ("preset", "unna-masterplan-2019"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("gehört zu", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var loaded = await Post(web, "/plan", "Load", ("preset", "rkn-buendnis"));
        Assert.Equal("/plan/buendnis", loaded.Headers.Location?.OriginalString);
        Assert.Contains("Lokales Bündnis zur Digitalisierung", Text(await web.Page("/plan")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_monitoring_is_a_table_for_spreadsheets()
    {
        await using var web = await WebRegister.Start();
        var rows = (await web.Page($"/api/v1/plans/{SmallPlan.Key}/monitoring.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "Art", "Handlungsfeld", "Kennzahl", "Ziel", "Maßnahme", "Maßnahme", "Meilenstein", "Meilenstein", "Kennzahl",
                "Handlungsfeld",
            ],
            rows.Select(row => row.Split(';')[1]));
        Assert.StartsWith(
            "Digitale Kreisschulen;Maßnahme;wlan;WLAN an den Schulen;WLAN an jeder Schule;Schul-IT;In Umsetzung;02.03.2026;"
            + "Glasfaser folgt;Gelb;Provider schaltet nicht frei;Mahnung;02.03.2026;31.12.2028;",
            rows[5],
            StringComparison.Ordinal);
        using var sheet = await web.Client.GetAsync(Address($"/api/v1/plans/{SmallPlan.Key}/monitoring.xlsx"), Cancel);
        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
        using var none = await web.Client.GetAsync(Address("/api/v1/plans/nichts/monitoring.csv"), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Theory]
    [InlineData("wlan-schools", 100, false, 75, 100d, 9d, 12d, "75 % (9 von 12)", false)]
    [InlineData("wlan-schools", 75, false, 75, 100d, 9d, 12d, "75 % (9 von 12)", true)]
    [InlineData("persons-per-device", 3, true, 2.5, null, 10_000d, 4_000d, "2,5 (10.000 zu 4.000)", true)]
    [InlineData("persons-per-device", 3, true, 3.2, null, 9_805d, 3_064d, "3,2 (9.805 zu 3.064)", false)]
    [InlineData("persons-per-device", 2.5, false, 2.52, null, 10_080d, 4_000d, "2,52 (10.080 zu 4.000)", false)]
    [InlineData("pupils-per-device", 3, false, 2.5, null, 10_000d, 4_000d, "2,5 (10.000 zu 4.000)", true)]
    [InlineData("standard:rkn/tablet", 100, false, 400, 800d, 400d, 800d, "50 % (400 von 800)", false)]
    [InlineData("grant:masterplan/dp", 100, false, 36.4, 100d, 200d, 549d, "36,4 % (200,00 € von 549,00 €)", false)]
    [InlineData("devices", 50, false, 60, null, null, null, "60", true)]
    public void An_indicator_takes_its_actual_from_the_figure(
        string name, double target, bool limit, double actual, double? meant, double? part, double? whole, string shown, bool reached)
    {
        var figure = new Figure(name, (decimal)actual, (decimal?)meant, (decimal?)part, (decimal?)whole, new DateOnly(2022, 10, 31));
        var indicator = new PlanIndicators([figure]).Of(
            new MasterPlan.Indicator("i", "m", "Kennzahl", name, (decimal)target, IsUpperLimit: limit));
        Assert.Equal((shown, reached), (indicator.ActualText, indicator.IsReached));
    }

    private static async Task<int> Load(WebRegister web, string name)
    {
        using var answer = await web.Client.PostAsync(Address($"/api/v1/presets/{name}"), null, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text).GetProperty("changes").GetInt32();
    }

    private static async Task<MasterPlan.State> State(WebRegister web, string plan) =>
        (await new PlanQueries(web.Database.Program).Find(SmallKreis.Authority, plan, Cancel))!.State;

    private static async Task<long> Count(WebRegister web, string table)
    {
        await using var command = web.Database.Owner.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private static async Task Redirects(WebRegister web, string address, string handler, params (string Key, string Value)[] form)
    {
        using var answer = await Post(web, address, handler, form);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(address, answer.Headers.Location?.OriginalString);
    }

    private static async Task<HttpResponseMessage> Post(
        WebRegister web, string address, string handler, params (string Key, string Value)[] form)
    {
        var token = Token().Match(await web.Page(address)).Groups["token"].Value;
        using var content = new FormUrlEncodedContent(
            [.. form.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]);
        return await web.Client.PostAsync(Address($"{address}?handler={handler}"), content, Cancel);
    }

    private static string Text(string page) =>
        Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(page, " ")), " ").Replace(" :", ":", StringComparison.Ordinal);

    private static Uri Address(string path) => new(path, UriKind.Relative);

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
