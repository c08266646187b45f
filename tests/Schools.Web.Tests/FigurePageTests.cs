using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>The indicators on the page of a measure, with what is computed and the page behind it.</summary>
public sealed class FigurePageTests
{
    [Fact]
    public async Task A_measure_shows_its_indicators_and_those_of_its_goal()
    {
        await using var web = await WebRegister.Start();
        await Done(
            web, $"/plan/{SmallPlan.Key}/bearbeiten/kennzahl", null, ("name", "Anzeigegeräte"), ("of", "ueberall"),
            ("figure", "standard:rkn/display"), ("target", "90"));
        var page = await web.Page($"/plan/{SmallPlan.Key}/{SmallPlan.Wlan}");
        Assert.Contains("Ziel: WLAN an jeder Schule", Text(page), StringComparison.Ordinal);
        Assert.Contains(
            "Schulen mit WLAN in Betrieb der Maßnahme Soll: 100 % Ist: 0 % (0 von 2) ○ offen Bis: 31.12.2028", Text(page),
            StringComparison.Ordinal);
        Assert.Contains("Anzeigegeräte des Ziels Soll: 90 %", Text(page), StringComparison.Ordinal);
        Assert.Contains("<a href=\"/wlan\">Schulen mit WLAN in Betrieb</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/standards/rkn?item=display\">Anzeigegeräte</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Personen je Endgerät", page, StringComparison.Ordinal);
    }
}
