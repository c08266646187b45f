using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.Reports;

/// <summary>The head and the parts of a report as fields of a form.</summary>
public static class ReportFields
{
    /// <summary>The name by which it is kept.</summary>
    public const string Name = "name";
    public const int LongestName = 120;

    /// <summary>What most reports say anew.</summary>
    public static IReadOnlyList<FormField> Head(ReportForm form) => Faulty(form,
    [
        Line("number", "Vorlage-Nr.", form.Number), Line("body", "Gremium", form.Body),
        new(ReportForm.SessionName, "Sitzung am", FormFieldKind.Day) { Value = WireDay.Write(form.Session), IsOptional = true },
        Sentence("subject", "Betreff", form.Subject),
        Sentence("proposal", "Beschlussvorschlag", form.Proposal),
    ]);

    /// <summary>What a template says for most.</summary>
    /// <param name="plans">Those that it may be about.</param>
    public static IReadOnlyList<FormField> Rest(ReportForm form, IEnumerable<(string Key, MasterPlan.State State)> plans) => Faulty(form,
    [
        Plan(form.Plan, [.. plans]),
        Line("unit", "Federführend", form.Unit), Line("clerk", "Bearbeiter/-in", form.Clerk),
        Line("legalBasis", "Rechtsgrundlage", form.LegalBasis), Area("intro", "Einleitung", form.Intro),
        Area("outlook", "Ausblick", form.Outlook) with { Hint = "Je Zeile ein nächster Schritt" },
        new(ReportForm.SectionName, "Teile des Berichts", FormFieldKind.Choices)
        {
            Choices = FormField.Words<CommitteeSection>(), Values = [.. form.Sections.Select(section => $"{section}")],
        },
    ]);

    /// <summary>What is too long says so where it stands.</summary>
    private static IReadOnlyList<FormField> Faulty(ReportForm form, IReadOnlyList<FormField> fields)
    {
        var faults = form.TooLong.ToDictionary(text => text.Field, text => text.Refusal.German, StringComparer.Ordinal);
        return [.. fields.Select(field => field with { Fault = faults.GetValueOrDefault(field.Name) })];
    }

    /// <summary>A plan that is named and not there stays chosen, so that what is sent again is what was asked.</summary>
    private static FormField Plan(string? named, IReadOnlyList<(string Key, MasterPlan.State State)> plans) =>
        new(ReportForm.PlanName, "Plan", FormFieldKind.Choice)
        {
            Value = named ?? "",
            Choices =
            [
                new("", "Alle geltenden Pläne"),
                .. plans.Select(plan => new Choice(plan.Key, $"{plan.State.Head.Name} ({Labels.German(plan.State.Status)})")),
                .. named is null || plans.Any(plan => plan.Key == named) ? Array.Empty<Choice>() : [new(named, named)],
            ],
        };

    private static FormField Line(string name, string label, string? value) =>
        new(name, label) { Value = value, IsOptional = true, Longest = ReportForm.LongestLine };

    /// <summary>A line that is often longer than its field is wide.</summary>
    private static FormField Sentence(string name, string label, string? value) =>
        Line(name, label, value) with { Kind = FormFieldKind.Area, Rows = 2 };

    private static FormField Area(string name, string label, string? value) =>
        new(name, label, FormFieldKind.Area) { Value = value, IsOptional = true, Longest = ReportForm.LongestText };
}
