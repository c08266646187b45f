using System.Net;
using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>Plans that two people change at once, or of which something is said late.</summary>
public sealed class PlanDaysTests
{
    private const string Measure = $"/plan/{SmallPlan.Key}/{SmallPlan.Wlan}";
    private const string Parts = $"/plan/{SmallPlan.Key}/bearbeiten";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Status", "status=Delayed&reason=Lieferung fehlt", "Lieferung fehlt</textarea>")]
    [InlineData("Light", "light=Red&reason=Provider schweigt", "Provider schweigt</textarea>")]
    [InlineData("Reach", "milestone=alle&evidence=Abnahme 12", "value=\"Abnahme 12\"")]
    [InlineData("Reach", "milestone=haelfte&evidence=Abnahme 13&on=2026-06-01", "value=\"Abnahme 13\"")]
    [InlineData("Reopen", "milestone=haelfte&reason=Mängel", "Mängel</textarea>")]
    [InlineData("Postpone", "milestone=alle&to=2029-06-30&reason=Haushalt", "Haushalt</textarea>")]
    public async Task Of_two_windows_the_second_is_told_and_keeps_what_was_typed(string handler, string fields, string kept)
    {
        await using var web = await WebRegister.Start();
        var before = Version(await web.Page(Measure));
        (string Name, string Value)[] sent =
            [.. fields.Split('&').Select(field => field.Split('=')).Select(field => (field[0], field[1])), ("version", before)];
        await Done(web, $"{Parts}/feld/schulen", null, ("name", "Anderes Fenster"));
        using var refused = await Post(web, Measure, handler, sent);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("„Masterplan 2026–2030“ wurde inzwischen geändert.", Text(page), StringComparison.Ordinal);
        Assert.Contains(kept, page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("Ihre Eingaben stehen noch in diesem Formular.").Length);
        Assert.NotEqual(before, Version(page));
        await Done(web, Measure, handler, [.. sent.SkipLast(1), ("version", Version(page))]);
    }

    [Fact]
    public async Task A_part_that_is_sent_twice_is_put_in_once()
    {
        await using var web = await WebRegister.Start();
        foreach (var (part, fields) in new (string, (string, string)[])[]
        {
            ("massnahme", [("name", "Zweimal"), ("field", "schulen")]), ("ziel", [("name", "Zweimal"), ("field", "schulen")]),
            ("meilenstein", [("name", "Zweimal"), ("measure", "wlan"), ("due", "2027-01-31")]), ("feld", [("name", "Zweimal")]),
            ("gremium", [("name", "Zweimal")]), ("foerderung", [("name", "Zweimal"), ("granted", "1")]),
            ("kennzahl", [("name", "Zweimal"), ("of", "wlan"), ("figure", "wlan-schools"), ("target", "50")]),
        })
        {
            var version = Version(await web.Page($"{Parts}/{part}"));
            await Done(web, $"{Parts}/{part}", null, [.. fields, ("version", version)]);
            using var again = await Post(web, $"{Parts}/{part}", null, [.. fields, ("version", version)]);
            Assert.Equal((part, HttpStatusCode.Conflict), (part, again.StatusCode));
        }
        var state = await State(web);
        Assert.All(Enum.GetValues<MasterPlanPart>(), part => Assert.Single(state.PartsOf(part), one => one.Name == "Zweimal"));
    }

    [Fact]
    public async Task A_milestone_that_was_reached_later_than_entered_is_not_shown_before()
    {
        await using var web = await WebRegister.Start();
        // Entered for 4 May, with its evidence.
        await Done(web, Measure, "Reach", ("milestone", "haelfte"), ("on", "2026-06-01"), ("version", Version(await web.Page(Measure))));
        var arrival = (await State(web)).ArrivalOf("haelfte");
        Assert.Equal((new DateOnly(2026, 6, 1), "Abnahme 3"), (arrival.Reached, arrival.Evidence));
        Assert.Equal(
            [null, null, new(2026, 6, 1)],
            new[] { await Reached(web, new(2026, 5, 4)), await Reached(web, new(2026, 5, 31)), await Reached(web, new(2026, 6, 1)) });
        // A correction that is refused takes nothing back.
        await Refused(web, Measure, "Reach", ("milestone", "haelfte"), ("on", "2099-01-01"));
        Assert.Equal(new DateOnly(2026, 6, 1), await Reached(web, new(2026, 7, 1)));
        // Lost on a day it was reached until then; a mistake never was.
        await Done(web, Measure, "Reopen", ("milestone", "haelfte"), ("reason", "Mängel"), ("on", "2026-08-01"));
        Assert.Equal(
            [new DateOnly(2026, 6, 1), null], new[] { await Reached(web, new(2026, 7, 31)), await Reached(web, new(2026, 8, 1)) });
        await Done(web, Measure, "Reach", ("milestone", "haelfte"), ("on", "2026-09-01"));
        await Done(web, Measure, "Reopen", ("milestone", "haelfte"), ("reason", "Irrtum"));
        Assert.Null(await Reached(web, new(2026, 10, 1)));
    }

    [Fact]
    public async Task A_completed_measure_has_no_light()
    {
        await using var web = await WebRegister.Start();
        await Done(web, Measure, "Light", ("light", "Red"), ("reason", "Provider"), ("on", "2026-06-01"));
        await Done(web, Measure, "Status", ("status", "Completed"), ("reason", "fertig"), ("on", "2026-07-01"));
        var page = Text(await web.Page(Measure));
        Assert.Contains("Die Maßnahme steht auf „Abgeschlossen“ und hat darum keine Ampel mehr.", page, StringComparison.Ordinal);
        Assert.Contains("Ampel: Rot Provider", page, StringComparison.Ordinal);
        var refused = await Refused(web, Measure, "Light", ("light", "Green"), ("next", "Feiern"));
        Assert.Contains("hat keine Ampel mehr. Bitte zuerst den Status ändern.", Text(refused), StringComparison.Ordinal);
        Assert.Contains("value=\"Feiern\"", refused, StringComparison.Ordinal);
        Assert.Contains(
            ";Abgeschlossen;01.07.2026;fertig;;;;", await web.Page($"/api/v1/plans/{SmallPlan.Key}/monitoring.csv"),
            StringComparison.Ordinal);
        Assert.Contains("Rot Provider", Text(await web.Page($"/plan/{SmallPlan.Key}?asOf=2026-06-30")), StringComparison.Ordinal);
        Assert.DoesNotContain("Rot Provider", Text(await web.Page($"/plan/{SmallPlan.Key}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_that_was_taken_out_is_not_put_off_without_a_reason()
    {
        await using var web = await WebRegister.Start();
        (string, string)[] known = [("name", "WLAN"), ("field", "schulen"), ("start", "2026-03-02")];
        await Done(web, $"{Parts}/massnahme/wlan", null, [.. known, ("end", "")]);
        var page = await Refused(web, $"{Parts}/massnahme/wlan", null, [.. known, ("end", "2029-01-31")]);
        Assert.Contains("Die Begründung fehlt.", FaultAt(page, "reason"), StringComparison.Ordinal);
        await Done(web, $"{Parts}/massnahme/wlan", null, [.. known, ("end", "2029-01-31"), ("reason", "Vergabe wiederholt")]);
        Assert.Equal("Vergabe wiederholt", Assert.Single((await State(web)).CourseOf("wlan").Moves!).Reason);
    }

    [Fact]
    public async Task A_past_day_knows_no_plan_that_came_later()
    {
        await using var web = await WebRegister.Start();
        await Done(
            web, $"/plan/neu?von={SmallPlan.Key}", null, ("name", "Masterplan 2026–2030"), ("edition", "v2"), ("kind", "Masterplan"),
            ("on", "2026-07-01"));
        foreach (var (day, isShown) in new[] { ("2026-06-30", false), ("2026-07-01", true) })
        {
            var page = Text(await web.Page($"/plan/{SmallPlan.Key}?asOf={day}"));
            Assert.Equal(isShown, page.Contains("Fortgeschrieben durch Masterplan 2026–2030 (v2)", StringComparison.Ordinal));
        }
        Assert.Contains(
            "Vorgänger Masterplan 2026–2030 (v1)", Text(await web.Page("/plan/masterplan-2026-2030-v2?asOf=2026-07-01")),
            StringComparison.Ordinal);
    }

    private static async Task<DateOnly?> Reached(WebRegister web, DateOnly day) =>
        (await new PlanQueries(web.Database.Program).FindAt(SmallKreis.Authority, SmallPlan.Key, new FigureMoment(day), Cancel))!
            .State.ArrivalOf("haelfte").Reached;

    private static async Task<MasterPlan.State> State(WebRegister web) =>
        (await new PlanQueries(web.Database.Program).Find(SmallKreis.Authority, SmallPlan.Key, Cancel))!.State;
}
