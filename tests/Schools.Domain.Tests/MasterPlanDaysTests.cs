using static Schools.Domain.MasterPlan;
using static Schools.Domain.Tests.PlanSample;

namespace Schools.Domain.Tests;

/// <summary>What a plan shows of its measures and milestones by day.</summary>
public sealed class MasterPlanDaysTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    private static State Begun(params IEnumerable<MasterPlan.Command> more) =>
        After(
        [
            new Describe(new("Masterplan", MasterPlanKind.Masterplan)), new PutField(new("schulen", "Digitale Kreisschulen")),
            new PutMeasure(new("glasfaser", "schulen", "Glasfaser")), new PutMeasure(new("wlan", "schulen", "WLAN")),
            new PutMilestone(new("ueberall", "wlan", "WLAN an allen Schulen", new(2025, 12, 31))), .. more,
        ]);

    /// <summary>A light says how something goes on; what is done or given up has none, and what goes on again has its last one.</summary>
    [Theory]
    [InlineData(MeasureStatus.InProgress, "Red", "MeasureAssessed")]
    [InlineData(MeasureStatus.Delayed, "Red", "MeasureAssessed")]
    [InlineData(MeasureStatus.Suspended, "Red", "MeasureAssessed")]
    [InlineData(MeasureStatus.Completed, "", "light-of-closed-measure")]
    [InlineData(MeasureStatus.Dropped, "", "light-of-closed-measure")]
    public void Only_an_open_measure_has_a_light(MeasureStatus status, string light, string outcome)
    {
        MasterPlan.Command[] said =
        [
            new AssessMeasure("glasfaser", TrafficLight.Red, "Provider") { On = Day },
            new ProceedMeasure("glasfaser", status, "so") { On = Day.AddDays(10) },
        ];
        var state = Begun(said);
        Assert.Equal(light, $"{state.AssessmentOf("glasfaser")?.Light}");
        Assert.Equal(outcome, Outcome(state, new AssessMeasure("glasfaser", TrafficLight.Green) { On = Day.AddDays(10) }));
        Assert.Equal("MeasureAssessed", Outcome(state, new AssessMeasure("glasfaser", TrafficLight.Green) { On = Day.AddDays(9) }));
        state = Begun([.. said, new ProceedMeasure("glasfaser", MeasureStatus.InProgress, "Nacharbeit") { On = Day.AddDays(20) }]);
        Assert.Equal(TrafficLight.Red, state.AssessmentOf("glasfaser")!.Light);
    }

    /// <summary>Days on which it was said to be reached, in this order, and what some days show of it.</summary>
    [Theory]
    [InlineData("10", "9:- 10:10 31:10")]
    [InlineData("10 20", "10:- 19:- 20:20 31:20")]
    [InlineData("20 10", "9:- 10:10 20:10 31:10")]
    [InlineData("20 10 15", "10:- 14:- 15:15 20:15 31:15")]
    public void A_milestone_that_was_reached_later_than_entered_was_not_reached_before(string days, string shown)
    {
        static DateOnly Of(string day) => new(2026, 3, int.Parse(day, Euro.German));
        var state = Begun();
        List<(DateOnly On, Event Event)> journal = [];
        foreach (var day in days.Split(' '))
        {
            foreach (var command in Entering(state, new ReachMilestone("ueberall", "Abnahme 12") { On = Of(day) }, Sample.Context()))
            {
                var decision = MasterPlan.Decide(state, command, Sample.Context());
                Assert.Null(decision.Refusal);
                journal.AddRange(decision.Events.Select(happened => (command.On!.Value, happened)));
                state = decision.Events.Aggregate(state, MasterPlan.Evolve);
            }
        }
        Assert.Equal(shown, string.Join(' ', shown.Split(' ').Select(one => one.Split(':')[0]).Select(day =>
            $"{day}:{journal.Where(row => row.On <= Of(day)).Select(row => row.Event).Aggregate(Begun(), MasterPlan.Evolve)
                .ArrivalOf("ueberall").Reached?.Day.ToString(Euro.German) ?? "-"}")));
        Assert.Equal("Abnahme 12", state.ArrivalOf("ueberall").Evidence);
    }

    [Fact]
    public void Nothing_is_taken_back_for_a_correction_that_is_refused()
    {
        var state = Begun(new ReachMilestone("ueberall", "Abnahme 12") { On = Day });
        var tomorrow = new ReachMilestone("ueberall") { On = Sample.Context().Today.AddDays(1) };
        Assert.Equal("fact-in-future", Outcome(state, Assert.Single(Entering(state, tomorrow, Sample.Context()))));
    }
}
