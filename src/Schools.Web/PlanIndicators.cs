using Schools.Domain;

namespace Schools.Web;

/// <summary>Target and actual of an indicator of a plan.</summary>
/// <param name="Actual">In the unit of the target; null while the figure is not known.</param>
/// <param name="IsPercent">Both are shares in percent.</param>
public sealed record IndicatorShown(MasterPlan.Indicator Indicator, Figure? Figure, decimal? Actual, bool IsPercent)
{
    /// <summary>Null while nothing is known.</summary>
    public bool? IsReached => Actual is { } actual
        ? Indicator.IsLimit ? actual <= Indicator.Target : actual >= Indicator.Target
        : null;

    /// <summary>The day of the target has passed, and it is not seen to be reached.</summary>
    public bool IsOverdue(DateOnly on) => IsReached != true && Indicator.By < on;

    public string Target => $"{(Indicator.IsLimit ? "höchstens " : "")}{Number(Indicator.Target)}{(IsPercent ? " %" : "")}";

    /// <summary>
    /// With what stands behind it: <c>75 % (9 von 12)</c>, <c>2,5 (10.000 zu 4.000)</c>; before the first list what is owed,
    /// <c>nicht erfasst (Soll 3.273)</c>.
    /// </summary>
    public string ActualText => Actual is not { } actual
            ? Figure is { Target: { } owed and not Figures.Percent } ? $"nicht erfasst (Soll {Number(owed)})" : Shown.Nothing
        : Figure is not { Numerator: { } part, Denominator: { } whole } ? Number(actual)
        : IsPercent ? $"{Number(actual)} % ({Shown.Parts(Figure)})"
        : $"{Number(actual)} ({Number(part)} zu {Number(whole)})";

    private static string Number(decimal number) => Shown.Number(number);
}

/// <summary>
/// The indicators of a plan with what the computed figures say. An item of a standard counts in percent of what the standard asks for, so
/// that the target of the plan stays when the number of rooms or persons changes.
/// </summary>
public sealed class PlanIndicators(IReadOnlyList<Figure> known)
{
    private const decimal Percent = 100m;
    private readonly Dictionary<string, Figure> figures = known.ToDictionary(figure => figure.Indicator, StringComparer.Ordinal);

    public IndicatorShown Of(MasterPlan.Indicator indicator)
    {
        var figure = figures.GetValueOrDefault(indicator.Figure);
        var isItem = indicator.Figure.StartsWith("standard:", StringComparison.Ordinal);
        var actual = isItem && figure is { Target: > 0 and not Percent, Actual: { } count }
            ? Math.Round(count * Percent / figure.Target.Value, 1)
            : figure?.Actual;
        return new IndicatorShown(indicator, figure, actual, isItem || figure is null ? IsShare(indicator) : figure.Target == Percent);
    }

    /// <summary>Of these the name says that they are shares, also before they are known.</summary>
    private static bool IsShare(MasterPlan.Indicator indicator) =>
        indicator.Figure.StartsWith("standard:", StringComparison.Ordinal)
        || indicator.Figure.StartsWith("wlan-", StringComparison.Ordinal)
        || GrantStanding.IsFigure(indicator.Figure);
}
