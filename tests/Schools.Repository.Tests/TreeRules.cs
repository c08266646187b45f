using System.Text.RegularExpressions;

namespace Schools.Repository.Tests;

/// <summary>What may stand in any text file. Each rule takes a path and a text, so that it can be shown to bite.</summary>
public static partial class TreeRules
{
    // Written apart, so that this file does not break its own rules.
    private static readonly Regex MachinePath = new(
        @"(?<![\w.\-/*])/(work|root|home/\w+)/", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static readonly Regex RegistryHost = new(
        @"registry\.npmjs|api\.nuget\.org|art[i]factory|/v3/index\.json", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    private static readonly Regex Secret = new("BEGIN [A-Z ]*PRIVATE" + " KEY", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static readonly string[] ConflictMarkers = [new string('<', 7) + ' ', new string('>', 7) + ' '];

    public static IEnumerable<Finding> MachinePaths(string path, string text) =>
        Matches(path, text, MachinePath, "path of one machine", "Make it relative to the repository");

    public static IEnumerable<Finding> RegistryHosts(string path, string text) =>
        Matches(path, text, RegistryHost, "host of a package registry", "Leave it to the configuration of the machine");

    public static IEnumerable<Finding> Secrets(string path, string text) =>
        Matches(path, text, Secret, "private key", "Generate it where it is used, and revoke this one");

    public static IEnumerable<Finding> ResolvedAddresses(string path, string text) =>
        Matches(path, text, ResolvedAddress(), "address a package was fetched from",
            "Set omit-lockfile-registry-resolved=true in .npmrc and write the lock file again");

    public static IEnumerable<Finding> Conflicts(string path, string text) =>
        from line in text.Split('\n').Select((line, index) => (Text: line, Number: index + 1))
        where Array.Exists(ConflictMarkers, marker => line.Text.StartsWith(marker, StringComparison.Ordinal))
        select new Finding(path, line.Number, "marker of an unfinished merge", "Finish the merge");

    /// <summary>Relative links that lead nowhere; <paramref name="exists"/> is asked for paths relative to the root.</summary>
    public static IEnumerable<Finding> DeadLinks(string path, string text, Func<string, bool> exists)
    {
        var fenced = false;
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line, index + 1)))
        {
            fenced ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            foreach (Match link in fenced ? [] : Link().Matches(line).ToArray())
            {
                var target = link.Groups["target"].Value.Split('#')[0];
                if (target.Length > 0 && !target.Contains(':', StringComparison.Ordinal) && !LeadsSomewhere(path, target, exists))
                {
                    yield return new(path, number, $"link to '{target}' leads nowhere in the repository", "Correct it or remove it");
                }
            }
        }
    }

    private static bool LeadsSomewhere(string path, string target, Func<string, bool> exists)
    {
        var parts = new Stack<string>((Path.GetDirectoryName(path) ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is "..")
            {
                if (!parts.TryPop(out _))
                {
                    return false;
                }
            }
            else if (part is not ".")
            {
                parts.Push(part);
            }
        }

        return exists(string.Join('/', parts.Reverse()));
    }

    private static IEnumerable<Finding> Matches(string path, string text, Regex pattern, string problem, string remedy) =>
        from line in text.Split('\n').Select((line, index) => (Text: line, Number: index + 1))
        let match = pattern.Match(line.Text)
        where match.Success
        select new Finding(path, line.Number, $"{problem} '{match.Value}'", remedy);

    [GeneratedRegex("\"resolved\":\\s*\"https?:[^\"]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ResolvedAddress();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
