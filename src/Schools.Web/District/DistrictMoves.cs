using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.Pages;

namespace Schools.Web.District;

/// <summary>A day that was promised and has moved to a later one.</summary>
/// <param name="Where">The school or plan.</param>
/// <param name="Address">The page on which it stands.</param>
public sealed record MovedDay(string Where, string Address, string What, DateOnly Before, DateOnly After, string? Reason)
{
    /// <summary>Calendar days.</summary>
    public int Days => After.DayNumber - Before.DayNumber;
}

/// <summary>What was put off since a day: steps of schools, measures and milestones, the longest first.</summary>
public sealed class DistrictMoves(FactQueries facts, PlanQueries plans)
{
    /// <summary>From the journal, for a day whose figures are at hand.</summary>
    public async Task<IReadOnlyList<MovedDay>> Of(
        AuthorityKey authority, DistrictDay day, DateOnly since, FigureMoment moment, CancellationToken cancel)
    {
        // Only an open step that has a day can have moved; most schools have none.
        var schools = day.Facts.Schools.Select(school => school.Key.Value)
            .Where(key => day.Facts.Rollouts.GetValueOrDefault(key)?.Steps.Values.Any(IsPromised) == true)
            .ToList();
        var before = await facts.RolloutsAt(authority, schools, new FigureMoment(since, moment.Known), cancel);
        return Of(day, before, await plans.Between(authority, since, moment, cancel));
    }

    private static bool IsPromised(Rollout.Step step) => step is { Reached: null, Planned: not null };

    /// <param name="before">The rollouts on the day of comparison, by their keys.</param>
    public static IReadOnlyList<MovedDay> Of(
        DistrictDay day, IReadOnlyDictionary<string, Rollout.State> before, IEnumerable<PlanCourse> plans) =>
    [
        .. Slipping.Moved(day.Facts, before).Select(step => new MovedDay(
                step.School.Details.Name ?? step.School.Key.Value, $"/wlan/{step.School.Key.Value}", Labels.German(step.Step), step.Before,
                step.After, step.Reason))
            .Concat(plans.Where(plan => plan.Before is not null).SelectMany(Parts))
            .OrderByDescending(moved => moved.Days).ThenBy(moved => moved.Where, StringComparer.Ordinal)
            .ThenBy(moved => moved.What, StringComparer.Ordinal),
    ];

    private static IEnumerable<MovedDay> Parts(PlanCourse plan) => Slipping.Moved(plan.State, plan.Before!).Select(part => new MovedDay(
        plan.State.Head.Name, PlanModel.Address(plan.Key, part.Measure), $"{Labels.German(part.Part)} {part.Name}", part.Before, part.After,
        part.Reason));
}
