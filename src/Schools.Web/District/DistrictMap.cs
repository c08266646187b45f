using System.Globalization;
using Schools.Domain;

namespace Schools.Web.District;

/// <summary>A school as a mark of the map.</summary>
public sealed record MapMark(SchoolStanding Standing, double X, double Y, RolloutStatus? Status);

/// <summary>The name of a town above its schools.</summary>
public sealed record MapTown(string Name, double X, double Y);

/// <summary>
/// The schools of a Kreis by their official coordinates. They are metres of one UTM zone, so a scale is all that a map of them needs; no
/// server of somebody else is asked for a picture.
/// </summary>
public sealed class DistrictMap
{
    public const int Width = 760;
    public const int Height = 520;

    /// <summary>Of a mark. Two whose middles were closer than twice that would hide each other.</summary>
    public const int Radius = 11;

    /// <summary>What the bar below the map stands for.</summary>
    public const int BarKilometres = 5;

    private const int Margin = 40;

    /// <summary>A Kreis has a hundred schools; of a whole Land the marks cover each other wherever they are moved.</summary>
    private const int MostSpread = 300;
    private const int Apart = (2 * Radius) + 2;
    private const int AboveMark = Radius + 7;
    private const int MetresPerKilometre = 1_000;
    private const double LeastSpan = 1_000; // metres, so that schools side by side do not fill the picture

    private DistrictMap(IReadOnlyList<MapMark> marks, IReadOnlyList<SchoolStanding> withoutPlace, double scale) =>
        (Marks, WithoutPlace, Bar) = (marks, withoutPlace, scale * BarKilometres * MetresPerKilometre);

    public IReadOnlyList<MapMark> Marks { get; }

    /// <summary>Schools whose coordinates are not known, or of another zone.</summary>
    public IReadOnlyList<SchoolStanding> WithoutPlace { get; }

    /// <summary>The length of <see cref="BarKilometres"/> in the drawing.</summary>
    public double Bar { get; }

    /// <summary>Each above the northernmost of its schools.</summary>
    public IEnumerable<MapTown> Towns =>
        from mark in Marks
        where mark.Standing.School.Details.Town is not null
        group mark by mark.Standing.School.Details.Town into town
        select new MapTown(town.Key, town.MinBy(mark => mark.Y)!.X, town.Min(mark => mark.Y) - AboveMark);

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
            return new DistrictMap([], without, 0);
        }
        var (west, south) = (placed.Min(s => s.East!.Value), placed.Min(s => s.North!.Value));
        var (wide, high) = (placed.Max(s => s.East!.Value) - west, placed.Max(s => s.North!.Value) - south);
        var scale = Math.Min((Width - (2 * Margin)) / Math.Max(LeastSpan, wide), (Height - (2 * Margin)) / Math.Max(LeastSpan, high));
        // In the middle, whichever side is the shorter.
        var (left, below) = ((Width - (wide * scale)) / 2, (Height - (high * scale)) / 2);
        var spots = Spread(
        [
            .. placed.Select(s => (
                X: left + ((s.East!.Value - west) * scale),
                Y: Height - below - ((s.North!.Value - south) * scale))),
        ]);
        return new DistrictMap(
            [.. placed.Zip(spots, (s, spot) => new MapMark(s.Standing, spot.X, spot.Y, status(s.Standing)))], without, scale);
    }

    /// <summary>A number of the drawing, with a point whatever the language.</summary>
    public static string Written(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Moves marks that would hide each other apart, each as far as the other, until none does or it does not help.</summary>
    private static (double X, double Y)[] Spread((double X, double Y)[] spots)
    {
        const int MostRounds = 100;
        var moved = spots.Length <= MostSpread;
        for (var round = 0; moved && round < MostRounds; round++)
        {
            moved = false;
            for (var i = 0; i < spots.Length; i++)
            {
                for (var j = i + 1; j < spots.Length; j++)
                {
                    var (dx, dy) = (spots[j].X - spots[i].X, spots[j].Y - spots[i].Y);
                    var far = Math.Sqrt((dx * dx) + (dy * dy));
                    if (far < Apart)
                    {
                        // Schools of one address go apart from west to east.
                        var (ex, ey) = far > 0 ? (dx / far, dy / far) : (1, 0);
                        var half = ((Apart - far) / 2) + 0.1;
                        spots[i] = Inside(spots[i].X - (ex * half), spots[i].Y - (ey * half));
                        spots[j] = Inside(spots[j].X + (ex * half), spots[j].Y + (ey * half));
                        moved = true;
                    }
                }
            }
        }
        return spots;
    }

    private static (double X, double Y) Inside(double x, double y) =>
        (Math.Clamp(x, Radius, Width - Radius), Math.Clamp(y, Radius, Height - Radius));

    private static double? Metres(string? text) =>
        double.TryParse(text?.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var metres) ? metres : null;
}
