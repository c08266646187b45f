using System.Text;
using Schools.Domain;
using Schools.Testing;

namespace Schools.Import.Tests;

/// <summary>
/// Small lists with one kind of defect each, and the plan each gives as text: <c>Golden/case.csv → case.plan.txt</c>.
/// SCHOOLS_REWRITE_GOLDEN=1 writes the expected texts anew.
/// </summary>
public sealed class GoldenPlanTests
{
    private const int Limit = 100;

    private static readonly string Folder = Path.Combine(SharedFiles.Repository, "tests", "Schools.Import.Tests", "Golden");

    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateFiles(Folder, "*.csv").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_list_gives_its_plan(string name)
    {
        var reading = Read(name);
        var text = reading.Refusal is { } refusal
            ? $"Abgelehnt: {refusal.Code.Code}\n{refusal.Message}\n"
            : Text(Register().Plan(reading.Required));
        var golden = Path.Combine(Folder, $"{name}.plan.txt");
        if (Environment.GetEnvironmentVariable("SCHOOLS_REWRITE_GOLDEN") == "1")
            File.WriteAllText(golden, text);
        Assert.Equal(File.ReadAllText(golden).ReplaceLineEndings("\n"), text);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_stored_plan_is_the_plan(string name)
    {
        if (Read(name).Value is not { } reading)
            return;
        var plan = Register().Plan(reading);

        var restored = new ImportPlan(PlanJson.Head(PlanJson.Head(plan.Head)), plan.NewRooms, plan.Rows.Select(Restored).ToList());

        Assert.Equal(Text(plan), Text(restored));
        Assert.Equal(Commands(plan), Commands(restored));

        static IEnumerable<string?> Commands(ImportPlan plan) => plan.Rows.Where(row => row.Commands.Count > 0)
            .Select(row => CommandJson.Write(row.Grain!.Value.Kind, row.Commands));

        static PlanRow Restored(PlanRow row)
        {
            var shown = PlanJson.Shown(PlanJson.Shown(row));
            return row with
            {
                Title = shown.Title,
                MatchedBy = shown.MatchedBy,
                Changes = shown.Changes,
                Issues = PlanJson.Issues(PlanJson.Issues(row.Issues)),
                Subject = shown.Subject,
                Commands = row.Commands.Count == 0
                    ? []
                    : CommandJson.Read(row.Grain!.Value.Kind, CommandJson.Write(row.Grain.Value.Kind, row.Commands)),
            };
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_applied_plan_leaves_nothing_to_do(string name)
    {
        if (Read(name).Value is not { } reading)
            return;
        var register = Register();
        var plan = register.Plan(reading);
        register.Apply(plan);

        var after = register.Plan(reading);

        Assert.Empty(after.Rows.Where(row => row.Commands.Count > 0).Select(row => row.Line));
        Assert.Empty(after.NewRooms);
        Assert.Equal(plan.Head.Counts.New + plan.Head.Counts.Changed + plan.Head.Counts.Unchanged, after.Head.Counts.Unchanged);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_corrected_rows_file_is_read_again_as_it_is(string name)
    {
        if (Read(name).Value is not { } reading)
            return;
        var plan = Register().Plan(reading);
        var bad = CorrectedRows.Of(plan).ToList();
        if (bad.Count == 0)
            return;

        var again = ImportReading.Read(CorrectedRows.Write(plan.Head, bad), new ReadOptions()).Required;

        Assert.Equal(bad.Count, again.RowCount);
        Assert.Equal(Form(plan.Head.Dialect), Form(again.Dialect));
        Assert.Equal(["Zeile", "Grund"], again.Columns.TakeLast(2).Select(column => column.Header));
        Assert.All(again.Columns.TakeLast(2), column => Assert.Equal(ColumnRole.Own, column.Role));
        Assert.DoesNotContain(again.Warnings, warning => warning.Column is "Zeile" or "Grund");
        Assert.Equal(reading.Confidence, again.Confidence);

        static (TextEncoding, char, bool, NewLineKind) Form(Dialect dialect) =>
            (dialect.Encoding == TextEncoding.Utf8 ? TextEncoding.Utf8Bom : dialect.Encoding, dialect.Delimiter, dialect.SepLine,
                dialect.NewLine);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Corrected_rows_in_utf8_are_marked_so_that_Excel_reads_the_umlauts(bool marked)
    {
        var list = Encoding.UTF8.GetBytes((marked ? "\uFEFF" : "") + "Seriennummer;Gerätetyp\nSN-1;Kaffeemühle\n");
        var plan = Register().Plan(list);

        var file = CorrectedRows.Write(plan.Head, CorrectedRows.Of(plan));

        Assert.StartsWith("\uFEFFSeriennummer;Gerätetyp;", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Corrected_rows_hold_no_formula_and_come_back_as_they_were()
    {
        const string List = "Seriennummer;Gerätetyp;=cmd;Bezeichnung;Bemerkung\nSN-1;?;;=1+1;-cmd\nSN-2;?;;@A1;\"+49;1\"\n";
        var plan = Register().Plan(Encoding.UTF8.GetBytes(List));
        var file = CorrectedRows.Write(plan.Head, CorrectedRows.Of(plan));

        Assert.DoesNotContain(
            Encoding.UTF8.GetString(file).Split(['\n', ';', '"']), cell => cell is ['=' or '+' or '-' or '@', ..]);
        var again = Register().Plan(file);
        Assert.Equal(plan.Rows.Select(row => row.Cells!), again.Rows.Select(row => row.Cells!));
        Assert.Equal("=cmd", again.Head.Columns[2].Header);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Corrected_rows_that_are_still_wrong_are_written_with_line_and_reason_once(string name)
    {
        if (Read(name).Value is not { } reading)
            return;
        var register = Register();
        var plan = register.Plan(reading);
        if (!CorrectedRows.Of(plan).Any())
            return;

        var once = CorrectedRows.Write(plan.Head, CorrectedRows.Of(plan));
        var again = register.Plan(once);
        var twice = CorrectedRows.Write(again.Head, CorrectedRows.Of(again));

        Assert.Equal(Header(once), Header(twice));
        // Rows that only clashed with rows that were taken are good now; the cells of the others are what they were.
        Assert.Subset(Cells(plan).ToHashSet(StringComparer.Ordinal), Cells(again).ToHashSet(StringComparer.Ordinal));

        static string Header(byte[] file) =>
            Encoding.UTF8.GetString(file).Split('\n').First(line => line.Contains("Grund", StringComparison.Ordinal));

        static IEnumerable<string> Cells(ImportPlan plan) =>
            CorrectedRows.Of(plan).Select(row => string.Join('|', row.Cells).TrimEnd('|'));
    }

    [Fact]
    public void A_column_named_like_one_of_a_corrected_rows_file_alone_is_a_column_like_any_other()
    {
        var plan = PlannedRegister.RheinKreisNeuss().Plan(Encoding.UTF8.GetBytes("Seriennummer;Gerätetyp;Grund\nSN-1;?;defekt\n"));

        Assert.Equal(["unknown-column"], plan.Head.Warnings.Select(warning => warning.Code.Code));
        Assert.Equal("\uFEFFSeriennummer;Gerätetyp;Grund;Zeile;Grund", Encoding.UTF8.GetString(
            CorrectedRows.Write(plan.Head, CorrectedRows.Of(plan))).Split('\n')[0]);
    }

    private static Outcome<ImportReading> Read(string name) =>
        ImportReading.Read(File.ReadAllBytes(Path.Combine(Folder, $"{name}.csv")), new ReadOptions($"{name}.csv"));

    internal static PlannedRegister Register()
    {
        var register = PlannedRegister.RheinKreisNeuss();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, "register")).Order(StringComparer.Ordinal))
            register.Apply(register.Plan(File.ReadAllBytes(file)));
        return register;
    }

    private static string Text(ImportPlan plan)
    {
        using var text = new StringWriter();
        PlanText.Write(plan, text, Limit);
        return text.ToString();
    }
}
