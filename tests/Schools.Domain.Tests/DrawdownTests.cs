using static Schools.Domain.MasterPlan;

namespace Schools.Domain.Tests;

/// <summary>State × command → outcome of calls for granted money (Mittelabruf), and what is drawn on which day.</summary>
public sealed class DrawdownTests
{
    private static readonly DateOnly Notice = new(2026, 3, 2);
    private static readonly DateOnly Day = new(2026, 5, 4);
    private static readonly Grant Pakt = new("dp", "DigitalPakt", new(1_000), Notice: Notice, DrawUntil: new(2026, 12, 31));
    private static readonly DrawGrant First = new("dp", "1", new(400), "Az. 17", "wlan", FundingCategory.Wlan) { On = Day };
    private static readonly WithdrawDrawdown Back = new("dp", "1", "doppelt eingetragen") { On = Day };

    private static readonly MasterPlan.Command[] Beginning =
    [
        new Describe(new Head("Masterplan", MasterPlanKind.Masterplan)), new PutField(new("schulen", "Schulen")),
        new PutMeasure(new("wlan", "schulen", "WLAN")), new PutGrant(Pakt), new PutGrant(new("gs", "Gute Schule", new(1_000))),
    ];

    /// <summary>The events of commands with the days they hold from.</summary>
    private static List<(DateOnly On, MasterPlan.Event Happened)> Events(params IEnumerable<MasterPlan.Command> commands)
    {
        State? state = null;
        List<(DateOnly, MasterPlan.Event)> all = [];
        foreach (var command in Beginning.Select(begun => begun with { On = Notice }).Concat(commands))
        {
            var decision = MasterPlan.Decide(state, command, Sample.Context());
            Assert.True(decision.Refusal is null, decision.Refusal?.German);
            foreach (var happened in decision.Events)
            {
                state = MasterPlan.Evolve(state, happened);
                all.Add((command.On!.Value, happened));
            }
        }
        return all;
    }

    private static State After(params IEnumerable<MasterPlan.Command> commands) =>
        Events(commands).Aggregate((State?)null, (state, entry) => MasterPlan.Evolve(state, entry.Happened))!;

    private static string Outcome(State state, MasterPlan.Command command)
    {
        var decision = MasterPlan.Decide(state, command, Sample.Context());
        return decision.Refusal?.Wire
            ?? (decision.Events.Count == 0 ? "nothing" : string.Join('+', decision.Events.Select(e => e.GetType().Name)));
    }

    private static string? German(State state, MasterPlan.Command command) =>
        MasterPlan.Decide(state, command, Sample.Context()).Refusal?.German;

    public static TheoryData<string, MasterPlan.Command, string, string, string> Outcomes => new()
    {
        // what                        command                              granted    drawn once     taken back
        { "a call", First, "GrantDrawn", "nothing", "GrantDrawn" },
        { "blanks around it", First with { Number = " 1 " }, "GrantDrawn", "nothing", "GrantDrawn" },
        { "another amount", First with { Amount = new(401) }, "GrantDrawn", "drawdown-number-taken", "GrantDrawn" },
        { "another day", First with { On = Day.AddDays(1) }, "GrantDrawn", "drawdown-number-taken", "GrantDrawn" },
        { "another number", First with { Number = "2" }, "GrantDrawn", "GrantDrawn", "GrantDrawn" },
        { "the number at another grant", First with { Grant = "gs" }, "GrantDrawn", "GrantDrawn", "GrantDrawn" },
        { "all of the rest", First with { Number = "2", Amount = new(600) }, "GrantDrawn", "GrantDrawn", "GrantDrawn" },
        {
            "a cent more", First with { Number = "2", Amount = new(600.01m) }, "GrantDrawn", "drawdown-above-grant", "GrantDrawn"
        },
        {
            "more than granted", First with { Number = "2", Amount = new(1_001) }, "drawdown-above-grant", "drawdown-above-grant",
            "drawdown-above-grant"
        },
        { "no number", First with { Number = " " }, "drawdown-number-missing", "drawdown-number-missing", "drawdown-number-missing" },
        { "a long number", First with { Number = new string('9', LongestKey + 1) }, "text-too-long", "text-too-long", "text-too-long" },
        {
            "nothing", First with { Number = "2", Amount = new(0) }, "drawdown-without-amount", "drawdown-without-amount",
            "drawdown-without-amount"
        },
        {
            "less than nothing", First with { Number = "2", Amount = new(-5) }, "drawdown-without-amount", "drawdown-without-amount",
            "drawdown-without-amount"
        },
        { "of no grant", First with { Grant = "x" }, "plan-part-unknown", "plan-part-unknown", "plan-part-unknown" },
        {
            "for no measure", First with { Number = "2", Measure = "x" }, "plan-part-unknown", "plan-part-unknown", "plan-part-unknown"
        },
        {
            "before the notice", First with { Number = "2", On = Notice.AddDays(-1) }, "drawdown-before-notice",
            "drawdown-before-notice", "drawdown-before-notice"
        },
        { "on the day of the notice", First with { Number = "2", On = Notice }, "GrantDrawn", "GrantDrawn", "GrantDrawn" },
        {
            "tomorrow", First with { Number = "2", On = new(2026, 11, 23) }, "fact-in-future", "fact-in-future", "fact-in-future"
        },
        { "back", Back, "drawdown-unknown", "DrawdownWithdrawn", "nothing" },
        { "back later", Back with { On = Day.AddDays(9) }, "drawdown-unknown", "DrawdownWithdrawn", "nothing" },
        { "back before it", Back with { On = Day.AddDays(-1) }, "drawdown-unknown", "drawdown-later", "nothing" },
        { "back without a reason", Back with { Reason = " " }, "drawdown-unknown", "explanation-missing", "nothing" },
        { "another one back", Back with { Number = "7" }, "drawdown-unknown", "drawdown-unknown", "drawdown-unknown" },
        { "less granted than drawn", new PutGrant(Pakt with { Granted = new(399) }), "GrantPut", "grant-below-drawn", "GrantPut" },
        { "as much granted as drawn", new PutGrant(Pakt with { Granted = new(400) }), "GrantPut", "GrantPut", "GrantPut" },
        {
            "a notice after the call", new PutGrant(Pakt with { Notice = Day.AddDays(1) }), "GrantPut", "drawdown-before-notice",
            "GrantPut"
        },
        {
            "a deadline before the notice", new PutGrant(Pakt with { DrawUntil = Notice.AddDays(-1) }), "period-swapped",
            "period-swapped", "period-swapped"
        },
        { "the grant out", new Remove(MasterPlanPart.Grant, "dp", "entfällt"), "PartRemoved", "plan-part-used", "PartRemoved" },
        { "the measure out", new Remove(MasterPlanPart.Measure, "wlan", "entfällt"), "PartRemoved", "plan-part-used", "PartRemoved" },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void A_call_is_taken_once_and_never_beyond_the_grant(
        string what, MasterPlan.Command command, string granted, string drawn, string takenBack) =>
        Assert.Equal(
            (what, granted, drawn, takenBack),
            (what, Outcome(After(), command), Outcome(After(First), command), Outcome(After(First, Back), command)));

    [Fact]
    public void What_is_refused_says_what_is_left_and_what_to_do()
    {
        Assert.Equal(
            "Von „DigitalPakt“ sind nur noch 600,00 € (bewilligt 1.000,00 €, abgerufen 400,00 €) offen. "
            + "Bitte höchstens so viel abrufen oder zuerst den höheren Bescheid eintragen.",
            German(After(First), First with { Number = "2", Amount = new(700) }));
        Assert.Equal(
            "Den Mittelabruf 1 gibt es schon (400,00 € vom 04.05.2026). "
            + "Bitte eine andere Nummer nehmen oder ihn zuerst zurücknehmen.",
            German(After(First), First with { Amount = new(300) }));
        Assert.Equal(
            "Der Mittelabruf vom 01.03.2026 liegt vor dem Zuwendungsbescheid vom 02.03.2026. Bitte beide Tage prüfen.",
            German(After(), First with { On = Notice.AddDays(-1) }));
        Assert.Contains(
            "„DigitalPakt“ wird noch gebraucht von „Mittelabruf 1 vom 04.05.2026“.",
            German(After(First), new Remove(MasterPlanPart.Grant, "dp", "entfällt")), StringComparison.Ordinal);
    }

    [Fact]
    public void On_each_day_that_is_drawn_what_held_by_then()
    {
        var events = Events(
            First, First with { Number = "2", Amount = new(100), On = Day.AddDays(10) },
            // The first was paid back later; the second never was, and is entered anew with its own amount.
            Back with { On = Day.AddDays(20) }, Back with { Number = "2", On = Day.AddDays(10) },
            First with { Number = "2", Amount = new(150), On = Day.AddDays(10) });

        Assert.Equal(
            [0, 400, 400, 550, 150],
            new[] { -1, 0, 9, 10, 20 }.Select(days => Drawn(events, Day.AddDays(days))));
    }

    [Fact]
    public void A_number_that_is_entered_anew_never_counts_twice()
    {
        // Taken back only later, although the new entry holds from an earlier day.
        var events = Events(First, Back with { On = Day.AddDays(20) }, First with { Amount = new(300), On = Day.AddDays(5) });
        Assert.Equal([400, 300, 300], new[] { 4, 5, 20 }.Select(days => Drawn(events, Day.AddDays(days))));
    }

    [Fact]
    public void A_day_that_lacks_the_grant_or_the_call_crashes_on_nothing()
    {
        Assert.Empty(GrantStanding.Of(GrantFact.Of("p", MasterPlan.Evolve(null, new GrantDrawn(new("dp", "1", new(1), Day)))), Day));
        Assert.Empty(MasterPlan.Evolve(null, new DrawdownWithdrawn("dp", "1", new(Day, "so"))).DrawdownsOf("dp"));
    }

    [Theory]
    [InlineData(0, "2026-08-01", DrawdownStatus.NotBegun)]
    [InlineData(400, "2026-08-01", DrawdownStatus.Partial)]
    [InlineData(400, "2026-10-01", DrawdownStatus.Partial)]
    [InlineData(400, "2026-10-02", DrawdownStatus.DeadlineNear)]
    [InlineData(0, "2026-12-31", DrawdownStatus.DeadlineNear)]
    [InlineData(400, "2027-01-01", DrawdownStatus.DeadlinePassed)]
    [InlineData(1_000, "2027-01-01", DrawdownStatus.Complete)]
    public void A_deadline_presses_while_something_is_open(int drawn, string on, DrawdownStatus status)
    {
        var state = drawn == 0 ? After() : After(First with { Amount = new(drawn) });
        var standing = GrantStanding.Of(GrantFact.Of("p", state), DateOnly.ParseExact(on, "yyyy-MM-dd", Euro.German))[0];
        Assert.Equal((status, new Euro(drawn), new Euro(1_000 - drawn)), (standing.Status, standing.Drawn, standing.Open));
        Assert.Equal(
            new Figure("grant:p/dp", drawn / 10m, 100, drawn, 1_000, standing.AsOf), standing.Figure);
    }

    private static decimal Drawn(List<(DateOnly On, MasterPlan.Event Happened)> events, DateOnly day)
    {
        var state = events.Where(entry => entry.On <= day)
            .Aggregate((State?)null, (state, entry) => MasterPlan.Evolve(state, entry.Happened))!;
        return GrantStanding.Of(GrantFact.Of("p", state), day)[0].Drawn.Amount;
    }
}
