using static Schools.Domain.RolloutStep;

namespace Schools.Domain;

/// <summary>
/// What was entered of a rollout against the usual course of the work. It may be right as it is, so it is told and not refused.
/// </summary>
public static class StepOrder
{
    /// <summary>What is accepted is the whole of it, so acceptance comes after all of these.</summary>
    private static readonly RolloutStep[] Works =
        [Cabled, CablingMeasured, SwitchesInstalled, AccessPointsMounted, Configured, CoverageMeasured];

    /// <summary>All steps that usually come before a step, not only those that it cannot do without.</summary>
    private static readonly Dictionary<RolloutStep, IReadOnlyList<RolloutStep>> Before = RolloutSteps.All.ToDictionary(
        rule => rule.Step, rule => (IReadOnlyList<RolloutStep>)[.. AllBefore(rule.Step).Distinct().Order()]);

    /// <summary>
    /// One German sentence for each step with a day before that of a step that comes first, or with such a step open and no reason given.
    /// An open step is told once. Planned days in that order are told too, and a blockade of what is in service.
    /// </summary>
    /// <param name="inRoom">The state is that of a room, which has steps of rooms alone.</param>
    /// <param name="shown">Steps that the inventory shows, though no day was entered.</param>
    public static IEnumerable<string> Warnings(Rollout.State state, bool inRoom, IReadOnlyCollection<RolloutStep> shown)
    {
        HashSet<RolloutStep> told = [];
        foreach (var rule in RolloutSteps.All)
        {
            if (state.Of(rule.Step) is not { Reached: { } day } step)
            {
                continue;
            }
            List<(RolloutStep Step, DateOnly? Reached)> wrong = [];
            foreach (var first in Before[rule.Step].Where(known => !inRoom || RolloutSteps.Of(known).IsOfRooms))
            {
                var reached = state.Of(first).Reached;
                if (reached > day || (reached is null && step.Reason is null && !shown.Contains(first) && told.Add(first)))
                {
                    wrong.Add((first, reached));
                }
            }
            if (wrong.Count > 0)
            {
                yield return $"{Labels.German(rule.Step)} vor {string.Join(", ", wrong.Select(one => Labels.German(one.Step)))} "
                    + $"eingetragen: {Labels.German(rule.Step)} am {FieldText.Shown(day)}, {string.Join(", ", wrong.Select(Told))}.";
            }
        }
        foreach (var planned in Planned(state, inRoom, shown))
        {
            yield return planned;
        }
        if (state is { Blockade: { } blockade } && state.Of(InService).Reached is { } service)
        {
            yield return $"Blockiert seit {FieldText.Shown(blockade.Since)}, obwohl seit {FieldText.Shown(service)} in Betrieb: Bitte die "
                + $"Blockade aufheben oder den Schritt {Labels.German(InService)} zurücknehmen.";
        }
    }

    /// <summary>What is still open is meant for a day before that of an open step that comes first.</summary>
    private static IEnumerable<string> Planned(Rollout.State state, bool inRoom, IReadOnlyCollection<RolloutStep> shown)
    {
        foreach (var rule in RolloutSteps.All)
        {
            if (Open(rule.Step) is not { } day)
            {
                continue;
            }
            var late = (from first in Before[rule.Step]
                        where !inRoom || RolloutSteps.Of(first).IsOfRooms
                        let planned = Open(first)
                        where planned > day
                        select (Word: Labels.German(first), Day: planned.Value)).ToList();
            if (late.Count > 0)
            {
                yield return $"{Labels.German(rule.Step)} vor {string.Join(", ", late.Select(first => first.Word))} geplant: "
                    + $"{Labels.German(rule.Step)} für den {FieldText.Shown(day)}, "
                    + $"{string.Join(", ", late.Select(first => $"{first.Word} für den {FieldText.Shown(first.Day)}"))}.";
            }
        }

        DateOnly? Open(RolloutStep step) => state.Of(step) is { Reached: null } open && !shown.Contains(step) ? open.Planned : null;
    }

    private static string Told((RolloutStep Step, DateOnly? Reached) first) => first.Reached is { } reached
        ? $"{Labels.German(first.Step)} am {FieldText.Shown(reached)}"
        : $"{Labels.German(first.Step)} offen";

    private static IEnumerable<RolloutStep> AllBefore(RolloutStep step) =>
        (step == Accepted ? Works : RolloutSteps.Of(step).Requires).SelectMany(first => AllBefore(first).Prepend(first));
}
