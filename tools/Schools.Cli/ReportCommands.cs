using System.CommandLine;
using System.Text.Json.Nodes;

namespace Schools.Cli;

/// <summary><c>schools report …</c>: documents for committees, from the figures of any day.</summary>
internal static class ReportCommands
{
    private static readonly Option<string?> AsOf = new("--as-of") { Description = "Stichtag; sonst heute", HelpName = "DATE" };

    private static readonly Option<string?> Known = new("--known")
    {
        Description = "was bis zu diesem Tag erfasst war; sonst alles",
        HelpName = "DATE",
    };

    private static readonly Option<string?> Since = new("--since")
    {
        Description = "Tag der letzten Sitzung; sonst drei Monate vor dem Stichtag",
        HelpName = "DATE",
    };

    private static readonly Option<string?> Plan = new("--plan")
    {
        Description = "Schlüssel des Plans, von dem der Bericht handelt; sonst alle geltenden",
        HelpName = "KEY",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "die Datei, die geschrieben wird, zum Beispiel bericht.docx",
        HelpName = "FILE",
    };

    public static Command All() => new("report", "Berichte als Textdokument") { Committee() };

    private static Command Committee()
    {
        var command = new Command("committee", "schreibt den Sachstandsbericht für den Ausschuss") { AsOf, Known, Since, Plan, Out };
        // The library says in English alone that an option is missing.
        command.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(Out)))
            {
                result.AddError("Bitte mit --out die Datei angeben, die geschrieben wird, zum Beispiel --out bericht.docx.");
            }
        });
        command.Does(async (parsed, server, output, cancel) =>
        {
            var path = parsed.GetValue(Out)!;
            InventoryFile.RefuseExisting(path);
            await InventoryFile.Write(path, await server.Download($"reports/committee.docx{Query(parsed)}", cancel), cancel);
            return output.Show(new JsonObject { ["out"] = path }, () => $"Gespeichert: {path}");
        });
        return command;
    }

    private static string Query(ParseResult parsed) => '?' + string.Join('&',
        new[]
            {
                ("asOf", parsed.GetValue(AsOf)), ("known", parsed.GetValue(Known)), ("since", parsed.GetValue(Since)),
                ("plan", parsed.GetValue(Plan)),
            }
            .Where(part => part.Item2 is not null)
            .Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}"));
}
