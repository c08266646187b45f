using System.Globalization;
using System.Text.Json.Nodes;
using Schools.Domain;
using Schools.Import;

namespace Schools.Cli;

/// <summary>What a list does now and did not when it was planned, because the register has changed meanwhile.</summary>
internal static class PlanDifferences
{
    private const int RowsShown = 20;

    /// <summary>Every row that differs is in the register by now as the list says.</summary>
    public static bool AreDone(JsonNode differences) =>
        (bool?)differences["isRecomputed"] == true && Rows(differences).All(row => (string?)row["now"] == nameof(PlanStatus.Unchanged))
        && (int?)differences["count"] == Rows(differences).Count;

    /// <param name="verb">The command that goes on, as it is written before the number.</param>
    public static void Show(Output output, Stop outdated, JsonNode differences, string verb)
    {
        output.Remark(outdated.Message);
        if (output.IsJson)
        {
            output.Json(new JsonObject
            {
                ["code"] = outdated.Code,
                ["message"] = outdated.Message,
                ["id"] = long.TryParse(outdated.Successor, CultureInfo.InvariantCulture, out var id) ? id : null,
                ["differences"] = differences["rows"]?.DeepClone(),
            });
            return;
        }
        var count = (int?)differences["count"] ?? 0;
        var why = (bool?)differences["isRecomputed"] == true
            ? "Seit der Prüfung hat sich der Bestand geändert."
            : "Die Datei wurde mit anderer Auswahl geprüft.";
        output.Text(string.Join('\n',
        [
            count == 0 ? $"{why} An den Zeilen dieses Imports ändert das nichts." : $"{why} Jetzt anders: {German.Count(count)}",
            .. Rows(differences).Take(RowsShown).SelectMany(Lines),
            .. count > RowsShown ? [$"  … und {German.Count(count - RowsShown)} weitere"] : Array.Empty<string>(),
            $"Weiter mit: tools/schools import {verb} {outdated.Successor}",
        ]));
    }

    private static List<JsonNode> Rows(JsonNode differences) => [.. (differences["rows"] as JsonArray ?? []).OfType<JsonNode>()];

    private static IEnumerable<string> Lines(JsonNode row)
    {
        var line = (int?)row["line"] is > 0 and { } number ? $"Zeile {number}: " : "";
        yield return $"  {line}{row["title"]}: {Word(row["was"])} → {Word(row["now"])}";
        foreach (var (when, changes) in new[] { ("zuvor", row["changesThen"]), ("jetzt", row["changesNow"]) })
        {
            foreach (var change in (changes as JsonArray ?? []).OfType<JsonNode>())
            {
                yield return $"    {when} {change["german"]}: {change["from"]?.ToString() ?? "–"} → {change["to"]?.ToString() ?? "–"}";
            }
        }
    }

    private static string Word(JsonNode? status) => (string?)status is not { } name ? "nicht dabei"
        : Enum.TryParse<PlanStatus>(name, out var planned) ? PlanText.German(planned)
        : German.Label<UndoStatus>(name);
}
