using Schools.Domain;
using static Schools.Domain.MasterPlan;

namespace Schools.Web.Plans;

/// <summary>What was sent of a part of a plan as the command that puts it in.</summary>
public sealed class PlanReading(State plan, SentForm sent)
{
    /// <param name="item">Key of the part; null for a new one.</param>
    /// <returns>Null where a value could not be read; the form says which.</returns>
    public MasterPlan.Command? Command(MasterPlanPart part, string? item)
    {
        var name = sent.Text("name") ?? "";
        if ((item ?? KeyOf(part, name)) is not { } key)
        {
            sent.Refuse(new Refusal(RefusalCode.NameMissing), "name");
            return null;
        }
        MasterPlan.Command command = part switch
        {
            MasterPlanPart.Field => new PutField(new(
                key, name, sent.Text("aim"), sent.Text("situation"), sent.Text("challenges"), sent.Text("opportunities"))),
            MasterPlanPart.Goal => new PutGoal(new(key, sent.Text("field") ?? "", name)),
            MasterPlanPart.Measure => new PutMeasure(Measure(key, name), sent.Text("reason")),
            MasterPlanPart.Milestone => new PutMilestone(new(
                key, sent.Text("measure") ?? "", name, Due(item), sent.Text("isForCitizens") is not null)),
            MasterPlanPart.Indicator => new PutIndicator(new(
                key, sent.Text("of") ?? "", name, sent.Text("figure") ?? "", sent.Number("target", "Soll") ?? 0, sent.Day("by", "Bis"),
                sent.Text("isUpperLimit") is not null)),
            MasterPlanPart.Body => new PutBody(new(
                key, name, sent.Text("decides") is not null, sent.Text("authority"), sent.Day("planned", "Berät voraussichtlich am"))),
            MasterPlanPart.Grant => new PutGrant(new(
                key, name, sent.AmountOwed("granted", "Bewilligt"), sent.Amount("own", "Eigenanteil"), sent.Amount("total", "Summe"),
                sent.Day("notice", "Bescheid vom"), sent.Text("remark"), sent.Day("drawUntil", "Abruffrist"))),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
        };
        return sent.Faults.Count == 0 ? command : null;
    }

    /// <param name="known">What the form does not ask for stays as it is.</param>
    public static Head? Head(SentForm sent, Head? known)
    {
        var head = new Head(
            sent.Text("name") ?? "",
            sent.Word<MasterPlanKind>("kind", "Art") ?? known?.Kind ?? MasterPlanKind.Masterplan,
            sent.Day("from", "Zeitraum von"),
            sent.Day("until", "Zeitraum bis"),
            sent.Text("edition"),
            known?.Predecessor,
            known?.PartOf,
            sent.Text("unit"),
            sent.Word<ApprovalRule>("approval", "Wer zustimmen muss") ?? known?.Approval ?? ApprovalRule.OneBody,
            sent.Text("summary"),
            sent.Text("reporting"),
            sent.Lines("members"),
            sent.Lines("sources"),
            sent.Lines("assumptions"),
            known?.Preset);
        return sent.Faults.Count == 0 ? head : null;
    }

    /// <summary>The field that a refusal is about; null where it is about the whole.</summary>
    public static string? FieldOf(Refusal refusal, MasterPlanPart? part) => (refusal.Code, part) switch
    {
        (RefusalCode.NameMissing or RefusalCode.PlanNameTaken, _) => "name",
        (RefusalCode.PeriodSwapped, null) => "until",
        (RefusalCode.PeriodSwapped, MasterPlanPart.Grant) => "drawUntil",
        (RefusalCode.DrawdownBeforeNotice, _) => "notice",
        (RefusalCode.GrantBelowDrawn, _) => "granted",
        (RefusalCode.PeriodSwapped, _) => "end",
        (RefusalCode.ExplanationMissing, MasterPlanPart.Measure) => "reason",
        (RefusalCode.ExplanationMissing, _) => "removal",
        (RefusalCode.AmountImplausible, MasterPlanPart.Measure) => "budget",
        (RefusalCode.AmountImplausible, _) => "granted",
        (RefusalCode.TargetZero, _) => "target",
        (RefusalCode.FigureUnknown, _) => "figure",
        (RefusalCode.PrerequisiteCircle, _) => "prerequisites",
        (RefusalCode.PlanPartUnknown, MasterPlanPart.Goal or MasterPlanPart.Measure) => "field",
        (RefusalCode.PlanPartUnknown, MasterPlanPart.Milestone) => "measure",
        (RefusalCode.PlanPartUnknown, MasterPlanPart.Indicator) => "of",
        (RefusalCode.DateImplausible, MasterPlanPart.Milestone) => "due",
        (RefusalCode.DateImplausible, MasterPlanPart.Indicator) => "by",
        (RefusalCode.FactInFuture, _) => "on",
        _ => null,
    };

    private Measure Measure(string key, string name) => new(
        key, sent.Text("field") ?? "", name, sent.Text("goal"), sent.Text("description"), sent.Text("unit"), sent.Day("start", "Beginn"),
        sent.Day("end", "Ende"), sent.Amount("budget", "Budget"),
        sent.All("prerequisites") is { Count: > 0 } prerequisites ? prerequisites : null,
        Funding() is { Count: > 0 } funding ? funding : null);

    private List<Funding> Funding()
    {
        List<Funding> lines = [];
        for (var i = 0; sent.Has($"grant-{i}") && i < MostParts; i++)
        {
            var amount = sent.Amount($"amount-{i}", $"Förderung {i + 1}");
            if (sent.Text($"grant-{i}") is { } grant)
            {
                lines.Add(new Funding(
                    grant, sent.Word<FundingCategory>($"category-{i}", $"Förderung {i + 1}") ?? FundingCategory.Other, amount));
            }
        }
        return lines;
    }

    /// <summary>The day of a milestone that was promised is not asked for.</summary>
    private DateOnly Due(string? item)
    {
        if (!sent.Has("due") && plan.Milestones.FirstOrDefault(known => known.Key == item) is { } milestone)
        {
            return milestone.Due;
        }
        if (sent.Text("due") is null)
        {
            sent.Fault("due", "Der Termin fehlt. Bitte eintragen.");
        }
        return sent.Day("due", "Termin") ?? default;
    }

    /// <summary>A free key for a new part; those of fields, goals and measures differ, for an indicator names one of them.</summary>
    private string? KeyOf(MasterPlanPart part, string name)
    {
        if (NameKey.Of(name, LongestKey - 4) is not { } word)
        {
            return null;
        }
        IEnumerable<IPart> taken = part switch
        {
            MasterPlanPart.Milestone => plan.Milestones,
            MasterPlanPart.Indicator => plan.Indicators,
            MasterPlanPart.Body => plan.Bodies,
            MasterPlanPart.Grant => plan.Grants,
            _ => [.. plan.Fields, .. plan.Goals, .. plan.Measures],
        };
        var keys = taken.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        var key = word;
        for (var n = 2; keys.Contains(key); n++)
        {
            key = $"{word}-{n}";
        }
        return key;
    }
}
