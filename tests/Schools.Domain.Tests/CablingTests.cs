namespace Schools.Domain.Tests;

/// <summary>Which schools are not fully cabled, and what is known of begin, end and reason.</summary>
public sealed class CablingTests
{
    private static readonly SchoolKey School = SchoolKey.Parse("DE-NW-153424");
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Theory]
    [InlineData(RolloutStep.Cabled, true)]
    [InlineData(RolloutStep.CablingMeasured, true)]
    [InlineData(RolloutStep.InService, true)]
    [InlineData(RolloutStep.Surveyed, false)]
    [InlineData(RolloutStep.SwitchesInstalled, false)]
    public void A_school_is_cabled_by_the_step_and_by_what_needs_it(RolloutStep reached, bool isCabled) =>
        Assert.Equal(isCabled, Missing((reached, null, Day)).Count == 0);

    [Fact]
    public void Work_begins_with_the_first_step_up_to_the_cables_and_ends_with_them()
    {
        var planned = Assert.Single(Missing(
            (RolloutStep.Surveyed, Day.AddDays(10), null), (RolloutStep.Cabled, Day.AddDays(60), null),
            (RolloutStep.InService, Day.AddDays(5), null)));
        Assert.Equal((Day.AddDays(10), false, Day.AddDays(60)), (planned.Begins, planned.HasBegun, planned.Planned));
        var begun = Assert.Single(Missing((RolloutStep.Surveyed, Day, Day.AddDays(2)), (RolloutStep.Cabled, null, null)));
        Assert.Equal((Day.AddDays(2), true, null), (begun.Begins, begun.HasBegun, begun.Planned));
        Assert.Null(Assert.Single(Missing()).Begins);
    }

    [Fact]
    public void Access_points_in_all_rooms_show_that_work_has_begun()
    {
        var room = RoomKey.For(School, null, "1.01");
        var facts = new RolloutFacts(
            Day, [new SchoolFact(School, new Domain.School.Details { Name = "Schule" })],
            [new RoomFact(room.Value, School, RoomType.Classroom, null)],
            [new StockFact(School, room.Value, DeviceCategory.AccessPoint, 1, 1)],
            new Dictionary<string, Rollout.State>
            {
                [School.Value] = new(new Dictionary<RolloutStep, Rollout.Step> { [RolloutStep.Cabled] = new(Planned: Day.AddDays(-9)) }),
            },
            []);
        var school = Assert.Single(Cabling.Missing(Standings.Of(facts), facts.Rollouts));
        Assert.Equal((null, true, Day.AddDays(-9)), (school.Begins, school.HasBegun, school.Planned));
        var entered = Assert.Single(Missing((RolloutStep.AccessPointsMounted, null, Day)));
        Assert.Equal((Day, true), (entered.Begins, entered.HasBegun));
    }

    private static IReadOnlyList<UncabledSchool> Missing(params (RolloutStep Step, DateOnly? Planned, DateOnly? Reached)[] steps)
    {
        var state = new Rollout.State(steps.ToDictionary(s => s.Step, s => new Rollout.Step(s.Planned, Reached: s.Reached)));
        var facts = new RolloutFacts(
            Day, [new SchoolFact(School, new Domain.School.Details { Name = "Schule" })], [], [],
            new Dictionary<string, Rollout.State> { [School.Value] = state }, []);
        return Cabling.Missing(Standings.Of(facts), facts.Rollouts);
    }
}
