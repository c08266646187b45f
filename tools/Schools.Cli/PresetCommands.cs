using System.CommandLine;
using System.Text.Json.Nodes;

namespace Schools.Cli;

/// <summary><c>schools preset …</c>: ready-made plans with the schools and standards that belong to them.</summary>
internal static class PresetCommands
{
    public static Command All() => new("preset", "Vorlagen: fertige Pläne mit ihren Schulen und Standards")
    {
        List(),
        Load(),
    };

    private static Command List()
    {
        var command = new Command("list", "zählt die Vorlagen auf und sagt, welche geladen sind");
        command.Does(async (_, server, output, cancel) =>
        {
            var presets = await server.Get("presets", cancel);
            return output.Show(presets, () => ListText(presets.AsArray()));
        });
        return command;
    }

    private static Command Load()
    {
        var name = new Argument<string>("NAME") { Description = "die Vorlage, zum Beispiel rkn-masterplan-2021" };
        var command = new Command("load", "lädt eine Vorlage in einen leeren Schulträger; ein zweites Mal ändert nichts") { name };
        command.Does(async (parsed, server, output, cancel) =>
        {
            var loaded = await server.LoadPreset(parsed.GetRequiredValue(name), cancel);
            return output.Show(loaded, () => (int?)loaded["changes"] == 0
                ? $"Schon geladen: {loaded["title"]}"
                : $"Geladen: {loaded["title"]}\nPlan: {loaded["plan"]}, {German.Count((long)loaded["changes"]!)} neue Angaben");
        });
        return command;
    }

    private static string ListText(JsonArray presets) => German.Table(
        [
            ["Name", "Stand", "Schulträger", "Vorlage"],
            .. presets.Select(preset => new[]
            {
                $"{preset?["name"]}", (bool?)preset?["loaded"] == true ? "geladen" : "–", $"{preset?["authority"]}", $"{preset?["title"]}",
            }),
        ]);
}
