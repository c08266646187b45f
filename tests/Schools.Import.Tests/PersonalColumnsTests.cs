using System.Text;
using Schools.Testing;

namespace Schools.Import.Tests;

/// <summary>What a list says of people beside its devices is neither shown nor stored.</summary>
public sealed class PersonalColumnsTests
{
    private static readonly string[] Names = ["velace", "Turing", "Kurt", "Emmy", "Grace", "example.org"];

    [Fact]
    public void No_name_of_a_person_reaches_what_is_stored()
    {
        var list = Path.Combine(SharedFiles.Repository, "tests", "Schools.Import.Tests", "Golden", "persons.csv");
        var stored = Stored(PlannedRegister.RheinKreisNeuss().Plan(File.ReadAllBytes(list)));

        Assert.All(Names, name => Assert.DoesNotContain(name, stored, StringComparison.Ordinal));
        Assert.Contains("Verantwortlich", stored, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_text_is_quoted_only_from_columns_that_are_read()
    {
        const string List = "Inventarnummer;Seriennummer;Gerätetyp;Schulnummer;Entleiher;Bemerkung\n"
            + "RKN-1;SN-1;Tablet;172686;Lÿÿvelace;\nRKN-2;SN-2;Tablet;172686;;Stÿÿtze\n";
        var plan = PlannedRegister.RheinKreisNeuss().Plan(Tables.Bytes(List, TextEncoding.Windows1252));

        Assert.Equal(["damaged-text Entleiher ", "damaged-text Bemerkung Stÿÿtze"],
            plan.Rows.SelectMany(row => row.Issues).Select(issue => $"{issue.Code.Code} {issue.Column} {issue.Value}"));
        Assert.DoesNotContain("velace", Stored(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_title_lines_only_the_numbers_are_kept()
    {
        const string List = "Ausleihen von Ada Lovelace;;\n\nInventarnummer;Seriennummer;Gerätetyp\nRKN-1;SN-1;Tablet\n";
        var plan = PlannedRegister.RheinKreisNeuss().Plan(Encoding.UTF8.GetBytes(List));

        Assert.Equal([1], plan.Head.Dialect.SkippedLines);
        Assert.DoesNotContain("velace", Stored(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_names_people_is_dropped_whatever_the_profile_says_of_it()
    {
        var list = ImportProfile.Find("device-list")!;
        var careless = new ImportProfile(
            list.Name, list.Title, list.Target, list.Required, list.MatchBy, list.Columns, ["Entleiher"], list.Words);

        var mapping = ColumnMapping.Map(careless, Tables.Open("Seriennummer;Entleiher\nSN-1;\n"), ["seriennummer", "entleiher"],
            new Dictionary<int, Foreign>());

        Assert.Equal(ColumnRole.Dropped, mapping.Columns[1].Role);
    }

    /// <summary>All texts of a plan that are kept or shown.</summary>
    private static string Stored(ImportPlan plan)
    {
        using var text = new StringWriter();
        PlanText.Write(plan, text);
        text.Write(PlanJson.Head(plan.Head));
        foreach (var row in plan.Rows)
            text.Write($"{PlanJson.Shown(row)} {PlanJson.Issues(row.Issues)} {string.Join('|', row.Cells ?? [])}\n");
        text.Write(Encoding.UTF8.GetString(CorrectedRows.Write(plan.Head, CorrectedRows.Of(plan))));
        return text.ToString();
    }
}
