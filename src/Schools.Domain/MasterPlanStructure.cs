using static Schools.Domain.MasterPlan;

namespace Schools.Domain;

/// <summary>What may be put into a plan and taken out of it: names that are there, sums that can be, no circle of prerequisites.</summary>
internal static class MasterPlanStructure
{
    public static Decision<Event> Putting(State s, ActionField given) =>
        Refused(s.Fields, given, given.Aim, given.Situation, given.Challenges, given.Opportunities)
            ?? Changed(s.Fields, given, new FieldPut(given));

    public static Decision<Event> Putting(State s, Goal given) =>
        Refused(s.Goals, given) ?? Unknown(MasterPlanPart.Field, s.Fields, given.Field) ?? Changed(s.Goals, given, new GoalPut(given));

    public static Decision<Event> Putting(State s, PutMeasure c, DateOnly day) =>
        c.Measure is var given && s.Measures.FirstOrDefault(known => known.Key == given.Key) is var before
        && (Refused(s, given) ?? MasterPlanRules.TooLong(c.Reason)) is { } refusal ? refusal
        : before is not null && IsSame(before, given) ? Decision<Event>.Nothing
        : !(given.End > s.PromisedEnd(given.Key)) ? new MeasurePut(given)
        : !string.IsNullOrWhiteSpace(c.Reason) ? new MeasurePut(given, new Postponement(given.End.Value, day, c.Reason.Trim()))
        : s.Status == MasterPlanStatus.Draft ? new MeasurePut(given)
        : new Refusal(RefusalCode.ExplanationMissing);

    public static Decision<Event> Putting(State s, Milestone given) =>
        Refused(s.Milestones, given)
            ?? Unknown(MasterPlanPart.Measure, s.Measures, given.Measure)
            ?? Implausible(given.Due)
            ?? (s.Status != MasterPlanStatus.Draft && s.Milestones.Any(known => known.Key == given.Key && known.Due != given.Due)
                ? new Refusal(RefusalCode.MilestoneFixed, given.Name)
                : null)
            ?? Changed(s.Milestones, given, new MilestonePut(given));

    public static Decision<Event> Putting(State s, Indicator given) =>
        Refused(s.Indicators, given)
            ?? (IsPart(s, given.Of) ? null : new Refusal(RefusalCode.PlanPartUnknown, given.Of, Labels.German(MasterPlanPart.Measure)))
            ?? (IsFigure(given.Figure) ? null : new Refusal(RefusalCode.FigureUnknown, given.Figure))
            ?? (given.Target <= 0 ? new Refusal(RefusalCode.TargetZero, given.Name) : null)
            ?? Implausible(given.By)
            ?? Changed(s.Indicators, given, new IndicatorPut(given));

    public static Decision<Event> Putting(State s, Body given) =>
        Refused(s.Bodies, given, given.Authority) ?? Implausible(given.Planned) ?? Changed(s.Bodies, given, new BodyPut(given));

    public static Decision<Event> Putting(State s, Grant given) =>
        Refused(s.Grants, given, given.Remark)
            ?? Implausible(given.Granted) ?? Implausible(given.Own) ?? Implausible(given.Total) ?? Swapped(given.Notice, given.DrawUntil)
            ?? MasterPlanDrawing.Contradicted(s, given)
            ?? Changed(s.Grants, given, new GrantPut(given));

    public static Decision<Event> Removing(State s, Remove c)
    {
        if (Parts(s, c.Part).FirstOrDefault(part => part.Key == c.Key) is not { } part)
        {
            return Decision<Event>.Nothing;
        }
        return string.IsNullOrWhiteSpace(c.Reason) ? new Refusal(RefusalCode.ExplanationMissing)
            : MasterPlanRules.TooLong(c.Reason) is { } tooLong ? tooLong
            : Needing(s, c.Part, c.Key) is { } needing ? new Refusal(RefusalCode.PlanPartUsed, part.Name, needing.Name)
            : c.Part == MasterPlanPart.Body && s.Deliberations.FirstOrDefault(d => d.Body == c.Key) is { } said
                ? new Refusal(RefusalCode.PlanPartUsed, part.Name, $"Beratung am {FieldText.Shown(said.Day)}")
            : MasterPlanDrawing.Needing(s, c.Part, c.Key) is { } drawdown
                ? new Refusal(RefusalCode.PlanPartUsed, part.Name, drawdown)
            : new PartRemoved(c.Part, c.Key, c.Reason.Trim());
    }

    public static Decision<Event> Moving(State s, Move c)
    {
        List<string> keys = [.. Parts(s, c.Part).Select(part => part.Key)];
        var unknown = keys.Contains(c.Key) ? c.Before is null || keys.Contains(c.Before) ? null : c.Before : c.Key;
        var next = keys.ElementAtOrDefault(keys.IndexOf(c.Key) + 1);
        return unknown is not null ? new Refusal(RefusalCode.PlanPartUnknown, unknown, Labels.German(c.Part))
            : c.Before == c.Key || next == c.Before ? Decision<Event>.Nothing
            : new PartMoved(c.Part, c.Key, c.Before);
    }

    private static Refusal? Refused(State s, Measure given) =>
        Refused(s.Measures, given, given.Description, given.Unit)
            ?? Unknown(MasterPlanPart.Field, s.Fields, given.Field)
            ?? (given.Goal is null ? null : Unknown(MasterPlanPart.Goal, s.Goals, given.Goal))
            ?? Swapped(given.Start, given.End)
            ?? Implausible(given.Budget)
            ?? First(given.Funding, line => Unknown(MasterPlanPart.Grant, s.Grants, line.Grant) ?? Implausible(line.Amount))
            ?? First(given.Prerequisites, key => key == given.Key ? null : Unknown(MasterPlanPart.Measure, s.Measures, key))
            ?? (Circle(s.Measures, given) is { } circle ? new Refusal(RefusalCode.PrerequisiteCircle, circle) : null);

    /// <summary>The part is not there.</summary>
    public static Refusal? Unknown<T>(MasterPlanPart part, IReadOnlyList<T> known, string key)
        where T : IPart => known.Any(k => k.Key == key) ? null : new Refusal(RefusalCode.PlanPartUnknown, key, Labels.German(part));

    public static IEnumerable<IPart> Parts(State s, MasterPlanPart part) => part switch
    {
        MasterPlanPart.Field => s.Fields,
        MasterPlanPart.Goal => s.Goals,
        MasterPlanPart.Measure => s.Measures,
        MasterPlanPart.Milestone => s.Milestones,
        MasterPlanPart.Indicator => s.Indicators,
        MasterPlanPart.Body => s.Bodies,
        MasterPlanPart.Grant => s.Grants,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The first part that would point at nothing.</summary>
    private static IPart? Needing(State s, MasterPlanPart part, string key) => part switch
    {
        MasterPlanPart.Field => (IPart?)s.Goals.FirstOrDefault(g => g.Field == key) ?? s.Measures.FirstOrDefault(m => m.Field == key),
        MasterPlanPart.Goal => s.Measures.FirstOrDefault(m => m.Goal == key),
        MasterPlanPart.Measure => (IPart?)s.Milestones.FirstOrDefault(m => m.Measure == key)
            ?? s.Measures.FirstOrDefault(m => m.Key != key && (m.Prerequisites ?? []).Contains(key)),
        MasterPlanPart.Grant => s.Measures.FirstOrDefault(m => (m.Funding ?? []).Any(line => line.Grant == key)),
        _ => null,
    } ?? (part <= MasterPlanPart.Measure ? s.Indicators.FirstOrDefault(indicator => indicator.Of == key) : null);

    private static bool IsPart(State s, string key) =>
        s.Fields.Any(p => p.Key == key) || s.Goals.Any(p => p.Key == key) || s.Measures.Any(p => p.Key == key);

    private static bool IsFigure(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ':' or '/' or '_' or '.');

    private static Refusal? Refused<T>(IReadOnlyList<T> known, T given, params IReadOnlyList<string?> texts)
        where T : IPart =>
        !IsKey(given.Key) ? new Refusal(RefusalCode.PlanKeyUnreadable, given.Key, $"{LongestKey}")
        : MasterPlanRules.Name(given.Name) is { } refusal ? refusal
        : texts.Select(MasterPlanRules.TooLong).FirstOrDefault(r => r is not null) is { } tooLong ? tooLong
        : known.Count >= MostParts && known.All(k => k.Key != given.Key)
            ? new Refusal(RefusalCode.CountImplausible, $"{known.Count + 1}", $"{MostParts}")
            : null;

    private static bool IsKey(string key) =>
        key.Length is > 0 and <= LongestKey && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static Decision<Event> Changed<T>(IReadOnlyList<T> known, T given, Event put)
        where T : class, IPart => known.Contains(given) ? Decision<Event>.Nothing : put;

    private static bool IsSame(Measure one, Measure other) =>
        one with { Prerequisites = other.Prerequisites, Funding = other.Funding } == other
        && (one.Prerequisites ?? []).SequenceEqual(other.Prerequisites ?? []) && (one.Funding ?? []).SequenceEqual(other.Funding ?? []);

    private static Refusal? First<T>(IReadOnlyList<T>? entries, Func<T, Refusal?> refused) =>
        (entries ?? []).Select(refused).FirstOrDefault(refusal => refusal is not null);

    public static Refusal? Swapped(DateOnly? from, DateOnly? until) =>
        Implausible(from) ?? Implausible(until)
        ?? (from > until ? new Refusal(RefusalCode.PeriodSwapped, FieldText.Shown(until), FieldText.Shown(from)) : null);

    private static Refusal? Implausible(DateOnly? day) =>
        day is { } given && MasterPlanRules.Implausible(given) ? new Refusal(RefusalCode.DateImplausible, FieldText.Shown(given)) : null;

    private static Refusal? Implausible(Euro? amount) =>
        amount is { Amount: < 0 or > LargestAmount } given ? new Refusal(RefusalCode.AmountImplausible, $"{given}") : null;

    /// <summary>The names of the measures that would wait for each other, the first one again at the end; null where none does.</summary>
    private static string? Circle(IReadOnlyList<Measure> known, Measure given)
    {
        var measures = known.Where(m => m.Key != given.Key).Append(given).ToDictionary(m => m.Key);
        HashSet<string> seen = [];
        Stack<(Measure Measure, string Way)> open = new([(given, given.Name)]);
        while (open.TryPop(out var at))
        {
            foreach (var next in at.Measure.Prerequisites ?? [])
            {
                if (next == given.Key)
                {
                    return $"{at.Way} → {given.Name}";
                }
                if (measures.TryGetValue(next, out var before) && seen.Add(next))
                {
                    open.Push((before, $"{at.Way} → {before.Name}"));
                }
            }
        }
        return null;
    }
}
