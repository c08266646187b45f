using Schools.Domain.Calendars;

namespace Schools.Domain.Tests;

/// <summary>
/// The range promises that the end lies in it in 80 of 100 cases. Here courses are made up whose end is known; the forecast sees their
/// first weeks only. The seeds are fixed: the counts never change by themselves.
/// </summary>
public sealed class ForecastCoverageTests
{
    private const int Courses = 500, CoursesOfKind = 150;

    [Fact]
    public void The_range_covers_the_true_end_in_80_of_100_courses()
    {
        var outcomes = Outcomes(1, Courses, new CourseKind());
        Assert.InRange(outcomes.Count(outcome => outcome == 0), Courses * 75 / 100, Courses * 85 / 100);
        // What it misses, it misses on both sides.
        Assert.InRange(outcomes.Count(outcome => outcome < 0), Courses * 5 / 100, Courses * 15 / 100);
        Assert.InRange(outcomes.Count(outcome => outcome > 0), Courses * 5 / 100, Courses * 15 / 100);
    }

    /// <summary>No kind of course pays for another: in each by itself the range holds nearly as well.</summary>
    [Theory]
    [InlineData("short history")]
    [InlineData("long history")]
    [InlineData("uneven weeks")]
    [InlineData("even weeks")]
    [InlineData("slow")]
    [InlineData("fast")]
    [InlineData("capacity")]
    [InlineData("uneven days")]
    public void Each_kind_of_course_is_covered(string kind)
    {
        var course = kind switch
        {
            "short history" => new CourseKind { Weeks = (4, 6) },
            "long history" => new CourseKind { Weeks = (20, 30) },
            "uneven weeks" => new CourseKind { Evenness = [1.5] },
            "even weeks" => new CourseKind { Evenness = [40] },
            "slow" => new CourseKind { Pace = (0.3, 1) },
            "fast" => new CourseKind { Pace = (20, 60) },
            "capacity" => new CourseKind { Capped = 1 },
            "uneven days" => new CourseKind { DaysDiffer = true },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        var covered = Outcomes(2, CoursesOfKind, course).Count(outcome => outcome == 0);
        Assert.InRange(covered, CoursesOfKind * 70 / 100, CoursesOfKind * 90 / 100);
    }

    /// <summary>Of each course: -1 complete before the range, 0 in it, 1 after it.</summary>
    private static List<int> Outcomes(ulong seed, int courses, CourseKind kind)
    {
        var random = new SeededRandom(seed);
        var outcomes = new List<int>();
        while (outcomes.Count < courses)
        {
            var course = Course.Of(kind, random);
            var question = course.Question((ulong)outcomes.Count);
            if (Forecasting.Of(question, course.Calendar) is ForecastAnswer.Expected { Forecast: var forecast })
                outcomes.Add(course.End < forecast.Earliest10 ? -1 : course.End > forecast.Latest90 ? 1 : 0);
        }
        return outcomes;
    }

    /// <summary>From what a course is drawn.</summary>
    private sealed record CourseKind
    {
        public (int Fewest, int Most) Weeks { get; init; } = (4, 30);

        /// <summary>Units a workday, evenly in the logarithm.</summary>
        public (double Lowest, double Highest) Pace { get; init; } = (0.4, 25);

        /// <summary>Shape of the gamma by which weeks, or days, differ.</summary>
        public double[] Evenness { get; init; } = [1.5, 3, 8, 1_000];

        /// <summary>Share of courses whose team has a capacity.</summary>
        public double Capped { get; init; } = 0.4;

        /// <summary>Days differ by themselves instead of whole weeks: not what the model takes for granted.</summary>
        public bool DaysDiffer { get; init; }
    }

    private sealed record Course(
        SchoolCalendar Calendar, DateOnly Start, IReadOnlyList<WeekThroughput> History, int Remaining, int? Capacity, DateOnly End)
    {
        public ForecastQuestion Question(ulong seed)
        {
            var done = History.Sum(week => week.Done);
            return new ForecastQuestion("WLAN", done + Remaining, done, History, Capacity, Start, seed);
        }

        public static Course Of(CourseKind kind, SeededRandom random)
        {
            var lands = SchoolCalendar.Laender;
            SchoolCalendar.TryOf(lands[Between(random, 0, lands.Count - 1)], out var calendar);
            if (random.NextUniform() < 0.3)
                calendar = calendar!.WithWorkInSchoolHolidays();
            var pace = kind.Pace.Lowest * Math.Pow(kind.Pace.Highest / kind.Pace.Lowest, random.NextUniform());
            var evenness = kind.Evenness[Between(random, 0, kind.Evenness.Length - 1)];
            int? capacity = random.NextUniform() < kind.Capped ? (int)Math.Ceiling(pace * 5 * (1 + random.NextUniform())) : null;
            var remaining = 1 + (int)(pace * (20 + (130 * random.NextUniform())));

            var week = IsoWeek.Of(new DateOnly(2019, 3, 1).AddDays(Between(random, 0, 2_400)));
            var history = new List<WeekThroughput>();
            for (var left = Between(random, kind.Weeks.Fewest, kind.Weeks.Most); left > 0; left--, week = week.Next)
            {
                var days = calendar!.WorkdaysOfWeek(week).Count;
                history.Add(new WeekThroughput(week, Days(random, kind, pace, evenness, days, capacity).Sum(), days));
            }
            // A report is asked for on any day, also in the middle of a week or on a Sunday.
            var start = week.Monday.AddDays(Between(random, 0, 6));
            return new Course(calendar!, start, history, remaining, capacity, Ends(start));

            DateOnly Ends(DateOnly from)
            {
                var left = remaining;
                for (var next = IsoWeek.Of(from); ; next = next.Next)
                {
                    var workdays = calendar!.WorkdaysOfWeek(next).Where(day => day >= from).ToList();
                    var done = Days(random, kind, pace, evenness, workdays.Count, capacity);
                    for (var i = 0; i < workdays.Count; i++)
                    {
                        left -= done[i];
                        if (left <= 0)
                            return workdays[i];
                    }
                }
            }
        }

        private static int[] Days(SeededRandom random, CourseKind kind, double pace, double evenness, int days, int? capacity)
        {
            var left = capacity is { } limit ? (int)Math.Ceiling(limit * days / 5.0) : int.MaxValue;
            var wentWell = random.NextGamma(evenness) / evenness;
            var done = new int[days];
            for (var i = 0; i < days; i++)
            {
                var factor = kind.DaysDiffer ? random.NextGamma(evenness) / evenness : wentWell;
                done[i] = Math.Min(left, random.NextPoisson(pace * factor));
                left -= done[i];
            }
            return done;
        }

        private static int Between(SeededRandom random, int lowest, int highest) =>
            lowest + (int)(random.NextUniform() * (highest - lowest + 1));
    }
}
