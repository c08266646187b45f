namespace Schools.Bench;

/// <summary>Where the programs that are measured from outside lie.</summary>
internal static class WorkingTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>The web program in the configuration of this one.</summary>
    public static string WebProgram
    {
        get
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(Root, "src", "Schools.Web", "bin", framework.Parent!.Name, framework.Name, "Schools.Web.dll");
        }
    }

    /// <summary>A new folder under SCHOOLS_DATA, where the disk is a real one.</summary>
    public static string NewDataFolder(string purpose)
    {
        var data = Environment.GetEnvironmentVariable("SCHOOLS_DATA") is { Length: > 0 } named ? named : Path.Combine(Root, ".data");
        return Directory.CreateDirectory(Path.Combine(data, $"bench-{purpose}-{Environment.ProcessId}")).FullName;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Schools.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("The benchmarks do not run inside the working tree.");
    }
}
