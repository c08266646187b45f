using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;

namespace Schools.Cli;

/// <summary><c>schools profile …</c>: how lists are read, as files that can be edited.</summary>
internal static class ProfileCommands
{
    private static readonly Option<string?> School = new("--school")
    {
        Description = "das Profil dieser Schule; sonst das des Schulträgers",
        HelpName = "KEY",
    };

    public static Command All() => new("profile", "Profile: was Spalten und Wörter einer Liste bedeuten")
    {
        List(),
        Show(),
        Save(),
        Delete(),
    };

    private static Command List()
    {
        var command = new Command("list", "zählt die gespeicherten Profile auf");
        command.Does(async (_, server, output, cancel) =>
        {
            var profiles = await server.Get("profiles", cancel);
            return output.Show(profiles, () => ListText(profiles.AsArray()));
        });
        return command;
    }

    private static Command Show()
    {
        var name = Name();
        var command = new Command("show", "zeigt ein Profil als JSON, auch eines des Programms") { name, School };
        command.Does(async (parsed, server, output, cancel) =>
        {
            var profile = await server.Get(Address(parsed, name), cancel);
            output.Json(output.IsJson ? profile : profile["document"]!);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Save()
    {
        var file = new Argument<string>("FILE") { Description = "das Profil als JSON" };
        var command = new Command("save", "speichert ein Profil; jede Änderung ist ein neuer Stand") { file, School };
        command.Does(async (parsed, server, output, cancel) =>
        {
            await using var content = InventoryFile.Open(parsed.GetRequiredValue(file));
            using var reader = new StreamReader(content, Encoding.UTF8);
            var saved = await server.PostText($"profiles{Query(parsed)}", await reader.ReadToEndAsync(cancel), cancel);
            return output.Show(saved, () => $"Gespeichert: {saved["name"]} v{saved["version"]}");
        });
        return command;
    }

    private static Command Delete()
    {
        var name = Name();
        var command = new Command("delete", "löscht ein Profil; Protokolle nennen es weiter") { name, School };
        command.Does(async (parsed, server, output, cancel) =>
        {
            var deleted = await server.Delete(Address(parsed, name), cancel);
            return output.Show(deleted, () => $"Gelöscht: {deleted["name"]}");
        });
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "der Kurzname des Profils" };

    private static string Address(ParseResult parsed, Argument<string> name) =>
        $"profiles/{Uri.EscapeDataString(parsed.GetRequiredValue(name))}{Query(parsed)}";

    private static string Query(ParseResult parsed) =>
        parsed.GetValue(School) is { } school ? $"?school={Uri.EscapeDataString(school)}" : "";

    private static string ListText(JsonArray profiles)
    {
        if (profiles.Count == 0)
        {
            return "Es ist noch kein Profil gespeichert.";
        }
        List<string[]> rows = [["Name", "Stand", "Gilt für", "geändert am", "von", "Bezeichnung"]];
        foreach (var profile in profiles)
        {
            rows.Add(
            [
                Cell("name"), $"v{Cell("version")}", Cell("school") is { Length: > 0 } school ? school : "Schulträger",
                German.Moment(Cell("changedAt")), Cell("changedBy"), Cell("title"),
            ]);

            string Cell(string key) => profile?[key]?.ToString() ?? "";
        }
        return German.Table(rows);
    }
}
