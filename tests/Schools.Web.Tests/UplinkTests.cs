using System.Net;
using System.Text.Json;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>The bandwidth of a school's line, entered on the page of its WLAN.</summary>
public sealed class UplinkTests
{
    private static readonly string Hammfeld = $"/wlan/{SmallKreis.Hammfeld}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bandwidth_holds_from_its_day_on_in_page_and_figure()
    {
        await using var web = await WebRegister.Start();
        Assert.Contains("Internetanbindung nicht erfasst Soll der Anbindung 1.000 Mbit/s", Text(await web.Page(Hammfeld)),
            StringComparison.Ordinal);
        Assert.Equal((0m, 2m), await Lines(web));
        Assert.Equal(Hammfeld, await Enter(web, "1.000", "2026-03-20"));
        Assert.Contains("Internetanbindung 1.000 Mbit/s Soll der Anbindung 1.000 Mbit/s", Text(await web.Page(Hammfeld)),
            StringComparison.Ordinal);
        Assert.Contains("Internetanbindung nicht erfasst", Text(await web.Page($"{Hammfeld}?asOf=2026-03-19")), StringComparison.Ordinal);
        Assert.Equal((1m, 2m), await Lines(web));
        Assert.Equal((1m, 2m), await Lines(web, "?asOf=2026-03-20"));
        Assert.Equal((0m, 2m), await Lines(web, "?asOf=2026-03-19"));
        // Two days ago nothing of all this was recorded.
        Assert.Equal((0m, 0m), await Lines(web, $"?asOf=2026-03-20&known={DateTime.UtcNow.AddDays(-2):yyyy-MM-dd}"));

        // Without a day it holds from today; the days before keep what they had.
        await Enter(web, "250", "");
        Assert.Equal((0m, 2m), await Lines(web));
        Assert.Equal((1m, 2m), await Lines(web, "?asOf=2026-03-21"));
    }

    [Theory]
    [InlineData("0", "2026-03-20", "bandbreite", "„0“ ist zu klein. Bitte eine Zahl von 1 bis 100.000 eintragen.")]
    [InlineData("100001", "2026-03-20", "bandbreite", "„100001“ ist zu groß.")]
    [InlineData("99,5", "2026-03-20", "bandbreite", "„99,5“ ist keine ganze Zahl.")]
    [InlineData("", "2026-03-20", "bandbreite", "Die Zahl fehlt.")]
    [InlineData("1000", "2126-03-20", "bandbreite-ab", "liegt in der Zukunft")]
    [InlineData("1000", "gestern", "bandbreite-ab", "„gestern“ ist kein Tag.")]
    [InlineData("1000", "2026-03-09", "bandbreite-ab", "Vom 10.03.2026 an ist die Internetanbindung schon erfasst (500 Mbit/s).")]
    public async Task A_bandwidth_that_cannot_be_is_refused_at_its_field(string bandwidth, string day, string field, string why)
    {
        await using var web = await WebRegister.Start();
        await Enter(web, "500", "2026-03-10");
        var page = await Refused(web, Hammfeld, "Uplink", ("bandbreite", bandwidth), ("bandbreite-ab", day));
        Assert.Contains(why, FaultAt(page, field), StringComparison.Ordinal);
        Assert.Contains("name=\"bandbreite-ab\" type=\"date\"", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{day}\"", page, StringComparison.Ordinal);
        Assert.Contains("Internetanbindung 500 Mbit/s", Text(await web.Page(Hammfeld)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_entered_meanwhile_is_not_overwritten_unseen()
    {
        await using var web = await WebRegister.Start();
        var version = WebForm.Version(await web.Page(Hammfeld));
        await Enter(web, "500", "2026-03-10");
        using var late = await Post(
            web, Hammfeld, "Uplink", ("bandbreite", "250"), ("bandbreite-ab", "2026-03-11"), ("version", version));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("wurde inzwischen geändert.", Text(await late.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        Assert.Contains("Internetanbindung 500 Mbit/s", Text(await web.Page(Hammfeld)), StringComparison.Ordinal);
    }

    private static Task<string> Enter(WebRegister web, string bandwidth, string day) =>
        Done(web, Hammfeld, "Uplink", ("bandbreite", bandwidth), ("bandbreite-ab", day));

    /// <summary>How many lines are as fast as the standard asks, and of how many schools.</summary>
    private static async Task<(decimal?, decimal?)> Lines(WebRegister web, string query = "")
    {
        var figures = JsonDocument.Parse(await web.Page($"/api/v1/figures{query}")).RootElement.EnumerateArray();
        var figure = figures.SingleOrDefault(f => f.GetProperty("indicator").GetString() == "standard:rkn/anbindung");
        return figure.ValueKind == JsonValueKind.Undefined
            ? (0m, 0m)
            : (figure.GetProperty("numerator").GetDecimal(), figure.GetProperty("denominator").GetDecimal());
    }
}
