using static Schools.Domain.MasterPlan;

namespace Schools.Domain;

/// <summary>What may be called for of a grant: no more than was granted, not before the notice, each number once.</summary>
internal static class MasterPlanDrawing
{
    public static Decision<Event> Drawing(State s, DrawGrant c, DateOnly day)
    {
        if (s.Grants.FirstOrDefault(known => known.Key == c.Grant) is not { } grant)
        {
            return new Refusal(RefusalCode.PlanPartUnknown, c.Grant, Labels.German(MasterPlanPart.Grant));
        }
        var entry = new Drawdown(c.Grant, c.Number.Trim(), c.Amount, day, Clean(c.Reference), c.Measure, c.Category);
        var holding = s.DrawdownsOf(grant.Key);
        var open = new Euro(grant.Granted.Amount - Sum(holding).Amount);
        return entry.Number.Length == 0 ? new Refusal(RefusalCode.DrawdownNumberMissing)
            : entry.Number.Length > LongestKey ? new Refusal(RefusalCode.TextTooLong, "Nummer des Mittelabrufs", $"{LongestKey}")
            : holding.FirstOrDefault(known => known.Number == entry.Number) is { } same ? Again(same, entry)
            : entry.Amount.Amount <= 0 ? new Refusal(RefusalCode.DrawdownWithoutAmount, $"{entry.Amount}")
            : MasterPlanRules.TooLong(entry.Reference) is { } tooLong ? tooLong
            : entry.Measure is { } measure && MasterPlanStructure.Unknown(MasterPlanPart.Measure, s.Measures, measure) is { } unknown
                ? unknown
            : day < grant.Notice ? new Refusal(RefusalCode.DrawdownBeforeNotice, FieldText.Shown(day), FieldText.Shown(grant.Notice))
            : entry.Amount > open ? new Refusal(
                RefusalCode.DrawdownAboveGrant, grant.Name, $"{open} (bewilligt {grant.Granted}, abgerufen {Sum(holding)})")
            : s.Drawdowns is { Count: >= MostParts } all
                ? new Refusal(RefusalCode.CountImplausible, $"{all.Count + 1}", $"{MostParts}")
            : new GrantDrawn(entry);
    }

    public static Decision<Event> Withdrawing(State s, WithdrawDrawdown c, DateOnly day)
    {
        var number = c.Number.Trim();
        if (s.DrawdownsOf(c.Grant).FirstOrDefault(known => known.Number == number) is not { } drawdown)
        {
            return (s.Drawdowns ?? []).Any(known => known.Grant == c.Grant && known.Number == number)
                ? Decision<Event>.Nothing
                : new Refusal(RefusalCode.DrawdownUnknown, number, s.Grants.FirstOrDefault(g => g.Key == c.Grant)?.Name ?? c.Grant);
        }
        return string.IsNullOrWhiteSpace(c.Reason) ? new Refusal(RefusalCode.ExplanationMissing)
            : MasterPlanRules.TooLong(c.Reason) is { } tooLong ? tooLong
            : day < drawdown.Day ? new Refusal(RefusalCode.DrawdownLater, number, FieldText.Shown(drawdown.Day))
            : new DrawdownWithdrawn(c.Grant, number, new DrawdownWithdrawal(day, c.Reason.Trim()));
    }

    /// <summary>What was called for would not be possible with the grant as it is given.</summary>
    public static Refusal? Contradicted(State s, Grant given)
    {
        var holding = s.DrawdownsOf(given.Key);
        return Sum(holding) > given.Granted ? new Refusal(RefusalCode.GrantBelowDrawn, given.Name, $"{Sum(holding)}")
            : holding.FirstOrDefault(known => known.Day < given.Notice) is { } early
                ? new Refusal(RefusalCode.DrawdownBeforeNotice, FieldText.Shown(early.Day), FieldText.Shown(given.Notice))
            : null;
    }

    /// <summary>The first call that holds and would point at nothing without the part.</summary>
    public static string? Needing(State s, MasterPlanPart part, string key) =>
        (s.Drawdowns ?? []).FirstOrDefault(known => known.Withdrawal is null && (part switch
        {
            MasterPlanPart.Grant => known.Grant == key,
            MasterPlanPart.Measure => known.Measure == key,
            _ => false,
        })) is { } needing ? $"Mittelabruf {needing.Number} vom {FieldText.Shown(needing.Day)}" : null;

    public static Euro Sum(IEnumerable<Drawdown> drawdowns) => new(drawdowns.Sum(known => known.Amount.Amount));

    /// <summary>An amount is not written over: what was wrong is taken back with its reason and called for anew.</summary>
    private static Decision<Event> Again(Drawdown known, Drawdown entry) => known == entry
        ? Decision<Event>.Nothing
        : new Refusal(RefusalCode.DrawdownNumberTaken, known.Number, $"{known.Amount} vom {FieldText.Shown(known.Day)}");

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
