using Schools.Domain.Calendars;

namespace Schools.Domain;

/// <summary>
/// Foretells the end of a measure from its weekly throughput by simulating it many times (Monte Carlo). Every run draws a pace and an
/// evenness from <see cref="ThroughputModel"/> and goes through the weeks of the calendar until nothing is left.
/// </summary>
public static class Forecasting
{
    /// <summary>Simulated courses a forecast; the share of runs before its days is then right to about one in a hundred.</summary>
    public const int Runs = 1_000;

    /// <summary>Weeks with workdays below which nothing is foretold.</summary>
    public const int FewestWeeks = 3;

    /// <summary>Only the last weeks tell today's pace: half a year.</summary>
    public const int LongestHistory = 26;

    /// <summary>The share of runs complete by the earliest day, the middle one and the latest one.</summary>
    private const double Early = 0.1, Middle = 0.5, Late = 0.9;

    private const int DaysOfFullWeek = 5;

    /// <summary>When the measure will be complete. Pure: the same question has the same answer.</summary>
    public static ForecastAnswer Of(ForecastQuestion question, SchoolCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(calendar);
        if (Refused(question, calendar) is { } refusal)
            return new ForecastAnswer.Refused(refusal);
        var remaining = question.Target - question.Done;
        if (remaining <= 0)
            return new ForecastAnswer.Complete();
        var weeks = Counted(question.History);
        if (Impossible(question, weeks) is { } reason)
            return new ForecastAnswer.NotPossible(reason);

        var model = ThroughputModel.Of(weeks);
        var ends = Ends(model, Ahead(question, calendar), remaining, new SeededRandom(question.Seed));
        var (early, middle, late) = (ends[Rank(Early)], ends[Rank(Middle)], ends[Rank(Late)]);
        var assumptions = Assumptions(question, calendar, weeks, model);
        return late == DateOnly.MaxValue
            ? new ForecastAnswer.BeyondCalendar(calendar.Until, Known(early), Known(middle), assumptions)
            : new ForecastAnswer.Expected(new Forecast(early, middle, late, Runs, assumptions));
    }

    private static Refusal? Refused(ForecastQuestion question, SchoolCalendar calendar)
    {
        if (question.Target <= 0)
            return new Refusal(RefusalCode.TargetZero, $"„{question.Measure}“");
        var weeks = new HashSet<IsoWeek>();
        foreach (var week in question.History)
        {
            var fault =
                week.Done < 0 ? $"{Number(week.Done)} Einheiten fertig" :
                week.Workdays is < 0 or > IsoWeek.Days ? $"{Number(week.Workdays)} Arbeitstage" :
                !weeks.Add(week.Week) ? "die Woche steht zweimal darin" : null;
            if (fault is not null)
                return new Refusal(RefusalCode.HistoryImplausible, week.Week.ToString(), fault);
        }
        return calendar.Refuses(question.Start, question.Start);
    }

    /// <summary>
    /// The last weeks with workdays. What was finished in a week without any, by way of exception, counts for the week before it.
    /// </summary>
    private static List<WeekThroughput> Counted(IReadOnlyList<WeekThroughput> history)
    {
        var weeks = new List<WeekThroughput>();
        foreach (var week in history.OrderBy(week => week.Week))
        {
            if (week.Workdays > 0)
                weeks.Add(week);
            else if (weeks.Count > 0)
                weeks[^1] = weeks[^1] with { Done = weeks[^1].Done + week.Done };
            else
            {
                // Before the first week with workdays nothing tells how long it took.
            }
        }
        return weeks.Count <= LongestHistory ? weeks : weeks[^LongestHistory..];
    }

    private static string? Impossible(ForecastQuestion question, List<WeekThroughput> weeks) => question switch
    {
        { CapacityPerWeek: <= 0 } => "Die Kapazität je Woche ist 0. Ohne Kapazität gibt es kein Ende.",
        _ when weeks.Count == 0 => "Es gibt noch keine abgeschlossene Woche mit Arbeitstagen.",
        _ when weeks.TrueForAll(week => week.Done == 0) =>
            $"In den letzten {Number(weeks.Count)} Wochen mit Arbeitstagen wurde nichts fertig. Ohne Fortschritt gibt es keine Prognose.",
        _ when weeks.Count < FewestWeeks =>
            $"Erst {Number(weeks.Count)} von mindestens {Number(FewestWeeks)} Wochen mit Arbeitstagen sind abgeschlossen.",
        _ => null,
    };

    /// <summary>The weeks to come with their workdays and what the team can do in them, as far as the calendar is known.</summary>
    private static List<WeekAhead> Ahead(ForecastQuestion question, SchoolCalendar calendar)
    {
        var weeks = new List<WeekAhead>();
        for (var week = IsoWeek.Of(question.Start); week.Monday <= calendar.Until; week = week.Next)
        {
            var all = calendar.WorkdaysOfWeek(week);
            IReadOnlyList<DateOnly> days = week.Monday >= question.Start ? all : [.. all.Where(day => day >= question.Start)];
            if (days.Count == 0)
                continue;
            var share = (int)Math.Ceiling((double)(question.CapacityPerWeek ?? 0) * days.Count / DaysOfFullWeek);
            weeks.Add(new WeekAhead(days, question.CapacityPerWeek is null ? int.MaxValue : share));
        }
        return weeks;
    }

    /// <summary>
    /// The day on which each run is complete, in order; a run that outlasts the calendar ends on the last day that a date can be.
    /// </summary>
    private static DateOnly[] Ends(ThroughputModel model, List<WeekAhead> ahead, int remaining, SeededRandom random)
    {
        var ends = new DateOnly[Runs];
        for (var run = 0; run < Runs; run++)
        {
            ends[run] = End(model.Draw(random), ahead, remaining, random);
        }
        Array.Sort(ends);
        return ends;
    }

    private static DateOnly End((double Pace, double Evenness) drawn, List<WeekAhead> ahead, long remaining, SeededRandom random)
    {
        foreach (var week in ahead)
        {
            var wentWell = random.NextGamma(drawn.Evenness) / drawn.Evenness;
            var done = Math.Min(random.NextPoisson(drawn.Pace * week.Days.Count * wentWell), week.Capacity);
            if (done >= remaining)
                return week.Days[(int)((((remaining * week.Days.Count) + done - 1) / done) - 1)];
            remaining -= done;
        }
        return DateOnly.MaxValue;
    }

    private static DateOnly? Known(DateOnly end) => end == DateOnly.MaxValue ? null : end;

    private static int Rank(double share) => (int)Math.Ceiling(share * Runs) - 1;

    private static List<string> Assumptions(
        ForecastQuestion question, SchoolCalendar calendar, List<WeekThroughput> weeks, ThroughputModel model) =>
    [
        $"Bisher {model.Pace.ToString("N1", Euro.German)} Einheiten je Arbeitstag, aus {Number(weeks.Count)} Wochen mit "
            + $"{Number(weeks.Sum(week => week.Workdays))} Arbeitstagen ({weeks[0].Week} bis {weeks[^1].Week}).",
        "Es geht so weiter wie in diesen Wochen. Wie sehr die Wochen schwanken und wie wenig wenige Wochen sagen, ist eingerechnet.",
        calendar.WorksInSchoolHolidays
            ? $"Gearbeitet wird montags bis freitags, auch in den Schulferien, nicht an Feiertagen in {calendar.Name}."
            : $"Gearbeitet wird montags bis freitags, nicht in den Schulferien und nicht an Feiertagen in {calendar.Name}.",
        .. calendar.WorksInSchoolHolidays ? Array.Empty<string>() : ["Bewegliche Ferientage der Schulen sind nicht bekannt."],
        question.CapacityPerWeek is { } capacity
            ? $"In einer vollen Woche werden höchstens {Number(capacity)} Einheiten fertig, in einer kürzeren anteilig."
            : "Eine Obergrenze je Woche ist nicht gesetzt.",
        $"{Number(Runs)} simulierte Verläufe mit dem Startwert {question.Seed.ToString(Euro.German)}. "
            + "In 80 von 100 liegt das Ende in der Spanne, in je 10 davor oder danach.",
    ];

    private static string Number(int number) => number.ToString("N0", Euro.German);

    private readonly record struct WeekAhead(IReadOnlyList<DateOnly> Days, int Capacity);
}
