using System.Globalization;
using Schools.Domain.Calendars;

namespace Schools.Domain.Tests;

public sealed class ForecastTests
{
    private static readonly DateOnly Start = new(2026, 5, 4);

    private static SchoolCalendar Calendar =>
        SchoolCalendar.TryOf("NW", out var calendar) ? calendar : throw new InvalidOperationException();

    [Fact]
    public void The_same_seed_gives_the_same_answer_and_another_seed_nearly_the_same()
    {
        var one = Expected(Question());
        Assert.Equal(Lines(one), Lines(Expected(Question())));
        var other = Expected(Question() with { Seed = 8 });
        Assert.NotEqual(one.Assumptions, other.Assumptions);
        Assert.InRange(Math.Abs(one.Median50.DayNumber - other.Median50.DayNumber), 0, 4);
    }

    /// <summary>The days themselves are a contract with reports that were printed: no version of .NET may move them.</summary>
    [Fact]
    public void A_forecast_reads_like_this() => Assert.Equal(
        """
        21.05.2026 – 27.05.2026 – 01.06.2026
        Bisher 9,4 Einheiten je Arbeitstag, aus 8 Wochen mit 40 Arbeitstagen (KW 07/2026 bis KW 16/2026).
        Es geht so weiter wie in diesen Wochen. Wie sehr die Wochen schwanken und wie wenig wenige Wochen sagen, ist eingerechnet.
        Gearbeitet wird montags bis freitags, nicht in den Schulferien und nicht an Feiertagen in Nordrhein-Westfalen.
        Bewegliche Ferientage der Schulen sind nicht bekannt.
        Eine Obergrenze je Woche ist nicht gesetzt.
        1.000 simulierte Verläufe mit dem Startwert 7. In 80 von 100 liegt das Ende in der Spanne, in je 10 davor oder danach.
        """.ReplaceLineEndings("\n"),
        Lines(Expected(Question())));

    [Fact]
    public void Capacity_holds_the_end_back()
    {
        var free = Expected(Question(remaining: 400));
        var tight = Expected(Question(remaining: 400) with { CapacityPerWeek = 20 });
        Assert.True(tight.Earliest10 > free.Latest90);
        // 400 units at 20 in a full week need 100 workdays, however well it goes.
        var days = tight.Earliest10.DayNumber - Start.DayNumber + 1;
        var workdays = Enumerable.Range(0, days).Count(i => Calendar.IsWorkday(Start.AddDays(i)));
        Assert.InRange(workdays, 100, 104);
        Assert.Contains("In einer vollen Woche werden höchstens 20 Einheiten fertig, in einer kürzeren anteilig.", tight.Assumptions);
        Assert.Equal(Days(free), Days(Expected(Question(remaining: 400) with { CapacityPerWeek = 100_000 })));
    }

    [Fact]
    public void Holidays_move_the_end_by_as_much_as_they_last()
    {
        // About 20 workdays before the summer holidays of 2026 in NW (20 July to 1 September) and 10 after them.
        var before = Question(remaining: 300) with { Start = new DateOnly(2026, 6, 22) };
        var closed = Expected(before);
        var open = Expected(before, Calendar.WithWorkInSchoolHolidays());
        Assert.True(open.Median50 < new DateOnly(2026, 9, 1));
        Assert.Equal(44, closed.Median50.DayNumber - open.Median50.DayNumber, 4.0);
        Assert.All(new[] { closed.Earliest10, closed.Median50, closed.Latest90 }, day => Assert.True(Calendar.IsWorkday(day)));
    }

    [Fact]
    public void Few_weeks_say_less_than_many()
    {
        var few = Expected(Question(remaining: 1_000, weeks: 3));
        var many = Expected(Question(remaining: 1_000, weeks: 24));
        Assert.True(Span(few) > 2 * Span(many), $"{Span(few)} and {Span(many)} days");
    }

    [Fact]
    public void Nothing_left_is_complete() =>
        Assert.IsType<ForecastAnswer.Complete>(Forecasting.Of(Question(remaining: 0) with { History = [] }, Calendar));

    [Theory]
    [InlineData("0 0 0 0", "In den letzten 4 Wochen mit Arbeitstagen wurde nichts fertig. Ohne Fortschritt gibt es keine Prognose.")]
    [InlineData("5 7", "Erst 2 von mindestens 3 Wochen mit Arbeitstagen sind abgeschlossen.")]
    [InlineData("", "Es gibt noch keine abgeschlossene Woche mit Arbeitstagen.")]
    public void What_says_too_little_gives_no_forecast_but_a_reason(string done, string reason) => Assert.Equal(
        new ForecastAnswer.NotPossible(reason), Forecasting.Of(Question() with { History = Weeks(done) }, Calendar));

    [Fact]
    public void Without_capacity_there_is_no_end() => Assert.Equal(
        new ForecastAnswer.NotPossible("Die Kapazität je Woche ist 0. Ohne Kapazität gibt es kein Ende."),
        Forecasting.Of(Question() with { CapacityPerWeek = 0 }, Calendar));

    [Fact]
    public void A_wrong_question_is_refused()
    {
        Assert.Equal(
            "„Tablets“: Das Soll muss größer als 0 sein. Bitte eine Zahl über 0 eintragen oder die Zeile weglassen.",
            Refused(Question() with { Target = 0 }).German);
        Assert.Equal(
            "Der Verlauf in KW 10/2026 ist nicht möglich: -1 Einheiten fertig. Bitte die Angaben dieser Woche prüfen.",
            Refused(Question() with { History = [new WeekThroughput(new IsoWeek(2026, 10), -1, 5)] }).German);
        Assert.Equal(
            "Der Verlauf in KW 10/2026 ist nicht möglich: 8 Arbeitstage. Bitte die Angaben dieser Woche prüfen.",
            Refused(Question() with { History = [new WeekThroughput(new IsoWeek(2026, 10), 3, 8)] }).German);
        Assert.Equal(
            "Der Verlauf in KW 07/2026 ist nicht möglich: die Woche steht zweimal darin. Bitte die Angaben dieser Woche prüfen.",
            Refused(Question() with { History = [.. Weeks("4 5 6"), .. Weeks("4")] }).German);
        Assert.Equal(RefusalCode.CalendarUnknown, Refused(Question() with { Start = new DateOnly(2031, 5, 5) }).Code);
    }

    [Fact]
    public void An_end_beyond_the_calendar_is_told_as_far_as_the_holidays_are_known_and_not_made_up()
    {
        Assert.Equal(
            "Voraussichtlich nicht vor dem 06.08.2030; bis dahin reichen die hinterlegten Ferien.",
            Beyond(Question(remaining: 100_000)).German);
        // About as much as can be done until then: the early end is known, the late one is not.
        var asked = Enumerable.Range(1, 40).Select(i => Forecasting.Of(Question(remaining: i * 400), Calendar)).ToList();
        var some = asked.OfType<ForecastAnswer.BeyondCalendar>().First();
        Assert.InRange(some.Earliest10!.Value, Start, Calendar.Until);
        Assert.Contains("nicht vor dem", some.German, StringComparison.Ordinal);
        Assert.Contains("nach dem 06.08.2030", some.German, StringComparison.Ordinal);
        Assert.NotEmpty(some.Assumptions);
        Assert.IsType<ForecastAnswer.Expected>(asked[0]);
    }

    [Fact]
    public void Facts_with_a_day_become_whole_weeks()
    {
        var weeks = WeekThroughput.Weeks(
            [(new DateOnly(2026, 3, 18), 2), (new DateOnly(2026, 3, 23), 4), (new DateOnly(2026, 3, 27), 3), (new DateOnly(2026, 4, 1), 1),
                (new DateOnly(2026, 4, 15), 9)],
            from: new DateOnly(2026, 3, 18), today: new DateOnly(2026, 4, 15), Calendar);
        // KW 12 began in its middle, KW 16 is under way; KW 14 and 15 are the Easter holidays.
        Assert.Equal(
            [new(new IsoWeek(2026, 13), 7, 5), new(new IsoWeek(2026, 14), 1, 0), new(new IsoWeek(2026, 15), 0, 0)], weeks);
    }

    [Fact]
    public void What_was_finished_in_the_holidays_counts_for_the_week_before() => Assert.Equal(
        Lines(Expected(Question())),
        Lines(Expected(Question() with
        {
            History =
            [
                .. Question().History.Select(week => week.Week.Number == 13 ? week with { Done = week.Done - 20 } : week),
                new(new IsoWeek(2026, 14), 20, 0),
            ],
        })));

    private static ForecastQuestion Question(int remaining = 140, int weeks = 8)
    {
        int[] done = [52, 41, 60, 38, 55, 47, 36, 49];
        List<WeekThroughput> history = [];
        for (var week = new IsoWeek(2026, 7); history.Count < Math.Min(weeks, done.Length); week = week.Next)
        {
            var days = Calendar.WorkdaysOfWeek(week).Count;
            if (days > 0)
                history.Add(new WeekThroughput(week, done[history.Count], days));
        }
        while (history.Count < weeks)
        {
            var before = IsoWeek.Of(history[0].Week.Monday.AddDays(-1));
            history.Insert(0, new WeekThroughput(before, done[history.Count % done.Length], 5));
        }
        var finished = history.Sum(week => week.Done);
        return new ForecastQuestion("Tablets", finished + remaining, finished, history, null, Start, 7);
    }

    private static IReadOnlyList<WeekThroughput> Weeks(string done) =>
    [
        .. done.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((count, i) => new WeekThroughput(new IsoWeek(2026, 7 + i), int.Parse(count, CultureInfo.InvariantCulture), 5)),
    ];

    private static Forecast Expected(ForecastQuestion question, SchoolCalendar? calendar = null) =>
        Assert.IsType<ForecastAnswer.Expected>(Forecasting.Of(question, calendar ?? Calendar)).Forecast;

    private static ForecastAnswer.BeyondCalendar Beyond(ForecastQuestion question) =>
        Assert.IsType<ForecastAnswer.BeyondCalendar>(Forecasting.Of(question, Calendar));

    private static Refusal Refused(ForecastQuestion question) =>
        Assert.IsType<ForecastAnswer.Refused>(Forecasting.Of(question, Calendar)).Refusal;

    private static int Span(Forecast forecast) => forecast.Latest90.DayNumber - forecast.Earliest10.DayNumber;

    private static string Days(Forecast forecast) => string.Join(
        " – ",
        new[] { forecast.Earliest10, forecast.Median50, forecast.Latest90 }
            .Select(day => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)));

    private static string Lines(Forecast forecast) => string.Join('\n', [Days(forecast), .. forecast.Assumptions]);
}
