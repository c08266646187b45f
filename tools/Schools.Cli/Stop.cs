namespace Schools.Cli;

/// <summary>Ends a command early with what its user is told: an exit code, a code for programs and a German sentence.</summary>
internal sealed class Stop(int exitCode, string code, string message, bool mayPass = false) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string Code { get; } = code;

    /// <summary>The same request may succeed in a moment: the server restarts or is busy.</summary>
    public bool MayPass { get; } = mayPass;

    /// <summary>The plan that stands in the place of the one that was asked for; null where the refusal names none.</summary>
    public string? Successor { get; init; }

    public static Stop Refused(string code, string message) => new(Cli.ExitCode.Refused, code, message);

    public static Stop Unreachable(Uri server) => new(
        Cli.ExitCode.Unreachable,
        "server-unreachable",
        $"Der Server {Shown(server)} ist nicht erreichbar. Bitte mit tools/run starten oder mit --server die richtige Adresse angeben.",
        mayPass: true);

    public static Stop OtherProgram(Uri server) => new(
        Cli.ExitCode.Unreachable,
        "server-unknown",
        $"Unter {Shown(server)} antwortet ein anderes Programm. Bitte mit --server die richtige Adresse angeben.");

    // Without a password that the address may hold.
    private static string Shown(Uri server) => server.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped).TrimEnd('/');
}
