using System.CommandLine;

namespace Schools.Cli;

/// <summary>The help of a command, written here because the German of System.CommandLine is incomplete.</summary>
internal static class HelpText
{
    public static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : $"tools/{command.Name}";

    public static string Of(Command command)
    {
        var options = command.Options.Concat(Inherited(command)).ToList();
        var usage = new[] { Path(command), command.Subcommands.Count > 0 ? "BEFEHL" : "" }
            .Concat(command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $"[{a.Name}]" : a.Name))
            .Append("[Optionen]")
            .Where(part => part.Length > 0);
        return string.Join('\n',
        [
            $"{Capitalised(command.Description ?? "")}\n",
            $"Aufruf:\n  {string.Join(' ', usage)}\n",
            .. Section("Befehle", command.Subcommands.Select(c => (c.Name, c.Description))),
            .. Section("Argumente", command.Arguments.Select(a => (a.Name, a.Description))),
            .. Section("Optionen", options.Select(o => (Written(o), o.Description))),
            ExitCode.German,
        ]);
    }

    private static IEnumerable<Option> Inherited(Command command) =>
        command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(o => o.Recursive).Concat(Inherited(parent)));

    private static string Written(Option option) => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;

    private static IEnumerable<string> Section(string title, IEnumerable<(string Name, string? Description)> entries)
    {
        var rows = entries.Select(entry => new[] { $"  {entry.Name}", entry.Description ?? "" }).ToList();
        return rows.Count == 0 ? [] : [$"{title}:\n{German.Table(rows)}"];
    }

    private static string Capitalised(string text) => text.Length == 0 ? text : $"{char.ToUpper(text[0], German.Culture)}{text[1..]}.";
}
