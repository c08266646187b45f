using Schools.Domain.Calendars;

namespace Schools.Domain.Tests;

/// <summary>Capacity × workdays → devices per week and the day of the end.</summary>
public sealed class WavePlanningTests
{
    private static readonly SchoolCalendar Nrw =
        SchoolCalendar.TryOf("NW", out var calendar) ? calendar : throw new InvalidOperationException("NRW has a calendar.");

    private static Wave.Details Plan(int target, int capacity, DateOnly start) => WaveTests.Plan with
    {
        Places = [new Wave.Place(Sample.School, target)],
        WeeklyCapacity = capacity,
        Start = start,
    };

    [Fact]
    public void Holidays_take_their_weeks_out_of_the_plan()
    {
        // The autumn holidays of 2026 in NRW are from 17 to 31 October; 3 October is a Saturday.
        var plan = WavePlanning.Of(Plan(70, 25, new DateOnly(2026, 10, 7)), [(new DateOnly(2026, 10, 12), 9)], Nrw);
        Assert.Equal(
            [
                "KW 41/2026: 5 Tage, 15 geplant, 0 fertig, ", "KW 42/2026: 5 Tage, 25 geplant, 9 fertig, ",
                "KW 43/2026: 0 Tage, 0 geplant, 0 fertig, Herbst", "KW 44/2026: 0 Tage, 0 geplant, 0 fertig, Herbst",
                "KW 45/2026: 5 Tage, 25 geplant, 0 fertig, ", "KW 46/2026: 5 Tage, 5 geplant, 0 fertig, ",
            ],
            plan.Weeks.Select(w => $"{w.Week}: {w.Workdays} Tage, {w.Planned} geplant, {w.Done} fertig, {w.Holidays}"));
        Assert.Equal(new DateOnly(2026, 11, 9), plan.End);
    }

    [Theory]
    [InlineData(5, 25, "2026-11-09")]
    [InlineData(6, 25, "2026-11-10")]
    [InlineData(25, 25, "2026-11-13")]
    [InlineData(26, 25, "2026-11-16")]
    [InlineData(1, 1, "2026-11-13")]
    public void The_end_is_the_day_on_which_the_last_device_goes_out(int open, int capacity, string end) =>
        Assert.Equal(
            DateOnly.Parse(end, Euro.German), WavePlanning.EndOf(open, capacity, new DateOnly(2026, 11, 9), Nrw).End);

    [Fact]
    public void Where_nothing_is_left_there_is_no_end() =>
        Assert.Equal((null, null), WavePlanning.EndOf(0, 25, new DateOnly(2026, 11, 9), Nrw));

    [Fact]
    public void A_plan_longer_than_the_calendar_says_so()
    {
        var (end, refusal) = WavePlanning.EndOf(100_000, 1, new DateOnly(2026, 11, 9), Nrw);
        Assert.Null(end);
        Assert.Equal(RefusalCode.CalendarUnknown, refusal?.Code);
    }

    [Fact]
    public void A_wave_that_runs_is_foretold_from_what_was_handed_out()
    {
        var begun = new DateOnly(2026, 9, 7);
        var wave = new Wave.State(Plan(200, 40, begun), BegunOn: begun);
        var today = new DateOnly(2026, 10, 12);
        WaveStock InUse(DateOnly day, int count) =>
            new("B-17", Sample.School, null, DeviceCategory.Tablet, DeviceLifecycle.InService, day, count);
        ForecastAnswer? Foretold(Wave.State of, params WaveStock[] stock) => WavePlanning.Forecast(
            of, WaveStocks.Shares(new Dictionary<string, Wave.State> { ["w"] = of }, stock)["w"], today);
        WaveStock[] weekly = [.. Enumerable.Range(0, 5).Select(week => InUse(begun.AddDays(7 * week), 20))];

        var forecast = Assert.IsType<ForecastAnswer.Expected>(Foretold(wave, weekly)).Forecast;
        Assert.InRange(forecast.Median50, new DateOnly(2026, 11, 16), new DateOnly(2026, 12, 11));
        Assert.DoesNotContain(forecast.Assumptions, assumption => assumption.Contains("Liste", StringComparison.Ordinal));
        Assert.Null(Foretold(wave with { BegunOn = null }, weekly));
        Assert.IsType<ForecastAnswer.Complete>(Foretold(wave with { Details = Plan(100, 40, begun) }, weekly));

        var onOneDay = Assert.IsType<ForecastAnswer.Expected>(Foretold(wave, InUse(begun.AddDays(14), 80))).Forecast;
        Assert.StartsWith(
            "Alle 80 ausgegebenen Geräte wurden zum 21.09.2026 gezählt, keines davon beim Scannen.", onOneDay.Assumptions[0],
            StringComparison.Ordinal);
        var scanned = Foretold(wave, InUse(begun.AddDays(14), 80) with { Wave = wave.Details.Name });
        Assert.DoesNotContain(
            Assert.IsType<ForecastAnswer.Expected>(scanned).Forecast.Assumptions,
            assumption => assumption.Contains("Liste", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-12-18", null)]
    [InlineData("2026-12-17", false)]
    [InlineData("2026-12-01", false)]
    [InlineData("2026-11-30", true)]
    public void A_range_that_passes_the_planned_end_is_late(string end, bool? isLate)
    {
        var range = new Forecast(new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 9), new DateOnly(2026, 12, 18), 1, []);
        var details = Plan(200, 40, new DateOnly(2026, 9, 7)) with { End = DateOnly.Parse(end, Euro.German) };
        Assert.Equal(isLate, WavePlanning.IsLate(details, new ForecastAnswer.Expected(range)));
        Assert.Null(WavePlanning.IsLate(details, new ForecastAnswer.Complete()));
        var until = details.End.AddYears(3);
        Assert.True(WavePlanning.IsLate(details, new ForecastAnswer.BeyondCalendar(until, null, null, [])));
        Assert.True(WavePlanning.IsLate(details, new ForecastAnswer.BeyondCalendar(until, details.End.AddDays(1), null, [])));
        Assert.False(WavePlanning.IsLate(details, new ForecastAnswer.BeyondCalendar(until, details.End, until, [])));
    }
}
