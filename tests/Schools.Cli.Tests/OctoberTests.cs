using System.IO.Compression;
using System.Text.Json.Nodes;
using Schools.Testing;

namespace Schools.Cli.Tests;

/// <summary>The figures of October 2022 as the command line takes them in and tells them.</summary>
public sealed class OctoberTests
{
    [Fact]
    public async Task Lists_of_a_past_day_give_the_figures_of_that_day()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("schools-october-");
        await using var database = await TestDatabase.Create(cancel);
        await using var server = await ServerProcess.Start(database, cancel);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "schulen.csv"), OctoberLists.SchoolList, cancel);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "geraete.csv"), OctoberLists.DeviceList, cancel);
            await Run("preset", "load", "rkn-masterplan-2021", "--json");
            await Run("import", "apply", "schulen.csv", "--own", "--holds-from", OctoberLists.Day, "--json");
            var list = await Run("import", "apply", "geraete.csv", "--holds-from", OctoberLists.Day, "--json");
            Assert.Equal((OctoberLists.Devices, OctoberLists.Day), ((int)list["applied"]!, (string)list["holdsFrom"]!));
            var shown = await Run("import", "show", $"{list["id"]}", "--json");
            Assert.Equal(OctoberLists.Day, (string)shown["holdsFrom"]!);

            var figures = (await Run("figures", "--as-of", "2022-10-31", "--json")).AsArray();
            Assert.Equal((12m, null, null), Figure("schools"));
            Assert.Equal((75m, 9m, 12m), Figure("wlan-schools"));
            Assert.Equal((2.5m, OctoberLists.Persons, OctoberLists.Devices), Figure("persons-per-device"));

            var report = await SchoolsCommand.Run(
                server.Address, folder.FullName,
                ["report", "committee", "--as-of", "2022-10-31", "--since", "2022-06-01", "--out", "bericht.docx"]);
            Assert.True(report.ExitCode == ExitCode.Done, report.ToString());
            await using var document = await ZipFile.OpenReadAsync(Path.Combine(folder.FullName, "bericht.docx"), cancel);
            await using var text = await document.GetEntry("word/document.xml")!.OpenAsync(cancel);
            using var reader = new StreamReader(text);
            Assert.Contains("9 von 12", await reader.ReadToEndAsync(cancel), StringComparison.Ordinal);

            (decimal?, decimal?, decimal?) Figure(string indicator)
            {
                var figure = figures.Single(known => (string)known!["indicator"]! == indicator)!;
                return ((decimal?)figure["actual"], (decimal?)figure["numerator"], (decimal?)figure["denominator"]);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        async Task<JsonNode> Run(params string[] arguments)
        {
            var ended = await SchoolsCommand.Run(server.Address, folder.FullName, arguments);
            Assert.True(ended.ExitCode == ExitCode.Done, ended.ToString());
            return JsonNode.Parse(ended.Output)!;
        }
    }
}
