namespace Schools.Domain;

/// <summary>How far a grant is drawn on a day; of several words the one that presses most.</summary>
public enum DrawdownStatus
{
    /// <summary>Nothing was entered; that nothing was drawn is not known by it.</summary>
    NotBegun,
    Partial,

    /// <summary>Not all is drawn, and the deadline ends within <see cref="GrantStanding.NearDays"/>.</summary>
    DeadlineNear,

    /// <summary>Not all was drawn when the deadline ended.</summary>
    DeadlinePassed,
    Complete,
}

/// <summary>The grants of a plan and what was called for of them.</summary>
/// <param name="Plan">Key of the plan, and <paramref name="Name"/> what it is called.</param>
public sealed record GrantFact(
    string Plan, string Name, IReadOnlyList<MasterPlan.Grant> Grants, IReadOnlyList<MasterPlan.Drawdown>? Drawdowns)
{
    public static GrantFact Of(string plan, MasterPlan.State state) => new(plan, state.Head.Name, state.Grants, state.Drawdowns);
}

/// <summary>A grant on a day: granted, drawn, open (Mittelabfluss). Page, report, file and figure take it from here.</summary>
/// <param name="PlanName">The name of the plan, and <paramref name="Plan"/> its key.</param>
/// <param name="Drawdowns">Those that hold, by day.</param>
public sealed record GrantStanding(
    string Plan, string PlanName, MasterPlan.Grant Grant, IReadOnlyList<MasterPlan.Drawdown> Drawdowns, DateOnly AsOf)
{
    /// <summary>Calendar days before the deadline from which it is told.</summary>
    public const int NearDays = 90;

    private const string Prefix = "grant:";

    public Euro Drawn => MasterPlanDrawing.Sum(Drawdowns);

    /// <summary>Below zero on a day before an increase of the grant was recorded.</summary>
    public Euro Open => new(Grant.Granted.Amount - Drawn.Amount);

    /// <summary>What is drawn of what was granted, with one decimal; null where nothing was granted.</summary>
    public decimal? Percent => PercentOf(Drawn.Amount, Grant.Granted.Amount);

    public DateOnly? Last => Drawdowns.Count == 0 ? null : Drawdowns[^1].Day;

    public DrawdownStatus Status => Drawdowns.Count > 0 && Open.Amount <= 0 ? DrawdownStatus.Complete
        : Grant.DrawUntil < AsOf ? DrawdownStatus.DeadlinePassed
        : Grant.DrawUntil <= AsOf.AddDays(NearDays) ? DrawdownStatus.DeadlineNear
        : Drawdowns.Count == 0 ? DrawdownStatus.NotBegun
        : DrawdownStatus.Partial;

    /// <summary>In percent, with the amounts in euro as its parts.</summary>
    public Figure Figure => new(Indicator, Percent, Figures.Percent, Drawn.Amount, Grant.Granted.Amount, AsOf);

    /// <summary>The name of its figure: <c>grant:masterplan-2021/gute-schule-2020</c>.</summary>
    public string Indicator => $"{Prefix}{Plan}/{Grant.Key}";

    /// <summary>The German name of its figure.</summary>
    public string German => $"Mittelabruf {Grant.Name} ({PlanName})";

    /// <summary>The parts of the figure are euro.</summary>
    public static bool IsFigure(string indicator) => indicator.StartsWith(Prefix, StringComparison.Ordinal);

    public static decimal? PercentOf(decimal drawn, decimal granted) =>
        granted == 0 ? null : Math.Round(drawn * Figures.Percent / granted, 1);

    /// <param name="on">The day that the facts are of.</param>
    public static IReadOnlyList<GrantStanding> Of(GrantFact fact, DateOnly on) =>
    [
        .. fact.Grants.Select(grant => new GrantStanding(
            fact.Plan, fact.Name, grant,
            [.. (fact.Drawdowns ?? []).Where(known => known.Grant == grant.Key && known.Withdrawal is null)], on)),
    ];
}
