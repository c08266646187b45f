using System.CommandLine;
using System.Text;
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
        var name = new Argument<string>("NAME|DATEI")
        {
            Description = "die Vorlage, zum Beispiel rkn-masterplan-2021, oder eine eigene als Datei, zum Beispiel vorlage.json",
        };
        var command = new Command("load", "lädt eine Vorlage in den Schulträger; ein zweites Mal ändert nichts") { name };
        command.Does(async (parsed, server, output, cancel) =>
        {
            var asked = parsed.GetRequiredValue(name);
            var loaded = IsFile(asked) ? await LoadFile(server, asked, cancel) : await server.LoadPreset(asked, cancel);
            return output.Show(loaded, () => LoadedText(loaded));
        });
        return command;
    }

    private static bool IsFile(string asked) => asked.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || File.Exists(asked);

    private static async Task<JsonNode> LoadFile(SchoolsServer server, string path, CancellationToken cancel)
    {
        await using var content = InventoryFile.Open(path);
        using var reader = new StreamReader(content, Encoding.UTF8);
        return await server.LoadBundle(await reader.ReadToEndAsync(cancel), cancel);
    }

    private static string LoadedText(JsonNode loaded) =>
        (int?)loaded["changes"] == 0 ? $"Schon geladen: {loaded["title"]}"
        : loaded["plan"] is { } plan ? $"Geladen: {loaded["title"]}\nPlan: {plan}, {Facts(loaded)}"
        : $"Geladen: {loaded["title"]}\n{Facts(loaded)}";

    private static string Facts(JsonNode loaded) =>
        (long)loaded["changes"]! == 1 ? "eine neue Angabe" : $"{German.Count((long)loaded["changes"]!)} neue Angaben";

    private static string ListText(JsonArray presets) => German.Table(
        [
            ["Name", "Stand", "Schulträger", "Vorlage"],
            .. presets.Select(preset => new[]
            {
                $"{preset?["name"]}", (bool?)preset?["loaded"] == true ? "geladen" : "–", $"{preset?["authority"]}", $"{preset?["title"]}",
            }),
        ]);
}
