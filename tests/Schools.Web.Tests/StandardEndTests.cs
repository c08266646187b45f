using System.Net;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>A standard that is ended: from its day on nothing is asked, before it everything stays as it was.</summary>
public sealed class StandardEndTests
{
    private const string Display = "/standards/rkn?item=display";
    private const string OfSchool = "/standards/rkn?item=display&school=DE-NW-173800";
    private const string Figure = "standard:rkn/display";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_standard_is_ended_on_its_page_and_figures_before_still_use_it()
    {
        await using var web = await WebRegister.Start();
        Assert.Contains("endet mit allen Positionen: Anzeigegerät, Access Point,", Text(await web.Page(Display)), StringComparison.Ordinal);
        Assert.Equal(Display, await End(web, "2026-04-01"));
        var page = await web.Page(Display);
        Assert.Contains("Beendet: gilt ab 01.04.2026 nicht mehr Grund: Ersetzt", Text(page), StringComparison.Ordinal);
        Assert.Contains("Endgerät je drei Lernende: 1 je 3 Lernende", Text(page), StringComparison.Ordinal);
        Assert.DoesNotContain("handler=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=", await web.Page(OfSchool), StringComparison.Ordinal);
        Assert.Contains("An diesem Tag gilt keiner.", Text(await web.Page("/standards")), StringComparison.Ordinal);
        Assert.Contains("Standard RKN 01.04.2026 Ersetzt", Text(await web.Page("/standards")), StringComparison.Ordinal);
        Assert.DoesNotContain(Figure, await web.Page("/api/v1/figures"), StringComparison.Ordinal);
        Assert.DoesNotContain(Figure, await web.Page("/api/v1/figures?asOf=2026-04-01"), StringComparison.Ordinal);

        // The day before it held, with its schools.
        Assert.Contains(Figure, await web.Page("/api/v1/figures?asOf=2026-03-31"), StringComparison.Ordinal);
        Assert.Contains("href=\"/standards/rkn?item=display&amp;asOf=2026-03-31\"", page, StringComparison.Ordinal);
        var before = Text(await web.Page($"{Display}&asOf=2026-03-31"));
        Assert.Contains("1 von 2", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Beendet", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Beendet", Text(await web.Page("/standards?asOf=2026-03-31")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-04-01", "", "endet-weil", "Die Begründung fehlt.")]
    [InlineData("2126-04-01", "Ersetzt", "endet-am", "liegt in der Zukunft")]
    [InlineData("2026-03-01", "Ersetzt", "endet-am", "gilt ab dem 02.03.2026 und kann nicht davor enden.")]
    [InlineData("bald", "Ersetzt", "endet-am", "„bald“ ist kein Tag.")]
    public async Task An_end_that_cannot_be_is_refused_at_its_field(string day, string reason, string field, string why)
    {
        await using var web = await WebRegister.Start();
        var page = await Refused(web, Display, "Retire", ("endet-am", day), ("endet-weil", reason));
        Assert.Contains(why, FaultAt(page, field), StringComparison.Ordinal);
        Assert.Contains($"value=\"{day}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Beendet", Text(await web.Page("/standards")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_did_meanwhile_is_told()
    {
        await using var web = await WebRegister.Start();
        var version = WebForm.Version(await web.Page(Display));
        await Done(web, OfSchool, "Deviate", ("Count", "2"), ("Reason", "Zwei Tafelseiten"));
        using var late = await Post(web, Display, "Retire", ("endet-am", ""), ("endet-weil", "Ersetzt"), ("version", version));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await late.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("„Standard RKN“ wurde inzwischen geändert.", Text(page), StringComparison.Ordinal);
        Assert.Contains("value=\"Ersetzt\"", page, StringComparison.Ordinal);

        // The page with the token is one that still has forms; the standard it was of is ended by then.
        await End(web, "2026-04-01");
        using var deviate = await PostTo(
            web, "/standards/neu", $"{OfSchool}&handler=Deviate", ("Count", "3"), ("Reason", "Drei"));
        Assert.Equal(HttpStatusCode.Conflict, deviate.StatusCode);
        Assert.Contains(
            "Der Standard „Standard RKN“ ist schon beendet, er gilt seit dem 01.04.2026 nicht mehr.",
            Text(await deviate.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        using var again = await PostTo(web, "/standards/neu", $"{Display}&handler=Retire", ("endet-am", "2026-04-02"), ("endet-weil", "X"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task A_new_edition_asks_again_from_its_day_on()
    {
        await using var web = await WebRegister.Start();
        await End(web, "2026-04-01");
        (string, string)[] edition =
        [
            ("Name", "Standard RKN"), ("Items[0].Key", "display"), ("Items[0].Name", "Anzeigegerät"), ("Items[0].Count", "1"),
            ("Items[0].Basis", "Room"), ("Items[0].Subject", "Devices"), ("Items[0].Categories", "InteractiveDisplay"),
        ];
        Assert.Contains(
            "„Standard RKN“ ist zum 01.04.2026 beendet",
            Text(await Refused(web, "/standards/neu?von=rkn", null, [("From", "2026-03-31"), .. edition])), StringComparison.Ordinal);
        await Done(web, "/standards/neu?von=rkn", null, [("From", "2026-05-01"), .. edition]);
        Assert.Contains(Figure, await web.Page("/api/v1/figures"), StringComparison.Ordinal);
        Assert.DoesNotContain(Figure, await web.Page("/api/v1/figures?asOf=2026-04-30"), StringComparison.Ordinal);
        Assert.DoesNotContain("Beendet", Text(await web.Page("/standards")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_past_day_of_the_page_says_so_and_has_no_forms()
    {
        await using var web = await WebRegister.Start();
        var page = await web.Page($"{OfSchool}&asOf=2026-03-31");
        Assert.Contains("Stand 31.03.2026, nach heutiger Kenntnis.", Text(page), StringComparison.Ordinal);
        Assert.DoesNotContain("handler=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=", await web.Page($"{Display}&asOf=2026-03-31"), StringComparison.Ordinal);
        Assert.Contains("„unsinn“ ist kein Tag.", Text(await web.Page($"{Display}&asOf=unsinn")), StringComparison.Ordinal);
    }

    /// <summary>Whoever looks at another day stays on the same item of the same school, and so does who goes back to today.</summary>
    [Fact]
    public async Task Another_day_keeps_what_else_the_address_says()
    {
        await using var web = await WebRegister.Start();
        var page = await web.Page($"{OfSchool}&asOf=2026-03-31&kapazitaet=%22%26");
        Assert.Contains("<input type=\"hidden\" name=\"item\" value=\"display\">", page, StringComparison.Ordinal);
        Assert.Contains($"type=\"hidden\" name=\"school\" value=\"{SmallKreis.Hammfeld}\">", page, StringComparison.Ordinal);
        Assert.Contains("name=\"kapazitaet\" value=\"&quot;&amp;\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"hidden\" name=\"asOf\"", page, StringComparison.Ordinal);
        Assert.Contains(
            $"href=\"?item=display&amp;school={SmallKreis.Hammfeld}&amp;kapazitaet=%22%26\">Heute anzeigen", page,
            StringComparison.Ordinal);

        // Not what the request did: a form that was refused is not sent again with a day.
        var refused = await Refused(web, OfSchool, "Deviate", ("Count", "0"), ("Reason", "x"));
        Assert.DoesNotContain("name=\"handler\"", refused, StringComparison.Ordinal);
    }

    private static Task<string> End(WebRegister web, string day) =>
        Done(web, Display, "Retire", ("endet-am", day), ("endet-weil", "Ersetzt"));
}
