using System.Xml.Linq;

namespace Schools.Repository.Tests;

/// <summary>The walls between the projects (src/README.md): what each may name, projects before the bar, packages after it.</summary>
public sealed class ReferenceTests
{
    // A new entry here is a decision about the shape of the program, not a formality.
    private const string Allowed = """
        src/Schools.Domain             |
        src/Schools.Import             Domain | CsvHelper ExcelDataReader
        src/Schools.Storage            Domain | Npgsql
        src/Schools.Grains             Domain Storage |
        src/Schools.Orleans            Domain Storage Grains | Npgsql orleans
        src/Schools.Web                Domain Import Storage Grains Orleans | Npgsql openxml web
        tools/Schools.Cli              Domain Import | System.CommandLine
        tools/Schools.SampleData       Domain |
        tools/Schools.Bench            Domain Import Storage Grains Orleans Web SampleData | Npgsql CsvHelper
        tests/Schools.Testing          Domain Storage | Npgsql
        tests/Schools.Domain.Tests     Domain | xunit
        tests/Schools.Import.Tests     Domain Import Testing | FsCheck FSharp.Core xunit
        tests/Schools.Storage.Tests    Domain Storage Testing | xunit Npgsql
        tests/Schools.Grains.Tests     Domain Storage Grains Testing | xunit Npgsql
        tests/Schools.Orleans.Tests    Domain Storage Grains Orleans Web Testing | xunit Npgsql Microsoft.Orleans.TestingHost
        tests/Schools.Web.Tests  Domain Import Storage Grains Web Testing SampleData | xunit Npgsql openxml Microsoft.AspNetCore.Mvc.Testing
        tests/Schools.Cli.Tests        Domain Cli Web Testing | xunit
        tests/Schools.SampleData.Tests Domain Import SampleData Testing | xunit
        tests/Schools.EndToEnd.Tests   Domain Web Testing | xunit Microsoft.Playwright Deque.AxeCore.Commons
        tests/Schools.Repository.Tests | xunit
        """;

    // Words of the table that stand for several packages.
    private static readonly Dictionary<string, string[]> Bundles = new(StringComparer.Ordinal)
    {
        ["xunit"] = ["xunit.v3", "xunit.runner.visualstudio", "Microsoft.NET.Test.Sdk"],
        ["orleans"] =
        [
            "Microsoft.Orleans.Server", "Microsoft.Orleans.Persistence.AdoNet",
            "Microsoft.Orleans.Clustering.AdoNet", "Microsoft.Orleans.Reminders.AdoNet",
        ],
        ["openxml"] = ["DocumentFormat.OpenXml"],
        ["web"] = ["Microsoft.AspNetCore.OpenApi", "OpenTelemetry.Exporter.OpenTelemetryProtocol"],
    };

    [Fact]
    public void Every_project_names_only_what_it_may()
    {
        var rows = Allowed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Row)
            .ToDictionary(row => row.Project, StringComparer.Ordinal);
        var projects = RepositoryTree.WithExtension(".csproj").ToList();
        Assert.NotEmpty(projects);
        Finding.None(projects.SelectMany(project => Breaches(project, rows)).Concat(Missing(projects, rows.Keys)));
    }

    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        var solution = File.ReadAllText(RepositoryTree.FullPath("Schools.sln")).Replace('\\', '/');
        Finding.None(
            from project in RepositoryTree.WithExtension(".csproj")
            where !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal)
            select new Finding(project.Path, 0, "is not in Schools.sln, so nobody builds it", $"dotnet sln add {project.Path}"));
    }

    [Fact]
    public void Versions_stand_in_one_file()
    {
        Finding.None(
            from project in RepositoryTree.WithExtension(".csproj")
            from line in project.Lines()
            where line.Text.Contains("<PackageReference", StringComparison.Ordinal)
                && line.Text.Contains("Version=", StringComparison.Ordinal)
            select new Finding(project.Path, line.Number, "names a version", "Name it in Directory.Packages.props"));
    }

    private static (string Project, string[] Projects, string[] Packages) Row(string line)
    {
        var halves = line.Split('|');
        var left = halves[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var packages = halves[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(package => Bundles.GetValueOrDefault(package) ?? [package]);
        return (left[0], [.. left[1..].Select(name => $"Schools.{name}")], [.. packages]);
    }

    private static IEnumerable<Finding> Breaches(
        TreeFile project, Dictionary<string, (string Project, string[] Projects, string[] Packages)> rows)
    {
        var folder = Path.GetDirectoryName(project.Path) ?? "";
        if (!rows.TryGetValue(folder, out var row))
        {
            return [new(project.Path, 0, "is not in the table of ReferenceTests", "Add its row, and one to src/README.md")];
        }

        return
            from reference in References(project)
            where !(reference.IsProject ? row.Projects : row.Packages).Contains(reference.Name, StringComparer.Ordinal)
            select new Finding(project.Path, reference.Line, $"may not reference {reference.Name}",
                "Move the code to where the reference is allowed; the table stands in ReferenceTests");
    }

    private static IEnumerable<(string Name, bool IsProject, int Line)> References(TreeFile project) =>
        from element in XDocument.Parse(project.Text, LoadOptions.SetLineInfo).Descendants()
        let kind = element.Name.LocalName
        where kind is "ProjectReference" or "PackageReference" && element.Attribute("Include") is not null
        let include = (string?)element.Attribute("Include") ?? ""
        let isProject = string.Equals(kind, "ProjectReference", StringComparison.Ordinal)
        select (isProject ? Path.GetFileNameWithoutExtension(include.Replace('\\', '/')) : include, isProject,
            ((System.Xml.IXmlLineInfo)element).LineNumber);

    private static IEnumerable<Finding> Missing(List<TreeFile> projects, IEnumerable<string> rows) =>
        from row in rows
        where !projects.Exists(project => project.Path.StartsWith($"{row}/", StringComparison.Ordinal))
        select new Finding(row, 0, "has a row in ReferenceTests but no project file", "Remove the row");
}
