using Schools.Domain.Calendars;

namespace Schools.Domain;

/// <summary>One week of a wave as it is planned and as it would be.</summary>
public sealed record WaveVariantWeek(IsoWeek Week, int Planned, int Changed, string? Holidays);

/// <summary>
/// What if a wave had another capacity, start or delivery: its weeks and its end beside those of the plan. Nothing is written.
/// </summary>
/// <param name="Details">The plan with the change.</param>
/// <param name="Weeks">All weeks of either plan.</param>
/// <param name="End">The day on which all is handed out as planned, and <paramref name="ChangedEnd"/> with the change.</param>
/// <param name="RestEnd">The same for what is still open, from today; null where nothing is.</param>
/// <param name="Refusal">Why there is no such plan, or why no end of it can be said.</param>
public sealed record WaveVariant(
    Wave.Details Details,
    IReadOnlyList<WaveVariantWeek> Weeks,
    DateOnly? End,
    DateOnly? ChangedEnd,
    DateOnly? RestEnd,
    DateOnly? ChangedRestEnd,
    Refusal? Refusal)
{
    /// <param name="details">The plan with the change.</param>
    /// <param name="open">Devices that are not handed out yet.</param>
    public static WaveVariant Of(Wave.State wave, Wave.Details details, int open, SchoolCalendar calendar, DateOnly today)
    {
        if (WaveRules.Fault(details with { End = Later(details.End, details.Start) }, wave.Delivered) is { } fault)
        {
            return new WaveVariant(details, [], null, null, null, null, fault);
        }
        var stored = WavePlanning.Of(wave.Details, [], calendar);
        var changed = WavePlanning.Of(details, [], calendar);
        var rest = WavePlanning.EndOf(open, wave.Details.WeeklyCapacity, From(wave, wave.Details, today), calendar);
        var changedRest = WavePlanning.EndOf(open, details.WeeklyCapacity, From(wave, details, today), calendar);
        var planned = stored.Weeks.ToDictionary(week => week.Week);
        var other = changed.Weeks.ToDictionary(week => week.Week);
        return new WaveVariant(
            details,
            [
                .. planned.Keys.Union(other.Keys).Order().Select(week => new WaveVariantWeek(
                    week,
                    planned.GetValueOrDefault(week)?.Planned ?? 0,
                    other.GetValueOrDefault(week)?.Planned ?? 0,
                    (planned.GetValueOrDefault(week) ?? other[week]).Holidays)),
            ],
            stored.End,
            changed.End,
            rest.End,
            changedRest.End,
            changed.Refusal ?? changedRest.Refusal);
    }

    /// <summary>The end is what is asked for, so a planned one before the start is no fault.</summary>
    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly From(Wave.State wave, Wave.Details details, DateOnly today) =>
        wave.BegunOn is null && details.Start > today ? details.Start : today;
}
