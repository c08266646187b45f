using System.Globalization;

namespace Schools.SampleData.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "Es fehlt das Kommando.")]
    [InlineData("demonstrate", "Unbekanntes Kommando „demonstrate“.")]
    [InlineData("demo", "Es fehlt --out.")]
    [InlineData("demo --out", "Nach --out fehlt der Wert.")]
    [InlineData("demo --folder x", "Unbekannte Angabe „--folder“; möglich sind --out, --seed, --reference.")]
    [InlineData("demo --out x --seed -1", "--seed „-1“ ist keine ganze Zahl ab 0.")]
    [InlineData("demo --out x --reference 2020-01-01", "--reference „2020-01-01“ ist kein Tag der Form JJJJ-MM-TT ab 2026-11-01.")]
    [InlineData("scale --out x", "Es fehlt --devices.")]
    [InlineData("scale --out x --devices 1000001", "--devices „1000001“ ist keine Zahl von 1 bis 1000000.")]
    [InlineData("scale-schools --out x --schools 0", "--schools „0“ ist keine Zahl von 1 bis 90000.")]
    public void What_is_wrong_is_said_in_german_and_writes_nothing(string line, string message)
    {
        var (code, output, errors) = Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((CommandLine.Refused, ""), (code, output));
        Assert.StartsWith(message + Environment.NewLine, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_verb_writes_its_files()
    {
        var folder = Directory.CreateTempSubdirectory("schools-cli-");
        try
        {
            var file = Path.Combine(folder.FullName, "out.csv");
            var scaled = Success("scale", "--devices", "25", "--schools", "2", "--out", file);
            Assert.Equal((CommandLine.Written, "25 Geräte an 2 Schulen in " + file), scaled);
            Assert.Equal(26, File.ReadAllLines(file).Length);
            Assert.Equal((CommandLine.Written, "20 Schulen in " + file), Success("scale-schools", "--schools", "20", "--out", file));
            Assert.Equal(22, File.ReadAllLines(file).Length);
            var (code, said) = Success("demo", "--out", folder.FullName, "--seed", "1");
            Assert.Equal(CommandLine.Written, code);
            Assert.StartsWith("Rhein-Kreis Neuss: 13 Schulen", said, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(folder.FullName, DemoAuthority.ManifestFile)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_refused()
    {
        var (code, _, errors) = Run(["scale", "--devices", "1", "--out", Path.GetTempPath()]);
        Assert.Equal(CommandLine.Refused, code);
        Assert.StartsWith("Die Ausgabe konnte nicht geschrieben werden:", errors, StringComparison.Ordinal);
    }

    private static (int Code, string Output) Success(params string[] arguments)
    {
        var (code, output, errors) = Run(arguments);
        Assert.Equal("", errors);
        return (code, output.TrimEnd());
    }

    private static (int Code, string Output, string Errors) Run(string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var code = CommandLine.Run(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
