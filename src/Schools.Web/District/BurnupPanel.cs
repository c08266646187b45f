using System.Globalization;
using Schools.Domain;
using Schools.Domain.Calendars;

namespace Schools.Web.District;

/// <summary>
/// The course of a measure with its forecast, as a drawing and as a table. The drawing is made here, so that it needs neither script nor
/// a foreign server.
/// </summary>
public sealed class BurnupPanel
{
    public const int Width = 760;
    public const int Height = 260;
    private const int Left = 56, Top = 16, Right = 16, Bottom = 32;
    private const int MostCapacity = 100_000;

    /// <summary>Half a year: what was before says little of the pace of today.</summary>
    private const int WeeksOfHistory = 26;

    /// <summary>One seed for all, so that two people who look at the same facts see the same range.</summary>
    private const ulong Seed = 20_260_101;

    private readonly DateOnly from;
    private readonly DateOnly until;

    private BurnupPanel(Burnup burnup, ForecastAnswer answer, int? capacity, DateOnly today)
    {
        (Burnup, Answer, Capacity, Today) = (burnup, answer, capacity, today);
        from = burnup.Done.Count > 0 ? burnup.Done[0].Day : today.AddDays(-7);
        until = answer is ForecastAnswer.Expected { Forecast: var forecast } ? forecast.Latest90 : today.AddDays(14);
    }

    public Burnup Burnup { get; }

    public ForecastAnswer Answer { get; }

    public int? Capacity { get; }

    public DateOnly Today { get; }

    /// <summary>Cumulated, by week.</summary>
    public IEnumerable<(DateOnly Monday, int Done, int Sum)> Weeks
    {
        get
        {
            var sum = 0;
            foreach (var week in Burnup.Done.GroupBy(day => IsoWeek.Of(day.Day).Monday))
            {
                var done = week.Sum(day => day.Done);
                sum += done;
                yield return (week.Key, done, sum);
            }
        }
    }

    /// <param name="capacity">Units a week that the team can do, as it was typed; what is no number is no limit.</param>
    public static BurnupPanel Of(Burnup burnup, string land, DateOnly today, string? capacity)
    {
        var isNumber = int.TryParse(capacity, NumberStyles.None, CultureInfo.InvariantCulture, out var typed);
        int? most = isNumber && typed is > 0 and <= MostCapacity ? typed : null;
        return new BurnupPanel(burnup, Foretell(burnup, land, today, most), most, today);
    }

    private static ForecastAnswer Foretell(Burnup burnup, string land, DateOnly today, int? capacity)
    {
        if (!SchoolCalendar.TryOf(land, out var calendar))
        {
            return new ForecastAnswer.Refused(SchoolCalendar.Unknown(land));
        }
        var earliest = today.AddDays(-WeeksOfHistory * IsoWeek.Days);
        var start = burnup.Done.Count > 0 && burnup.Done[0].Day > earliest ? burnup.Done[0].Day : earliest;
        if (calendar.Refuses(start, today) is { } uncovered)
        {
            return new ForecastAnswer.Refused(uncovered);
        }
        if (burnup.GoesOnInSchoolHolidays)
        {
            calendar = calendar.WithWorkInSchoolHolidays();
        }
        var history = WeekThroughput.Weeks(burnup.Done, start, today, calendar);
        return Forecasting.Of(
            new ForecastQuestion(burnup.Measure, burnup.Target, burnup.Sum, history, capacity, today, Seed), calendar);
    }

    /// <summary>The line of what is done, as points of the drawing.</summary>
    public string Line
    {
        get
        {
            List<string> points = [Point(from, 0)];
            var sum = 0;
            foreach (var (day, done) in Burnup.Done)
            {
                points.Add(Point(day, sum));
                sum += done;
                points.Add(Point(day, sum));
            }
            points.Add(Point(Today, sum));
            return string.Join(' ', points);
        }
    }

    /// <summary>The range of the forecast: from today's sum to the target between its first and last day.</summary>
    public string? Range => Answer is ForecastAnswer.Expected { Forecast: var forecast }
        ? $"{Point(Today, Burnup.Sum)} {Point(forecast.Earliest10, Burnup.Target)} {Point(forecast.Latest90, Burnup.Target)}"
        : null;

    public string TargetLine => $"{Point(from, Burnup.Target)} {Point(until, Burnup.Target)}";

    public static string Axes => $"{Left},{Top} {Left},{Height - Bottom} {Width - Right},{Height - Bottom}";

    public DateOnly From => from;

    public DateOnly Until => until;

    private string Point(DateOnly day, int sum)
    {
        var days = Math.Max(1, until.DayNumber - from.DayNumber);
        var most = Math.Max(1, Math.Max(Burnup.Target, Burnup.Sum));
        var x = Left + (double)(day.DayNumber - from.DayNumber) / days * (Width - Left - Right);
        var y = Height - Bottom - (double)sum / most * (Height - Top - Bottom);
        return string.Create(CultureInfo.InvariantCulture, $"{x:0.#},{y:0.#}");
    }
}
