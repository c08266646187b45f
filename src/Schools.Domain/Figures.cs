namespace Schools.Domain;

/// <summary>The figures of a Kreis or of one school, from its standings. Every page, report and file takes them from here.</summary>
public static class Figures
{
    public const string Schools = "schools";
    public const string Rooms = "rooms";
    public const string Devices = "devices";
    public const string Usable = "devices-usable";
    public const string WlanSchools = "wlan-schools";
    public const string WlanRooms = "wlan-rooms";
    public const string PersonsPerDevice = "persons-per-device";
    public const string PupilsPerDevice = "pupils-per-device";

    /// <summary>The score of <see cref="SchoolQuality"/>; of today alone, for the journal does not say what lists left out.</summary>
    public const string RegisterQuality = "data-quality";

    /// <summary>The target of every share.</summary>
    public const decimal Percent = 100m;

    /// <param name="standings">All schools, or those a question is about.</param>
    public static IReadOnlyList<Figure> Of(IReadOnlyList<SchoolStanding> standings, DateOnly asOf)
    {
        List<Figure> figures =
        [
            Count(Schools, standings.Count, asOf),
            Recorded(Rooms, standings, s => s.Rooms, asOf),
            Recorded(Devices, standings, s => s.Devices, asOf),
            Recorded(Usable, standings, s => s.Usable, asOf),
            Share(WlanSchools, standings.Count(s => s.Wlan.Status == RolloutStatus.Complete), standings.Count, asOf),
            Share(WlanRooms, standings.Sum(s => s.Wlan.Covered), standings.Sum(s => s.Wlan.Rooms), asOf),
            Relation(PersonsPerDevice, standings, s => s.School.Persons, asOf),
            Relation(PupilsPerDevice, standings, s => s.School.Details.Pupils, asOf),
        ];
        figures.AddRange(standings.SelectMany(s => s.Items).GroupBy(item => item.Item.Indicator).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(group => OfItem(group.Key, [.. group], asOf)));
        return figures;
    }

    /// <summary>Of these a target is always a limit: the more people share a device, the less each has of it.</summary>
    public static bool IsLessBetter(string indicator) => indicator is PersonsPerDevice or PupilsPerDevice;

    /// <summary>The German name of a figure.</summary>
    /// <param name="items">The items of the standards that hold, for the names of theirs.</param>
    public static string German(string indicator, IReadOnlyList<StandardItem> items) => indicator switch
    {
        Schools => "Schulen",
        Rooms => "Räume",
        Devices => "Geräte",
        Usable => "Endgeräte in Betrieb",
        WlanSchools => "Schulen mit WLAN in Betrieb",
        WlanRooms => "Unterrichtsräume mit Access Point",
        PersonsPerDevice => "Personen je Endgerät",
        PupilsPerDevice => "Lernende je Endgerät",
        RegisterQuality => "Datenqualität",
        _ => items.FirstOrDefault(item => item.Indicator == indicator) is { } known
            ? $"{known.Item.Name}{Counted(known.Item)} ({known.State.Name})"
            : indicator,
    };

    /// <summary>What the figure of an item counts, where that is not what the item asks for.</summary>
    private static string Counted(EquipmentStandard.Item item) => item switch
    {
        { Basis: StandardBasis.Room } => ": ausgestattete Räume",
        { Subject: StandardSubject.Uplink } => ": Schulen",
        _ => "",
    };

    /// <summary>Where no school has a room or device, no list was taken in yet for this day: that is no zero.</summary>
    private static Figure Recorded(
        string indicator, IReadOnlyList<SchoolStanding> standings, Func<SchoolStanding, int> of, DateOnly asOf) =>
        standings.Any(s => s.HasInventory)
            ? Count(indicator, standings.Sum(of), asOf)
            : new Figure(indicator, null, null, null, null, asOf);

    private static Figure Count(string indicator, int count, DateOnly asOf) => new(indicator, count, null, null, null, asOf);

    /// <summary>In percent with one decimal; of nothing there is no share.</summary>
    private static Figure Share(string indicator, int part, int whole, DateOnly asOf) =>
        new(indicator, whole == 0 ? null : Math.Round(part * Percent / whole, 1), Percent, part, whole, asOf);

    /// <summary>Persons over devices of those schools that state their persons and have a list; the others would falsify it.</summary>
    private static Figure Relation(
        string indicator, IReadOnlyList<SchoolStanding> standings, Func<SchoolStanding, int?> persons, DateOnly asOf)
    {
        var stating = standings.Where(s => s.HasInventory && persons(s) is > 0).ToList();
        var (people, devices) = (stating.Sum(s => persons(s)!.Value), stating.Sum(s => s.Usable));
        decimal? relation = people == 0 || devices == 0 ? null : Math.Round((decimal)people / devices, 2);
        return new Figure(indicator, relation, null, people, devices, asOf);
    }

    /// <summary>
    /// Of rooms and lines, how many have all of it; of persons, devices against the number that is owed. Schools that do not state their
    /// persons are left out of both; of a school without a list the devices are not known, yet it owes its target. A line of which nobody
    /// knows how fast it is has not been shown to be fast enough, so it stays in the denominator: else the fewer are known, the better it
    /// would look.
    /// </summary>
    private static Figure OfItem(string indicator, IReadOnlyList<ItemStanding> items, DateOnly asOf)
    {
        var known = items.Where(item => item.Target is not null).ToList();
        return items[0].Item.Item switch
        {
            { Basis: StandardBasis.Room } => Share(indicator, known.Sum(i => i.Equipped), known.Sum(i => i.Rooms), asOf),
            { Subject: StandardSubject.Uplink } => Share(indicator, known.Count(i => i.Gap == 0), known.Count, asOf),
            _ when known.TrueForAll(i => i.Actual is null) => Amount(indicator, null, known.Count == 0 ? null : known.Sum(Target), asOf),
            _ => Amount(indicator, known.Sum(i => (long)(i.Actual ?? 0)), known.Sum(Target), asOf),
        };

        static long Target(ItemStanding item) => item.Target!.Value;
    }

    private static Figure Amount(string indicator, decimal? actual, decimal? target, DateOnly asOf) =>
        new(indicator, actual, target, actual, target, asOf);
}
