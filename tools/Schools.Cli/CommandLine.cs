using System.CommandLine;
using System.Text.Json.Nodes;

namespace Schools.Cli;

/// <summary>All commands, and what is the same for each: where the server is, how results are written, how a command ends early.</summary>
internal static class CommandLine
{
    private const string Name = "schools";

    /// <summary>Ctrl-C waits so long for a cancelled import to say what was applied.</summary>
    private static readonly TimeSpan TerminationTimeout = ApplyRun.CancelTimeout + TimeSpan.FromSeconds(5);

    private static readonly Option<string?> Server = new("--server")
    {
        Description = "Adresse des Servers; sonst SCHOOLS_SERVER, sonst dieser Rechner mit SCHOOLS_PORT (5080)",
        HelpName = "URL",
        Recursive = true,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "schreibt das Ergebnis als JSON", Recursive = true };

    private static readonly Option<bool> Help = new("--help", "-h", "-?") { Description = "zeigt diese Hilfe", Recursive = true };

    public static async Task<int> Run(string[] args)
    {
        var parsed = Root().Parse(args);
        var command = parsed.CommandResult.Command;
        if (parsed.GetResult(Help) is { Implicit: false })
        {
            new Output(json: false).Text(HelpText.Of(command));
            return ExitCode.Done;
        }
        if (parsed.Errors.Count > 0)
        {
            var errors = string.Join('\n', parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal));
            // The value of an option cannot be asked for when the line is wrong; the word stands there all the same.
            new Output(args.Contains(Json.Name, StringComparer.Ordinal)).Refuse(
                "usage", $"{errors}\nHilfe: {HelpText.Path(command)} --help");
            return ExitCode.Refused;
        }
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            ProcessTerminationTimeout = TerminationTimeout,
            // A bug ends loudly: the default handler would answer 1, which means something here.
            EnableDefaultExceptionHandler = false,
        });
    }

    /// <summary>What a command does with the server; its result is the exit code.</summary>
    public static void Does(this Command command, Func<ParseResult, SchoolsServer, Output, CancellationToken, Task<int>> work) =>
        command.SetAction(async (parsed, cancel) =>
        {
            var output = new Output(parsed.GetValue(Json));
            try
            {
                using var server = new SchoolsServer(ServerAddress.Choose(parsed.GetValue(Server), Environment.GetEnvironmentVariable));
                return await work(parsed, server, output, cancel);
            }
            catch (Stop stop)
            {
                output.Refuse(stop.Code, stop.Message);
                return stop.ExitCode;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                output.Remark("Abgebrochen. Es wurde nichts übernommen.");
                return ExitCode.Interrupted;
            }
        });

    /// <summary>Writes a result as JSON or, made from it, as text.</summary>
    public static int Show(this Output output, JsonNode json, Func<string> text)
    {
        if (output.IsJson)
        {
            output.Json(json);
        }
        else
        {
            output.Text(text());
        }
        return ExitCode.Done;
    }

    private static Command Root() =>
        new(Name, "importiert und exportiert Listen, zeigt Bestand und Kennzahlen; spricht mit dem laufenden Server")
        {
            ImportCommands.All(),
            ExportCommands.All(),
            ProfileCommands.All(),
            PresetCommands.All(),
            RegisterCommands.Status(),
            FigureCommand.Figures(),
            ReportCommands.All(),
            RegisterCommands.Authority(),
            Server,
            Json,
            Help,
        };
}
