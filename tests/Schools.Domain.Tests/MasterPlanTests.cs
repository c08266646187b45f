using static Schools.Domain.MasterPlan;
using static Schools.Domain.Tests.PlanSample;

namespace Schools.Domain.Tests;

/// <summary>State × command → outcome of a plan.</summary>
public sealed class MasterPlanTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly Head Head = new("Masterplan", MasterPlanKind.Masterplan, new(2021, 1, 1), new(2025, 12, 31));
    private static readonly ActionField Schools = new("schulen", "Digitale Kreisschulen");
    private static readonly Measure Fibre = new("glasfaser", "schulen", "Glasfaser");
    private static readonly Measure Wlan = new("wlan", "schulen", "WLAN", Prerequisites: ["glasfaser"]);
    private static readonly Measure Tablets = new("tablets", "schulen", "Tablets", Prerequisites: ["wlan"]);
    private static readonly Milestone Everywhere = new("ueberall", "wlan", "WLAN an allen Schulen", new(2025, 12, 31), IsForCitizens: true);
    private static readonly Body Council = new("kreistag", "Kreistag", Decides: true);
    private static readonly Body Neighbour = new("amt", "Hauptausschuss", Decides: true, Authority: "Amt Heider Umland");
    private static readonly Body Committee = new("ausschuss", "Ausschuss", Decides: false);

    private static State Begun(params IEnumerable<MasterPlan.Command> more) =>
        After(
        [
            new Describe(Head), new PutField(Schools), new PutMeasure(Fibre), new PutMeasure(Wlan), new PutMeasure(Tablets),
            new PutMilestone(Everywhere), .. more,
        ]);

    private static string? German(State? state, MasterPlan.Command command) =>
        MasterPlan.Decide(state, command, Sample.Context()).Refusal?.German;

    public static TheoryData<string, MasterPlan.Command, string> Parts => new()
    {
        { "a field", new PutField(new("neu", "Neu")), "FieldPut" },
        { "the same field", new PutField(Schools), "nothing" },
        { "another text", new PutField(Schools with { Aim = "Gut ausgestattet" }), "FieldPut" },
        { "a key with blanks", new PutField(new("Neu 1", "Neu")), "plan-key-unreadable" },
        { "no name", new PutField(new("neu", " ")), "name-missing" },
        { "a long name", new PutField(new("neu", new string('x', LongestName + 1))), "text-too-long" },
        { "a goal", new PutGoal(new("g", "schulen", "WLAN überall")), "GoalPut" },
        { "a goal of no field", new PutGoal(new("g", "nichts", "WLAN überall")), "plan-part-unknown" },
        { "the same measure", new PutMeasure(Wlan with { Prerequisites = ["glasfaser"] }), "nothing" },
        { "a measure of no field", new PutMeasure(new("m", "nichts", "M")), "plan-part-unknown" },
        { "a measure of no goal", new PutMeasure(new("m", "schulen", "M", Goal: "g")), "plan-part-unknown" },
        { "a measure that ends first", new PutMeasure(new("m", "schulen", "M", Start: Day, End: Day.AddDays(-1))), "period-swapped" },
        { "a negative budget", new PutMeasure(new("m", "schulen", "M", Budget: new(-1))), "amount-implausible" },
        { "an unknown prerequisite", new PutMeasure(new("m", "schulen", "M", Prerequisites: ["x"])), "plan-part-unknown" },
        { "its own prerequisite", new PutMeasure(new("m", "schulen", "M", Prerequisites: ["m"])), "prerequisite-circle" },
        { "a circle", new PutMeasure(Fibre with { Prerequisites = ["tablets"] }), "prerequisite-circle" },
        { "money of no grant", new PutMeasure(new("m", "schulen", "M", Funding: [new("dp", FundingCategory.Wlan)])), "plan-part-unknown" },
        { "a milestone", new PutMilestone(new("ms", "wlan", "Hälfte", Day)), "MilestonePut" },
        { "the same milestone", new PutMilestone(Everywhere), "nothing" },
        { "a milestone of no measure", new PutMilestone(new("ms", "x", "Hälfte", Day)), "plan-part-unknown" },
        { "an indicator", new PutIndicator(new("i", "wlan", "Schulen mit WLAN", "wlan-schools", 100)), "IndicatorPut" },
        { "a standard's indicator", new PutIndicator(new("i", "schulen", "Geräte", "standard:rkn/geraete", 1)), "IndicatorPut" },
        { "a target of nothing", new PutIndicator(new("i", "wlan", "Schulen mit WLAN", "wlan-schools", 0)), "target-zero" },
        { "an indicator of nothing", new PutIndicator(new("i", "x", "Schulen mit WLAN", "wlan-schools", 100)), "plan-part-unknown" },
        { "no figure", new PutIndicator(new("i", "wlan", "Schulen mit WLAN", "gefühlt gut", 100)), "figure-unknown" },
        { "a used field out", new Remove(MasterPlanPart.Field, "schulen", "entfällt"), "plan-part-used" },
        { "a used measure out", new Remove(MasterPlanPart.Measure, "glasfaser", "entfällt"), "plan-part-used" },
        { "a measure out", new Remove(MasterPlanPart.Measure, "tablets", "entfällt"), "PartRemoved" },
        { "out without a reason", new Remove(MasterPlanPart.Measure, "tablets", ""), "explanation-missing" },
        { "what is not there out", new Remove(MasterPlanPart.Measure, "x", "entfällt"), "nothing" },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void What_is_put_in_points_at_what_is_there(string what, MasterPlan.Command command, string outcome) =>
        Assert.Equal((what, outcome), (what, Outcome(Begun(), command)));

    [Fact]
    public void A_plan_begins_with_what_it_is()
    {
        Assert.Equal("plan-unknown", Outcome(null, new PutField(Schools)));
        Assert.Equal("name-missing", Outcome(null, new Describe(Head with { Name = "" })));
        Assert.Equal("period-swapped", Outcome(null, new Describe(Head with { Until = new(2020, 1, 1) })));
        Assert.Equal("Described", Outcome(null, new Describe(Head)));
        Assert.Equal("nothing", Outcome(Begun(), new Describe(Head)));
        Assert.Equal("Described", Outcome(Begun(), new Describe(Head with { Edition = "v10" })));
        Assert.Equal("fact-in-future", Outcome(Begun(), new MakePublic { On = new(2026, 11, 23) }));
    }

    [Fact]
    public void A_circle_of_prerequisites_is_named() => Assert.Equal(
        "Die Voraussetzungen drehen sich im Kreis: Glasfaser → Tablets → WLAN → Glasfaser. Bitte eine davon streichen.",
        German(Begun(), new PutMeasure(Fibre with { Prerequisites = ["tablets"] })));

    public static TheoryData<MasterPlanStatus, MasterPlanStatus, string?, string> Ways => new()
    {
        { MasterPlanStatus.Draft, MasterPlanStatus.Introduced, null, "Proceeded" },
        { MasterPlanStatus.Draft, MasterPlanStatus.Adopted, null, "plan-status-forbidden" },
        { MasterPlanStatus.Introduced, MasterPlanStatus.Introduced, null, "nothing" },
        { MasterPlanStatus.Introduced, MasterPlanStatus.UnderDeliberation, null, "Proceeded" },
        { MasterPlanStatus.Introduced, MasterPlanStatus.Draft, null, "explanation-missing" },
        { MasterPlanStatus.Introduced, MasterPlanStatus.Draft, "zurückgezogen", "Proceeded" },
        { MasterPlanStatus.Introduced, MasterPlanStatus.Adopted, null, "Proceeded" },
        { MasterPlanStatus.UnderDeliberation, MasterPlanStatus.Adopted, null, "Proceeded" },
        { MasterPlanStatus.UnderDeliberation, MasterPlanStatus.InProgress, null, "plan-status-forbidden" },
        { MasterPlanStatus.Adopted, MasterPlanStatus.InProgress, null, "Proceeded" },
        { MasterPlanStatus.InProgress, MasterPlanStatus.Superseded, null, "Proceeded" },
        { MasterPlanStatus.InProgress, MasterPlanStatus.Expired, null, "Proceeded" },
        { MasterPlanStatus.Expired, MasterPlanStatus.Superseded, null, "plan-status-forbidden" },
        { MasterPlanStatus.Expired, MasterPlanStatus.InProgress, null, "explanation-missing" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_plan_goes_its_way_through_the_committees(MasterPlanStatus from, MasterPlanStatus to, string? reason, string outcome)
    {
        MasterPlanStatus[] way = [.. Enum.GetValues<MasterPlanStatus>().Where(s => s <= from && s > MasterPlanStatus.Draft)];
        if (from == MasterPlanStatus.Expired)
        {
            way = [.. way.Where(s => s != MasterPlanStatus.Superseded)];
        }
        var state = Begun(
        [
            new PutBody(Council), new Deliberate("kreistag", BodyDecision.Approved) { On = Day },
            .. way.Select(status => new Proceed(status) { On = Day }),
        ]);
        Assert.Equal(outcome, Outcome(state, new Proceed(to, reason) { On = Day.AddDays(1) }));
    }

    [Fact]
    public void One_body_approves_and_an_advising_one_does_not()
    {
        var state = Begun(new PutBody(Committee), new Deliberate("ausschuss", BodyDecision.Approved) { On = Day });
        Assert.Equal(
            "Vor der Veröffentlichung fehlt noch die Zustimmung von: ein beschließendes Gremium. "
            + "Bitte die Beratung mit Datum eintragen.",
            German(state, new MakePublic()));
        state = Begun(new PutBody(Council), new Deliberate("kreistag", BodyDecision.Deferred) { On = Day });
        Assert.Equal("approval-missing", Outcome(state, new MakePublic()));
        state = Begun(new PutBody(Council), new PutBody(Neighbour), new Deliberate("kreistag", BodyDecision.ApprovedChanged) { On = Day });
        Assert.Equal("MadePublic", Outcome(state, new MakePublic { On = Day }));
        Assert.Equal("approval-missing", Outcome(state, new MakePublic { On = Day.AddDays(-1) }));
    }

    [Fact]
    public void Every_body_of_several_authorities_approves_before_anything_is_public()
    {
        MasterPlan.Command[] commands =
        [
            new Describe(Head with { Approval = ApprovalRule.EveryBody }), new PutBody(Council), new PutBody(Neighbour),
            new Deliberate("kreistag", BodyDecision.Approved) { On = Day },
        ];
        Assert.Contains("von: Hauptausschuss (Amt Heider Umland).", German(After(commands), new MakePublic()), StringComparison.Ordinal);
        Assert.Equal(
            "MadePublic", Outcome(After([.. commands, new Deliberate("amt", BodyDecision.Approved) { On = Day }]), new MakePublic()));
    }

    [Fact]
    public void Members_of_an_alliance_are_unanimous()
    {
        MasterPlan.Command[] commands =
        [
            new Describe(Head with { Approval = ApprovalRule.UnanimousMembers, Members = ["Kreis", "Neuss", "Kaarst"] }),
            new PutBody(Council), new Deliberate("kreistag", BodyDecision.Approved, InFavour: ["Kreis", "Neuss"]) { On = Day },
        ];
        Assert.Contains("von: Kaarst.", German(After(commands), new MakePublic()), StringComparison.Ordinal);
        Assert.Equal("member-unknown", Outcome(After(commands), new Deliberate("kreistag", BodyDecision.Approved, InFavour: ["Köln"])));
        var all = new Deliberate("kreistag", BodyDecision.Approved, InFavour: ["Kreis", "Neuss", "Kaarst"]) { On = Day.AddDays(1) };
        Assert.Equal("MadePublic", Outcome(After([.. commands, all]), new MakePublic()));
        Assert.Equal("nothing", Outcome(After([.. commands, all]), all));
    }

    public static TheoryData<MeasureStatus, MeasureStatus, string?, string> MeasureWays => new()
    {
        { MeasureStatus.Idea, MeasureStatus.Planned, null, "MeasureProceeded" },
        { MeasureStatus.Planned, MeasureStatus.Planned, null, "nothing" },
        { MeasureStatus.Planned, MeasureStatus.InProgress, null, "MeasureProceeded" },
        { MeasureStatus.InProgress, MeasureStatus.Delayed, null, "explanation-missing" },
        { MeasureStatus.InProgress, MeasureStatus.Delayed, "Lieferung verspätet", "MeasureProceeded" },
        { MeasureStatus.InProgress, MeasureStatus.Suspended, null, "explanation-missing" },
        { MeasureStatus.InProgress, MeasureStatus.Dropped, null, "explanation-missing" },
        { MeasureStatus.InProgress, MeasureStatus.Completed, null, "MeasureProceeded" },
        { MeasureStatus.Completed, MeasureStatus.InProgress, null, "explanation-missing" },
        { MeasureStatus.Completed, MeasureStatus.InProgress, "Nacharbeit", "MeasureProceeded" },
    };

    [Theory]
    [MemberData(nameof(MeasureWays))]
    public void A_measure_that_stops_or_goes_back_owes_a_reason(MeasureStatus from, MeasureStatus to, string? reason, string outcome) =>
        Assert.Equal(
            outcome,
            Outcome(
                Begun(new ProceedMeasure("glasfaser", from, "so") { On = Day }),
                new ProceedMeasure("glasfaser", to, reason) { On = Day.AddDays(1) }));

    [Fact]
    public void A_measure_waits_for_its_prerequisites_or_owes_a_reason()
    {
        var start = new ProceedMeasure("wlan", MeasureStatus.InProgress) { On = Day };
        Assert.Contains("fehlt: Glasfaser.", German(Begun(), start), StringComparison.Ordinal);
        Assert.Equal("MeasureProceeded", Outcome(Begun(), start with { Reason = "Übergang mit Mobilfunk" }));
        var done = new ProceedMeasure("glasfaser", MeasureStatus.Completed) { On = Day };
        Assert.Equal("MeasureProceeded", Outcome(Begun(done), start));
        Assert.Equal("prerequisite-missing", Outcome(Begun(done with { On = Day.AddDays(1) }), start));
    }

    [Theory]
    [InlineData(TrafficLight.Green, null, "MeasureAssessed")]
    [InlineData(TrafficLight.Yellow, null, "light-reason-missing")]
    [InlineData(TrafficLight.Red, " ", "light-reason-missing")]
    [InlineData(TrafficLight.Red, "Provider schaltet nicht frei", "MeasureAssessed")]
    public void A_light_that_is_not_green_has_a_reason(TrafficLight light, string? reason, string outcome) =>
        Assert.Equal(outcome, Outcome(Begun(), new AssessMeasure("wlan", light, reason)));

    [Fact]
    public void What_is_said_late_takes_its_place_and_what_is_said_again_says_nothing()
    {
        MasterPlan.Command[] said =
        [
            new AssessMeasure("wlan", TrafficLight.Red, "Provider") { On = Day },
            new AssessMeasure("wlan", TrafficLight.Green) { On = Day.AddDays(30) },
        ];
        var state = Begun([.. said, new AssessMeasure("wlan", TrafficLight.Yellow, "Lieferung") { On = Day.AddDays(10) }]);
        Assert.Equal(TrafficLight.Green, state.AssessmentOf("wlan")!.Light);
        Assert.Equal(
            [TrafficLight.Red, TrafficLight.Yellow, TrafficLight.Green], state.CourseOf("wlan").Assessments.Select(entry => entry.Light));
        Assert.All(said, command => Assert.Equal("nothing", Outcome(state, command)));
        // Within one day the last word counts, also where it was said before.
        Assert.Equal("MeasureAssessed", Outcome(state, new AssessMeasure("wlan", TrafficLight.Red, "Provider") { On = Day.AddDays(30) }));
    }

    [Fact]
    public void A_milestone_slips_with_a_reason_and_is_reached_on_a_day()
    {
        var slip = new PostponeMilestone("ueberall", new(2026, 6, 30), "Provider") { On = Day };
        Assert.Equal("explanation-missing", Outcome(Begun(), slip with { Reason = "" }));
        Assert.Equal("nothing", Outcome(Begun(), slip with { To = Everywhere.Due }));
        var state = Begun(slip);
        Assert.Equal(new DateOnly(2026, 6, 30), state.DueOf(Everywhere));
        Assert.Equal("nothing", Outcome(state, slip));
        var reach = new ReachMilestone("ueberall", "Abnahme 12") { On = Day };
        state = Begun(slip, reach);
        Assert.Equal((Day, "Abnahme 12"), (state.ArrivalOf("ueberall").Reached, state.ArrivalOf("ueberall").Evidence));
        Assert.Equal("nothing", Outcome(state, reach));
        Assert.Equal("MilestoneReached", Outcome(state, reach with { On = Day.AddDays(1) }));
        Assert.Equal("explanation-missing", Outcome(state, new ReopenMilestone("ueberall", "")));
        Assert.Null(Begun(slip, reach, new ReopenMilestone("ueberall", "Irrtum")).ArrivalOf("ueberall").Reached);
        Assert.Equal("plan-part-unknown", Outcome(state, new ReachMilestone("x")));
    }

    [Fact]
    public void The_parts_of_a_grant_are_held_against_the_sum_that_the_paper_states()
    {
        // The resolution of 26 August 2020 of Rhein-Kreis Neuss agrees with itself; the second one is 1 euro short.
        Assert.Null(new Grant("a", "Endgeräte", new(739_543.92m), new(342_988.18m), new(1_082_532.10m)).Mismatch);
        Assert.Equal(new Euro(1), new Grant("b", "Endgeräte", new(549), new(493), new(1_043)).Mismatch);
        Assert.Null(new Grant("c", "Endgeräte", new(323_288)).Mismatch);
    }

    [Fact]
    public void A_bundle_is_finished_once()
    {
        Assert.Equal("PresetFinished", Outcome(Begun(), new FinishPreset()));
        Assert.Equal("nothing", Outcome(Begun(new FinishPreset()), new FinishPreset()));
    }

    [Fact]
    public void No_event_needs_another_one_before_it()
    {
        var day = Sample.Context().Today;
        Event[] events =
        [
            new FieldPut(Schools), new MeasurePut(Wlan), new PartRemoved(MasterPlanPart.Goal, "g", "so"),
            new MeasureProceeded("x", new(MeasureStatus.Planned, day, null)),
            new MeasureAssessed("x", new(TrafficLight.Green, day, null, null)),
            new MilestoneReached("x", day, null), new MilestonePostponed("x", new(day, day, "so")), new MilestoneReopened("x", "so"),
            new Deliberated(new("x", BodyDecision.Noted, day, null, null, null)), new Proceeded(new(MasterPlanStatus.Adopted, day, null)),
            new MadePublic(day), new PresetFinished(),
        ];
        Assert.All(events, happened => Assert.Equal("", MasterPlan.Evolve(null, happened).Head.Name));
    }
}
