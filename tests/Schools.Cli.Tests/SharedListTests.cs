using System.Text.Json.Nodes;
using Schools.Testing;

namespace Schools.Cli.Tests;

/// <summary>The official list of a whole Land and a long device list, through command line, REST and database.</summary>
public sealed class SharedListTests
{
    [Fact]
    public async Task A_whole_land_and_ten_thousand_devices()
    {
        var schools = SharedFiles.Find("schools/nrw-schuldaten-2021.csv");
        var devices = SharedFiles.Find("imports/generated/scale-10000.csv");
        if (schools is null || devices is null)
        {
            Assert.Skip($"The shared files are not at hand; {SharedFiles.Variable} names their folder.");
        }
        await using var database = await TestDatabase.Create(TestContext.Current.CancellationToken);
        await using var server = await ServerProcess.Start(database, TestContext.Current.CancellationToken);
        await Run(ExitCode.Done, "authority", "describe", "--name", "Nordrhein-Westfalen", "--land", "NW", "--json");

        var first = await Run(ExitCode.Done, "import", "apply", schools, "--json");
        Assert.Equal((5507, 0, 5507), ((int)first["new"]!, first["errors"]!.AsArray().Count, (int)first["applied"]!));
        var second = await Run(ExitCode.Done, "import", "apply", schools, "--json");
        Assert.Equal((5507, 0), ((int)second["unchanged"]!, (int)second["applied"]!));

        var list = await Run(ExitCode.Incomplete, "import", "apply", devices, "--json");
        var expected = await File.ReadAllTextAsync(Path.ChangeExtension(devices, ".key.json"), TestContext.Current.CancellationToken);
        var key = JsonNode.Parse(expected)!;
        Assert.Equal(9972, (int)list["new"]!);
        Assert.Equal(ExpectedLines(key), list["errors"]!.AsArray().Select(error => (int)error!["line"]!).Distinct().Order());
        var status = await Run(ExitCode.Done, "status", "--json");
        Assert.Equal((5507, 9972), ((int)status["schools"]!, (int)status["devices"]!));

        async Task<JsonNode> Run(int exitCode, params string[] arguments)
        {
            var ended = await SchoolsCommand.Run(server.Address, Path.GetTempPath(), arguments);
            Assert.True(ended.ExitCode == exitCode, ended.ToString());
            return JsonNode.Parse(ended.Output)!;
        }
    }

    private static IEnumerable<int> ExpectedLines(JsonNode key) =>
        key["errors"]!.AsArray().Select(error => (int)error![0]!).Distinct().Order();
}
