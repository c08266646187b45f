using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>Waves as people plan them, begin them and hand out their devices.</summary>
public sealed partial class WaveTests
{
    private const string Running = $"/wellen/{SmallWave.Key}";
    private static readonly string Room = $"{Running}/ausgabe?school=DE-NW-173800&room={Uri.EscapeDataString(SmallKreis.Classroom.Value)}";

    private static readonly (string, string)[] NewWave =
    [
        ("Name", "Zweite Welle"), ("OrderNumber", "B-2026-18"), ("Ordered", "20"), ("Categories", "Tablet"), ("Delivery", "2026-05-04"),
        ("Start", "2026-05-04"), ("End", "2026-06-12"), ("WeeklyCapacity", "10"), ("Needs", "Wlan"),
        ("Places[0].School", "DE-NW-173800"), ("Places[0].Room", "1.01"), ("Places[0].Class", "5a"), ("Places[0].Target", "12"),
        ("Places[1].School", ""), ("Places[1].Target", ""), ("Places[2].School", "DE-NW-173812"), ("Places[2].Target", "8"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wave_is_planned_and_shows_weeks_readiness_and_order()
    {
        await using var web = await WebRegister.Start();
        using var done = await Post(web, "/wellen/neu", null, NewWave);
        Assert.Equal("/wellen/w-zweite-welle", done.Headers.Location?.ToString());
        var page = Text(await web.Page("/wellen/w-zweite-welle"));
        Assert.Contains("Soll 20 Ausgegeben 0 Offen 20", page, StringComparison.Ordinal);
        // Ascension Day shortens its week.
        Assert.Contains("KW 19/2026 04.05.2026 5 10", page, StringComparison.Ordinal);
        Assert.Contains("KW 20/2026 11.05.2026 4 8", page, StringComparison.Ordinal);
        Assert.Contains("Raum A · 1.01 Klasse 5a", page, StringComparison.Ordinal);
        Assert.Contains("12 von 12 Geräten noch nicht geliefert", page, StringComparison.Ordinal);
        Assert.Contains("WLAN nicht in Betrieb, blockiert: Brandschutz ungeklärt", page, StringComparison.Ordinal);
        Assert.Contains("Zweite Welle", Text(await web.Page("/wellen")), StringComparison.Ordinal);

        using var again = await Post(web, "/wellen/neu", null, NewWave);
        Assert.Contains("gibt es schon", await Said(again), StringComparison.Ordinal);
        using var changed = await Post(web, "/wellen/neu?von=w-zweite-welle", null, With("Ordered", "25"));
        Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
        Assert.Contains("Bestellt 25", Text(await web.Page("/wellen/w-zweite-welle")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Places[0].Target", "-5", "Anzahl Geräte für Berufsbildungszentrum Neuss-Hammfeld: „-5“ ist zu klein.")]
    [InlineData("Places[0].Room", "9.99", "Der Raum „9.99“")]
    [InlineData("Places[0].Target", "viele", "„viele“ ist keine ganze Zahl")]
    [InlineData("Ordered", "99999999999999", "Bestellte Geräte: „99999999999999“ ist zu groß. Bitte eine Zahl von 1 bis 100.000")]
    [InlineData("Ordered", "", "Bestellte Geräte: Die Zahl fehlt.")]
    [InlineData("End", "bald", "Geplantes Ende: „bald“ ist kein Tag.")]
    [InlineData("Start", "2026-05-03", "beginnt am 03.05.2026, die Geräte kommen aber erst am 04.05.2026")]
    [InlineData("Start", "", "Beginn oder geplantes Ende fehlt")]
    [InlineData("End", "2099-01-01", "hinterlegt ist")]
    [InlineData("WeeklyCapacity", "0", "Kapazität je Woche: „0“ ist zu klein. Bitte eine Zahl von 1 bis 100.000 eintragen.")]
    [InlineData("After", "w-gibt-es-nicht", "Die Welle w-gibt-es-nicht gibt es nicht")]
    public async Task A_plan_that_cannot_be_says_why_and_keeps_what_was_typed(string field, string value, string why)
    {
        await using var web = await WebRegister.Start();
        using var answer = await Post(web, "/wellen/neu", null, With(field, value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains(why, Text(page), StringComparison.Ordinal);
        Assert.Contains("value=\"B-2026-18\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Zweite Welle", Text(await web.Page("/wellen")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_school_that_is_named_twice_is_told_by_its_name()
    {
        await using var web = await WebRegister.Start();
        using var answer = await Post(
            web, "/wellen/neu", null,
            [
                .. NewWave.Where(field => field.Item1 is not ("Places[0].Room" or "Places[2].School")),
                ("Places[2].School", "DE-NW-173800"),
            ]);
        Assert.Contains(
            "Berufsbildungszentrum Neuss-Hammfeld steht zweimal in der Welle.", await Said(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wave_that_somebody_else_changed_is_refused_once()
    {
        await using var web = await WebRegister.Start();
        const string Wave = "/wellen/w-zweite-welle", Form = "/wellen/neu?von=w-zweite-welle";
        await Post(web, "/wellen/neu", null, NewWave);
        var version = WebForm.Version(await web.Page(Form));
        (string, string)[] mine = [("version", version), .. With("Ordered", "25")];
        using var first = await Post(web, Form, null, [("version", version), .. With("Ordered", "30")]);
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        using var second = await Post(web, Form, null, mine);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var page = await second.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("„Zweite Welle“ wurde inzwischen geändert.", Text(page), StringComparison.Ordinal);
        Assert.Contains("name=\"Ordered\" inputmode=\"numeric\" value=\"25\"", page, StringComparison.Ordinal);
        Assert.Contains("Bestellt 30", Text(await web.Page(Wave)), StringComparison.Ordinal);
        using var again = await Post(
            web, Form, null, [.. mine.Where(field => field.Item1 != "version"), ("version", WebForm.Version(page))]);
        Assert.Equal(HttpStatusCode.Found, again.StatusCode);
        Assert.Contains("Bestellt 25", Text(await web.Page(Wave)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wave_that_has_not_begun_handed_nothing_out_and_hints_at_what_does_not_fit()
    {
        await using var web = await WebRegister.Start();
        await Post(
            web, "/wellen/neu", null,
            [
                .. NewWave.Where(field => field.Item1 is not ("OrderNumber" or "Ordered")), ("OrderNumber", SmallWave.Order),
                ("SharesOrder", "true"), ("Ordered", "10"),
            ]);
        var page = Text(await web.Page("/wellen/w-zweite-welle"));
        Assert.Contains("Soll 20 Ausgegeben 0 Offen 20", page, StringComparison.Ordinal);
        Assert.Contains("Geplant sind 20 Geräte, bestellt aber nur 10.", page, StringComparison.Ordinal);
        Assert.Contains(
            $"Bestellung {SmallWave.Order}: Hier sind 10 Geräte bestellt, in der Welle „Tablets Klasse 7“ steht dieselbe Bestellung mit "
                + "14.",
            page, StringComparison.Ordinal);
        // One end, told twice.
        var ends = Ends().Matches(page);
        Assert.Equal(2, ends.Count);
        Assert.Single(ends.Select(end => end.Groups["day"].Value).Distinct());
    }

    [Fact]
    public async Task A_Land_without_a_calendar_is_refused()
    {
        await using var web = await WebRegister.Start();
        var moved = await web.Services.GetRequiredService<IGrains>().Send(
            GrainId.Of(SmallKreis.Authority), new Authority.Describe(new Authority.Details(Land: "BY")), new Why("Test"), Cancel);
        Assert.True(moved.IsDone);
        using var answer = await Post(web, "/wellen/neu", null, NewWave);
        Assert.Contains("das Land „BY“", await Said(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waves_that_wait_for_each_other_are_refused_by_name()
    {
        await using var web = await WebRegister.Start();
        Assert.Equal(HttpStatusCode.Found, (await Post(web, "/wellen/neu", null, [.. NewWave, ("After", SmallWave.Key)])).StatusCode);
        Assert.Contains("Die Welle „Tablets Klasse 7“ ist nicht abgeschlossen",
            Text(await web.Page("/wellen/w-zweite-welle")), StringComparison.Ordinal);
        using var circle = await Post(
            web, $"/wellen/neu?von={SmallWave.Key}", null, [.. With("OrderNumber", SmallWave.Order), ("After", "w-zweite-welle")]);
        Assert.Contains(
            $"{SmallWave.Key} → w-zweite-welle → {SmallWave.Key}", await Said(circle), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wave_asks_for_seats_of_a_licence()
    {
        await using var web = await WebRegister.Start();
        await Post(
            web, "/wellen/neu", null,
            [
                .. NewWave, ("Licences", SmallKreisLicences.Key(SmallKreisLicences.Mdm).Value),
                ("Licences", SmallKreisLicences.Key(SmallKreisLicences.Expired).Value),
            ]);
        var page = Text(await web.Page("/wellen/w-zweite-welle"));
        Assert.Contains("Lizenz Jamf School mit genug Plätzen, Lizenz Office-Paket mit genug Plätzen", page, StringComparison.Ordinal);
        Assert.Contains("Lizenz Office-Paket: 0 von 12 Plätzen", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Lizenz Jamf School:", page, StringComparison.Ordinal);
        Assert.Matches(
            $"value=\"{SmallKreisLicences.Key(SmallKreisLicences.Mdm)}\"\\s+checked=\"checked\"",
            await web.Page("/wellen/neu?von=w-zweite-welle"));
    }

    [Fact]
    public async Task A_wave_begins_with_a_reason_where_something_is_missing_and_ends()
    {
        await using var web = await WebRegister.Start();
        const string Wave = "/wellen/w-zweite-welle";
        await Post(web, "/wellen/neu", null, NewWave);
        using var refused = await Post(web, Wave, "Begin", ("Day", "2026-05-06"));
        Assert.Contains("Vor dem Beginn fehlt noch: Berufsbildungszentrum", await Said(refused), StringComparison.Ordinal);
        using var early = await Post(web, Wave, "Begin", ("Day", "2026-05-01"), ("Reason", "x"));
        Assert.Contains("beginnt am 01.05.2026", await Said(early), StringComparison.Ordinal);
        using var begun = await Post(web, Wave, "Begin", ("Day", "2026-05-06"), ("Reason", "Abschlussklassen zuerst"));
        Assert.Equal(HttpStatusCode.Found, begun.StatusCode);
        Assert.Contains("Begonnen 06.05.2026 – Abschlussklassen zuerst", Text(await web.Page(Wave)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await Post(web, Wave, "Delivery", ("Day", "2026-05-05"))).StatusCode);
        Assert.Contains("eingetroffen am 05.05.2026", Text(await web.Page(Wave)), StringComparison.Ordinal);
        using var unreadable = await Post(web, Wave, "Finish", ("Day", "morgen"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreadable.StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await Post(web, Wave, "Finish", ("Day", "2026-06-01"))).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await Post(web, Wave, "Resume", ("Reason", "Zwei fehlen noch"))).StatusCode);
        using var owed = await Post(web, Wave, "Abort", ("Reason", " "));
        Assert.Contains("Die Begründung fehlt", await Said(owed), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await Post(web, Wave, "Abort", ("Reason", "Insolvenz"))).StatusCode);
        Assert.Contains("Insolvenz", Text(await web.Page(Wave)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_number_of_the_order_leads_to_its_devices()
    {
        await using var web = await WebRegister.Start();
        var page = await web.Page(Running);
        Assert.Contains("Bestellt 14", Text(page), StringComparison.Ordinal);
        var links = OrderLink().Matches(page);
        Assert.Equal(4, links.Count);
        foreach (Match link in links)
        {
            var list = Text(await web.Page(WebUtility.HtmlDecode(link.Groups["address"].Value)));
            Assert.Matches($@"\b{link.Groups["number"].Value} Geräte\b", list);
        }
    }

    [Fact]
    public async Task Devices_are_scanned_one_after_the_other_and_what_is_wrong_is_said()
    {
        await using var web = await WebRegister.Start();
        await SmallWave.Deliver(web.Database, 3, Cancel);
        Assert.Contains("Ausgegeben 6 von 10", Text(await web.Page(Room)), StringComparison.Ordinal);
        Assert.Contains("ausgegeben.", await Scan(web, SmallWave.Serial(1)), StringComparison.Ordinal);
        var second = await Scan(web, "RKN-W002", $"Done\u001f{SmallWave.Serial(1)}\u001fausgegeben.");
        Assert.Contains("Ausgegeben 8 von 10", second, StringComparison.Ordinal);
        Assert.Contains("Davor gescannt ✓ W000001: ausgegeben.", second, StringComparison.Ordinal);
        Assert.Contains(
            "RKN-W002 (Apple iPad 10. Gen.): ist hier schon ausgegeben.", await Scan(web, "RKN-W002"), StringComparison.Ordinal);

        Assert.Contains("Die Nummer QWERTZ ist nicht im Bestand.", await Scan(web, "QWERTZ"), StringComparison.Ordinal);
        Assert.Contains(
            "Das ist ein Gerät vom Typ Notebook. Diese Welle gibt aus: Tablet.", await Scan(web, "T000005"), StringComparison.Ordinal);
        Assert.Contains("Der Lebenszyklus des Geräts ist Defekt", await Scan(web, "T000001"), StringComparison.Ordinal);
        using var whole = await Post(web, $"{Running}/ausgabe?school=DE-NW-173812", null, ("scanned", SmallWave.Serial(1)));
        Assert.Contains(
            "schon ausgegeben: Berufsbildungszentrum Neuss-Hammfeld, Raum A · 1.01", await Said(whole), StringComparison.Ordinal);
        using var other = await Post(web, $"{Running}/ausgabe?school=DE-NW-173812", null, ("scanned", SmallWave.Serial(3)));
        Assert.Contains("Das Gerät gehört zur Schule Berufsbildungszentrum", await Said(other), StringComparison.Ordinal);
        Assert.Contains("Ausgegeben 8 von 10", Text(await web.Page(Room)), StringComparison.Ordinal);

        // The journal knows which wave it was; what came into use without any names none.
        var stock = await new WaveQueries(web.Database.Program).Stock(SmallKreis.Authority, [SmallWave.Order], Cancel);
        Assert.Equal(2, stock.Where(s => s.Wave == SmallWave.Details.Name).Sum(s => s.Count));
        Assert.Contains(stock, s => s.Wave is null && s.Since is not null);
        var device = await web.Page($"/geraete/{DeviceKey.For(SmallKreis.Authority, $"serial:{SmallWave.Serial(1)}")}");
        Assert.Contains("Ausgabe in der Welle „Tablets Klasse 7“", Text(device), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_the_wave_does_not_have_is_not_there()
    {
        await using var web = await WebRegister.Start();
        foreach (var address in new[] { "/wellen/gibt-es-nicht", $"{Running}/ausgabe?school=DE-NW-173800", $"{Running}/ausgabe" })
        {
            var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("/api/v1/waves.csv", 2)]
    [InlineData($"/api/v1/waves.csv?wave={SmallWave.Key}", 2)]
    public async Task The_status_report_has_a_row_for_each_place(string address, int rows)
    {
        await using var web = await WebRegister.Start();
        var lines = (await web.Page(address)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(rows, lines.Count(line => line.StartsWith("Tablets Klasse 7;Läuft;", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains("A · 1.01;7b;10;6;4;", StringComparison.Ordinal));
        var missing = await web.Client.GetAsync(new Uri("/api/v1/waves.xlsx?wave=x", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static (string, string)[] With(string field, string value) =>
        [.. NewWave.Where(given => given.Item1 != field), (field, value)];

    private static async Task<string> Scan(WebRegister web, string number, params string[] said)
    {
        using var answer = await Post(web, Room, null, [("scanned", number), .. said.Select(line => ("said", line))]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("autofocus", page, StringComparison.Ordinal);
        return Text(page);
    }

    private static async Task<string> Said(HttpResponseMessage answer) => Text(await answer.Content.ReadAsStringAsync(Cancel));

    [GeneratedRegex(@"Ende nach Kapazität:? (?<day>[\d.]+\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ends();

    [GeneratedRegex("""<a href="(?<address>/geraete\?order[^"]*)"[^>]*>(?<number>\d+)<""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OrderLink();
}
