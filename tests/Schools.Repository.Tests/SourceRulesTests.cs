namespace Schools.Repository.Tests;

/// <summary>Each rule bites on a small text that breaks it, at the right line, and lets its neighbour pass.</summary>
public sealed class SourceRulesTests
{
    private static readonly string[] NoFindings = [];

    [Theory]
    [InlineData("class Roster { }", null)]
    [InlineData("class DeviceManager { }", "Manager")]
    [InlineData("interface ISchoolService { }", "Service")]
    [InlineData("sealed class Sweeper : BackgroundService { }", null)]
    [InlineData("sealed class SweepService : BackgroundService { }", null)]
    [InlineData("public sealed record RoomInfo(int Floor);", "Info")]
    [InlineData("class Database { enum DataKind { A } }", "Data")]
    [InlineData("// class DeviceManager\nclass A { string s = \"class DeviceHelper\"; }", null)]
    public void Empty_words_in_type_names(string source, string? word)
    {
        var findings = SourceRules.TypeNames("A.cs", source).ToList();
        Assert.Equal(word is null ? NoFindings : [word], findings.Select(finding => finding.Problem.Split('\'')[3]));
    }

    [Fact]
    public void Functions_are_measured_from_signature_to_end()
    {
        const string source = """"
            namespace A;
            [Some(Name = "{")]
            public sealed class B<T>(int x) : C where T : class
            {
                private static readonly int[] Table =
                [
                    1,
                ];
                [Fact]
                [InlineData("}")]
                public void M(string s = "{")
                {
                    var c = '{'; var q = $"{(s is "}" ? "{{" : $"{s}")} }}";
                    var r = """
                        } { "
                        """;
                    if (c == '"') { /* } */ }
                }
                public int P { get; set; } = new Dictionary<string, int> { ["a"] = 1 }.Count;
                public static bool operator ==(B a, B b) =>
                    a.P
                        == b.P;
                public record Nested(int Y);
                public enum Colour { Red, Green }
            }
            """";
        var (functions, types) = CSharpOutline.Of(source);
        Assert.Equal(["M 11-18", "P 19-19", "== 20-22"],
            functions.Select(f => $"{f.Signature.Split('(')[0].Split(' ')[^1]} {f.FirstLine}-{f.FirstLine + f.Lines - 1}"));
        Assert.Equal(["B 3", "Nested 23", "Colour 24"], types.Select(type => $"{type.Name} {type.Line}"));
    }

    [Theory]
    [InlineData(57, false)]
    [InlineData(58, true)]
    public void A_function_of_sixty_lines_is_too_long(int statements, bool tooLong)
    {
        var body = string.Concat(Enumerable.Repeat("x();\n", statements - 1));
        var findings = SourceRules.FunctionLengths("A.cs", $"class A\n{{\nvoid M() {{\nx();\n{body}}}\n}}\n");
        Assert.Equal(tooLong ? ["A.cs:3: 'void M' has 60 lines, 59 are allowed. Give its parts names of their own"] : NoFindings,
            findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public void Long_files_and_lines()
    {
        Assert.Empty(SourceRules.FileLength("A.cs", string.Concat(Enumerable.Repeat("x\n", SourceRules.FileLines))));
        Assert.Single(SourceRules.FileLength("A.cs", string.Concat(Enumerable.Repeat("x\n", SourceRules.FileLines + 1))));
        var long141 = new string('x', SourceRules.LineLength + 1);
        Assert.Equal(2, Assert.Single(SourceRules.LineLengths("A.cs", $"{long141[1..]}\n{long141}\n")).Line);
    }

    [Theory]
    [InlineData("// TO" + "DO: later", true)]
    [InlineData("throw new NotImplemented" + "Exception();", true)]
    [InlineData("[Fact(Sk" + "ip = \"slow\")]", true)]
    [InlineData("new Page { Skip = 20 }; // Methoden, die in todos stehen", false)]
    public void Leftover_words(string line, bool found) => Assert.Equal(found, SourceRules.Leftovers("A.cs", line).Any());
}
