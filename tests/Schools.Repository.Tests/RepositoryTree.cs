using System.Diagnostics;
using System.Text;

namespace Schools.Repository.Tests;

/// <summary>A text file of the repository. <see cref="Path"/> is relative to the root, with slashes.</summary>
public sealed record TreeFile(string Path, string FullPath)
{
    public string Text { get; } = File.ReadAllText(FullPath);

    public IEnumerable<(int Number, string Text)> Lines()
    {
        var number = 0;
        foreach (var line in Text.Split('\n'))
        {
            yield return (++number, line.TrimEnd('\r'));
        }
    }
}

/// <summary>The files that belong to the repository: what git tracks or would track, and still exists.</summary>
public static class RepositoryTree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Paths { get; } = ListPaths();

    public static IReadOnlyList<TreeFile> TextFiles { get; } =
        [.. Paths.Where(IsText).Select(path => new TreeFile(path, FullPath(path)))];

    public static IEnumerable<TreeFile> WithExtension(params string[] extensions) =>
        TextFiles.Where(file => extensions.Contains(Path.GetExtension(file.Path), StringComparer.Ordinal));

    /// <summary>Scripts of tools/ and .ci/ have no extension: the first line says what runs them.</summary>
    public static IEnumerable<TreeFile> Scripts() =>
        TextFiles.Where(file =>
            file.Path.EndsWith(".sh", StringComparison.Ordinal) || file.Text.StartsWith("#!", StringComparison.Ordinal));

    public static string FullPath(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Schools.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Schools.sln above {AppContext.BaseDirectory}.");
    }

    private static List<string> ListPaths()
    {
        // The checkout may belong to another user than the one who runs the tests, which git refuses unless told.
        var start = new ProcessStartInfo("git",
            ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start; the rules read its list of files.");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
        {
            throw new InvalidOperationException($"git ls-files failed with code {git.ExitCode} in {Root}; the rules need a git checkout.");
        }

        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal)
            .Where(path => File.Exists(FullPath(path)))
            .Order(StringComparer.Ordinal)];
    }

    private static bool IsText(string path)
    {
        using var stream = File.OpenRead(FullPath(path));
        var head = new byte[8000];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return !head.AsSpan(0, length).Contains((byte)0);
    }
}
