using System.Text;

namespace Schools.Repository.Tests;

/// <summary>One breach of a rule: where, what, and what to do about it. Line 0: the file as a whole.</summary>
public sealed record Finding(string Path, int Line, string Problem, string Remedy)
{
    public override string ToString() => Line > 0 ? $"{Path}:{Line}: {Problem}. {Remedy}" : $"{Path}: {Problem}. {Remedy}";

    /// <summary>Fails the test with all findings at once.</summary>
    public static void None(IEnumerable<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.AppendLine().Append(finding);
        }

        if (text.Length > 0)
        {
            Assert.Fail(text.ToString());
        }
    }
}
