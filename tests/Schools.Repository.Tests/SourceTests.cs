namespace Schools.Repository.Tests;

/// <summary>The rules of <see cref="SourceRules"/> on every file of the repository.</summary>
public sealed class SourceTests
{
    private static IEnumerable<TreeFile> CSharp => RepositoryTree.WithExtension(".cs");

    private static IEnumerable<TreeFile> Code =>
        RepositoryTree.WithExtension(".cs", ".cshtml", ".sql", ".css", ".js", ".mjs", ".ts").Concat(RepositoryTree.Scripts()).Distinct();

    [Fact]
    public void A_file_is_read_at_one_sitting() => Check(CSharp, SourceRules.FileLength);

    [Fact]
    public void A_function_fits_on_one_screen() => Check(CSharp, SourceRules.FunctionLengths);

    [Fact]
    public void A_line_fits_beside_another() => Check(Code, SourceRules.LineLengths);

    [Fact]
    public void A_type_is_named_after_the_field() => Check(CSharp, SourceRules.TypeNames);

    [Fact]
    public void Nothing_is_left_half_done() =>
        Check(Code.Concat(RepositoryTree.WithExtension(".md", ".csproj", ".props")), SourceRules.Leftovers);

    private static void Check(IEnumerable<TreeFile> files, Func<string, string, IEnumerable<Finding>> rule) =>
        Finding.None(files.SelectMany(file => rule(file.Path, file.Text)));
}
