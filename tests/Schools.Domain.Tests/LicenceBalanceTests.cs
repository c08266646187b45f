namespace Schools.Domain.Tests;

public sealed class LicenceBalanceTests
{
    private static readonly DateOnly Until = new(2027, 7, 31);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", Euro.German);

    // Until 2027-07-31 with 90 days' notice: to be given by 2027-05-02.
    [Theory]
    [InlineData("2027-01-31", false, null, true)]
    [InlineData("2027-02-01", false, LicenceAlert.Within90Days, true)]
    [InlineData("2027-04-01", false, LicenceAlert.Within90Days, true)]
    [InlineData("2027-04-02", false, LicenceAlert.Within30Days, true)]
    [InlineData("2027-05-02", false, LicenceAlert.Within30Days, true)]
    [InlineData("2027-05-03", false, LicenceAlert.NoticePassed, true)]
    [InlineData("2027-07-31", true, LicenceAlert.NoticePassed, true)]
    [InlineData("2027-08-01", true, LicenceAlert.Renewed, true)]
    [InlineData("2027-08-01", false, LicenceAlert.Expired, false)]
    [InlineData("2025-07-31", false, null, false)]
    public void A_term_warns_before_its_notice_ends(string day, bool renews, LicenceAlert? alert, bool runs)
    {
        var term = new LicenceTerm(new(2025, 8, 1), Until, 90, renews, null);
        Assert.Equal((alert, runs), (term.Alert(Day(day)), term.IsRunning(Day(day))));
    }

    [Theory]
    [InlineData("2027-04-02", true, null)]
    [InlineData("2027-07-31", true, null)]
    [InlineData("2027-08-01", false, LicenceAlert.Expired)]
    public void Under_notice_it_runs_to_its_end_and_no_further(string day, bool runs, LicenceAlert? alert)
    {
        var term = new LicenceTerm(null, Until, 90, Renews: true, EndedOn: new(2027, 3, 1));
        Assert.Equal((runs, alert), (term.IsRunning(Day(day)), term.Alert(Day(day))));
    }

    [Fact]
    public void A_perpetual_licence_warns_never_and_ends_at_once()
    {
        var term = new LicenceTerm(null, null, 0, false, EndedOn: new(2027, 3, 1));
        Assert.Null(term.Alert(Until));
        Assert.True(term.IsRunning(new(2027, 2, 28)));
        Assert.False(term.IsRunning(new(2027, 3, 1)));
    }

    [Theory]
    [InlineData(100, 90, 10, false, true)]
    [InlineData(100, 100, 0, false, false)]
    [InlineData(100, 101, -1, true, false)]
    [InlineData(null, 500, null, false, false)]
    public void What_is_left_is_entitled_less_assigned(int? quantity, int assigned, int? rest, bool isOver, bool isUnused)
    {
        var balance = LicenceBalance.On(Until, new LicenceTerm(null, Until, 0, false, null), quantity, assigned);
        Assert.Equal((rest, isOver, isUnused), (balance.Rest, balance.IsOver, balance.IsUnused));
        var after = LicenceBalance.On(Until.AddDays(1), new LicenceTerm(null, Until, 0, false, null), quantity, assigned);
        Assert.Equal((0, true), (after.Entitled, after.IsOver));
    }

    [Theory]
    [InlineData("100.00", 3, "1 1 1", "33.34 33.33 33.33")]
    [InlineData("100.00", 4, "1 1 1", "25 25 25 25")]
    [InlineData("0.05", 7, "2 2 2", "0.02 0.01 0.01 0.01")]
    [InlineData("10.00", null, "1 2", "3.33 6.67")]
    [InlineData("10.00", 2, "1 2", "3.33 6.67")]
    [InlineData("10.00", 5, "", "10")]
    [InlineData("10.00", null, "", "10")]
    [InlineData("99999999.99", 10000000, "3333333 6666666", "33333330 66666659.99 10")]
    public void Parts_of_a_cost_add_up_to_the_whole(string cost, int? entitled, string counts, string parts)
    {
        var whole = new Euro(decimal.Parse(cost, System.Globalization.CultureInfo.InvariantCulture));
        Licence.Assignment[] assignments =
        [
            .. counts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select((count, n) => new Licence.Assignment(SchoolKey.Parse($"DE-NW-1000{n}"), int.Parse(count, Euro.German), Until)),
        ];
        var shares = LicenceCosts.Shares(whole, entitled, assignments);
        Assert.Equal(whole.Amount, shares.Sum(share => share.Cost.Amount));
        Assert.Equal(
            parts.Split(' ').Select(part => decimal.Parse(part, System.Globalization.CultureInfo.InvariantCulture)),
            shares.Select(share => share.Cost.Amount));
    }
}
