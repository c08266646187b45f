using System.Text;
using System.Text.RegularExpressions;
using Schools.Testing;

namespace Schools.Cli.Tests;

/// <summary>
/// A file of command lines, each with what it must answer: stdout as it is, stderr behind <c>! </c>, the exit code behind <c>=&gt; </c>.
/// What differs from run to run (address, moments) stands as a word. SCHOOLS_REWRITE_GOLDEN=1 writes the answers anew.
/// </summary>
internal static partial class Transcript
{
    public const string RewriteVariable = "SCHOOLS_REWRITE_GOLDEN";
    private const string Prompt = "$ schools";
    private static readonly string Folder = Path.Combine(SharedFiles.Repository, "tests", "Schools.Cli.Tests", "Transcripts");

    public static TheoryData<string> Names(string kind) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Folder, kind), "*.txt")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal),
    ];

    public static async Task Hold(string kind, string name, Uri server)
    {
        var path = Path.Combine(Folder, kind, $"{name}.txt");
        var expected = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        using var folder = new InputFolder();
        var actual = new StringBuilder();
        foreach (var line in expected.Split('\n').Where(line => line.StartsWith(Prompt, StringComparison.Ordinal)))
        {
            var ended = await SchoolsCommand.Run(server, folder.Path, Words(line[Prompt.Length..]));
            // An exported text has the line ends of Windows; this file has one kind.
            actual.Append(line).Append('\n').Append(ended.Output.ReplaceLineEndings("\n"));
            foreach (var said in ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                actual.Append("! ").Append(said).Append('\n');
            }
            actual.Append("=> ").Append(ended.ExitCode).Append("\n\n");
        }
        var text = Steady(actual.ToString(), server);
        if (Environment.GetEnvironmentVariable(RewriteVariable) == "1")
        {
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
            return;
        }
        Assert.Equal(expected, text);
    }

    private static string Steady(string text, Uri server) => Moment().Replace(
        WireMoment().Replace(text.Replace(server.AbsoluteUri.TrimEnd('/'), "SERVER", StringComparison.Ordinal), "MOMENT"),
        "TT.MM.JJJJ HH:MM");

    private static IEnumerable<string> Words(string line) =>
        Word().Matches(line).Select(match => match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Value);

    [GeneratedRegex("""
        "(?<quoted>[^"]*)"|[^ ]+
        """, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\d\d\.\d\d\.\d{4},? \d\d:\d\d", RegexOptions.None, 1000)]
    private static partial Regex Moment();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WireMoment();

    /// <summary>A folder of its own with a copy of the input files, so that commands may write there.</summary>
    private sealed class InputFolder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("schools-transcript-");

        public InputFolder()
        {
            foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(Folder, "Files")))
            {
                File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
            }
        }

        public string Path => folder.FullName;

        public void Dispose() => folder.Delete(recursive: true);
    }
}
