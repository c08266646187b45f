namespace Schools.Domain;

/// <summary>A school on its way to being cabled.</summary>
/// <param name="Begins">
/// The day of the first step up to the cabling, reached or planned; null where none is known, also where access points alone show that
/// work has begun.
/// </param>
/// <param name="HasBegun">A step up to the cabling was reached, or access points hang in all rooms, which needs cables there.</param>
/// <param name="Planned">The day on which the cabling is to be finished.</param>
/// <param name="Reason">What blocks it, and who can help.</param>
public sealed record UncabledSchool(
    SchoolStanding Standing, DateOnly? Begins, bool HasBegun, DateOnly? Planned, Rollout.Blockade? Reason);

/// <summary>
/// Which schools are not fully cabled, when work begins and ends there, and why not yet. A WLAN in service needs its cables, so a school
/// whose WLAN is in service is cabled although nobody entered the step.
/// </summary>
public static class Cabling
{
    private static readonly RolloutStep[] Shows =
        [RolloutStep.Cabled, RolloutStep.CablingMeasured, RolloutStep.Accepted, RolloutStep.InService];

    /// <summary>The schools that are not, in the order of the standings.</summary>
    public static IReadOnlyList<UncabledSchool> Missing(
        IReadOnlyList<SchoolStanding> standings, IReadOnlyDictionary<string, Rollout.State> rollouts)
    {
        return [.. standings.Where(standing => !standing.Wlan.Steps.Any(Shows.Contains)).Select(Of)];

        UncabledSchool Of(SchoolStanding standing)
        {
            var state = rollouts.GetValueOrDefault(standing.School.Key.Value) ?? Rollout.State.Empty;
            var upToCables = state.Steps.Where(entry => entry.Key <= RolloutStep.Cabled).Select(entry => entry.Value).ToList();
            var begun = upToCables.Min(step => step.Reached) ?? state.Of(RolloutStep.AccessPointsMounted).Reached;
            var isBegun = begun is not null || standing.Wlan.Steps.Contains(RolloutStep.AccessPointsMounted);
            return new UncabledSchool(
                standing, isBegun ? begun : upToCables.Min(step => step.Planned), isBegun,
                state.Of(RolloutStep.Cabled).Planned, state.Blockade);
        }
    }
}
