using System.Text;

namespace Schools.Import.Tests;

/// <summary>The day a list speaks of.</summary>
public sealed class ListDayTests
{
    private static readonly DateOnly October = new(2022, 10, 12);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(" ", null, null)]
    [InlineData("2022-10-12", "2022-10-12", null)]
    [InlineData("12.10.2022", "2022-10-12", null)]
    [InlineData(" 1.2.2022 ", "2022-02-01", null)]
    [InlineData("2022-13-01", null, "wrong-choice")]
    [InlineData("1999-12-31", null, "wrong-choice")]
    [InlineData("gestern", null, "wrong-choice")]
    public void It_is_read_as_people_write_it(string? said, string? day, string? code)
    {
        var (read, refused) = ListDay.Parse(said);
        Assert.Equal((day, code), (read?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), refused?.Code.Code));
    }

    [Fact]
    public void A_list_of_a_day_to_come_is_refused()
    {
        var register = GoldenPlanTests.Register();
        var tomorrow = Options(PlannedRegister.Today.AddDays(1));
        Assert.Equal("list-of-future", register.Outcome(Reading(), tomorrow).Refusal?.Code.Code);
        Assert.Null(register.Outcome(Reading(), Options(PlannedRegister.Today)).Refusal);
    }

    [Fact]
    public void The_day_is_all_that_differs_and_every_command_bears_it()
    {
        var register = GoldenPlanTests.Register();
        var (undated, dated) = (register.Plan(Reading()), register.Plan(Reading(), Options(October)));
        Assert.Equal(Text(undated), Text(dated).Replace("Stand der Liste: 12.10.2022\n", "", StringComparison.Ordinal));
        Assert.NotEqual(Text(undated), Text(dated));
        Assert.Equal(PlanJson.Head(undated.Head), PlanJson.Head(dated.Head with { HoldsFrom = null }));
        Assert.Equal(October, dated.Head.HoldsFrom);
        var commands = dated.Rows.SelectMany(row => dated.Dated(row.Commands)).ToList();
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Equal(October, command.On));
        Assert.All(undated.Rows.SelectMany(row => undated.Dated(row.Commands)), command => Assert.Null(command.On));
    }

    [Fact]
    public void What_a_full_list_of_a_past_day_leaves_out_is_missed_since_that_day()
    {
        var register = GoldenPlanTests.Register();
        var lists = new PlanOptions(PlannedRegister.Today, Full: new FullList(AbsentDevices.Mark));
        var missing = register.Plan(Reading(), lists with { HoldsFrom = October }).Rows.Where(row => row.Line == 0).ToList();
        Assert.Equal(
            register.Plan(Reading(), lists).Rows.Count(row => row.Line == 0),
            missing.Count);
        Assert.All(
            missing.SelectMany(row => row.Changes), change => Assert.Equal("seit 12.10.2022", change.To));
    }

    private static PlanOptions Options(DateOnly day) => new(PlannedRegister.Today) { HoldsFrom = day };

    private static ImportReading Reading() => ImportReading.Read(
        Encoding.UTF8.GetBytes("Inventarnummer;Seriennummer;Gerätetyp;Schulnummer;Raum;Status;Rechnungsnummer\n"
            + "LD-1;LDX0001;Tablet;172686;9.99;In Betrieb;R-1\nLD-2;LDX0002;Tablet;172686;;In Betrieb;R-1\n"),
        new ReadOptions()).Required;

    private static string Text(ImportPlan plan)
    {
        using var text = new StringWriter();
        PlanText.Write(plan, text);
        return text.ToString();
    }
}
