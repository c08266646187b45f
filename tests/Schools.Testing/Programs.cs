using System.Diagnostics;

namespace Schools.Testing;

/// <summary>The programs of this build, started as they are started in earnest.</summary>
public static class Programs
{
    // …/tests/Schools.Cli.Tests/bin/Debug/net10.0/
    private static readonly DirectoryInfo Output = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    public static string CommandLine => Built("tools/Schools.Cli");

    public static string Server => Built("src/Schools.Web");

    public static ProcessStartInfo Dotnet(string program, string folder, IReadOnlyDictionary<string, string> environment)
    {
        // A shell that starts a program in the background has it ignore Ctrl-C; env takes that back.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", program])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("SCHOOLS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return start;
    }

    private static string Built(string project) =>
        Path.Combine(SharedFiles.Repository, project, "bin", Output.Parent!.Name, Output.Name, Path.GetFileName(project) + ".dll")
            is var program
        && File.Exists(program)
            ? program
            : throw new InvalidOperationException($"{project} is not built.");
}
