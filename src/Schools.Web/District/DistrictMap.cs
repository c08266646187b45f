using System.Globalization;
using Schools.Domain;

namespace Schools.Web.District;

/// <summary>A school as a mark of the map.</summary>
public sealed record MapMark(SchoolStanding Standing, double X, double Y, RolloutStatus? Status);

/// <summary>
/// The schools of a Kreis by their official coordinates. They are metres of one UTM zone, so a scale is all that a map of them needs; no
/// server of somebody else is asked for a picture.
/// </summary>
public sealed class DistrictMap
{
    public const int Width = 760;
    public const int Height = 520;
    private const int Margin = 40;
    private const double LeastSpan = 1_000; // metres, so that schools side by side do not fill the picture

    private DistrictMap(IReadOnlyList<MapMark> marks, IReadOnlyList<SchoolStanding> withoutPlace) =>
        (Marks, WithoutPlace) = (marks, withoutPlace);

    public IReadOnlyList<MapMark> Marks { get; }

    /// <summary>Schools whose coordinates are not known, or of another zone.</summary>
    public IReadOnlyList<SchoolStanding> WithoutPlace { get; }

    public static DistrictMap Of(IReadOnlyList<SchoolStanding> standings, Func<SchoolStanding, RolloutStatus?> status)
    {
        var zone = standings.Select(s => s.School.Details.Epsg).OfType<string>().GroupBy(epsg => epsg)
            .MaxBy(group => group.Count())?.Key;
        var placed = standings
            .Where(s => s.School.Details.Epsg == zone)
            .Select(s => (Standing: s, East: Metres(s.School.Details.Easting), North: Metres(s.School.Details.Northing)))
            .Where(s => s.East is not null && s.North is not null)
            .ToList();
        var without = standings.Except(placed.Select(s => s.Standing)).ToList();
        if (placed.Count == 0)
        {
            return new DistrictMap([], without);
        }
        var (west, south) = (placed.Min(s => s.East!.Value), placed.Min(s => s.North!.Value));
        var (east, north) = (placed.Max(s => s.East!.Value), placed.Max(s => s.North!.Value));
        var scale = Math.Min(
            (Width - (2 * Margin)) / Math.Max(LeastSpan, east - west), (Height - (2 * Margin)) / Math.Max(LeastSpan, north - south));
        return new DistrictMap(
            [
                .. placed.Select(s => new MapMark(
                    s.Standing,
                    Margin + ((s.East!.Value - west) * scale),
                    Height - Margin - ((s.North!.Value - south) * scale),
                    status(s.Standing))),
            ],
            without);
    }

    /// <summary>A number of the drawing, with a point whatever the language.</summary>
    public static string Written(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static double? Metres(string? text) =>
        double.TryParse(text?.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var metres) ? metres : null;
}
