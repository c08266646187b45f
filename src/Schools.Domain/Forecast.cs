using Schools.Domain.Calendars;

namespace Schools.Domain;

/// <summary>What was done in one week.</summary>
/// <param name="Done">Units finished: devices handed out, rooms in service.</param>
/// <param name="Workdays">Days on which work was possible.</param>
public sealed record WeekThroughput(IsoWeek Week, int Done, int Workdays)
{
    /// <summary>
    /// The weeks of a past, from dated facts. Only whole weeks are in it: the week under way would make the pace look slow.
    /// </summary>
    /// <param name="done">Units finished and the day on which they were; what lies outside of the weeks is left out.</param>
    /// <param name="from">The day from which work was possible; its week counts if it was possible from its first workday.</param>
    /// <param name="today">The week of this day is the first that is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The calendar does not cover the weeks: ask it first.</exception>
    public static IReadOnlyList<WeekThroughput> Weeks(
        IEnumerable<(DateOnly Day, int Done)> done, DateOnly from, DateOnly today, SchoolCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var perWeek = done.GroupBy(fact => IsoWeek.Of(fact.Day), fact => fact.Done).ToDictionary(week => week.Key, week => week.Sum());
        var weeks = new List<WeekThroughput>();
        for (var week = IsoWeek.Of(from); week < IsoWeek.Of(today); week = week.Next)
        {
            var days = calendar.WorkdaysOfWeek(week);
            if (days.Count == 0 || days[0] >= from)
                weeks.Add(new WeekThroughput(week, perWeek.GetValueOrDefault(week), days.Count));
        }
        return weeks;
    }
}

/// <summary>What is asked for: when a measure will be complete.</summary>
/// <param name="Measure">Its name, for refusals.</param>
/// <param name="Target">Units in all.</param>
/// <param name="Done">Units finished.</param>
/// <param name="History">Past weeks in any order, each at most once.</param>
/// <param name="CapacityPerWeek">Units the team can do in a week of five workdays; fewer in a shorter week. Null: no limit.</param>
/// <param name="Start">The first day on which work can go on, as a rule the day of the question.</param>
/// <param name="Seed">The same seed gives the same answer.</param>
public sealed record ForecastQuestion(
    string Measure, int Target, int Done, IReadOnlyList<WeekThroughput> History, int? CapacityPerWeek, DateOnly Start, ulong Seed);

/// <summary>When a measure will be complete, as a range: in 80 of 100 cases the end lies between the first and the last day.</summary>
/// <param name="Earliest10">In 10 of 100 cases it is complete on this day or before.</param>
/// <param name="Median50">In half of the cases.</param>
/// <param name="Latest90">In 90 of 100 cases.</param>
/// <param name="Runs">Simulated courses.</param>
/// <param name="Assumptions">German sentences to show beside it.</param>
public sealed record Forecast(
    DateOnly Earliest10, DateOnly Median50, DateOnly Latest90, int Runs, IReadOnlyList<string> Assumptions);

/// <summary>The answer to a <see cref="ForecastQuestion"/>: one of five.</summary>
public abstract record ForecastAnswer
{
    private ForecastAnswer()
    {
    }

    /// <summary>What it rests on, as German sentences to show beside it; none where no pace was asked.</summary>
    public IReadOnlyList<string> RestsOn => this switch
    {
        Expected { Forecast: var forecast } => forecast.Assumptions,
        BeyondCalendar beyond => beyond.Assumptions,
        _ => [],
    };

    /// <summary>A forecast was possible.</summary>
    public sealed record Expected(Forecast Forecast) : ForecastAnswer;

    /// <summary>Nothing is left to do.</summary>
    public sealed record Complete : ForecastAnswer;

    /// <summary>The past says too little.</summary>
    /// <param name="Reason">A German sentence.</param>
    public sealed record NotPossible(string Reason) : ForecastAnswer;

    /// <summary>The work may well outlast the holidays that are known, so the end of the range cannot be said.</summary>
    /// <param name="Until">The last day that is known.</param>
    /// <param name="Earliest10">As in a forecast; null where it lies later too.</param>
    /// <param name="Median50">As in a forecast; null where it lies later too.</param>
    /// <param name="Assumptions">German sentences to show beside it.</param>
    public sealed record BeyondCalendar(
        DateOnly Until, DateOnly? Earliest10, DateOnly? Median50, IReadOnlyList<string> Assumptions) : ForecastAnswer
    {
        /// <summary>What can be said, as a sentence.</summary>
        public string German => (Earliest10, Median50) switch
        {
            (null, _) => $"Voraussichtlich nicht vor dem {FieldText.Shown(Until)}; bis dahin reichen die hinterlegten Ferien.",
            ({ } earliest, null) => $"Voraussichtlich nicht vor dem {FieldText.Shown(earliest)}, am ehesten nach dem "
                + $"{FieldText.Shown(Until)}; bis dahin reichen die hinterlegten Ferien.",
            ({ } earliest, { } median) => $"Voraussichtlich nicht vor dem {FieldText.Shown(earliest)}, am ehesten um den "
                + $"{FieldText.Shown(median)}, vielleicht erst nach dem {FieldText.Shown(Until)}; "
                + "bis dahin reichen die hinterlegten Ferien.",
        };
    }

    /// <summary>The question is wrong, or its first day is not known to the calendar.</summary>
    public sealed record Refused(Refusal Refusal) : ForecastAnswer;
}
