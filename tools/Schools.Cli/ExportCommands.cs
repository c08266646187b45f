using System.CommandLine;
using System.Text.Json.Nodes;

namespace Schools.Cli;

/// <summary><c>schools export …</c> and <c>schools import export</c>: whole lists as files, as the pages offer them.</summary>
internal static class ExportCommands
{
    private const string Csv = "csv", Xlsx = "xlsx";

    private static readonly Option<string?> School = new("--school")
    {
        Description = "nur diese Schule, zum Beispiel 172686 oder DE-NW-172686",
        HelpName = "SCHOOL",
    };

    private static readonly Option<string?> Format = new("--format")
    {
        Description = "csv oder xlsx; sonst nach der Endung von --out, sonst csv",
        HelpName = "FORMAT",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "die Datei, die geschrieben wird; sonst geht der Text auf die Ausgabe",
        HelpName = "FILE",
    };

    public static Command All() => new("export", "Listen als CSV oder Excel-Datei speichern")
    {
        List("devices", "alle Geräte, so wie der Import sie wieder liest", School),
        List("rooms", "alle Räume", School),
        List("schools", "alle Schulen, so wie der Import sie wieder liest"),
        List("licences", "die Lizenzbilanz: berechtigt, zugewiesen, Rest, Laufzeit, Kosten"),
        List("imports", "alle Importe"),
    };

    /// <summary>What was imported, as a file that can be imported again; with a number the rows of that import.</summary>
    public static Command OfImports()
    {
        var id = new Argument<string?>("ID") { Description = "ein Import; ohne ihn der Bestand", Arity = ArgumentArity.ZeroOrOne };
        id.CustomParser = ImportCommands.Number;
        var command = new Command("export", "speichert den Bestand zum Bearbeiten, oder die Zeilen eines Imports") { id };
        Array.ForEach([School, Format, Out], command.Options.Add);
        Check(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(id) is { Tokens.Count: > 0 } && result.GetResult(School) is { Implicit: false })
            {
                result.AddError("--school gehört zum Bestand; ein Import wird ganz gespeichert.");
            }
        });
        command.Does((parsed, server, output, cancel) =>
            Save(parsed, parsed.GetValue(id) is { } import ? $"imports/{import}/rows" : "devices", server, output, cancel));
        return command;
    }

    private static Command List(string name, string description, params Option[] filters)
    {
        var command = new Command(name, description);
        Array.ForEach([.. filters, Format, Out], command.Options.Add);
        Check(command);
        command.Does((parsed, server, output, cancel) => Save(parsed, name, server, output, cancel));
        return command;
    }

    private static void Check(Command command) => command.Validators.Add(result =>
    {
        var (format, path) = (result.GetValue(Format), result.GetValue(Out));
        if (format is not (null or Csv or Xlsx))
        {
            result.AddError($"„{format}“ ist kein Format. Bitte csv oder xlsx angeben.");
        }
        else if (path is null && format == Xlsx)
        {
            result.AddError("Eine Excel-Datei lässt sich nicht ausgeben. Bitte mit --out die Datei angeben, die geschrieben wird.");
        }
    });

    private static async Task<int> Save(
        ParseResult parsed, string list, SchoolsServer server, Output output, CancellationToken cancel)
    {
        var path = parsed.GetValue(Out);
        if (path is null && output.IsJson)
        {
            throw Stop.Refused("usage", "Mit --json bitte mit --out die Datei angeben, die geschrieben wird.");
        }
        if (path is not null)
        {
            InventoryFile.RefuseExisting(path);
        }
        var format = parsed.GetValue(Format)
            ?? (Path.GetExtension(path).AsSpan().Equals($".{Xlsx}", StringComparison.OrdinalIgnoreCase) ? Xlsx : Csv);
        var school = parsed.CommandResult.Command.Options.Contains(School) ? parsed.GetValue(School) : null;
        var filter = school is null ? "" : $"?school={Uri.EscapeDataString(await SchoolNumber.Key(school, server, cancel))}";
        var bytes = await server.Download($"{list}.{format}{filter}", cancel);
        if (path is null)
        {
            await using var shell = Console.OpenStandardOutput();
            await shell.WriteAsync(bytes, cancel);
            return ExitCode.Done;
        }
        await InventoryFile.Write(path, bytes, cancel);
        return output.Show(new JsonObject { ["out"] = path }, () => $"Gespeichert: {path}");
    }
}
