using Schools.Domain;
using Schools.Storage.Queries;
using static Schools.Domain.MasterPlan;

namespace Schools.Web.Plans;

/// <summary>The fields of the form of each part of a plan, with what is known of the part.</summary>
/// <param name="figures">The figures that an indicator may be bound to.</param>
/// <param name="within">Key of the part that a new one is made in.</param>
public sealed class PlanFields(State plan, IReadOnlyList<Choice> figures, string? within = null)
{
    /// <summary>Lines for grants that a measure has not yet.</summary>
    private const int BlankFunding = 2;

    /// <param name="item">Key of the part; null for a new one.</param>
    public IReadOnlyList<FormField> Of(MasterPlanPart part, string? item) => part switch
    {
        MasterPlanPart.Field => OfField(plan.Fields.FirstOrDefault(p => p.Key == item)),
        MasterPlanPart.Goal => OfGoal(plan.Goals.FirstOrDefault(p => p.Key == item)),
        MasterPlanPart.Measure => OfMeasure(plan.Measures.FirstOrDefault(p => p.Key == item)),
        MasterPlanPart.Milestone => OfMilestone(plan.Milestones.FirstOrDefault(p => p.Key == item)),
        MasterPlanPart.Indicator => OfIndicator(plan.Indicators.FirstOrDefault(p => p.Key == item)),
        MasterPlanPart.Body => OfBody(plan.Bodies.FirstOrDefault(p => p.Key == item)),
        MasterPlanPart.Grant => OfGrant(plan.Grants.FirstOrDefault(p => p.Key == item)),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    /// <param name="isNext">The head begins the next edition of a plan.</param>
    public static IReadOnlyList<FormField> OfHead(Head? head, bool isNext = false) =>
    [
        Name(head?.Name),
        new("kind", "Art", FormFieldKind.Choice) { Choices = FormField.Words<MasterPlanKind>(), Value = $"{head?.Kind}" },
        new("edition", "Fassung") { Value = isNext ? null : head?.Edition, IsOptional = !isNext, Longest = LongestName },
        Day("from", "Zeitraum von", isNext ? head?.Until?.AddDays(1) : head?.From),
        Day("until", "Zeitraum bis", isNext ? null : head?.Until),
        Text("unit", "Zuständig", head?.Unit),
        new("approval", "Wer zustimmen muss", FormFieldKind.Choice)
        {
            Choices = FormField.Words<ApprovalRule>(), Value = $"{head?.Approval}",
        },
        Text("reporting", "An wen und wie oft berichtet wird", head?.Reporting),
        Area("summary", "Worum es geht", head?.Summary),
        Area("members", "Mitglieder eines Bündnisses", Lines(head?.Members)) with { Hint = "Je Zeile ein Schulträger" },
        Area("sources", "Quellen", Lines(head?.Sources)) with { Hint = "Je Zeile eine" },
        Area("assumptions", "Annahmen", Lines(head?.Assumptions)) with { Hint = "Je Zeile eine" },
        On,
    ];

    /// <summary>The day from which what is entered holds.</summary>
    public static FormField On => new("on", "Gilt ab", FormFieldKind.Day) { IsOptional = true, Hint = "Leer heißt heute" };

    private static FormField[] OfField(ActionField? field) =>
    [
        Name(field?.Name), Area("aim", "Ziel", field?.Aim), Area("situation", "Ausgangslage", field?.Situation),
        Area("challenges", "Herausforderungen", field?.Challenges), Area("opportunities", "Chancen", field?.Opportunities), On,
    ];

    private FormField[] OfGoal(Goal? goal) => [Name(goal?.Name), InField(goal?.Field), On];

    private FormField[] OfMeasure(Measure? measure) =>
    [
        Name(measure?.Name),
        InField(measure?.Field),
        new("goal", "Ziel", FormFieldKind.Choice)
        {
            Choices = [.. plan.Goals.Select(goal => new Choice(goal.Key, goal.Name))], Value = measure?.Goal, IsOptional = true,
        },
        Area("description", "Beschreibung", measure?.Description),
        Text("unit", "Zuständig", measure?.Unit),
        Day("start", "Beginn", measure?.Start),
        Day("end", "Ende", measure?.End),
        .. measure is null || plan.Status == MasterPlanStatus.Draft
            ? Array.Empty<FormField>()
            : [Text("reason", "Grund, wenn das Ende später wird", null)],
        Amount("budget", "Budget in Euro", measure?.Budget),
        new("prerequisites", "Was vorher fertig sein muss", FormFieldKind.Choices)
        {
            Choices = [.. plan.Measures.Where(m => m.Key != measure?.Key).Select(m => new Choice(m.Key, m.Name))],
            Values = measure?.Prerequisites ?? [],
        },
        On,
        .. Funding(measure),
    ];

    private IEnumerable<FormField> Funding(Measure? measure)
    {
        var known = measure?.Funding ?? [];
        var count = plan.Grants.Count == 0 ? 0 : known.Count + BlankFunding;
        for (var i = 0; i < count; i++)
        {
            var line = known.ElementAtOrDefault(i);
            var group = $"Förderung {i + 1}";
            yield return new($"grant-{i}", "Programm", FormFieldKind.Choice)
            {
                Choices = [.. plan.Grants.Select(grant => new Choice(grant.Key, grant.Name))],
                Value = line?.Grant, IsOptional = true, Group = group,
            };
            yield return new($"category-{i}", "Wofür", FormFieldKind.Choice)
            {
                Choices = FormField.Words<FundingCategory>(), Value = $"{line?.Category}", Group = group,
            };
            yield return Amount($"amount-{i}", "Betrag in Euro", line?.Amount) with { Group = group };
        }
    }

    private FormField[] OfMilestone(Milestone? milestone) =>
    [
        Name(milestone?.Name),
        new("measure", "Maßnahme", FormFieldKind.Choice)
        {
            Choices = [.. plan.Measures.Select(m => new Choice(m.Key, m.Name))], Value = milestone?.Measure ?? within,
        },
        // What was promised moves with a reason, on the page of the measure.
        .. milestone is not null && plan.Status != MasterPlanStatus.Draft
            ? Array.Empty<FormField>()
            : [new FormField("due", "Termin", FormFieldKind.Day) { Value = WireDay.Write(milestone?.Due) }],
        Check("isForCitizens", "Für Bürgerinnen und Bürger spürbar", milestone?.IsForCitizens),
        On,
    ];

    private FormField[] OfIndicator(Indicator? indicator) =>
    [
        Name(indicator?.Name),
        new("of", "Misst", FormFieldKind.Choice)
        {
            Choices =
            [
                .. plan.Fields.Select(p => new Choice(p.Key, $"Handlungsfeld {p.Name}")),
                .. plan.Goals.Select(p => new Choice(p.Key, $"Ziel {p.Name}")),
                .. plan.Measures.Select(p => new Choice(p.Key, $"Maßnahme {p.Name}")),
            ],
            Value = indicator?.Of ?? within,
        },
        new("figure", "Berechnete Kennzahl", FormFieldKind.Choice)
        {
            Choices = indicator is null || figures.Any(known => known.Key == indicator.Figure)
                ? figures
                : [.. figures, new Choice(indicator.Figure, indicator.Figure)],
            Value = indicator?.Figure,
        },
        new("target", "Soll") { Value = indicator is null ? null : Shown.Number(indicator.Target), Hint = "Anteile in Prozent" },
        Day("by", "Bis", indicator?.By),
        Check("isUpperLimit", "Weniger ist besser (bei Personen und Lernenden je Endgerät immer)", indicator?.IsLimit),
        On,
    ];

    private static FormField[] OfBody(Body? body) =>
    [
        Name(body?.Name), Check("decides", "Beschließt (sonst berät es)", body is null || body.Decides),
        Text("authority", "Gremium eines anderen Trägers", body?.Authority), Day("planned", "Berät voraussichtlich am", body?.Planned), On,
    ];

    private static FormField[] OfGrant(Grant? grant) =>
    [
        Name(grant?.Name), Amount("granted", "Bewilligt in Euro", grant?.Granted) with { IsOptional = false },
        Amount("own", "Eigenanteil in Euro", grant?.Own), Amount("total", "Summe laut Vorlage in Euro", grant?.Total),
        Day("notice", "Bescheid vom", grant?.Notice),
        Day("drawUntil", "Abruffrist", grant?.DrawUntil) with { Hint = "Letzter Tag für Mittelabrufe (Ende des Bewilligungszeitraums)" },
        Area("remark", "Bemerkung", grant?.Remark), On,
    ];

    private FormField InField(string? field) => new("field", "Handlungsfeld", FormFieldKind.Choice)
    {
        Choices = [.. plan.Fields.Select(p => new Choice(p.Key, p.Name))], Value = field ?? within,
    };

    private static FormField Name(string? value) => new("name", "Bezeichnung") { Value = value, Longest = LongestName };

    private static FormField Text(string name, string label, string? value) => new(name, label) { Value = value, IsOptional = true };

    private static FormField Area(string name, string label, string? value) =>
        new(name, label, FormFieldKind.Area) { Value = value, IsOptional = true };

    private static FormField Day(string name, string label, DateOnly? value) =>
        new(name, label, FormFieldKind.Day) { Value = WireDay.Write(value), IsOptional = true };

    private static FormField Amount(string name, string label, Euro? value) =>
        new(name, label) { Value = value?.Amount.ToString("N2", Euro.German), IsOptional = true };

    private static FormField Check(string name, string label, bool? value) =>
        new(name, label, FormFieldKind.Check) { Value = value == true ? FormField.Ticked : null };

    private static string? Lines(IReadOnlyList<string>? lines) => lines is null ? null : string.Join('\n', lines);
}
