namespace Schools.Repository.Tests;

/// <summary>What may lie in the repository, and what may stand in any of its files.</summary>
public sealed class TreeTests
{
    private const long LargestFile = 1_000_000;

    private static readonly string[] RootEntries =
    [
        "src", "tools", "tests", "k8s", ".ci",
        "README.md", "Schools.sln", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json",
        ".editorconfig", ".gitattributes", ".gitignore",
    ];

    private static readonly HashSet<string> Existing = [.. RepositoryTree.Paths.SelectMany(FileAndFolders)];

    [Fact]
    public void The_root_holds_only_what_must_lie_there() =>
        Finding.None(
            from entry in RepositoryTree.Paths.Select(path => path.Split('/')[0]).Distinct(StringComparer.Ordinal)
            where !RootEntries.Contains(entry, StringComparer.Ordinal)
            select new Finding(entry, 0, "may not lie in the root",
                "Move it into the folder it belongs to, or add it to TreeTests with a reason"));

    [Fact]
    public void No_file_is_large() =>
        Finding.None(
            from path in RepositoryTree.Paths
            let length = new FileInfo(RepositoryTree.FullPath(path)).Length
            where length > LargestFile
            select new Finding(path, 0, $"{length} bytes, at most {LargestFile}", "Generate it from a seed where it is needed"));

    [Fact]
    public void Scripts_can_be_started() =>
        Finding.None(
            from file in RepositoryTree.TextFiles
            where file.Text.StartsWith("#!", StringComparison.Ordinal)
                && !OperatingSystem.IsWindows()
                && !File.GetUnixFileMode(file.FullPath).HasFlag(UnixFileMode.UserExecute)
            select new Finding(file.Path, 1, "names its interpreter but is not executable", $"git update-index --chmod=+x {file.Path}"));

    [Fact]
    public void No_path_of_one_machine() => Check(TreeRules.MachinePaths);

    [Fact]
    public void No_host_of_a_package_registry() => Check(TreeRules.RegistryHosts);

    [Fact]
    public void No_address_in_a_lock_file() => Check(TreeRules.ResolvedAddresses);

    [Fact]
    public void No_secret() => Check(TreeRules.Secrets);

    [Fact]
    public void No_unfinished_merge() => Check(TreeRules.Conflicts);

    [Fact]
    public void No_link_leads_nowhere() =>
        Finding.None(RepositoryTree.WithExtension(".md").SelectMany(file => TreeRules.DeadLinks(file.Path, file.Text, Existing.Contains)));

    private static IEnumerable<string> FileAndFolders(string path)
    {
        for (var part = path; !string.IsNullOrEmpty(part); part = Path.GetDirectoryName(part))
        {
            yield return part;
        }
    }

    private static void Check(Func<string, string, IEnumerable<Finding>> rule) =>
        Finding.None(RepositoryTree.TextFiles.SelectMany(file => rule(file.Path, file.Text)));
}
