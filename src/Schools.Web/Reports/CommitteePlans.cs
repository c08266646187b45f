using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Reports;

/// <summary>What a committee report says of the plans it covers. Where they are several, each line says of which it is.</summary>
internal static class CommitteePlans
{
    /// <summary>One section for each plan that has indicators.</summary>
    public static IEnumerable<ReportSection> Indicators(IReadOnlyList<PlanCourse> plans, DistrictDay day) =>
        from plan in plans
        where plan.State.Indicators.Count > 0
        select new ReportSection(
            $"Kennzahlen: {plan.State.Head.Name}", 2,
            new ReportBlock.Table(Table(plans.Count == 1 ? "kennzahlen" : $"kennzahlen-{plan.Key}", plan.State, day)));

    /// <summary>The grants of all plans, summed up in one table.</summary>
    public static IEnumerable<ReportSection> Grants(IReadOnlyList<PlanCourse> plans, DistrictDay day)
    {
        IReadOnlyList<GrantStanding> grants = [.. plans.SelectMany(plan => GrantsOf(plan, day))];
        return grants.Count == 0 ? [] :
        [
            new(
                "Förderprogramme", 2,
                [
                    .. new[] { GrantTables.Programmes(grants, day.Facts.AsOf), GrantTables.OwnShares(grants, day.Facts.AsOf) }
                        .OfType<ReportTable>().Select(table => new ReportBlock.Table(table)),
                ]),
        ];
    }

    /// <summary>The next steps of the measures that are open.</summary>
    public static IEnumerable<string> Next(IReadOnlyList<PlanCourse> plans) =>
        from plan in plans
        from measure in plan.State.Measures
        where plan.State.IsOpen(measure.Key)
        let next = plan.State.AssessmentOf(measure.Key)?.Next
        where next is not null
        select $"{Named(measure.Name, plan, plans)}: {next}";

    /// <summary>What of the plans is late or not well, and why.</summary>
    public static IEnumerable<string> Slipped(IReadOnlyList<PlanCourse> plans, DistrictDay day) =>
        plans.SelectMany(plan => Slipped(plan, day, name => Named(name, plan, plans)));

    /// <summary>Sums of grants that are not those of their parts.</summary>
    public static IEnumerable<string> Mismatches(IReadOnlyList<PlanCourse> plans)
    {
        foreach (var (plan, grant) in plans.SelectMany(plan => plan.State.Grants, (plan, grant) => (plan, grant)))
        {
            if (grant.Mismatch is { } mismatch)
            {
                yield return $"{Named(grant.Name, plan, plans)}: bewilligt {grant.Granted} und Eigenanteil {grant.Own ?? new Euro(0)}, "
                    + $"angegeben sind {grant.Total} (Abweichung {mismatch}).";
            }
        }
    }

    private static string Named(string part, PlanCourse plan, IReadOnlyList<PlanCourse> plans) =>
        plans.Count == 1 ? part : $"{part} ({plan.State.Head.Name})";

    private static IReadOnlyList<GrantStanding> GrantsOf(PlanCourse plan, DistrictDay day) =>
        GrantStanding.Of(GrantFact.Of(plan.Key, plan.State), day.Facts.AsOf);

    private static ReportTable Table(string name, MasterPlan.State plan, DistrictDay day)
    {
        var indicators = new PlanIndicators(day.Figures);
        return new ReportTable(
            name,
            $"Kennzahlen des Plans am {Shown.Day(day.Facts.AsOf)}",
            [new("Kennzahl"), new("Soll"), new("Ist"), new("Bis", ReportColumnKind.Day)],
            [
                .. plan.Indicators.Select(indicators.Of).Select(IReadOnlyList<object?> (shown) =>
                    [shown.Indicator.Name, shown.Target, shown.ActualText, shown.Indicator.By]),
            ]);
    }

    private static IEnumerable<string> Slipped(PlanCourse course, DistrictDay day, Func<string, string> named)
    {
        var plan = course.State;
        foreach (var measure in plan.Measures.Where(measure => plan.IsOpen(measure.Key)))
        {
            if (plan.AssessmentOf(measure.Key) is { Light: not TrafficLight.Green } assessment)
            {
                yield return $"{named(measure.Name)}: Ampel {Labels.German(assessment.Light)}. Grund: {assessment.Reason}";
            }
        }
        foreach (var indicator in plan.Indicators.Select(new PlanIndicators(day.Figures).Of))
        {
            if (indicator.IsOverdue(day.Facts.AsOf))
            {
                yield return $"{named(indicator.Indicator.Name)}: {indicator.Target} waren bis zum {Shown.Day(indicator.Indicator.By)} "
                    + $"vorgesehen; Stand: {indicator.ActualText}.";
            }
        }
        foreach (var grant in GrantsOf(course, day))
        {
            if (grant.Status == DrawdownStatus.DeadlinePassed)
            {
                yield return $"{named(grant.Grant.Name)}: Die Abruffrist ist am {Shown.Day(grant.Grant.DrawUntil)} verstrichen. Offen sind "
                    + $"{grant.Open} von {grant.Grant.Granted}.";
            }
        }
        foreach (var milestone in plan.Milestones.Where(milestone => plan.IsOpen(milestone.Measure)))
        {
            if (Slipping.IsOverdue(plan, milestone, day.Facts.AsOf))
            {
                yield return $"{named(milestone.Name)}: war für den {Shown.Day(plan.DueOf(milestone))} vorgesehen und ist nicht erreicht.";
            }
            if (plan.ArrivalOf(milestone.Key) is { Reached: null, Postponements: { Count: > 0 } postponements })
            {
                yield return $"{named(milestone.Name)}: verschoben vom {Shown.Day(milestone.Due)} auf den "
                    + $"{Shown.Day(postponements[^1].To)}. Grund: {postponements[^1].Reason}";
            }
        }
    }
}
