using Schools.Domain;
using Schools.Web.District;

namespace Schools.Web.Reports;

/// <summary>
/// What changed between two days. What nobody had recorded on the first of them has no „vorher“, and came about on no day since.
/// </summary>
internal static class CommitteeChanges
{
    public static IEnumerable<string> Of(DistrictDay day, DistrictDay before) =>
        [.. Recorded(day, before), .. Figures(day, before), .. Steps(day, before)];

    private static IEnumerable<string> Recorded(DistrictDay day, DistrictDay before)
    {
        if (!before.Facts.HasInventory && day.Facts.HasInventory)
        {
            yield return $"Am {Shown.Day(before.Facts.AsOf)} waren noch keine Räume und Geräte erfasst; ihre Zahlen haben darum kein "
                + "„vorher“.";
        }
        var (then, now) = (before.Standings.Count(s => s.HasInventory), day.Standings.Count(s => s.HasInventory));
        if (then > 0 && then < now)
        {
            yield return $"Räume und Geräte waren am {Shown.Day(before.Facts.AsOf)} von {then} von {before.Standings.Count} Schulen "
                + $"erfasst, am {Shown.Day(day.Facts.AsOf)} von {now} von {day.Standings.Count}; "
                + "ihre Zahlen sind darum nicht vergleichbar.";
        }
    }

    private static IEnumerable<string> Figures(DistrictDay day, DistrictDay before)
    {
        foreach (var figure in day.Figures)
        {
            var then = before.Figures.FirstOrDefault(known => known.Indicator == figure.Indicator);
            var was = then is null || IsOfUnknown(before, figure.Indicator) ? null : then.Actual;
            if (was is not null && was != figure.Actual)
            {
                yield return $"{day.German(figure.Indicator)}: {Shown.Figure(then)} → {Shown.Figure(figure)}";
            }
            else if (was is null && figure.Actual is not null && !IsOfUnknown(day, figure.Indicator))
            {
                yield return $"{day.German(figure.Indicator)}: {Shown.Figure(figure)}, vorher nicht erfasst";
            }
        }
    }

    /// <summary>
    /// An item of a standard of which no school's actual is known. The figure of lines says 0 then, for none is shown to be fast enough.
    /// </summary>
    private static bool IsOfUnknown(DistrictDay day, string indicator)
    {
        var items = day.Standings.SelectMany(standing => standing.Items).Where(item => item.Item.Indicator == indicator).ToList();
        return items.Count > 0 && items.TrueForAll(item => item.Actual is null);
    }

    private static IEnumerable<string> Steps(DistrictDay day, DistrictDay before)
    {
        foreach (var standing in day.Standings)
        {
            var then = before.Standings.FirstOrDefault(known => known.School.Key == standing.School.Key);
            // What the first list shows was there before it, nobody knows since when.
            var latest = then?.HasInventory == true ? standing.Wlan.Latest : LatestEntered(day, standing);
            if (latest is { } step && latest != then?.Wlan.Latest)
            {
                var since = step == standing.Wlan.Latest ? standing.Wlan.Since : Entered(day, standing, step);
                yield return $"{standing.School.Details.Name}: {Labels.German(step)}"
                    + (since is { } reached ? $" am {Shown.Day(reached)}" : "");
            }
        }
    }

    private static RolloutStep? LatestEntered(DistrictDay day, SchoolStanding standing) =>
        standing.Wlan.Steps.Where(step => Entered(day, standing, step) is not null).Select(step => (RolloutStep?)step).LastOrDefault();

    private static DateOnly? Entered(DistrictDay day, SchoolStanding standing, RolloutStep step) =>
        day.Facts.Rollouts.GetValueOrDefault(standing.School.Key.Value)?.Of(step).Reached;
}
