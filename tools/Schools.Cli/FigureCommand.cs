using System.CommandLine;
using System.Text.Json.Nodes;

namespace Schools.Cli;

/// <summary><c>schools figures</c>: the computed figures of the cockpit, for any day.</summary>
internal static class FigureCommand
{
    private static readonly Option<string?> AsOf = new("--as-of")
    {
        Description = "Stichtag, zum Beispiel 15.10.2022 oder 2022-10-15; sonst heute",
        HelpName = "DATE",
    };

    private static readonly Option<string?> Known = new("--known")
    {
        Description = "was bis zu diesem Tag erfasst war; sonst alles",
        HelpName = "DATE",
    };

    private static readonly Option<string?> School = new("--school")
    {
        Description = "nur diese Schule, zum Beispiel DE-NW-172686 oder 172686",
        HelpName = "KEY",
    };

    public static Command Figures()
    {
        var command = new Command("figures", "zeigt die berechneten Kennzahlen mit Ist und Soll") { AsOf, Known, School };
        command.Does(async (parsed, server, output, cancel) =>
        {
            var figures = await server.Get($"figures{Query(parsed)}", cancel);
            return output.Show(figures, () => Text(figures.AsArray()));
        });
        return command;
    }

    private static string Query(ParseResult parsed)
    {
        var parts = new[] { ("asOf", parsed.GetValue(AsOf)), ("known", parsed.GetValue(Known)), ("school", parsed.GetValue(School)) }
            .Where(part => part.Item2 is not null)
            .Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}")
            .ToList();
        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }

    private static string Text(JsonArray figures) => German.Table(
    [
        ["Kennzahl", "Ist", "Soll", "Zähler", "Nenner", "Stichtag", "Kennung"],
        .. figures.Select(figure => new[]
        {
            Domain.Figures.German($"{figure!["indicator"]}", []), Number(figure["actual"]), Number(figure["target"]),
            Number(figure["numerator"]), Number(figure["denominator"]), $"{figure["asOf"]}", $"{figure["indicator"]}",
        }),
    ], 1, 2, 3, 4);

    private static string Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out decimal number) ? number.ToString("#,0.##", German.Culture) : "–";
}
