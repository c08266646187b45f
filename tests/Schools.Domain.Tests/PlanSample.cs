namespace Schools.Domain.Tests;

/// <summary>Plans as commands make them.</summary>
internal static class PlanSample
{
    /// <summary>The plan after <paramref name="commands"/>, none of which may be refused.</summary>
    public static MasterPlan.State After(params IEnumerable<MasterPlan.Command> commands) => From(null, commands);

    /// <summary><paramref name="state"/> after <paramref name="commands"/>, none of which may be refused.</summary>
    public static MasterPlan.State From(MasterPlan.State? state, params IEnumerable<MasterPlan.Command> commands)
    {
        foreach (var command in commands)
        {
            var decision = MasterPlan.Decide(state, command, Sample.Context());
            Assert.Null(decision.Refusal);
            state = decision.Events.Aggregate(state, MasterPlan.Evolve);
        }
        return state!;
    }

    /// <summary>The refusal's code, or the names of the events, or <c>nothing</c>.</summary>
    public static string Outcome(MasterPlan.State? state, MasterPlan.Command command)
    {
        var decision = MasterPlan.Decide(state, command, Sample.Context());
        return decision.Refusal?.Wire
            ?? (decision.Events.Count == 0 ? "nothing" : string.Join('+', decision.Events.Select(e => e.GetType().Name)));
    }
}
