using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
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

    private static readonly Option<bool> Json = new("--json") { Description = "Ergebnis als JSON", Recursive = true };

    public static async Task<int> Run(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var command = string.Join(' ', Path(parsed.CommandResult.Command));
            var errors = string.Join('\n', parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal));
            // The value of an option cannot be asked for when the line is wrong; the word stands there all the same.
            new Output(args.Contains(Json.Name, StringComparer.Ordinal)).Refuse("usage", $"{errors}\nHilfe: tools/{command} --help");
            return ExitCode.Refused;
        }
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TerminationTimeout });
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

    private static Command Root()
    {
        var help = new HelpOption();
        help.Action = new HelpWithExitCodes((HelpAction)help.Action!);
        return new Command(Name, "Schools auf der Kommandozeile: Listen importieren und den Bestand zeigen. Spricht mit dem laufenden Server.")
        {
            ImportCommands.All(),
            RegisterCommands.Status(),
            RegisterCommands.Authority(),
            Server,
            Json,
            help,
        };
    }

    private static IEnumerable<string> Path(Command command) =>
        [.. command.Parents.OfType<Command>().Take(1).SelectMany(Path), command.Name];

    private sealed class HelpWithExitCodes(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var result = help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(Cli.ExitCode.German);
            return result;
        }
    }
}
