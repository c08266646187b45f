using Schools.Domain.Calendars;

namespace Schools.Domain.Tests;

public sealed class SchoolCalendarTests
{
    [Theory]
    [InlineData(2019, 4, 21)]
    [InlineData(2024, 3, 31)]
    [InlineData(2026, 4, 5)]
    [InlineData(2030, 4, 21)]
    [InlineData(2038, 4, 25)]
    [InlineData(2285, 3, 22)]
    public void Easter_is_computed(int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), PublicHolidays.Easter(year));

    [Theory]
    // First and last days, and the school days beside them, as the Länder published them.
    [InlineData("NW", "2026-07-17", "Workday")]
    [InlineData("NW", "2026-07-20", "SchoolHoliday")]
    [InlineData("NW", "2026-09-01", "SchoolHoliday")]
    [InlineData("NW", "2026-09-02", "Workday")]
    [InlineData("NW", "2026-05-26", "SchoolHoliday")]
    [InlineData("NW", "2026-06-04", "PublicHoliday")] // Fronleichnam
    [InlineData("NW", "2024-11-01", "PublicHoliday")] // Allerheiligen
    [InlineData("NW", "2024-10-31", "Workday")]
    [InlineData("NW", "2026-11-21", "Weekend")]
    [InlineData("SH", "2024-10-31", "PublicHoliday")] // Reformationstag
    [InlineData("SH", "2026-06-04", "Workday")]
    [InlineData("SH", "2026-05-15", "SchoolHoliday")] // the day after Himmelfahrt
    [InlineData("SH", "2028-10-30", "SchoolHoliday")]
    [InlineData("HE", "2026-06-04", "PublicHoliday")]
    [InlineData("HE", "2024-11-01", "Workday")]
    [InlineData("HE", "2027-01-12", "SchoolHoliday")]
    [InlineData("HE", "2027-01-13", "Workday")]
    [InlineData("HE", "2026-10-03", "PublicHoliday")]
    [InlineData("HE", "2029-05-10", "PublicHoliday")] // Christi Himmelfahrt
    public void A_day_is_what_the_Land_made_it(string land, string day, string kind)
    {
        var calendar = Of(land);
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var found = calendar.IsPublicHoliday(date) ? "PublicHoliday"
            : calendar.IsSchoolHoliday(date) ? "SchoolHoliday"
            : calendar.IsWorkday(date) ? "Workday" : "Weekend";
        Assert.Equal(kind, found);
        Assert.Equal(found.EndsWith("Holiday", StringComparison.Ordinal), calendar.IsHoliday(date));
    }

    [Fact]
    public void Work_that_needs_no_pupils_goes_on_in_the_school_holidays_but_not_on_public_ones()
    {
        var schools = Of("NW");
        var trades = schools.WithWorkInSchoolHolidays();
        Assert.Empty(schools.WorkdaysOfWeek(new IsoWeek(2026, 31)));
        Assert.Equal(5, trades.WorkdaysOfWeek(new IsoWeek(2026, 31)).Count);
        Assert.True(trades.IsSchoolHoliday(new DateOnly(2026, 7, 27)));
        Assert.False(trades.IsWorkday(new DateOnly(2026, 4, 6))); // Ostermontag
    }

    [Theory]
    [InlineData(2026, 47, "2026-11-16", 5)]
    [InlineData(2026, 23, "2026-06-01", 4)] // Fronleichnam
    [InlineData(2026, 53, "2026-12-28", 0)]
    [InlineData(2025, 1, "2024-12-30", 0)]
    public void A_week_has_its_workdays(int year, int number, string monday, int workdays)
    {
        var week = new IsoWeek(year, number);
        Assert.Equal(DateOnly.Parse(monday, System.Globalization.CultureInfo.InvariantCulture), week.Monday);
        Assert.Equal(week, IsoWeek.Of(week.Sunday));
        Assert.Equal(workdays, Of("NW").WorkdaysOfWeek(week).Count);
    }

    [Fact]
    public void What_no_file_knows_is_refused_and_never_free_of_holidays()
    {
        Assert.False(SchoolCalendar.TryOf("BY", out _));
        Assert.Equal(
            "Für das Land „BY“ ist kein Ferienkalender hinterlegt (hinterlegt sind HE, NW, SH). Bitte Land und Zeitraum prüfen oder die "
            + "veröffentlichten Ferientermine nachtragen lassen.",
            SchoolCalendar.Unknown("BY").German);
        var calendar = Of("NW");
        Assert.True(calendar.Covers(new DateOnly(2019, 1, 1), new DateOnly(2030, 8, 6)));
        Assert.Null(calendar.Refuses(new DateOnly(2019, 1, 1), new DateOnly(2030, 8, 6)));
        Assert.Equal(
            "Für Nordrhein-Westfalen im Jahr 2031 ist kein Ferienkalender hinterlegt (hinterlegt ist 01.01.2019 bis 06.08.2030). Bitte "
            + "Land und Zeitraum prüfen oder die veröffentlichten Ferientermine nachtragen lassen.",
            calendar.Refuses(new DateOnly(2030, 1, 1), new DateOnly(2031, 1, 1))?.German);
        Assert.Equal(RefusalCode.CalendarUnknown, calendar.Refuses(new DateOnly(2018, 12, 31), new DateOnly(2019, 1, 1))?.Code);
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.IsHoliday(new DateOnly(2018, 12, 31)));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.IsWorkday(new DateOnly(2030, 8, 7)));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.WorkdaysOfWeek(new IsoWeek(2031, 1)));
    }

    /// <summary>A slip of a digit in a file of dates would show here.</summary>
    [Fact]
    public void Every_file_is_in_order_and_names_its_sources()
    {
        foreach (var calendar in SchoolCalendar.Laender.Select(Of))
        {
            Assert.NotEmpty(calendar.Sources);
            Assert.All(calendar.Sources, source => Assert.False(string.IsNullOrWhiteSpace(source)));
            Assert.True(calendar.Holidays[^1].Until <= calendar.Until, calendar.Land);
            Assert.All(calendar.Holidays, holidays => Assert.InRange(holidays.Until.DayNumber - holidays.From.DayNumber, 0, 45));
            Assert.All(
                calendar.Holidays.Zip(calendar.Holidays.Skip(1)),
                pair => Assert.True(pair.First.Until < pair.Second.From, $"{calendar.Land}: {pair.First} {pair.Second}"));
            Assert.All(calendar.Holidays.Where(holidays => holidays.Name == "Sommer"), summer =>
            {
                Assert.InRange(summer.Until.DayNumber - summer.From.DayNumber + 1, 40, 45);
                Assert.InRange(summer.From.Month, 6, 7);
            });
            for (var year = 2019; year <= 2029; year++)
            {
                var named = calendar.Holidays.Where(holidays => holidays.From.Year == year).Select(holidays => holidays.Name).ToList();
                Assert.All(new[] { "Ostern", "Sommer", "Herbst", "Weihnachten" }, name => Assert.Contains(name, named));
            }
        }
    }

    private static SchoolCalendar Of(string land) =>
        SchoolCalendar.TryOf(land, out var calendar) ? calendar : throw new InvalidOperationException($"No calendar of {land}.");
}
