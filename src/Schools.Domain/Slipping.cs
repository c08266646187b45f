namespace Schools.Domain;

/// <summary>A step that should have been reached.</summary>
/// <param name="Days">Calendar days since it was due.</param>
public sealed record SlippedStep(
    SchoolFact School, RolloutStep Step, DateOnly Planned, int Days, RolloutExecutor? Executor, Rollout.Blockade? Blockade)
{
    /// <summary>What blocks the school and by whom, in words.</summary>
    public string Why => Blockade switch
    {
        null => "nicht genannt",
        { By: null } blockade => blockade.Reason,
        { } blockade => $"{blockade.Reason} ({blockade.By})",
    };
}

/// <summary>A step of a school that is open and planned for a later day than before.</summary>
/// <param name="Reason">As it was given with the new day, else what blocks the school; null where neither says anything.</param>
public sealed record MovedStep(SchoolFact School, RolloutStep Step, DateOnly Before, DateOnly After, string? Reason);

/// <summary>The same step of several rooms of one school, planned for a later day by the same change.</summary>
/// <param name="Rooms">Their keys, at least one.</param>
/// <param name="Reason">As it was given with the new day, else what blocks the rooms or their school; null where nothing says any.</param>
public sealed record MovedRooms(
    SchoolFact School, IReadOnlyList<string> Rooms, RolloutStep Step, DateOnly Before, DateOnly After, string? Reason);

/// <summary>A day of a wave that has passed and on which nothing came of it.</summary>
/// <param name="Key">Of the wave.</param>
public sealed record SlippedWave(string Key, string Name, WaveDay What, DateOnly Planned);

/// <summary>A day of a wave that has not come and is later than before.</summary>
/// <param name="Key">Of the wave.</param>
public sealed record MovedWave(string Key, string Name, WaveDay What, DateOnly Before, DateOnly After, string? Reason);

/// <summary>A milestone, or the end of a measure, that is open and due on a later day than before.</summary>
/// <param name="Measure">Key of the measure, of the milestone's where it is one.</param>
public sealed record MovedPart(
    MasterPlanPart Part, string Measure, string Name, DateOnly Before, DateOnly After, string? Reason);

/// <summary>What is late on a day, the latest first, and what was put off since another.</summary>
public static class Slipping
{
    /// <summary>The steps of schools whose day has passed. What the inventory shows to be reached is not late.</summary>
    public static IReadOnlyList<SlippedStep> Of(RolloutFacts facts, IReadOnlyList<SchoolStanding> standings) =>
    [
        .. from standing in standings
           let school = standing.School
           let state = facts.Rollouts.GetValueOrDefault(school.Key.Value)
           where state is not null
           from rule in RolloutSteps.All
           let step = state.Of(rule.Step)
           let planned = step.Planned ?? DateOnly.MaxValue
           where !standing.Wlan.Steps.Contains(rule.Step) && planned < facts.AsOf
           let late = facts.AsOf.DayNumber - planned.DayNumber
           orderby late descending, school.Key.Value, rule.Step
           select new SlippedStep(school, rule.Step, planned, late, step.Executor, state.Blockade),
    ];

    /// <summary>What of the waves is late. One that is finished or aborted is late no more.</summary>
    public static IEnumerable<SlippedWave> Waves(RolloutFacts facts) =>
        from wave in facts.Waves ?? []
        from late in wave.State.Overdue(facts.AsOf)
        orderby late.Planned, wave.Key
        select new SlippedWave(wave.Key, wave.State.Details.Name, late.What, late.Planned);

    /// <summary>The days of waves that moved to a later one.</summary>
    /// <param name="since">The day of comparison. Of a wave that was planned later, the days it was first meant for.</param>
    public static IEnumerable<MovedWave> Waves(RolloutFacts facts, DateOnly since) =>
        from wave in facts.Waves ?? []
        from open in wave.State.Open
        let before = WaveMoves.PlannedAt(wave.State, open.What, since)
        where open.Planned > before
        select new MovedWave(
            wave.Key, wave.State.Details.Name, open.What, before.Value, open.Planned,
            wave.State.Moves!.Last(move => move.What == open.What).Reason);

    /// <summary>The steps of schools that moved to a later day. What the inventory shows to be reached is not put off.</summary>
    /// <param name="before">The rollouts on the day of comparison, by their keys.</param>
    public static IReadOnlyList<MovedStep> Moved(
        RolloutFacts facts, IReadOnlyList<SchoolStanding> standings, IReadOnlyDictionary<string, Rollout.State> before) =>
    [
        .. from standing in standings
           let school = standing.School
           let state = facts.Rollouts.GetValueOrDefault(school.Key.Value)
           let then = before.GetValueOrDefault(school.Key.Value)
           where state is not null && then is not null
           from rule in RolloutSteps.All
           let step = state.Of(rule.Step)
           where !standing.Wlan.Steps.Contains(rule.Step) && step.Planned > then.Of(rule.Step).Planned
           select new MovedStep(
               school, rule.Step, then.Of(rule.Step).Planned!.Value, step.Planned!.Value, step.MovedFor ?? state.Blockade?.Reason),
    ];

    /// <summary>
    /// The steps of open rooms that moved to a later day, those of one school and one change together. What devices in use show is not
    /// put off.
    /// </summary>
    /// <param name="before">The rollouts on the day of comparison, by their keys.</param>
    public static IReadOnlyList<MovedRooms> OfRooms(RolloutFacts facts, IReadOnlyDictionary<string, Rollout.State> before)
    {
        if (before.Count == 0)
        {
            return [];
        }
        var schools = facts.Schools.ToDictionary(school => school.Key);
        var shown = facts.Stock.Where(entry => entry is { Room: not null, Usable: > 0 })
            .Select(entry => (entry.Room!, (DeviceCategory?)entry.Category)).ToHashSet();
        return
        [
            .. from room in facts.Rooms
               let then = before.GetValueOrDefault(room.Key)
               where then is not null
               let state = facts.Rollouts.GetValueOrDefault(room.Key)
               let school = schools.GetValueOrDefault(room.School)
               where state is not null && school is not null
               from rule in RolloutSteps.All
               where rule.IsOfRooms && !shown.Contains((room.Key, rule.ShownBy))
               let step = state.Of(rule.Step)
               let was = then.Of(rule.Step).Planned
               where step.Reached is null && step.Planned > was
               let blockade = state.Blockade ?? facts.Rollouts.GetValueOrDefault(school.Key.Value)?.Blockade
               group room.Key by (school, rule.Step, Before: was!.Value, After: step.Planned!.Value,
                   Reason: step.MovedFor ?? blockade?.Reason)
               into change
               select new MovedRooms(
                   change.Key.school, [.. change.Order(StringComparer.Ordinal)], change.Key.Step, change.Key.Before, change.Key.After,
                   change.Key.Reason),
        ];
    }

    /// <summary>The measures and milestones of a plan that moved to a later day.</summary>
    /// <param name="before">
    /// The plan on the day of comparison; null where there was none. What came later is compared with the day it was first meant for.
    /// </param>
    public static IEnumerable<MovedPart> Moved(MasterPlan.State plan, MasterPlan.State? before)
    {
        foreach (var measure in plan.Measures.Where(m => plan.IsOpen(m.Key)))
        {
            var promised = before?.PromisedEnd(measure.Key);
            if (measure.End > promised)
            {
                yield return new MovedPart(
                    MasterPlanPart.Measure, measure.Key, measure.Name, promised.Value, measure.End.Value,
                    plan.CourseOf(measure.Key).Moves is { Count: > 0 } moves ? moves[^1].Reason : null);
            }
        }
        foreach (var milestone in plan.Milestones.Where(m => plan.ArrivalOf(m.Key).Reached is null && plan.IsOpen(m.Measure)))
        {
            var then = before?.Milestones.FirstOrDefault(known => known.Key == milestone.Key);
            var promised = then is null ? milestone.Due : before!.DueOf(then);
            if (plan.DueOf(milestone) > promised)
            {
                yield return new MovedPart(
                    MasterPlanPart.Milestone, milestone.Measure, milestone.Name, promised, plan.DueOf(milestone),
                    plan.ArrivalOf(milestone.Key).Postponements is { Count: > 0 } slips ? slips[^1].Reason : null);
            }
        }
    }

    /// <summary>The day it was last meant to be reached has passed.</summary>
    public static bool IsOverdue(MasterPlan.State plan, MasterPlan.Milestone milestone, DateOnly on) =>
        plan.ArrivalOf(milestone.Key).Reached is null && plan.IsOpen(milestone.Measure) && plan.DueOf(milestone) < on;
}
