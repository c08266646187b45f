using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>What counts as handed out where waves share an order, or devices of it were in use before.</summary>
public sealed class WaveShareTests
{
    private const string First = $"/wellen/{SmallWave.Key}";
    private const string Second = "/wellen/w-zweite-welle";
    private const string Change = $"/wellen/neu?von={SmallWave.Key}";
    private static readonly string Room = $"{First}/ausgabe?school=DE-NW-173800&room={Uri.EscapeDataString(SmallKreis.Classroom.Value)}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static (string, string)[] Wave(string name, int classroom, int nordpark) =>
    [
        ("Name", name), ("OrderNumber", SmallWave.Order), ("Ordered", "14"), ("Categories", "Tablet"), ("Delivery", "2026-03-02"),
        ("Start", "2026-03-09"), ("End", "2026-04-17"), ("WeeklyCapacity", "10"),
        ("Places[0].School", "DE-NW-173800"), ("Places[0].Room", "1.01"), ("Places[0].Class", "7b"), ("Places[0].Target", $"{classroom}"),
        ("Places[1].School", "DE-NW-173812"), ("Places[1].Target", $"{nordpark}"),
    ];

    [Fact]
    public async Task An_order_is_split_only_when_somebody_says_so_and_each_wave_tells_of_the_other()
    {
        await using var web = await WebRegister.Start();
        var asked = await Refused(web, "/wellen/neu", null, Wave("Zweite Welle", 2, 2));
        Assert.Contains(
            $"Die Bestellung {SmallWave.Order} steht schon in der Welle „Tablets Klasse 7“.", Text(asked), StringComparison.Ordinal);
        Assert.Contains("name=\"SharesOrder\"", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("Zweite Welle", Text(await web.Page("/wellen")), StringComparison.Ordinal);

        Assert.Equal(Second, await Done(web, "/wellen/neu", null, [.. Wave("Zweite Welle", 2, 2), ("SharesOrder", "true")]));
        Assert.Contains(
            $"Die Bestellung {SmallWave.Order} steht auch in der Welle „Zweite Welle“.", Text(await web.Page(First)),
            StringComparison.Ordinal);
        var page = Text(await web.Page(Second));
        Assert.Contains("steht auch in der Welle „Tablets Klasse 7“.", page, StringComparison.Ordinal);
        Assert.Contains("Beide Wellen zusammen planen 18 Geräte, bestellt sind 14.", page, StringComparison.Ordinal);
        // Who changes something else is not asked again.
        Assert.Equal(First, await Done(web, Change, null, Wave("Tablets Klasse 7", 10, 4)));
    }

    [Fact]
    public async Task A_second_wave_takes_over_nothing_that_the_first_handed_out()
    {
        await using var web = await WebRegister.Start();
        await Done(web, "/wellen/neu", null, [.. Wave("Zweite Welle", 10, 4), ("SharesOrder", "true")]);
        await Done(web, Second, "Begin", ("Day", "2026-03-02"), ("Reason", "Klassenarbeiten"));
        Assert.Contains("Soll 14 Ausgegeben 7 Offen 7", Text(await web.Page(First)), StringComparison.Ordinal);
        Assert.Contains("Soll 14 Ausgegeben 0 Offen 14", Text(await web.Page(Second)), StringComparison.Ordinal);
        Assert.Contains(
            "Laufende Wellen 2 von 2 Darin ausgegeben 7 von 28 Noch auszugeben 21", Text(await web.Page("/wellen")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_the_target_is_told_beside_it_on_page_and_in_files()
    {
        await using var web = await WebRegister.Start();
        await Done(web, Change, null, Wave("Tablets Klasse 7", 4, 4));
        var page = Text(await web.Page(First));
        Assert.Contains("Soll 8 Ausgegeben 5 Offen 3", page, StringComparison.Ordinal);
        Assert.Contains("3 Geräte der Bestellung sind außerdem in Betrieb und zählen für keine Welle.", page, StringComparison.Ordinal);
        Assert.Contains("Soll: 4 Ausgegeben: 4 außerdem in Betrieb: 2", page, StringComparison.Ordinal);
        Assert.Contains("KW 10/2026 02.03.2026 5 0 5 0", page, StringComparison.Ordinal);
        Assert.Contains("Außerdem in Betrieb 2", Text(await web.Page(Room)), StringComparison.Ordinal);
        var lines = (await web.Page("/api/v1/waves.csv")).Split("\r\n");
        Assert.EndsWith(";Außerdem in Betrieb", lines[0], StringComparison.Ordinal);
        var place = Assert.Single(lines, line => line.Contains(";7b;4;4;0;", StringComparison.Ordinal));
        Assert.EndsWith(";2", place, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_is_scanned_in_any_case_but_never_guessed()
    {
        await using var web = await WebRegister.Start();
        await SmallWave.Deliver(web.Database, 2, Cancel);
        Assert.Contains("rkn-w001 (Apple iPad 10. Gen.): ausgegeben.", await Scan(web, "rkn-w001"), StringComparison.Ordinal);

        var twin = await web.Services.GetRequiredService<IGrains>().Send(
            GrainId.Of(SmallKreis.Authority, SmallKreis.Travelled),
            new Device.Correct(new DeviceDetails { InventoryNumber = InventoryNumber.Parse("Rkn-w002") }), new Why("Test"), Cancel);
        Assert.True(twin.IsDone);
        foreach (var number in new[] { "RKN-W002", "Rkn-w002", "rkn-w002" })
        {
            Assert.Contains($"Die Nummer {number} passt zu mehreren Geräten", await Scan(web, number), StringComparison.Ordinal);
        }
        Assert.Contains("ausgegeben.", await Scan(web, SmallWave.Serial(2).ToLowerInvariant()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forecast_past_the_planned_end_says_so()
    {
        // The wave was to end on 17 April.
        await using var web = await WebRegister.Start(services: all => all.AddSingleton<TimeProvider>(new FourthOfMay()));
        Assert.Matches(@"Prognose [\d.]+ bis [\d.]+, nach dem geplanten Ende", Text(await web.Page(First)));
        Assert.Matches(@"Prognose: [\d.]+ bis [\d.]+, nach dem geplanten Ende", Text(await web.Page("/wellen")));
    }

    private static async Task<string> Scan(WebRegister web, string number)
    {
        using var answer = await Post(web, Room, null, ("scanned", number));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Text(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private sealed class FourthOfMay : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    }
}
