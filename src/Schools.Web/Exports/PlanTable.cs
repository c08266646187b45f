using Schools.Domain;
using Schools.Storage.Queries;
using static Schools.Domain.MasterPlan;

namespace Schools.Web.Exports;

/// <summary>
/// The monitoring of a plan as a table: field, measure, milestone or indicator with target and actual, light and reason, who is
/// responsible, and the next step. Every measure is followed by its milestones and indicators.
/// </summary>
public static class PlanTable
{
    private static readonly string[] Headers =
    [
        "Handlungsfeld", "Art", "Kurzname", "Bezeichnung", "Ziel", "Zuständig", "Status", "Status seit", "Begründung des Status", "Ampel",
        "Begründung der Ampel", "Nächster Schritt", "Beginn", "Ende oder Termin", "Ursprünglicher Termin", "Verschoben weil", "Erreicht am",
        "Soll", "Ist", "Stichtag", "Budget (€)", "Bewilligt (€)", "Bürgerrelevant",
    ];

    public static ExportTable Monitoring(StoredPlan plan, PlanIndicators indicators) => new(
        $"plan-{plan.Key}", "Monitoring", Headers,
        Rows(plan.State, indicators).Select(IReadOnlyList<object?> (row) => row.Cells()).ToAsyncEnumerable());

    private static IEnumerable<Row> Rows(State plan, PlanIndicators indicators)
    {
        foreach (var field in plan.Fields)
        {
            yield return new Row(field.Name, MasterPlanPart.Field, field) { Goal = field.Aim };
            foreach (var indicator in plan.Indicators.Where(i => i.Of == field.Key))
            {
                yield return OfIndicator(field, indicators.Of(indicator));
            }
            foreach (var goal in plan.Goals.Where(g => g.Field == field.Key))
            {
                yield return new Row(field.Name, MasterPlanPart.Goal, goal);
                foreach (var indicator in plan.Indicators.Where(i => i.Of == goal.Key))
                {
                    yield return OfIndicator(field, indicators.Of(indicator));
                }
            }
            foreach (var measure in plan.Measures.Where(m => m.Field == field.Key))
            {
                yield return OfMeasure(plan, field, measure);
                foreach (var milestone in plan.Milestones.Where(m => m.Measure == measure.Key))
                {
                    yield return OfMilestone(plan, field, milestone);
                }
                foreach (var indicator in plan.Indicators.Where(i => i.Of == measure.Key))
                {
                    yield return OfIndicator(field, indicators.Of(indicator));
                }
            }
        }
    }

    private static Row OfMeasure(State plan, ActionField field, Measure measure)
    {
        var standing = plan.CourseOf(measure.Key).Standings is { Count: > 0 } standings ? standings[^1] : null;
        var assessment = plan.AssessmentOf(measure.Key);
        var granted = (measure.Funding ?? []).Where(line => line.Amount is not null).Sum(line => line.Amount!.Value.Amount);
        return new Row(field.Name, MasterPlanPart.Measure, measure)
        {
            Goal = plan.Goals.FirstOrDefault(goal => goal.Key == measure.Goal)?.Name,
            Unit = measure.Unit ?? plan.Head.Unit,
            Status = Labels.German(plan.StatusOf(measure.Key)),
            Since = standing?.Day,
            StatusReason = standing?.Reason,
            Light = assessment is null ? null : Labels.German(assessment.Light),
            LightReason = assessment?.Reason,
            Next = assessment?.Next,
            Start = measure.Start,
            End = measure.End,
            Budget = measure.Budget?.Amount,
            Granted = granted == 0 ? null : granted,
        };
    }

    private static Row OfMilestone(State plan, ActionField field, Milestone milestone)
    {
        var arrival = plan.ArrivalOf(milestone.Key);
        return new Row(field.Name, MasterPlanPart.Milestone, milestone)
        {
            End = plan.DueOf(milestone),
            FirstDue = arrival.Postponements.Count > 0 ? milestone.Due : null,
            Slipped = arrival.Postponements is { Count: > 0 } postponements ? postponements[^1].Reason : null,
            Reached = arrival.Reached,
            ForCitizens = FieldText.Shown(milestone.IsForCitizens),
        };
    }

    private static Row OfIndicator(ActionField field, IndicatorShown shown) => new(field.Name, MasterPlanPart.Indicator, shown.Indicator)
    {
        End = shown.Indicator.By,
        Target = shown.Target,
        Actual = shown.ActualText,
        AsOf = shown.Figure?.AsOf,
    };

    private sealed record Row(string Field, MasterPlanPart Part, IPart Of)
    {
        public string? Goal { get; init; }
        public string? Unit { get; init; }
        public string? Status { get; init; }
        public DateOnly? Since { get; init; }
        public string? StatusReason { get; init; }
        public string? Light { get; init; }
        public string? LightReason { get; init; }
        public string? Next { get; init; }
        public DateOnly? Start { get; init; }
        public DateOnly? End { get; init; }
        public DateOnly? FirstDue { get; init; }
        public string? Slipped { get; init; }
        public DateOnly? Reached { get; init; }
        public string? Target { get; init; }
        public string? Actual { get; init; }
        public DateOnly? AsOf { get; init; }
        public decimal? Budget { get; init; }
        public decimal? Granted { get; init; }
        public string? ForCitizens { get; init; }

        public object?[] Cells() =>
        [
            Field, Labels.German(Part), Of.Key, Of.Name, Goal, Unit, Status, Since, StatusReason, Light, LightReason, Next, Start, End,
            FirstDue, Slipped, Reached, Target, Actual, AsOf, Budget, Granted, ForCitizens,
        ];
    }
}
