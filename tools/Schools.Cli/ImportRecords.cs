using System.CommandLine;
using System.Text.Json.Nodes;

namespace Schools.Cli;

/// <summary><c>schools import list|show|corrected</c>: what was imported, and what was left over.</summary>
internal static class ImportRecords
{
    public static Command List()
    {
        var command = new Command("list", "zählt die Importe auf, den neuesten zuerst");
        command.Does(async (_, server, output, cancel) =>
        {
            var imports = await server.Get("imports", cancel);
            return output.Show(imports, () => ListText(imports.AsArray()));
        });
        return command;
    }

    public static Command Show()
    {
        var id = ImportCommands.Id();
        var command = new Command("show", "zeigt das Protokoll eines Imports: Datei, Plan, Stand, Fehler, wer und wann") { id };
        command.Does(async (parsed, server, output, cancel) =>
        {
            var import = await server.Import(parsed.GetRequiredValue(id), cancel);
            var text = output.IsJson ? "" : await server.GetText($"imports/{import.Id}/text", cancel);
            return output.Show(import.Json, () => $"{text.TrimEnd()}\n\n{Protocol(import)}");
        });
        return command;
    }

    public static Command Corrected()
    {
        var id = ImportCommands.Id();
        var to = new Option<string?>("--out") { Description = "die Datei, die geschrieben wird (nötig)", HelpName = "FILE" };
        var command = new Command("corrected", "speichert die nicht übernommenen Zeilen zum Berichtigen, mit Zeile und Grund") { id, to };
        command.Validators.Add(result =>
        {
            if (result.GetResult(to) is null)
            {
                result.AddError("Bitte mit --out die Datei angeben, die geschrieben wird.");
            }
        });
        command.Does(async (parsed, server, output, cancel) =>
        {
            var (import, path) = (parsed.GetRequiredValue(id), parsed.GetRequiredValue(to)!);
            InventoryFile.RefuseExisting(path);
            await InventoryFile.Write(path, await server.Download($"imports/{import}/corrected", cancel), cancel);
            return output.Show(new JsonObject { ["id"] = import, ["out"] = path }, () => $"Gespeichert: {path}");
        });
        return command;
    }

    private static string Protocol(Import import)
    {
        List<string[]> rows =
        [
            ["Stand", $"{German.ImportStatus(import.Status)}; {German.Written(import)}"],
            ["Prüfsumme (SHA-256)", import.Text("hash")],
            ["Geplant", $"{German.Moment(import.Text("plannedAt"))} von {import.Text("plannedBy")}"],
        ];
        if (import.Text("appliedBy") is { Length: > 0 } by)
        {
            rows.Add([import.IsUndo ? "Zurückgenommen" : "Übernommen", $"{German.Moment(import.Text("appliedAt"))} von {by}"]);
        }
        if (import.IsUndo)
        {
            rows.Add(["Nimmt zurück", $"Import {import.Text("undoes")}"]);
        }
        if (import.Text("undoneBy") is { Length: > 0 } undo)
        {
            rows.Add(["Zurückgenommen durch", $"Import {undo}"]);
        }
        if (import.Text("replaces") is { Length: > 0 } before)
        {
            var why = import.Text("isRecomputed") == "true" ? "weil sich der Bestand geändert hatte" : "mit anderer Auswahl geprüft";
            rows.Add(["Ersetzt", $"Import {before}, {why}"]);
        }
        if (import.Text("replacedBy") is { Length: > 0 } after)
        {
            rows.Add(["Ersetzt durch", $"Import {after}"]);
        }
        foreach (var step in (import.Json["steps"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var comment = step["comment"]?.ToString() is { Length: > 0 } said ? $": {said}" : "";
            rows.Add([German.Step($"{step["kind"]}"), $"{German.Moment($"{step["at"]}")} von {step["by"]}{comment}"]);
        }
        return German.Table(rows);
    }

    private static string ListText(JsonArray imports)
    {
        if (imports.Count == 0)
        {
            return "Es gibt noch keinen Import.";
        }
        List<string[]> rows = [["ID", "Stand", "Zeilen", "geschrieben", "abgelehnt", "geplant am", "von", "Datei"]];
        foreach (var import in imports)
        {
            rows.Add(
            [
                Cell("id"), Status(), Number("rows"), Number("written"), Number("refused"),
                German.Moment(Cell("plannedAt")), Cell("plannedBy"), Cell("file"),
            ]);

            string Cell(string key) => import?[key]?.ToString() ?? "";

            string Status() => German.ImportStatus(Cell("status"))
                + (Cell("undoes") is { Length: > 0 } undone ? $", nimmt {undone} zurück" : "")
                + (Cell("undoneBy") is { Length: > 0 } by ? $", zurückgenommen durch {by}" : "");

            string Number(string key) => import?[key] is JsonValue value && value.TryGetValue(out long number) ? German.Count(number) : "";
        }
        return German.Table(rows, 0, 2, 3, 4);
    }
}
