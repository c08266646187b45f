using static Schools.Domain.MasterPlan;
using static Schools.Domain.Tests.PlanSample;

namespace Schools.Domain.Tests;

/// <summary>What people change of a plan that is there: order, days, editions.</summary>
public sealed class MasterPlanEditingTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly DateOnly End = new(2026, 12, 31);
    private static readonly Head Head = new("Masterplan", MasterPlanKind.Masterplan, new(2021, 1, 1), new(2025, 12, 31), "v1");
    private static readonly Measure Fibre = new("glasfaser", "schulen", "Glasfaser", End: End);
    private static readonly Measure Wlan = new("wlan", "schulen", "WLAN", Prerequisites: ["glasfaser"]);
    private static readonly Measure Tablets = new("tablets", "schulen", "Tablets", Prerequisites: ["wlan", "glasfaser"]);
    private static readonly Milestone Everywhere = new("ueberall", "wlan", "WLAN an allen Schulen", End);
    private static readonly Body Council = new("kreistag", "Kreistag", Decides: true, Planned: Day);

    private static readonly MasterPlan.Command[] Beginning =
    [
        new Describe(Head), new PutField(new("schulen", "Schulen")), new PutField(new("amt", "Amt")), new PutMeasure(Fibre),
        new PutMeasure(Wlan), new PutMeasure(Tablets), new PutMilestone(Everywhere), new PutBody(Council),
    ];

    [Fact]
    public void A_part_that_comes_again_begins_anew()
    {
        var state = After(
            [.. Beginning, new MasterPlan.ReachMilestone(Everywhere.Key), new Remove(MasterPlanPart.Milestone, Everywhere.Key, "Irrtum"),
            new PutMilestone(Everywhere)]);
        Assert.Null(state.ArrivalOf(Everywhere.Key).Reached);
    }

    public static TheoryData<string, string?, string, string> Orders => new()
    {
        { "tablets", "glasfaser", "PartMoved", "tablets glasfaser wlan" },
        { "glasfaser", null, "PartMoved", "wlan tablets glasfaser" },
        { "tablets", "wlan", "PartMoved", "glasfaser tablets wlan" },
        { "wlan", "tablets", "nothing", "glasfaser wlan tablets" },
        { "tablets", null, "nothing", "glasfaser wlan tablets" },
        { "wlan", "wlan", "nothing", "glasfaser wlan tablets" },
        { "wlan", "x", "plan-part-unknown", "glasfaser wlan tablets" },
        { "x", null, "plan-part-unknown", "glasfaser wlan tablets" },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_part_moves_in_front_of_another(string key, string? before, string outcome, string order)
    {
        var state = After(Beginning);
        var move = new Move(MasterPlanPart.Measure, key, before);
        Assert.Equal(outcome, Outcome(state, move));
        if (outcome == "PartMoved")
        {
            state = From(state, move);
            Assert.Equal("nothing", Outcome(state, move));
        }
        Assert.Equal(order, string.Join(' ', state.Measures.Select(m => m.Key)));
    }

    [Theory]
    [InlineData(MasterPlanPart.Field)]
    [InlineData(MasterPlanPart.Goal)]
    [InlineData(MasterPlanPart.Measure)]
    [InlineData(MasterPlanPart.Milestone)]
    [InlineData(MasterPlanPart.Indicator)]
    [InlineData(MasterPlanPart.Body)]
    [InlineData(MasterPlanPart.Grant)]
    public void What_moved_needs_no_event_before_it(MasterPlanPart part) =>
        Assert.Equal("", MasterPlan.Evolve(null, new PartMoved(part, "x", "y")).Head.Name);

    public static TheoryData<string, bool, MasterPlan.Command, string> Days => new()
    {
        { "a draft's end moves freely", false, new PutMeasure(Fibre with { End = End.AddDays(1) }), "MeasurePut" },
        { "a later end owes a reason", true, new PutMeasure(Fibre with { End = End.AddDays(1) }), "explanation-missing" },
        { "a blank one is none", true, new PutMeasure(Fibre with { End = End.AddDays(1) }, " "), "explanation-missing" },
        { "with a reason", true, new PutMeasure(Fibre with { End = End.AddDays(1) }, "Lieferung"), "MeasurePut" },
        { "an earlier end", true, new PutMeasure(Fibre with { End = End.AddDays(-1) }), "MeasurePut" },
        { "a first end", true, new PutMeasure(Wlan with { End = End }), "MeasurePut" },
        { "another name", true, new PutMeasure(Fibre with { Name = "Faser" }), "MeasurePut" },
        { "the same", true, new PutMeasure(Fibre, "so"), "nothing" },
        { "a draft's milestone moves freely", false, new PutMilestone(Everywhere with { Due = End.AddDays(1) }), "MilestonePut" },
        { "a milestone does not", true, new PutMilestone(Everywhere with { Due = End.AddDays(1) }), "milestone-fixed" },
        { "but gets another name", true, new PutMilestone(Everywhere with { Name = "Alle" }), "MilestonePut" },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void What_was_promised_moves_with_a_reason(string what, bool introduced, MasterPlan.Command command, string outcome)
    {
        var state = After([.. Beginning, .. introduced ? new[] { new Proceed(MasterPlanStatus.Introduced) { On = Day } } : []]);
        Assert.Equal((what, outcome), (what, Outcome(state, command)));
    }

    /// <summary>Ends as they are said after the introduction, without a reason where there is no word; 0 takes the end out.</summary>
    [Theory]
    [InlineData("0", "MeasurePut")]
    [InlineData("0 20", "MeasurePut explanation-missing")]
    [InlineData("0 20:Lieferung", "MeasurePut MeasurePut")]
    [InlineData("0 10", "MeasurePut MeasurePut")]
    [InlineData("0 5 20", "MeasurePut MeasurePut explanation-missing")]
    [InlineData("0 0 20", "MeasurePut nothing explanation-missing")]
    [InlineData("20:Lieferung 0 15", "MeasurePut MeasurePut MeasurePut")]
    [InlineData("20:Lieferung 0 21", "MeasurePut MeasurePut explanation-missing")]
    public void An_end_that_was_taken_out_stays_promised(string ends, string outcomes)
    {
        var first = new DateOnly(2026, 12, 10);
        var state = After(
            [.. Beginning, new PutMeasure(Fibre with { End = first }), new Proceed(MasterPlanStatus.Introduced) { On = Day }]);
        List<string> told = [];
        foreach (var end in ends.Split(' ').Select(one => one.Split(':')))
        {
            var given = Fibre with { End = end[0] == "0" ? null : new DateOnly(2026, 12, int.Parse(end[0], Euro.German)) };
            var command = new PutMeasure(given, end.ElementAtOrDefault(1));
            told.Add(Outcome(state, command));
            state = told[^1] == "MeasurePut" ? From(state, command) : state;
        }
        Assert.Equal(outcomes, string.Join(' ', told));
    }

    [Fact]
    public void An_end_taken_out_of_a_draft_was_never_promised()
    {
        var state = After(
        [
            .. Beginning, new PutMeasure(Fibre with { End = null }), new Proceed(MasterPlanStatus.Introduced) { On = Day },
        ]);
        Assert.Equal("MeasurePut", Outcome(state, new PutMeasure(Fibre with { End = End.AddYears(1) })));
    }

    [Fact]
    public void A_body_that_has_deliberated_stays()
    {
        var state = After([.. Beginning, new Deliberate("kreistag", BodyDecision.Deferred) { On = Day }]);
        Assert.Equal(
            "„Kreistag“ wird noch gebraucht von „Beratung am 02.03.2026“. Bitte zuerst dort ändern.",
            MasterPlan.Decide(state, new Remove(MasterPlanPart.Body, "kreistag", "Irrtum"), Sample.Context()).Refusal?.German);
        Assert.Equal("PartRemoved", Outcome(After(Beginning), new Remove(MasterPlanPart.Body, "kreistag", "Irrtum")));
    }

    [Fact]
    public void A_status_knows_what_may_follow_and_what_is_missing_for_it()
    {
        var state = After([.. Beginning, new Proceed(MasterPlanStatus.Introduced) { On = Day }]);
        Assert.Equal(
            [(MasterPlanStatus.UnderDeliberation, false), (MasterPlanStatus.Adopted, false), (MasterPlanStatus.Draft, true)], state.Next);
        Assert.Contains("dem Beschluss", state.ApprovalMissing(Day)?.German, StringComparison.Ordinal);
        Assert.Null(From(state, new Deliberate("kreistag", BodyDecision.Approved) { On = Day }).ApprovalMissing(Day));
    }

    [Fact]
    public void The_next_edition_begins_as_a_draft_with_what_is_open()
    {
        var old = After(
        [
            .. Beginning, new PutMilestone(new("haelfte", "wlan", "Hälfte", Day)), new PutGrant(new("dp", "DigitalPakt", new(1))),
            new PutIndicator(new("i", "glasfaser", "Glasfaser", "wlan-schools", 100)),
            new PutIndicator(new("j", "wlan", "WLAN", "wlan-schools", 100)),
            new ProceedMeasure("glasfaser", MeasureStatus.Completed) { On = Day },
            new ProceedMeasure("wlan", MeasureStatus.Delayed, "Lieferung") { On = Day },
            new AssessMeasure("wlan", TrafficLight.Red, "Provider") { On = Day }, new ReachMilestone("haelfte") { On = Day },
            new PostponeMilestone("ueberall", End.AddYears(1), "Provider") { On = Day },
            new Deliberate("kreistag", BodyDecision.Approved) { On = Day }, new Proceed(MasterPlanStatus.Introduced) { On = Day },
        ]);
        var next = After([.. MasterPlanEdition.Commands(old, Head with { Edition = "v2", Predecessor = "masterplan" })]);
        Assert.Equal(("v2", "masterplan", MasterPlanStatus.Draft), (next.Head.Edition, next.Head.Predecessor, next.Status));
        Assert.Equal(["wlan", "tablets"], next.Measures.Select(m => m.Key));
        Assert.Equal("wlan", Assert.Single(next.Measures[1].Prerequisites!));
        Assert.Equal(End.AddYears(1), Assert.Single(next.Milestones).Due);
        Assert.Equal("j", Assert.Single(next.Indicators).Key);
        Assert.Equal((MeasureStatus.Delayed, TrafficLight.Red), (next.StatusOf("wlan"), next.AssessmentOf("wlan")!.Light));
        Assert.Null(Assert.Single(next.Bodies).Planned);
        Assert.Empty(next.Deliberations);
        Assert.Equal("dp", Assert.Single(next.Grants).Key);
    }

    [Fact]
    public void What_was_called_for_goes_along_with_its_day()
    {
        var old = After(
        [
            .. Beginning, new PutGrant(new("dp", "DigitalPakt", new(100))),
            new DrawGrant("dp", "1", new(30), "Az. 1", "glasfaser", FundingCategory.Cabling) { On = Day },
            new DrawGrant("dp", "2", new(20), Measure: "wlan") { On = Day.AddDays(1) },
            new DrawGrant("dp", "3", new(10)) { On = Day }, new WithdrawDrawdown("dp", "3", "Irrtum") { On = Day },
            new ProceedMeasure("glasfaser", MeasureStatus.Completed) { On = Day },
        ]);
        var next = After([.. MasterPlanEdition.Commands(old, Head with { Edition = "v2" }), .. MasterPlanEdition.Drawdowns(old)]);
        // A completed measure stays behind, and what names it with it.
        Assert.Equal(
            [
                new Drawdown("dp", "1", new(30), Day, "Az. 1", null, FundingCategory.Cabling),
                new Drawdown("dp", "2", new(20), Day.AddDays(1), Measure: "wlan"),
            ],
            next.Drawdowns!);
    }

    [Theory]
    [InlineData("Glasfaser für Schulen (Süd)", "glasfaser-fuer-schulen-sued")]
    [InlineData(" – Übergröße 12 ", "uebergroesse-12")]
    [InlineData("…", null)]
    public void A_name_becomes_a_key(string name, string? key) => Assert.Equal(key, NameKey.Of(name, LongestKey));
}
