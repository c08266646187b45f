using System.Net;
using System.Text.RegularExpressions;
using Schools.Domain;
using Schools.Testing;

namespace Schools.Web.Tests;

public sealed partial class PageTests
{
    public static readonly TheoryData<string> Addresses =
    [
        "/",
        "/?asOf=2026-03-01",
        "/ausstattung",
        "/wlan",
        "/karte",
        "/vergleich",
        "/bericht",
        "/datenqualitaet",
        "/datenqualitaet/DE-NW-173800",
        "/datenqualitaet/DE-NW-173800?rule=ohne-raum",
        "/standards/rkn?item=display",
        "/wlan/DE-NW-173800",
        "/standards",
        "/standards/neu",
        "/standards/rkn?item=display&school=DE-NW-173800",
        "/wellen",
        $"/wellen/{SmallWave.Key}",
        "/wellen/neu",
        $"/wellen/{SmallWave.Key}/ausgabe?school={SmallKreis.Nordpark}",
        "/schulen",
        "/schulen?q=neuss&own=1",
        $"/schulen/{SmallKreis.Hammfeld}",
        $"/raeume?key={Uri.EscapeDataString(SmallKreis.Classroom.Value)}",
        "/geraete",
        $"/geraete?q=aruba&school={SmallKreis.Hammfeld}&sort=Model&dir=desc",
        $"/geraete/{SmallKreis.Travelled}",
        "/lizenzen",
        "/lizenzen?show=Over&q=vokabel",
        "/lizenzen?asOf=2026-10-15",
        "/lizenzen/neu",
        $"/lizenzen/{SmallKreisLicences.Key(SmallKreisLicences.Mdm)}",
        "/barrierefreiheit",
        "/importe",
        "/importe/profile",
        "/importe/profile/neu?headers=Nr;Art;Wer",
        "/importe/eingang",
        "/plan",
        $"/plan/{SmallPlan.Key}",
        $"/plan/{SmallPlan.Key}/{SmallPlan.Wlan}",
        $"/plan/{SmallPlan.Key}/foerderung/{SmallPlan.Grant}",
        "/plan/neu",
        $"/plan/neu?von={SmallPlan.Key}",
        $"/plan/{SmallPlan.Key}/bearbeiten/aufbau",
        $"/plan/{SmallPlan.Key}/bearbeiten/angaben",
        $"/plan/{SmallPlan.Key}/bearbeiten/massnahme/{SmallPlan.Wlan}",
        $"/plan/{SmallPlan.Key}/bearbeiten/kennzahl",
        $"/plan/{SmallPlan.Key}/bearbeiten/beratung",
        "/berichte",
        "/berichte/muster",
        $"/wellen/{SmallWave.Key}?capacity=5",
    ];

    [Fact]
    public async Task Cockpit_counts_and_links_to_what_it_counts()
    {
        await using var web = await WebRegister.Start();
        var page = Text(await web.Page("/ausstattung"));
        // 60 devices, of which 45 at Hammfeld and 15 at Nordpark, and one moved from the first to the second.
        Assert.Contains("Berufsbildungszentrum Neuss-Hammfeld Berufskolleg, Neuss 3 44", page, StringComparison.Ordinal);
        Assert.Contains("Summe 4 60", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Stessen", page, StringComparison.Ordinal);
        foreach (Match link in NumberLink().Matches(await web.Page("/ausstattung")))
        {
            var list = Text(await web.Page(WebUtility.HtmlDecode(link.Groups["address"].Value)));
            Assert.Matches($@"\b{Regex.Escape(link.Groups["number"].Value)} (Gerät|Geräte|Schulen)\b", list);
        }
    }

    [Theory]
    [InlineData("/geraete?q=t000002", "1 Gerät")]
    [InlineData("/geraete?q=aruba 2930", "10 Geräte")]
    [InlineData("/geraete?q=100%25", "0 Geräte")]
    [InlineData("/geraete?lifecycle=Faulty", "7 Geräte")]
    [InlineData("/geraete?lifecycle=LostOrStolen", "6 Geräte")]
    [InlineData("/geraete?category=Network&school=DE-NW-173812", "5 Geräte")]
    [InlineData("/geraete?condition=Defective&availability=Available", "7 Geräte")]
    [InlineData("/geraete?page=2", "60 Geräte , angezeigt 51–60")]
    [InlineData("/geraete?page=3", "Auf dieser Seite stehen keine Geräte.")]
    [InlineData("/geraete?lifecycle=nonsense", "Lebenszyklus: „nonsense“ ist kein bekannter Wert.")]
    [InlineData("/geraete?page=0", "Seite „0“ gibt es nicht")]
    [InlineData("/geraete?school=1", "Schule: „1“ ist kein bekannter Wert.")]
    [InlineData("/schulen?q=jüchen", "1 Schule")]
    [InlineData("/schulen?own=1", "2 Schulen")]
    public async Task Lists_filter_in_the_database(string address, string shown)
    {
        await using var web = await WebRegister.Start();
        Assert.Contains(shown, Text(await web.Page(address)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "RKN-0001", "ascending")]
    [InlineData("?dir=desc", "RKN-0060", "descending")]
    [InlineData("?sort=Serial&dir=desc&category=Tablet", "RKN-0055", "descending")]
    public async Task The_device_list_says_how_it_is_sorted(string query, string first, string direction)
    {
        await using var web = await WebRegister.Start();
        var page = await web.Page($"/geraete{query}");
        Assert.Equal(first, InventoryNumber().Match(page).Value);
        Assert.Single(SortedColumn().Matches(page), m => m.Groups["direction"].Value == direction);
    }

    [Fact]
    public async Task A_device_tells_its_history()
    {
        await using var web = await WebRegister.Start();
        var page = Text(await web.Page($"/geraete/{SmallKreis.Travelled}"));
        Assert.Contains("Petra Beispiel · gilt ab 20.04.2026", page, StringComparison.Ordinal);
        Assert.Contains(
            "Standort geändert: „Berufsbildungszentrum Neuss-Hammfeld, Raum A · 1.01“ → "
            + "„Schule am Nordpark – Städtische Förderschule, Schwerpunkt Lernen, Raum 12“.",
            page,
            StringComparison.Ordinal);
        Assert.Contains("Lebenszyklus geändert: „In Betrieb“ → „Defekt“. Grund: Display gesprungen", page, StringComparison.Ordinal);
        Assert.Contains("Modell: iPad 9. Gen. geändert in → iPad 9. Gen. 64 GB", page, StringComparison.Ordinal);
        Assert.Contains("Preis: 449,50 € geändert in → (leer)", page, StringComparison.Ordinal);
        Assert.Contains("Import 1 · gilt ab 02.03.2026", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_wrote_is_text_and_never_mark_up()
    {
        await using var web = await WebRegister.Start();
        var page = await web.Page($"/geraete/{DeviceKey.For(SmallKreis.Authority, "serial:T000002")}");
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains(SmallKreis.HostileRemark, Text(page, keepTags: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/gibt-es-nicht")]
    [InlineData("/schulen/DE-NW-000000")]
    [InlineData("/schulen/x")]
    [InlineData("/raeume")]
    [InlineData("/raeume?key=DE-NW-173800%2FX")]
    [InlineData("/geraete/d-aaaaaaaaaaaaaaaaaaaa")]
    public async Task What_is_not_there_is_a_German_page_with_the_id_of_the_request(string address)
    {
        await using var web = await WebRegister.Start();
        var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Diese Seite gibt es nicht", page, StringComparison.Ordinal);
        Assert.Contains(answer.Headers.GetValues("X-Request-Id").Single(), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_away_is_a_German_page_and_not_ready()
    {
        await using var web = await WebRegister.Start(empty: true);
        await web.Page("/health/ready");
        await web.Database.DisposeAsync();
        var answer = await web.Client.GetAsync(new Uri("/geraete", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode >= 500);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Vorgangsnummer", page, StringComparison.Ordinal);
        var ready = await web.Client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        await web.Page("/health/live");
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Every_page_has_its_frame_and_its_headers(string address)
    {
        await using var web = await WebRegister.Start();
        var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<html lang=\"de\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/barrierefreiheit\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"#inhalt\"", page, StringComparison.Ordinal);
        Assert.Contains("Rhein-Kreis Neuss", page, StringComparison.Ordinal);
        Assert.Single(Heading().Matches(page));
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Style_and_fonts_come_from_this_server()
    {
        await using var web = await WebRegister.Start(empty: true);
        foreach (Match link in StyleSheet().Matches(await web.Page("/")))
        {
            await web.Page(link.Groups["address"].Value);
        }
        await web.Page("/lib/kern/fonts/fira-sans/FiraSans-Regular.woff2");
    }

    private static string Text(string page, bool keepTags = false) =>
        Spaces().Replace(WebUtility.HtmlDecode(keepTags ? page : Tag().Replace(page, " ")), " ")
            .Replace(" :", ":", StringComparison.Ordinal);

    [GeneratedRegex("""<a aria-label="[^"]*" href="(?<address>[^"]*)">(?<number>[\d.]+)</a>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberLink();

    [GeneratedRegex(@"RKN-\d{4}", RegexOptions.None, 1000)]
    private static partial Regex InventoryNumber();

    [GeneratedRegex("aria-sort=\"(?<direction>[a-z]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SortedColumn();

    [GeneratedRegex("<h1", RegexOptions.None, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("""<link rel="stylesheet" href="(?<address>[^"]+)">""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StyleSheet();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
