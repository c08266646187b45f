using Schools.Storage.Queries;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>What would be if a wave had another capacity, start or delivery, asked in the address of its page.</summary>
public sealed class WaveWhatIfTests
{
    private const string Wave = $"/wellen/{SmallWave.Key}";

    [Theory]
    [InlineData("capacity=5", "Alle 14 Geräte 17.03.2026 26.03.2026 9 Tage später", "KW 11/2026 09.03.2026 10 5")]
    [InlineData("capacity=14", "Alle 14 Geräte 17.03.2026 13.03.2026 4 Tage früher", "KW 12/2026 16.03.2026 4 0")]
    [InlineData("start=2026-03-16", "Alle 14 Geräte 17.03.2026 24.03.2026 7 Tage später", "KW 11/2026 09.03.2026 10 0")]
    [InlineData("delivery=2026-03-16", "Alle 14 Geräte 17.03.2026 24.03.2026 7 Tage später", "KW 13/2026 23.03.2026 0 4")]
    [InlineData("capacity=10", "am selben Tag", "KW 11/2026 09.03.2026 10 10")]
    public async Task Weeks_and_end_stand_beside_those_of_the_plan(string query, string end, string week)
    {
        await using var web = await WebRegister.Start();
        var page = Text(await web.Page($"{Wave}?{query}"));
        Assert.Contains(end, page, StringComparison.Ordinal);
        Assert.Contains(week, page, StringComparison.Ordinal);
        var stored = await new WaveQueries(web.Database.Program).All(SmallKreis.Authority, TestContext.Current.CancellationToken);
        Assert.Equal((SmallWave.Start, 10), (stored[SmallWave.Key].Details.Start, stored[SmallWave.Key].Details.WeeklyCapacity));
    }

    [Theory]
    [InlineData("capacity=0", "Kapazität je Woche: „0“ ist zu klein.")]
    [InlineData("capacity=viele", "„viele“ ist keine Zahl")]
    [InlineData("start=morgen", "„morgen“ ist kein Tag")]
    [InlineData("start=2026-03-09&delivery=2026-03-16", "die Geräte kommen aber erst am 16.03.2026")]
    [InlineData("start=2080-01-01", "hinterlegt")]
    public async Task What_cannot_be_is_said_and_keeps_what_was_typed(string query, string said)
    {
        await using var web = await WebRegister.Start();
        var page = await web.Page($"{Wave}?{query}");
        Assert.Contains(said, Text(page), StringComparison.Ordinal);
        Assert.Contains($"value=\"{query.Split('&')[0].Split('=')[1]}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Mit der Änderung", Text(page), StringComparison.Ordinal);
    }
}
