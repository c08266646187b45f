using static Schools.Domain.RolloutStep;

namespace Schools.Domain.Tests;

/// <summary>What was entered → what is told of its order.</summary>
public sealed class StepOrderTests
{
    private static readonly DateOnly Day = new(2026, 4, 1);

    private static readonly RolloutStep[] Works =
        [Cabled, CablingMeasured, SwitchesInstalled, AccessPointsMounted, Configured, CoverageMeasured];

    public static TheoryData<string, Rollout.State, bool, string[]> Table => new()
    {
        { "in order", State((Cabled, 0, null), (CablingMeasured, 1, null)), false, [] },
        { "on one day", State((Cabled, 0, null), (CablingMeasured, 0, null)), false, [] },
        {
            "cabling later than its measurement", State((Cabled, 1, "so"), (CablingMeasured, 0, "so")), false,
            ["Messprotokoll vor Verkabelung eingetragen: Messprotokoll am 01.04.2026, Verkabelung am 02.04.2026."]
        },
        {
            "accepted without cabling", State([(Accepted, 0, null), .. Works[1..].Select(step => (step, 0, (string?)"so"))]), false,
            ["Abnahme vor Verkabelung eingetragen: Abnahme am 01.04.2026, Verkabelung offen."]
        },
        { "without cabling for a reason", State([(Accepted, 0, "Bestand"), .. Works[1..].Select(s => (s, 0, (string?)"so"))]), false, [] },
        { "steps of the school in a room", State((InService, 0, "Bestand"), (Cabled, 0, null)), true, [] },
        {
            "a room in service before its cabling", State((InService, 0, "Bestand"), (Cabled, 3, null)), true,
            ["In Betrieb vor Verkabelung eingetragen: In Betrieb am 01.04.2026, Verkabelung am 04.04.2026."]
        },
        {
            "blocked while in service",
            State((InService, 0, "Bestand")) with { Blockade = new("Brandschutz", null, Day.AddDays(9)) }, false,
            [
                "Blockiert seit 10.04.2026, obwohl seit 01.04.2026 in Betrieb: Bitte die Blockade aufheben oder den Schritt In Betrieb "
                + "zurücknehmen.",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void What_is_out_of_order_is_told(string what, Rollout.State state, bool inRoom, string[] told)
    {
        Assert.NotEmpty(what);
        Assert.Equal(told, StepOrder.Warnings(state, inRoom, []));
    }

    [Fact]
    public void What_the_inventory_shows_is_not_open() => Assert.Empty(
        StepOrder.Warnings(State((CoverageMeasured, 0, null)), inRoom: false, [AccessPointsMounted]));

    [Fact]
    public void Planned_days_out_of_order_are_told_while_both_steps_are_open()
    {
        var state = new Rollout.State(new Dictionary<RolloutStep, Rollout.Step>
        {
            [Cabled] = new(Planned: Day.AddDays(30)), [SwitchesInstalled] = new(Planned: Day.AddDays(9)),
            [InService] = new(Planned: Day),
        });
        const string Told = "In Betrieb vor Verkabelung geplant: In Betrieb für den 01.04.2026, Verkabelung für den 01.05.2026.";
        Assert.Equal([Told], StepOrder.Warnings(state, inRoom: false, [SwitchesInstalled]));
        Assert.Contains("Switch-Einbau", Assert.Single(StepOrder.Warnings(state, inRoom: false, [])), StringComparison.Ordinal);
        var cabled = Rollout.Evolve(state, new Rollout.StepReached(Cabled, Day.AddDays(3), null, false, null));
        Assert.Empty(StepOrder.Warnings(cabled, inRoom: false, [SwitchesInstalled]));
    }

    private static Rollout.State State(params (RolloutStep Step, int Days, string? Reason)[] steps) => new(
        steps.ToDictionary(one => one.Step, one => new Rollout.Step(Reached: Day.AddDays(one.Days), Reason: one.Reason)));
}
