namespace Schools.Domain;

/// <summary>One measure of a school with what it is counted by, so that schools of different size can be compared.</summary>
/// <param name="Part">The numerator, and <paramref name="Whole"/> the denominator; no value without both. What no list of the school
/// was taken in for is null.</param>
public sealed record ComparedValue(int? Part, int? Whole)
{
    public decimal? Value => Part is { } part && Whole is > 0 and var whole ? Math.Round((decimal)part / whole, Decimals) : null;

    internal const int Decimals = 2;
}

/// <summary>What councillors ask of a school.</summary>
public sealed record ComparedSchool(
    SchoolFact School,
    ComparedValue PupilsPerDevice,
    ComparedValue PupilsPerAccessPoint,
    ComparedValue DevicesPerClassroom,
    ComparedValue DisplaysPerClassroom);

/// <summary>Schools of one Schulform beside each other, with their medians: a Berufskolleg is no Förderschule.</summary>
public sealed record ComparedGroup(string? TypeCode, IReadOnlyList<ComparedSchool> Schools)
{
    /// <summary>The value in the middle of those that are known; null where none is.</summary>
    public decimal? Median(Func<ComparedSchool, ComparedValue> of)
    {
        var values = Schools.Select(school => of(school).Value).OfType<decimal>().Order().ToList();
        return values.Count == 0 ? null
            : values.Count % 2 == 1 ? values[values.Count / 2]
            : Math.Round((values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2, ComparedValue.Decimals);
    }
}

/// <summary>Compares schools fairly: within their Schulform, with numerator and denominator beside each value.</summary>
public static class Comparison
{
    /// <summary>All that is compared, with its German name.</summary>
    public static readonly IReadOnlyList<(string German, Func<ComparedSchool, ComparedValue> Of)> Values =
    [
        ("Lernende je Endgerät", school => school.PupilsPerDevice),
        ("Lernende je Access Point", school => school.PupilsPerAccessPoint),
        ("Endgeräte je Unterrichtsraum", school => school.DevicesPerClassroom),
        ("Anzeigegeräte je Unterrichtsraum", school => school.DisplaysPerClassroom),
    ];

    private static readonly DeviceCategory[] Displays =
        [DeviceCategory.InteractiveDisplay, DeviceCategory.Projector];

    public static IReadOnlyList<ComparedGroup> Of(RolloutFacts facts)
    {
        var stock = facts.Stock.ToLookup(entry => entry.School);
        var recorded = facts.Recorded();
        var classrooms = facts.Rooms.Where(room => room.Type is RoomType.Classroom or RoomType.SpecialistRoom)
            .ToLookup(room => room.School);
        return
        [
            .. facts.Schools.Select(school => recorded.Contains(school.Key)
                ? Of(school, [.. stock[school.Key]], classrooms[school.Key].Count())
                : Unknown(school))
                .GroupBy(school => school.School.Details.TypeCode)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new ComparedGroup(group.Key, [.. group])),
        ];
    }

    private static ComparedSchool Unknown(SchoolFact school)
    {
        var ofPupils = new ComparedValue(school.Details.Pupils, null);
        var ofRooms = new ComparedValue(null, null);
        return new ComparedSchool(school, ofPupils, ofPupils, ofRooms, ofRooms);
    }

    private static ComparedSchool Of(SchoolFact school, IReadOnlyList<StockFact> stock, int classrooms)
    {
        var pupils = school.Details.Pupils;
        var devices = stock.Where(entry => entry.Category.IsEndUserDevice()).Sum(entry => entry.Usable);
        return new ComparedSchool(
            school,
            new ComparedValue(pupils, devices),
            new ComparedValue(pupils, stock.Where(entry => entry.Category == DeviceCategory.AccessPoint).Sum(entry => entry.Usable)),
            new ComparedValue(devices, classrooms),
            new ComparedValue(stock.Where(entry => Displays.Contains(entry.Category)).Sum(entry => entry.Usable), classrooms));
    }
}
