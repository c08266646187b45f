namespace Schools.Domain;

/// <summary>A step that should have been reached.</summary>
/// <param name="Days">Calendar days since it was due.</param>
public sealed record SlippedStep(
    SchoolFact School, RolloutStep Step, DateOnly Planned, int Days, RolloutExecutor? Executor, Rollout.Blockade? Blockade);

/// <summary>What is late on a day, the latest first.</summary>
public static class Slipping
{
    public static IReadOnlyList<SlippedStep> Of(RolloutFacts facts) =>
    [
        .. from school in facts.Schools
           let state = facts.Rollouts.GetValueOrDefault(school.Key.Value)
           where state is not null
           from rule in RolloutSteps.All
           let step = state.Of(rule.Step)
           let planned = step.Planned ?? DateOnly.MaxValue
           where step.Reached is null && planned < facts.AsOf
           let late = facts.AsOf.DayNumber - planned.DayNumber
           orderby late descending, school.Key.Value, rule.Step
           select new SlippedStep(school, rule.Step, planned, late, step.Executor, state.Blockade),
    ];
}
