namespace Schools.Testing;

/// <summary>Real files of other people, which lie beside the repository and are not part of it.</summary>
public static class SharedFiles
{
    public const string Variable = "SCHOOLS_SHARED_DATA";

    /// <summary>The root of the working tree, found by its solution file.</summary>
    public static string Repository { get; } = FindRepository();

    public static string Folder { get; } =
        Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(Repository, "..", "shared", "data");

    /// <summary>The path of a shared file, or null where the folder is not at hand.</summary>
    public static string? Find(string relative) =>
        Path.Combine(Folder, relative) is var path && File.Exists(path) ? Path.GetFullPath(path) : null;

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Schools.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("The tests do not run inside the working tree.");
    }
}
