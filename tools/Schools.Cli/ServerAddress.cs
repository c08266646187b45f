using System.Globalization;

namespace Schools.Cli;

/// <summary>Where the server is: the option, else SCHOOLS_SERVER, else this machine at SCHOOLS_PORT.</summary>
internal static class ServerAddress
{
    public const string ServerVariable = "SCHOOLS_SERVER";
    public const string PortVariable = "SCHOOLS_PORT";
    private const int DefaultPort = 5080;
    private const int LastPort = 65_535;

    public static Uri Choose(string? option, Func<string, string?> environment)
    {
        if (!string.IsNullOrEmpty(option))
        {
            return Parse(option, "--server");
        }
        return environment(ServerVariable) is { Length: > 0 } server
            ? Parse(server, ServerVariable)
            : new Uri($"http://127.0.0.1:{Port(environment(PortVariable)).ToString(CultureInfo.InvariantCulture)}");
    }

    private static Uri Parse(string text, string from) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw Stop.Refused("usage", $"{from} „{text}“ ist keine Adresse. Bitte zum Beispiel http://127.0.0.1:{DefaultPort} angeben.");

    private static int Port(string? text) =>
        string.IsNullOrEmpty(text) ? DefaultPort
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= LastPort ? port
        : throw Stop.Refused("usage", $"{PortVariable} „{text}“ ist kein Port. Bitte eine Zahl von 1 bis {LastPort} angeben.");
}
