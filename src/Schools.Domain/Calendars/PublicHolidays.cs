namespace Schools.Domain.Calendars;

/// <summary>
/// The gesetzliche Feiertage. Nine hold in every Land: the Day of German Unity by Article 2 (2) of the Unification Treaty, the others by
/// the law of each Land alike. What a Land adds is named in its file under <c>publicHolidays</c>. Sundays are no workdays anyway.
/// </summary>
internal static class PublicHolidays
{
    // Computus gives no Easter before 1583 that anybody kept.
    private const int FirstYear = 1583;

    /// <summary>The rules a Land may add, by their German names.</summary>
    public static readonly IReadOnlyDictionary<string, Func<int, DateOnly>> Added =
        new Dictionary<string, Func<int, DateOnly>>(StringComparer.Ordinal)
        {
            ["Fronleichnam"] = year => Easter(year).AddDays(60),
            ["Reformationstag"] = year => new DateOnly(year, 10, 31),
            ["Allerheiligen"] = year => new DateOnly(year, 11, 1),
        };

    public static IEnumerable<DateOnly> Of(int year, IEnumerable<string> added) =>
    [
        new DateOnly(year, 1, 1),
        Easter(year).AddDays(-2),
        Easter(year).AddDays(1),
        new DateOnly(year, 5, 1),
        Easter(year).AddDays(39),
        Easter(year).AddDays(50),
        new DateOnly(year, 10, 3),
        new DateOnly(year, 12, 25),
        new DateOnly(year, 12, 26),
        .. added.Select(name => Added[name](year)),
    ];

    /// <summary>Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher; Astronomical Algorithms, chapter 8).</summary>
    public static DateOnly Easter(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        var golden = year % 19;
        var (century, inCentury) = (year / 100, year % 100);
        var moonShift = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - (century / 4) - moonShift + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (inCentury / 4)) - epact - (inCentury % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * toSunday)) / 451;
        var days = epact + toSunday - (7 * late) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }
}
