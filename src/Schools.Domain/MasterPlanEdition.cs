namespace Schools.Domain;

/// <summary>
/// A plan that is continued (Fortschreibung): the next edition begins as a draft of its own with all that is still open of the one before.
/// That one stays as it is, so that both can be read beside each other and what was decided is never rewritten.
/// </summary>
public static class MasterPlanEdition
{
    /// <summary>
    /// The commands that begin the next edition. Completed and dropped measures and reached milestones stay behind; what was deliberated
    /// belongs to the plan that it was said of.
    /// </summary>
    /// <param name="head">What the new edition is as a whole, with its predecessor.</param>
    public static IReadOnlyList<MasterPlan.Command> Commands(MasterPlan.State of, MasterPlan.Head head)
    {
        var open = of.Measures.Where(m => of.IsOpen(m.Key))
            .ToDictionary(m => m.Key, StringComparer.Ordinal);
        HashSet<string> parts =
            [.. of.Fields.Select(field => field.Key), .. of.Goals.Select(goal => goal.Key), .. open.Keys];
        return
        [
            new MasterPlan.Describe(head),
            .. of.Fields.Select(field => new MasterPlan.PutField(field)),
            .. of.Goals.Select(goal => new MasterPlan.PutGoal(goal)),
            .. of.Grants.Select(grant => new MasterPlan.PutGrant(grant)),
            // First without what comes before them, for that must be there to be named.
            .. open.Values.Select(measure => new MasterPlan.PutMeasure(measure with { Prerequisites = null })),
            .. open.Values.Select(measure => Linked(measure, open)).OfType<MasterPlan.PutMeasure>(),
            .. of.Milestones.Where(m => open.ContainsKey(m.Measure) && of.ArrivalOf(m.Key).Reached is null)
                .Select(milestone => new MasterPlan.PutMilestone(milestone with { Due = of.DueOf(milestone) })),
            .. of.Indicators.Where(indicator => parts.Contains(indicator.Of)).Select(indicator => new MasterPlan.PutIndicator(indicator)),
            .. of.Bodies.Select(body => new MasterPlan.PutBody(body with { Planned = null })),
            .. open.Keys.SelectMany(key => Standing(of, key)),
        ];
    }

    /// <summary>What was called for of the grants that go along, each to be sent with its own day once the edition has begun.</summary>
    public static IReadOnlyList<MasterPlan.DrawGrant> Drawdowns(MasterPlan.State of) =>
    [
        .. of.Grants.SelectMany(grant => of.DrawdownsOf(grant.Key)).Select(known => new MasterPlan.DrawGrant(
            known.Grant, known.Number, known.Amount, known.Reference,
            known.Measure is { } measure && of.IsOpen(measure) ? measure : null, known.Category) { On = known.Day }),
    ];

    /// <summary>
    /// The keys of the plans that are in force. A draft promises nothing yet; of two editions that run beside each other the later one is,
    /// once it is adopted, and until then the one before.
    /// </summary>
    /// <param name="plans">All plans of an authority by their keys.</param>
    public static IReadOnlySet<string> InForce(IReadOnlyDictionary<string, MasterPlan.State> plans)
    {
        var running = plans.Where(plan =>
                plan.Value.Status is not (MasterPlanStatus.Draft or MasterPlanStatus.Superseded or MasterPlanStatus.Expired))
            .ToDictionary(StringComparer.Ordinal);
        var continued = running.Where(plan => IsAdopted(plan.Value)).Select(plan => plan.Value.Head.Predecessor).ToHashSet();
        return running
            .Where(plan => !continued.Contains(plan.Key)
                && (IsAdopted(plan.Value) || plan.Value.Head.Predecessor is not { } before || !running.ContainsKey(before)))
            .Select(plan => plan.Key).ToHashSet(StringComparer.Ordinal);

        static bool IsAdopted(MasterPlan.State plan) => plan.Status is MasterPlanStatus.Adopted or MasterPlanStatus.InProgress;
    }

    private static MasterPlan.PutMeasure? Linked(MasterPlan.Measure measure, Dictionary<string, MasterPlan.Measure> open)
    {
        var before = (measure.Prerequisites ?? []).Where(open.ContainsKey).ToList();
        return before.Count == 0 ? null : new MasterPlan.PutMeasure(measure with { Prerequisites = before });
    }

    /// <summary>Where a measure stands and how it is judged goes along, with its reason.</summary>
    private static IEnumerable<MasterPlan.Command> Standing(MasterPlan.State of, string measure)
    {
        if (of.CourseOf(measure).Standings is { Count: > 0 } standings && standings[^1].Status != MeasureStatus.Idea)
        {
            yield return new MasterPlan.ProceedMeasure(measure, standings[^1].Status, standings[^1].Reason ?? "Übernommen");
        }
        if (of.AssessmentOf(measure) is { } assessment)
        {
            yield return new MasterPlan.AssessMeasure(measure, assessment.Light, assessment.Reason, assessment.Next);
        }
    }
}
