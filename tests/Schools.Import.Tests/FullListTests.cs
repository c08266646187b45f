using System.Text;
using Schools.Domain;
using Schools.Testing;

namespace Schools.Import.Tests;

/// <summary>Lists that say they are complete: <c>Golden/full/tablets.csv</c> → a plan for each way to treat what it leaves out.</summary>
public sealed class FullListTests
{
    private const string Head = "Inventarnummer;Seriennummer;Gerätetyp;Schulnummer;Rechnungsnr.;Status\n";

    private static readonly string Folder = Path.Combine(SharedFiles.Repository, "tests", "Schools.Import.Tests", "Golden");

    [Theory]
    [InlineData("leave")]
    [InlineData("mark")]
    [InlineData("grace:30")]
    public void A_full_list_gives_its_plan(string missing)
    {
        var plan = GoldenPlanTests.Register().Plan(File.ReadAllBytes(Path.Combine(Folder, "full", "tablets.csv")), options: Full(missing));

        using var text = new StringWriter();
        PlanText.Write(plan, text);
        var golden = Path.Combine(Folder, "full", $"tablets.{missing.Replace(':', '-')}.plan.txt");
        if (Environment.GetEnvironmentVariable("SCHOOLS_REWRITE_GOLDEN") == "1")
            File.WriteAllText(golden, text.ToString());
        Assert.Equal(File.ReadAllText(golden).ReplaceLineEndings("\n"), text.ToString());
    }

    [Fact]
    public void A_marked_device_is_found_by_whatever_list_names_it()
    {
        var register = Register(
            "I-1;S-1;Tablet;172686;R;In Betrieb\nI-2;S-2;Tablet;172686;R;In Betrieb\nI-3;S-3;Tablet;172686;R;In Betrieb\n");
        var without3 = List("I-1;S-1;Tablet;172686;R;In Betrieb\nI-2;S-2;Tablet;172686;R;In Betrieb\n");

        var marked = register.Plan(without3, options: Full("mark"));
        register.Apply(marked);
        Assert.Equal(PlannedRegister.Today, Device(register, "S-3").MissingSince);
        var again = register.Plan(without3, options: Full("mark"));
        Assert.Equal(["missing-since"], again.Rows[^1].Issues.Select(issue => issue.Code.Code));
        Assert.Empty(again.Rows[^1].Commands);

        var found = register.Plan(List("I-3;S-3;Tablet;172686;R;In Betrieb\n"));
        Assert.Equal(["missing"], Assert.Single(found.Rows).Changes.Select(change => change.Field));
        register.Apply(found);
        Assert.Null(Device(register, "S-3").MissingSince);
    }

    [Fact]
    public void Days_of_grace_are_counted_from_the_first_list_that_left_the_device_out()
    {
        var register = Register("I-1;S-1;Tablet;172686;R;In Betrieb\nI-2;S-2;Tablet;172686;R;In Betrieb\n");
        var without2 = List("I-1;S-1;Tablet;172686;R;In Betrieb\n");

        Step(0, since: 0, missing: null);
        Step(29, since: 0, missing: null);
        Step(30, since: 0, missing: 30);
        Step(90, since: 0, missing: 30);

        void Step(int day, int since, int? missing)
        {
            var today = PlannedRegister.Today.AddDays(day);
            register.Apply(register.Plan(without2, options: Full("grace:30", today)), today: today);
            var device = Device(register, "S-2");
            Assert.Equal(PlannedRegister.Today.AddDays(since), device.AbsentSince);
            Assert.Equal(missing is { } late ? PlannedRegister.Today.AddDays(late) : null, device.MissingSince);
        }
    }

    [Fact]
    public void A_school_given_with_the_list_is_meant_and_a_list_without_any_school_is_refused()
    {
        var register = Register("I-1;S-1;Tablet;172686;R;In Betrieb\nI-2;S-2;Tablet;172686;R;In Betrieb\n");
        var list = "Inventarnummer;Seriennummer;Gerätetyp\nI-1;S-1;Tablet\n"u8.ToArray();

        var plan = register.Plan(list, new ReadOptions(School: SchoolKey.Parse("DE-NW-172686")), Full("leave"));
        Assert.Equal(["I-2"], plan.Rows.Where(row => row.Status == PlanStatus.Missing).Select(row => row.Subject!.InventoryNumber));
        Assert.Equal(
            PlanIssues.FullListWithoutSchool,
            register.Outcome(ImportReading.Read(list, new ReadOptions()).Required, Full("leave")).Refusal?.Code);
        Assert.Equal(
            PlanIssues.FullListOfSchools,
            register.Outcome(ImportReading.Read(Schools, new ReadOptions()).Required, Full("leave")).Refusal?.Code);
    }

    [Fact]
    public void A_device_that_a_wrong_row_names_is_not_missing()
    {
        var register = Register("I-1;S-1;Tablet;172686;R;In Betrieb\nI-2;S-2;Tablet;172686;R;In Betrieb\n");

        var plan = register.Plan(List("I-1;S-1;Tablet;172686;R;In Betrieb\nI-1;S-2;Tablet;172686;R;In Betrieb\n"), options: Full("mark"));

        Assert.Equal([PlanStatus.Unchanged, PlanStatus.Error], plan.Rows.Select(row => row.Status));
        Assert.Contains(plan.Rows[1].Issues, issue => issue.Code == ImportIssues.DuplicateInFile);
    }

    [Theory]
    [InlineData("I-2;S-2;Tablet;153394;R;In Betrieb", "172686")]
    [InlineData("I-4;S-4;Tablet;153394;R;In Betrieb", "172686, 153394")]
    [InlineData("I-8;S-8;Tablet;153394;R;In Betrieb", "172686, 153394")]
    [InlineData("I-8;;Tablet;153394;R;In Betrieb", "172686")]
    public void A_school_counts_only_where_a_row_puts_a_device_there(string second, string schools)
    {
        var register = Register("I-1;S-1;Tablet;172686;R;In Betrieb\nI-2;S-2;Tablet;172686;R;In Betrieb\n");
        register.Apply(register.Plan("Schulnummer;Schulbezeichnung_1\n153394;Schule am Nordpark\n"u8.ToArray()));
        register.Apply(register.Plan(List("I-4;S-4;Tablet;153394;R;In Betrieb\nI-5;S-5;Tablet;153394;R;In Betrieb\n")));

        var plan = register.Plan(List($"I-1;S-1;Tablet;172686;R;In Betrieb\n{second}\n"), options: Full("mark"));

        Assert.Equal(schools.Split(", ").Order(), plan.Head.Scope!.Schools.Select(school => school[..6]).Order());
        Assert.Equal(
            schools.Contains("153394"),
            plan.Rows.Any(row => row is { Status: PlanStatus.Missing, Subject.InventoryNumber: "I-5" }));
    }

    [Fact]
    public void A_full_list_whose_rows_are_all_wrong_says_why_and_nothing_is_missing()
    {
        var register = Register("I-1;S-1;Tablet;172686;R;In Betrieb\n");

        var plan = register.Plan(List("I-8;;Tablet;172686;R;In Betrieb\n"), options: Full("mark"));

        Assert.Equal(PlanStatus.Error, Assert.Single(plan.Rows).Status);
        Assert.Contains("für keine Schule", PlanText.German(plan.Head.Scope!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, null, null, null)]
    [InlineData(false, "mark", null, "idle-choice")]
    [InlineData(true, null, "Leave 0", null)]
    [InlineData(true, "leave", "Leave 0", null)]
    [InlineData(true, "mark", "Mark 0", null)]
    [InlineData(true, "grace:30", "Grace 30", null)]
    [InlineData(true, "grace:0", null, "wrong-choice")]
    [InlineData(true, "grace:366", null, "wrong-choice")]
    [InlineData(true, "grace:", null, "wrong-choice")]
    [InlineData(true, "delete", null, "wrong-choice")]
    public void What_happens_to_missing_devices_is_written_as(bool full, string? missing, string? meant, string? code)
    {
        var (list, refused) = FullList.Parse(full, missing);
        Assert.Equal(meant, list is null ? null : $"{list.Absent} {list.GraceDays}");
        Assert.Equal(code, refused?.Code.Code);
    }

    private static readonly byte[] Schools = "Schulnummer;Schulbezeichnung_1\n172686;BTI\n"u8.ToArray();

    private static PlannedRegister Register(string rows)
    {
        var register = PlannedRegister.RheinKreisNeuss();
        register.Apply(register.Plan(Schools));
        register.Apply(register.Plan(List(rows)));
        return register;
    }

    private static byte[] List(string rows) => Encoding.UTF8.GetBytes(Head + rows);

    private static PlanOptions Full(string missing, DateOnly? today = null) =>
        new(today ?? PlannedRegister.Today, Full: FullList.Parse(true, missing).Full);

    private static Device.State Device(PlannedRegister register, string serial) =>
        register.Devices.Single(device => device.Details.Serial?.Value == serial);
}
