using Schools.Domain.Calendars;

namespace Schools.Domain;

/// <summary>One week of a wave.</summary>
/// <param name="Workdays">Days on which devices can be handed out.</param>
/// <param name="Planned">Devices to hand out, and <paramref name="Done"/> those that were.</param>
/// <param name="Holidays">The school holidays that fall into it.</param>
public sealed record WaveWeek(IsoWeek Week, int Workdays, int Planned, int Done, string? Holidays);

/// <param name="Weeks">From the first week of the wave to the last with anything in it.</param>
/// <param name="End">The day on which all is handed out with the capacity of the team; null where nothing is left.</param>
/// <param name="Refusal">Why no end can be said: the calendar is not known as far as that.</param>
public sealed record WeekPlan(IReadOnlyList<WaveWeek> Weeks, DateOnly? End, Refusal? Refusal);

/// <summary>Spreads the devices of a wave over the weeks of the calendar, as many as the team can do on the workdays of each.</summary>
public static class WavePlanning
{
    private const int DaysOfFullWeek = 5;

    /// <summary>Any number will do, as long as the same wave has the same forecast on page and in report.</summary>
    private const ulong Seed = 2026;

    /// <summary>The plan as it was made: all devices from the first day of the wave, and beside it what was done.</summary>
    /// <param name="done">Devices first in use, by day.</param>
    public static WeekPlan Of(Wave.Details details, IEnumerable<(DateOnly Day, int Done)> done, SchoolCalendar calendar)
    {
        var planned = Spread(details.Target, details.WeeklyCapacity, details.Start, calendar);
        var perWeek = done.GroupBy(d => IsoWeek.Of(d.Day), d => d.Done).ToDictionary(week => week.Key, week => week.Sum());
        var weeks = planned.Shares.Select(share => share.Week)
            .Concat(perWeek.Keys.Where(week => week.Sunday >= calendar.From && week.Monday <= calendar.Until))
            .Distinct().Order().ToList();
        var shares = planned.Shares.ToDictionary(share => share.Week, share => share.Devices);
        return new WeekPlan(
            [
                .. weeks.Select(week => new WaveWeek(
                    week,
                    calendar.WorkdaysOfWeek(week).Count,
                    shares.GetValueOrDefault(week),
                    perWeek.GetValueOrDefault(week),
                    calendar.Holidays.FirstOrDefault(h => h.From <= FridayOf(week) && h.Until >= week.Monday)?.Name)),
            ],
            planned.End,
            planned.Refusal);
    }

    /// <summary>The day on which the rest is handed out if the team does what it can.</summary>
    /// <param name="from">The first day on which work can go on.</param>
    public static (DateOnly? End, Refusal? Refusal) EndOf(int open, int weeklyCapacity, DateOnly from, SchoolCalendar calendar)
    {
        var spread = Spread(open, weeklyCapacity, from, calendar);
        return (spread.End, spread.Refusal);
    }

    /// <summary>When a wave that runs will be done at the pace it has had; null for one that does not run.</summary>
    public static ForecastAnswer? Forecast(Wave.State wave, WaveShare share, DateOnly today)
    {
        if (wave is not { Status: WaveStatus.Running, BegunOn: { } begun })
        {
            return null;
        }
        var details = wave.Details;
        if (!SchoolCalendar.TryOf(details.Land, out var calendar))
        {
            return new ForecastAnswer.Refused(SchoolCalendar.Unknown(details.Land));
        }
        if (calendar.Refuses(begun, today) is { } unknown)
        {
            return new ForecastAnswer.Refused(unknown);
        }
        var history = WeekThroughput.Weeks(share.ByDay, begun, today, calendar);
        var answer = Forecasting.Of(
            new ForecastQuestion(details.Name, details.Target, share.HandedOut(), history, details.WeeklyCapacity, today, Seed), calendar);
        return (answer, OnOneDay(share)) switch
        {
            (ForecastAnswer.Expected { Forecast: var forecast }, { } hint) =>
                new ForecastAnswer.Expected(forecast with { Assumptions = [hint, .. forecast.Assumptions] }),
            (ForecastAnswer.BeyondCalendar beyond, { } hint) => beyond with { Assumptions = [hint, .. beyond.Assumptions] },
            _ => answer,
        };
    }

    /// <summary>Whether a wave will be done after its planned end by its forecast: null where it will not.</summary>
    /// <returns>True where even the earliest day is after it.</returns>
    public static bool? IsLate(Wave.Details details, ForecastAnswer? answer) => answer switch
    {
        ForecastAnswer.Expected { Forecast: var forecast } when forecast.Latest90 > details.End => forecast.Earliest10 > details.End,
        // No wave is planned beyond its calendar.
        ForecastAnswer.BeyondCalendar beyond => beyond.Earliest10 is not { } earliest || earliest > details.End,
        _ => null,
    };

    /// <summary>What a pace is worth that comes from one day without a scan: as a rule a list was taken in.</summary>
    private static string? OnOneDay(WaveShare share) => share.Given.All(given => !given.IsScanned) && share.ByDay.ToList() is [var only]
        ? $"Alle {only.Done.ToString("N0", Euro.German)} ausgegebenen Geräte wurden zum {FieldText.Shown(only.Day)} gezählt, keines davon "
            + "beim Scannen. Kamen sie mit einer Liste dieses Tages, dann sagt das Tempo wenig über die Arbeit."
        : null;

    private static DateOnly FridayOf(IsoWeek week) => week.Monday.AddDays(DaysOfFullWeek - 1);

    private static (List<(IsoWeek Week, int Devices)> Shares, DateOnly? End, Refusal? Refusal) Spread(
        int devices, int weeklyCapacity, DateOnly from, SchoolCalendar calendar)
    {
        List<(IsoWeek, int)> shares = [];
        var left = devices;
        if (left > 0 && calendar.Refuses(from, from) is { } unknown)
        {
            return (shares, null, unknown);
        }
        for (var week = IsoWeek.Of(from); left > 0; week = week.Next)
        {
            if (week.Monday > calendar.Until)
            {
                return (shares, null, calendar.Refuses(from, week.Monday));
            }
            List<DateOnly> days = [.. calendar.WorkdaysOfWeek(week).Where(day => day >= from)];
            var most = (int)(((long)weeklyCapacity * days.Count + DaysOfFullWeek - 1) / DaysOfFullWeek);
            var share = Math.Min(left, most);
            shares.Add((week, share));
            left -= share;
            if (left == 0)
            {
                return (shares, days[(int)(((long)share * days.Count + most - 1) / most) - 1], null);
            }
        }
        return (shares, null, null);
    }
}
