using Schools.Domain.Calendars;

namespace Schools.Domain.Tests;

/// <summary>A wave with a change → weeks and end beside those of the plan.</summary>
public sealed class WaveVariantTests
{
    private static readonly DateOnly Start = new(2026, 11, 9);
    private static readonly SchoolCalendar Nrw =
        SchoolCalendar.TryOf("NW", out var calendar) ? calendar : throw new InvalidOperationException("NRW has a calendar.");

    private static readonly Wave.State Planned = new(WaveTests.Plan with { Places = [new(Sample.School, 50)], Delivery = Start });

    private static WaveVariant Of(Wave.Details changed, Wave.State? wave = null, int open = 50) =>
        WaveVariant.Of(wave ?? Planned, changed, open, Nrw, new DateOnly(2026, 11, 2));

    [Fact]
    public void A_larger_capacity_ends_earlier()
    {
        var variant = Of(Planned.Details with { WeeklyCapacity = 50 });
        Assert.Equal((new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 13)), (variant.End, variant.ChangedEnd));
        Assert.Equal(["KW 46/2026: 25 → 50", "KW 47/2026: 25 → 0"], variant.Weeks.Select(w => $"{w.Week}: {w.Planned} → {w.Changed}"));
        Assert.Null(variant.Refusal);
    }

    [Fact]
    public void A_later_start_moves_the_weeks_and_the_end()
    {
        var start = Start.AddDays(7);
        var variant = Of(Planned.Details with { Start = start, Delivery = start });
        Assert.Equal(
            ["KW 46/2026: 25 → 0", "KW 47/2026: 25 → 25", "KW 48/2026: 0 → 25"],
            variant.Weeks.Select(w => $"{w.Week}: {w.Planned} → {w.Changed}"));
        Assert.Equal(new DateOnly(2026, 11, 27), variant.ChangedRestEnd);
    }

    [Fact]
    public void Of_a_wave_that_runs_the_rest_counts_from_today()
    {
        var running = Planned with { Delivered = new DateOnly(2026, 10, 1), BegunOn = new DateOnly(2026, 11, 2) };
        var variant = Of(Planned.Details with { WeeklyCapacity = 10 }, running, open: 10);
        Assert.Equal((new DateOnly(2026, 11, 3), new DateOnly(2026, 11, 6)), (variant.RestEnd, variant.ChangedRestEnd));
        Assert.Null(Of(Planned.Details, running, open: 0).RestEnd);
    }

    [Fact]
    public void What_cannot_be_is_said()
    {
        Assert.Equal(RefusalCode.CountOutOfRange, Of(Planned.Details with { WeeklyCapacity = 0 }).Refusal?.Code);
        Assert.Equal(RefusalCode.WaveBeforeDelivery, Of(Planned.Details with { Delivery = Start.AddDays(1) }).Refusal?.Code);
        Assert.Equal(RefusalCode.CalendarUnknown, Of(Planned.Details with { Start = new(2080, 1, 1) }).Refusal?.Code);
        // A start after the planned end only shows that the end does not hold.
        Assert.Null(Of(Planned.Details with { Start = Planned.Details.End.AddDays(5) }).Refusal);
    }
}
