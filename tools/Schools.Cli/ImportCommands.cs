using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Schools.Cli;

/// <summary><c>schools import …</c>: plan a file, apply a plan, look at what was imported.</summary>
internal static class ImportCommands
{
    private const int LongestNumber = 9;

    private static readonly Option<string?> Profile = new("--profile")
    {
        Description = "Profil, nach dem die Datei gelesen wird; sonst erkennt es der Server",
        HelpName = "NAME",
    };

    private static readonly Option<string?> School = new("--school")
    {
        Description = "Schule der Zeilen, die keine nennen, zum Beispiel DE-NW-172686",
        HelpName = "KEY",
    };

    private static readonly Option<bool> Own = new("--own")
    {
        Description = "aus einer amtlichen Schulliste nur die eigenen Schulen; sonst alle Zeilen",
    };

    public static Command All() => new("import", "Listen importieren: planen, übernehmen, nachsehen")
    {
        Plan(),
        Apply(),
        List(),
        Show(),
        Corrected(),
    };

    private static Command Plan()
    {
        var file = new Argument<string>("FILE") { Description = "die Liste" };
        var command = new Command("plan", "zeigt, was eine Liste ändern würde, und ändert nichts") { file, Profile, School, Own };
        command.Does(async (parsed, server, output, cancel) =>
        {
            var import = await PlanFile(parsed.GetRequiredValue(file), Choice(parsed), server, cancel);
            if (output.IsJson)
            {
                output.Json(import.PlanJson);
            }
            else
            {
                output.Text(await server.GetText($"imports/{import.Id}/text", cancel));
                output.Text(import.RowsToApply == 0
                    ? "Es gibt nichts zu übernehmen."
                    : $"Übernehmen mit: tools/schools import apply --id {import.Id}");
            }
            return import.HasBadRows ? ExitCode.Incomplete : ExitCode.Done;
        });
        return command;
    }

    private static Command Apply()
    {
        var file = new Argument<string?>("FILE") { Description = "die Liste", Arity = ArgumentArity.ZeroOrOne };
        var id = new Option<string?>("--id")
        {
            Description = "statt einer Liste: der Plan, der schon gemacht ist",
            HelpName = "ID",
            CustomParser = Number,
        };
        var wait = new Option<int>("--wait")
        {
            Description = "so lange auf den Server warten, wenn er mittendrin neu startet",
            HelpName = "SEKUNDEN",
            DefaultValueFactory = _ => (int)ApplyRun.DefaultPatience.TotalSeconds,
            CustomParser = result => int.TryParse(Number(result), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0,
        };
        var command = new Command("apply", "übernimmt eine Liste und zeigt den Fortschritt; Strg-C bricht zwischen zwei Schritten ab")
        {
            file, id, Profile, School, Own, wait,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(file) is { Tokens.Count: > 0 } == result.GetResult(id) is { Implicit: false })
            {
                result.AddError("Bitte entweder eine Datei oder --id angeben.");
            }
            else if (result.GetResult(id) is not null
                && new Option[] { Profile, School, Own }.Any(o => result.GetResult(o) is { Implicit: false }))
            {
                result.AddError("--profile, --school und --own gehören zum Planen; der Plan von --id liegt schon fest.");
            }
        });
        command.Does(async (parsed, server, output, cancel) =>
        {
            var plan = parsed.GetValue(id) ?? (await PlanFile(parsed.GetRequiredValue(file)!, Choice(parsed), server, cancel)).Id;
            return await new ApplyRun(server, output, plan, TimeSpan.FromSeconds(parsed.GetValue(wait))).Run(cancel);
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "zählt die Importe auf, den neuesten zuerst");
        command.Does(async (_, server, output, cancel) =>
        {
            var imports = await server.Get("imports", cancel);
            return output.Show(imports, () => ListText(imports.AsArray()));
        });
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var command = new Command("show", "zeigt einen Import: Plan, Stand und Fehler") { id };
        command.Does(async (parsed, server, output, cancel) =>
        {
            var import = await server.Import(parsed.GetRequiredValue(id), cancel);
            var text = output.IsJson ? "" : await server.GetText($"imports/{import.Id}/text", cancel);
            return output.Show(import.Json, () =>
                $"{text.TrimEnd()}\nStand: {German.ImportStatus(import.Status)}; {German.Written(import)}.");
        });
        return command;
    }

    private static Command Corrected()
    {
        var id = Id();
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

    private static Argument<string> Id() => new("ID") { Description = "die Nummer des Imports", CustomParser = Number };

    private static string Number(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Length > LongestNumber || !text.All(char.IsAsciiDigit))
        {
            result.AddError($"„{text}“ ist keine Nummer. Bitte eine ganze Zahl angeben.");
        }
        return text;
    }

    private static ImportChoice Choice(ParseResult parsed) => new(parsed.GetValue(Profile), parsed.GetValue(School), parsed.GetValue(Own));

    private static async Task<Import> PlanFile(string path, ImportChoice choice, SchoolsServer server, CancellationToken cancel)
    {
        await using var file = InventoryFile.Open(path);
        return await server.Plan(file, choice, cancel);
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
                Cell("id"), German.ImportStatus(Cell("status")), Number("rows"), Number("written"), Number("refused"),
                German.Moment(Cell("plannedAt")), Cell("plannedBy"), Cell("file"),
            ]);

            string Cell(string key) => import?[key]?.ToString() ?? "";

            string Number(string key) => import?[key] is JsonValue value && value.TryGetValue(out long number) ? German.Count(number) : "";
        }
        return German.Table(rows, 0, 2, 3, 4);
    }
}
