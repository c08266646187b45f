using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>Data quality from the register to the row that is to be mended.</summary>
public sealed partial class QualityTests
{
    private const string Hammfeld = "/datenqualitaet/DE-NW-173800";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_number_is_that_of_the_rows_behind_it_on_page_and_in_file()
    {
        await using var web = await WebRegister.Start();
        var page = await web.Page("/datenqualitaet");
        var links = Numbers().Matches(page);
        Assert.NotEmpty(links);
        foreach (Match link in links)
        {
            var (address, number) = (link.Groups["address"].Value, int.Parse(link.Groups["number"].Value, CultureInfo.InvariantCulture));
            Assert.Contains($">{number} zu klären<", await web.Page(address), StringComparison.Ordinal);
            var file = address.Replace("/datenqualitaet/", "/api/v1/data-quality/", StringComparison.Ordinal)
                .Replace("?", "/rows.csv?", StringComparison.Ordinal);
            Assert.Equal(number, Lines(await web.Page(file)).Count);
        }
        var school = Lines(await web.Page("/api/v1/data-quality/schools.csv"))
            .Single(line => line.StartsWith("173800;", StringComparison.Ordinal));
        Assert.Contains(";Berufsbildungszentrum Neuss-Hammfeld;", school, StringComparison.Ordinal);
        var own = links.Count(link => link.Groups["address"].Value.StartsWith($"{Hammfeld}?", StringComparison.Ordinal));
        Assert.Equal(own, Numbers().Count(await web.Page(Hammfeld)));
    }

    [Fact]
    public async Task A_number_at_two_devices_names_the_other_until_one_is_corrected_or_withdrawn()
    {
        await using var web = await WebRegister.Start();
        // The same address, once of the WLAN and once of the cable; and a serial number with the S of its barcode.
        await Correct(web, Key("T000002"), new DeviceDetails { WlanMac = MacAddress.Parse("00:11:22:33:44:55") });
        await Correct(web, Key("T000003"), new DeviceDetails { LanMac = MacAddress.Parse("00-11-22-33-44-55") });
        await Correct(web, Key("T000005"), new DeviceDetails { Serial = SerialNumber.Parse("ST000006") });
        // Both addresses of one device may be the same.
        await Correct(web, Key("T000010"), new DeviceDetails
        {
            WlanMac = MacAddress.Parse("00:11:22:33:44:66"), LanMac = MacAddress.Parse("00:11:22:33:44:66"),
        });
        var page = await web.Page($"{Hammfeld}?rule=nummer-doppelt");
        Assert.Contains(">4 zu klären<", page, StringComparison.Ordinal);
        Assert.Contains($"dieselbe Nummer hat {Key("T000003")}", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/geraete/{Key("T000005")}\"", page, StringComparison.Ordinal);
        await Send(web, Key("T000003"), new Device.Withdraw("doppelt"));
        Assert.Contains(">2 zu klären<", await web.Page($"{Hammfeld}?rule=nummer-doppelt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_tells_dates_legacy_and_long_absence_as_the_rules_ask()
    {
        await using var web = await WebRegister.Start();
        var queries = web.Services.GetRequiredService<QualityQueries>();
        var today = GermanCalendar.Today(TimeProvider.System);
        await Correct(web, Key("T000002"), new DeviceDetails { PurchasedOn = today.AddDays(1) });
        await Correct(web, Key("T000003"), new DeviceDetails { PurchasedOn = today });
        await Correct(web, Key("T000005"), new DeviceDetails { Legacy = true }, ["purchasedOn"]);
        await Send(web, Key("T000006"), new Device.ReportAbsent { On = today.AddDays(-QualityRules.UnseenDays - 1) });
        await Send(web, Key("T000010"), new Device.ReportAbsent { On = today.AddDays(-QualityRules.UnseenDays) });
        var found = (await queries.Devices(SmallKreis.Authority, SmallKreis.Hammfeld, today, Cancel))
            .ToDictionary(device => device.Key, device => device.Profile);
        Assert.Equal(
            (true, false, null),
            (found[Key("T000002")].IsPurchaseInFuture, found[Key("T000003")].IsPurchaseInFuture, found[Key("T000005")].IsPurchaseInFuture));
        Assert.Equal((true, false), (found[Key("T000005")].IsLegacy, found[Key("T000006")].IsLegacy));
        Assert.Equal((true, false), (found[Key("T000006")].IsLongUnseen, found[Key("T000010")].IsLongUnseen));
        // The groups are those of the single devices.
        var grouped = (await queries.Profiles(SmallKreis.Authority, today, Cancel)).Where(p => p.School == SmallKreis.Hammfeld)
            .ToDictionary(p => p.Profile, p => p.Count);
        Assert.Equal(found.Values.CountBy(profile => profile).ToDictionary(), grouped);
        Assert.Empty(await queries.Profiles(AuthorityKey.Parse("anderer"), today, Cancel));
        Assert.Empty(await queries.Devices(AuthorityKey.Parse("anderer"), SmallKreis.Hammfeld, today, Cancel));
    }

    [Fact]
    public async Task The_figure_is_the_score_of_the_page_and_there_is_none_of_the_past()
    {
        await using var web = await WebRegister.Start();
        var score = Score().Match(await web.Page(Hammfeld)).Groups["score"].Value;
        Assert.Equal(score, await Figure(web, "?school=173800"));
        Assert.Contains($"{await Figure(web, "")} von 100 Punkten", await web.Page("/datenqualitaet"), StringComparison.Ordinal);
        Assert.Null(await Figure(web, "?asOf=2026-04-01"));
    }

    [Fact]
    public async Task A_long_list_has_pages()
    {
        await using var web = await WebRegister.Start();
        for (var n = 1; n <= SmallKreis.Devices; n++)
        {
            await Send(web, Key($"T{n:000000}"), new Device.Move(SmallKreis.Hammfeld, null));
            await Send(web, Key($"T{n:000000}"), new Device.Advance(DeviceLifecycle.InService, "Bestand"));
        }
        var first = await web.Page($"{Hammfeld}?rule=ohne-raum");
        Assert.Contains("Seite 1 von 2", first, StringComparison.Ordinal);
        Assert.Contains("rule=ohne-raum&amp;page=2", first, StringComparison.Ordinal);
        Assert.Contains("Seite 2 von 2", await web.Page($"{Hammfeld}?rule=ohne-raum&page=2"), StringComparison.Ordinal);
        var beyond = await web.Page($"{Hammfeld}?rule=ohne-raum&page=9");
        Assert.Contains("Auf dieser Seite steht nichts mehr", beyond, StringComparison.Ordinal);
        Assert.Contains("Seite „0“ gibt es nicht", await web.Page($"{Hammfeld}?rule=ohne-raum&page=0"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/datenqualitaet/DE-NW-999999", HttpStatusCode.NotFound, "Diese Seite gibt es nicht")]
    [InlineData("/datenqualitaet/DE-NW-173800?rule=unsinn", HttpStatusCode.OK, "Eine Prüfregel „unsinn“ gibt es nicht. Es gibt: ohne-")]
    [InlineData("/api/v1/data-quality/173800/rows.csv?rule=unsinn", HttpStatusCode.UnprocessableEntity, "quality-rule-unknown")]
    [InlineData("/api/v1/data-quality/999999/rows.xlsx", HttpStatusCode.NotFound, "school-unknown")]
    public async Task What_is_not_there_is_said(string address, HttpStatusCode status, string text)
    {
        await using var web = await WebRegister.Start();
        using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(text, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
    }

    private static DeviceKey Key(string serial) => DeviceKey.For(SmallKreis.Authority, $"serial:{serial}");

    private static Task Correct(WebRegister web, DeviceKey device, DeviceDetails given, IReadOnlyList<string>? cleared = null) =>
        Send(web, device, new Device.Correct(given, cleared));

    private static async Task Send(WebRegister web, DeviceKey device, Device.Command command)
    {
        var outcome = await web.Services.GetRequiredService<IGrains>().Send(
            GrainId.Of(SmallKreis.Authority, device), command, new Why("Petra Beispiel"), Cancel);
        Assert.Null(outcome.Refusal?.German);
    }

    private static async Task<string?> Figure(WebRegister web, string query)
    {
        var figures = JsonDocument.Parse(await web.Page($"/api/v1/figures{query}")).RootElement.EnumerateArray()
            .Where(figure => figure.GetProperty("indicator").GetString() == Figures.RegisterQuality).ToList();
        return figures.Count == 0 ? null : figures.Single().GetProperty("actual").GetDecimal().ToString(CultureInfo.InvariantCulture);
    }

    private static List<string> Lines(string csv) => [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)];

    /// <summary>A number of a rule with its link.</summary>
    [GeneratedRegex("""<a href="(?<address>/datenqualitaet/[^"]+rule=[^"]+)"\s+aria-label="(?<number>\d+) von \d+:""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex("""<dt>Punkte</dt><dd>(?<score>\d+) von 100""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Score();
}
