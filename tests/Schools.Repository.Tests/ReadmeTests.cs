using System.Text.RegularExpressions;

namespace Schools.Repository.Tests;

/// <summary>Every command that README.md shows is one that the tests or .ci/run run.</summary>
public sealed partial class ReadmeTests
{
    // Beginning of a command | who runs it.
    private const string KnownCommands = """
        git clone            | .ci/run
        cd schools           | .ci/run
        tools/run            | tests/Schools.EndToEnd.Tests
        tools/schools import | tests/Schools.Cli.Tests
        tools/schools export | tests/Schools.Cli.Tests
        tools/schools profile | tests/Schools.Cli.Tests
        tools/schools preset | tests/Schools.Cli.Tests
        tools/schools figures | tests/Schools.Cli.Tests
        tools/schools report | tests/Schools.Cli.Tests
        tools/schools status | tests/Schools.Cli.Tests
        tools/schools authority | tests/Schools.Cli.Tests
        tools/schools --help | tests/Schools.Cli.Tests
        tools/bench          | tools/Schools.Bench/RESULTS.md
        tools/test           | .ci/run
        bash .ci/run         | .ci/run
        """;

    private static readonly Dictionary<string, string> Runners = KnownCommands
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(halves => halves[0], halves => halves[1], StringComparer.Ordinal);

    [Fact]
    public void Every_command_is_run_by_somebody() =>
        Finding.None(RepositoryTree.TextFiles.Where(file => file.Path is "README.md").SelectMany(Breaches));

    [Fact]
    public void Commands_are_found_in_code_blocks()
    {
        const string text = """
            Text with `tools/other`.
            ```sh
            # a comment
            SCHOOLS_PORT=5081 tools/run   # other port
            ```
            ```console
            $ tools/schools status
            12 Schulen
            ```
            ```json
            {}
            ```
            """;
        Assert.Equal([(4, "tools/run"), (7, "tools/schools status")], Commands(text));
    }

    [Theory]
    [InlineData("tools/run --empty", true)]
    [InlineData("tools/runner", false)]
    [InlineData("make all", false)]
    public void Known_beginnings(string command, bool known) => Assert.Equal(known, RunnerOf(command) is not null);

    private static IEnumerable<Finding> Breaches(TreeFile readme)
    {
        foreach (var (line, command) in Commands(readme.Text))
        {
            var runner = RunnerOf(command);
            if (runner is null)
            {
                yield return new(readme.Path, line, $"nobody runs '{command}'",
                    "Test it and add it to the table of ReadmeTests, or take it out");
            }
            else if (!Path.Exists(RepositoryTree.FullPath(runner)))
            {
                yield return new(readme.Path, line, $"'{command}' should be run by {runner}, which is not there",
                    "Correct the table of ReadmeTests");
            }
        }
    }

    private static string? RunnerOf(string command) =>
        Runners.FirstOrDefault(known => $"{command} ".StartsWith($"{known.Key} ", StringComparison.Ordinal)).Value;

    /// <summary>All lines of sh and bash blocks, and lines after "$ " of any block; without settings before and comments after.</summary>
    private static IEnumerable<(int Line, string Command)> Commands(string text)
    {
        string? language = null;
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line.Trim(), index + 1)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                language = language is null ? line[3..].Trim() : null;
                continue;
            }

            var shown = line.StartsWith("$ ", StringComparison.Ordinal);
            if (language is not null && (shown || language is "sh" or "bash" or "shell"))
            {
                var command = Settings().Replace(Comment().Replace(shown ? line[2..] : line, ""), "").Trim();
                if (command.Length > 0)
                {
                    yield return (number, command);
                }
            }
        }
    }

    [GeneratedRegex(@"^(\w+=\S*\s+)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Settings();

    [GeneratedRegex(@"(^|\s)#.*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();
}
