using System.Text.RegularExpressions;

namespace Schools.Repository.Tests;

/// <summary>What may stand in one file of code. Each rule takes a path and a text, so that it can be shown to bite.</summary>
public static partial class SourceRules
{
    public const int FileLines = 300;
    public const int FunctionLines = 60;
    public const int LineLength = 140;

    private static readonly string[] EmptyWords =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Processor", "Service", "Base", "Info", "Data"];

    // Written apart, so that this file does not break its own rule.
    private static readonly Regex Leftover = new(
        @"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|NotImplemented" + @"Exception)\b|\b(Fact|Theory)\([^)]*\bSkip\s*=",
        RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    public static IEnumerable<Finding> FileLength(string path, string text)
    {
        var lines = text.AsSpan().TrimEnd('\n').Count('\n') + 1;
        if (lines > FileLines)
        {
            yield return new(path, 0, $"{lines} lines, at most {FileLines}", "Move what has a name of its own into a file of its own");
        }
    }

    public static IEnumerable<Finding> LineLengths(string path, string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.TrimEnd('\r').Length > LineLength)
            {
                yield return new(path, number, $"{line.Length} characters, at most {LineLength}", "Break the line");
            }
        }
    }

    public static IEnumerable<Finding> FunctionLengths(string path, string text) =>
        from function in CSharpOutline.Of(text).Functions
        where function.Lines >= FunctionLines
        let name = function.Signature.Split('(')[0]
        select new Finding(path, function.FirstLine, $"'{name}' has {function.Lines} lines, {FunctionLines - 1} are allowed",
            "Give its parts names of their own");

    /// <summary>A framework's own kind of class keeps the framework's word: a BackgroundService may be called one.</summary>
    public static IEnumerable<Finding> TypeNames(string path, string text) =>
        from type in CSharpOutline.Of(text).Types
        let word = WordsOf().Matches(type.Name).Select(match => match.Value).FirstOrDefault(EmptyWords.Contains)
        where word is not null && !FrameworkKind().IsMatch(type.Header)
        select new Finding(path, type.Line, $"type name '{type.Name}' holds the empty word '{word}'",
            "Name it after what it is in the field");

    public static IEnumerable<Finding> Leftovers(string path, string text) =>
        from line in text.Split('\n').Select((line, index) => (Text: line, Number: index + 1))
        let match = Leftover.Match(line.Text)
        where match.Success
        select new Finding(path, line.Number, $"leftover '{match.Value}'", "Finish it, or open an issue and delete the note");

    [GeneratedRegex("[A-Z][a-z0-9]*", RegexOptions.None, 1000)]
    private static partial Regex WordsOf();

    [GeneratedRegex(@":[^{]*\b(BackgroundService|IHostedService|IHostedLifecycleService)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FrameworkKind();
}
