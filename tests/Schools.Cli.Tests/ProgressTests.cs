using System.Text.Json.Nodes;

namespace Schools.Cli.Tests;

public sealed class ProgressTests
{
    [Theory]
    [InlineData(0, 0, 9972, 1, "0 von 9.972 Zeilen (0 %)")]
    [InlineData(3490, 10, 9972, 2, "3.500 von 9.972 Zeilen (35 %), 1.750 je Sekunde")]
    [InlineData(9972, 0, 9972, 0, "9.972 von 9.972 Zeilen (100 %)")]
    [InlineData(0, 0, 0, 1, "0 von 0 Zeilen (100 %)")]
    public void Progress_tells_what_is_done_and_how_fast(int written, int refused, int rows, int seconds, string line) =>
        Assert.Equal(
            line,
            ApplyRun.ProgressLine(
                new Import(new JsonObject { ["written"] = written, ["refused"] = refused, ["rowsToApply"] = rows }),
                TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(null, null, null, "http://127.0.0.1:5080/")]
    [InlineData(null, null, "6000", "http://127.0.0.1:6000/")]
    [InlineData(null, "https://schule.example", "6000", "https://schule.example/")]
    [InlineData("http://localhost:7000", "https://schule.example", null, "http://localhost:7000/")]
    [InlineData(null, null, "70000", "SCHOOLS_PORT „70000“ ist kein Port. Bitte eine Zahl von 1 bis 65535 angeben.")]
    [InlineData(null, "schule", null, "SCHOOLS_SERVER „schule“ ist keine Adresse. Bitte zum Beispiel http://127.0.0.1:5080 angeben.")]
    public void The_server_is_named_by_option_then_variable_then_port(string? option, string? server, string? port, string expected)
    {
        string? Environment(string name) => name == ServerAddress.ServerVariable ? server : port;
        try
        {
            Assert.Equal(expected, ServerAddress.Choose(option, Environment).AbsoluteUri);
        }
        catch (Stop stop)
        {
            Assert.Equal((ExitCode.Refused, expected), (stop.ExitCode, stop.Message));
        }
    }
}
