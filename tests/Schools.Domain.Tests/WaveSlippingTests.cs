namespace Schools.Domain.Tests;

/// <summary>What was planned of a wave and when → what of it is late, and what was put off. Days are those of June.</summary>
public sealed class WaveSlippingTests
{
    private static readonly Wave.Details Plan = new(
        "Klasse 7", "NW", [DeviceCategory.Tablet], "B-17", 10, June(2), June(9), June(24), 10, [new(Sample.School, 10)], []);

    private static DateOnly June(int day) => new(2026, 6, day);

    private static RolloutFacts Facts(Wave.State wave, int day) =>
        new(June(day), [], [], [], new Dictionary<string, Rollout.State>(), [], Waves: [new WaveFact("w-klasse-7", wave)]);

    /// <summary>What came of a wave: l delivered, b begun, e ended, each with its day.</summary>
    private static Wave.State With(Wave.State wave, string came) =>
        came.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(
            wave,
            (state, what) => (what[0], June(int.Parse(what[1..], Euro.German))) switch
            {
                ('l', var on) => state with { Delivered = on },
                ('b', var on) => state with { BegunOn = on },
                (_, var on) => state with { EndedOn = on },
            });

    [Theory]
    [InlineData("", 2, "")]
    [InlineData("", 3, "Delivery 2")]
    [InlineData("", 25, "Delivery 2 Begin 9 End 24")]
    [InlineData("l2", 10, "Begin 9")]
    [InlineData("b9", 10, "Delivery 2")]
    [InlineData("l2 b9", 24, "")]
    [InlineData("l2 b9", 25, "End 24")]
    [InlineData("l2 b9 e20", 25, "")]
    public void A_wave_is_late_until_it_has_ended(string came, int day, string late) =>
        Assert.Equal(
            late,
            string.Join(' ', Slipping.Waves(Facts(With(new Wave.State(Plan), came), day)).Select(of => $"{of.What} {of.Planned.Day}")));

    /// <summary>Planned on the first. Each change: its day, what it moves (l, b, e), to which day (0: to none), and why.</summary>
    [Theory]
    [InlineData("5e30", "", 1, "End 24→30 ")]
    [InlineData("5e30:Lieferung", "", 4, "End 24→30 Lieferung")]
    [InlineData("5e30:Lieferung", "", 5, "")]
    [InlineData("5e30:Lieferung 8e28:Aushilfe", "", 4, "End 24→28 Aushilfe")]
    [InlineData("5e30 8e24", "", 4, "")]
    [InlineData("5e20 8e24", "", 4, "")]
    [InlineData("5e20 8e24:Ferien", "", 5, "End 20→24 Ferien")]
    [InlineData("5b12 5e30:Zoll", "", 4, "Begin 9→12 |End 24→30 Zoll")]
    [InlineData("5e30:Zoll 5e29", "", 4, "End 24→29 Zoll")]
    [InlineData("5e30 5e24", "", 4, "")]
    [InlineData("1e30", "", 1, "")]
    [InlineData("5l8", "", 4, "Delivery 2→8 ")]
    [InlineData("5l8", "l8", 4, "")]
    [InlineData("5l0 6l8", "", 4, "")]
    [InlineData("5b12 5e30", "b12", 4, "End 24→30 ")]
    [InlineData("5e30", "e29", 4, "")]
    public void What_has_not_come_and_is_due_later_was_put_off(string changes, string came, int since, string moved)
    {
        var wave = Wave.Evolve(null, new Wave.Described(Plan, June(1)));
        foreach (var change in changes.Split(' '))
        {
            var (on, what, to) = (change[0] - '0', change[1], change[2..].Split(':'));
            var day = int.Parse(to[0], Euro.German) is > 0 and var given ? June(given) : (DateOnly?)null;
            var details = what switch
            {
                'l' => wave.Details with { Delivery = day },
                'b' => wave.Details with { Start = day!.Value },
                _ => wave.Details with { End = day!.Value },
            };
            wave = Wave.Evolve(wave, new Wave.Described(details, June(on), to.ElementAtOrDefault(1)));
        }
        Assert.Equal(moved, string.Join('|', Slipping.Waves(Facts(With(wave, came), 30), June(since)).Select(of =>
            $"{of.What} {of.Before.Day}→{of.After.Day} {of.Reason}")));
    }

    [Fact]
    public void The_reason_is_that_of_the_change_alone()
    {
        var first = new Wave.Describe("w-klasse-7", Plan, new Dictionary<string, IReadOnlyList<string>>(), " anfangs ") { On = June(1) };
        var wave = Wave.Evolve(null, Described(null, first));
        var later = Described(wave, first with { Given = Plan with { End = June(30) }, Reason = " Zoll ", On = June(5) });
        Assert.Null(Described(null, first).Reason);
        Assert.Equal((June(5), "Zoll"), (later.On!.Value, later.Reason));
        Assert.Equal(
            RefusalCode.TextTooLong,
            Wave.Decide(wave, first with { Reason = new string('x', WaveRules.LongestReason + 1) }, Sample.Context()).Refusal?.Code);

        static Wave.Described Described(Wave.State? state, Wave.Describe command) =>
            Assert.IsType<Wave.Described>(Assert.Single(Wave.Decide(state, command, Sample.Context()).Events));
    }
}
