using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Schools.Bench;

/// <summary>A measured value beside its limit.</summary>
/// <param name="Value">Ours.</param>
/// <param name="Unit">Rates end in "/s", and more is better; of ms, s, MB and statements less is.</param>
/// <param name="Limit">What the machine can do, measured in the same run, or a bound that was set beforehand.</param>
/// <param name="Runs">Counted runs; value and limit are their medians.</param>
/// <param name="Goal">The ratio to reach: at least this for rates, at most this for the rest; null for what is only compared.</param>
internal sealed record Figure(string Name, double Value, string Unit, double Limit, int Runs, double? Goal)
{
    private const int Digits = 3;
    public static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>Always value divided by limit.</summary>
    public double Ratio => Math.Round(Value / Limit, Digits);

    private bool MoreIsBetter => Unit.EndsWith("/s", StringComparison.Ordinal);

    private bool Holds => MoreIsBetter ? Ratio >= Goal : Ratio <= Goal;

    public string Json() => JsonSerializer.Serialize(
        new Line(Name, Math.Round(Value, Digits), Unit, Math.Round(Limit, Digits), Ratio, Runs), FigureJson.Default.Line);

    public static string Head() => Row("name", "value", "limit", "unit", "ratio", "goal", "");

    public string Text() => Row(
        Name,
        Value.ToString("#,##0.##", English),
        Limit.ToString("#,##0.##", English),
        Unit,
        Ratio.ToString("0.00", English),
        Goal is { } goal ? (MoreIsBetter ? ">= " : "<= ") + goal.ToString("0.00", English) : "",
        Goal is null ? "" : Holds ? "holds" : "missed");

    private static string Row(string name, string value, string limit, string unit, string ratio, string goal, string verdict) =>
        $"{name,-24} {value,12} {limit,12} {unit,-11} {ratio,7} {goal,8}  {verdict}".TrimEnd();

    internal sealed record Line(string Name, double Value, string Unit, double Limit, double Ratio, int Runs);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Figure.Line))]
internal sealed partial class FigureJson : JsonSerializerContext;
