using System.Net;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>A wave whose days are put off, and where it is told.</summary>
public sealed class WaveMoveTests
{
    [Fact]
    public async Task A_wave_that_is_put_off_is_told_with_its_reason()
    {
        await using var web = await WebRegister.Start();
        Assert.DoesNotContain("Verschoben", Text(await web.Page($"/wellen/{SmallWave.Key}")), StringComparison.Ordinal);
        using var done = await Post(
            web, $"/wellen/neu?von={SmallWave.Key}", null,
            [
                ("Name", "Tablets Klasse 7"), ("OrderNumber", SmallWave.Order), ("Ordered", "14"), ("Categories", "Tablet"),
                ("Delivery", "2026-03-02"), ("Start", "2026-03-09"), ("End", "2027-06-18"), ("WeeklyCapacity", "10"),
                ("Reason", "WLAN am Nordpark fehlt"), ("Places[0].School", "DE-NW-173812"), ("Places[0].Target", "14"),
            ]);
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);

        const string Told = "Welle Tablets Klasse 7 Ende 17.04.2026 18.06.2027 427 WLAN am Nordpark fehlt";
        Assert.Contains(Told, Text(await web.Page("/?since=2026-05-01")), StringComparison.Ordinal);
        Assert.Contains(Told, Text(await web.Page("/bericht?since=2026-05-01")), StringComparison.Ordinal);
        Assert.DoesNotContain(Told, Text(await web.Page("/?asOf=2026-06-01&since=2026-05-01")), StringComparison.Ordinal);
        Assert.Contains("Ende von 17.04.2026 auf 18.06.2027", Text(await web.Page($"/wellen/{SmallWave.Key}")), StringComparison.Ordinal);
    }
}
