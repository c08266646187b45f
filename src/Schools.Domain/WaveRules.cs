using Schools.Domain.Calendars;

namespace Schools.Domain;

/// <summary>What a wave's plan must be like.</summary>
public static class WaveRules
{
    public const int LongestText = 200;
    public const int LongestReason = 500;
    public const int MostPlaces = 500;
    public const int MostRequirements = 20;
    public static readonly CountRange Counts = new(1, 100_000);

    /// <summary>What is missing at more seen than this is counted instead of told.</summary>
    public const int MostMissing = 20;
    private const int LongestKey = 60;
    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    /// <summary>The key a wave of this name gets: <c>w-tablets-klasse-7</c>. Null without a letter or digit.</summary>
    public static string? KeyOf(string? name) =>
        NameKey.Of(name, LongestKey) is { } key ? $"w-{key}" : null;

    /// <summary>The other waves of an order, by their names. One that was aborted needs no more devices of it.</summary>
    public static IReadOnlyList<Wave.State> Sharing(
        string? key, string orderNumber, IReadOnlyDictionary<string, Wave.State> waves) =>
    [
        .. waves.Where(wave => wave.Key != key && wave.Value.Status != WaveStatus.Aborted && wave.Value.Details.OrderNumber == orderNumber)
            .Select(wave => wave.Value).OrderBy(wave => wave.Details.Name, StringComparer.Ordinal),
    ];

    /// <summary>Why no wave can be planned so, or null.</summary>
    /// <param name="delivered">The day on which the devices arrived.</param>
    internal static Refusal? Fault(Wave.Details d, DateOnly? delivered) =>
        OfTexts(d) ?? OfCounts(d) ?? OfPlaces(d.Places) ?? OfDays(d, delivered) ?? OfRequirements(d.Requires);

    /// <summary>A wave that waits for itself, maybe through others, would never begin.</summary>
    internal static Refusal? Circle(
        string wave, IEnumerable<string> waitsFor, IReadOnlyDictionary<string, IReadOnlyList<string>> waiting)
    {
        Dictionary<string, string> cameFrom = new(StringComparer.Ordinal);
        Queue<string> open = new();
        void Ask(string from, IEnumerable<string> next)
        {
            foreach (var key in next)
            {
                if (cameFrom.TryAdd(key, from))
                {
                    open.Enqueue(key);
                }
            }
        }
        Ask(wave, waitsFor);
        while (open.TryDequeue(out var key) && key != wave)
        {
            Ask(key, waiting.GetValueOrDefault(key) ?? []);
        }
        if (!cameFrom.ContainsKey(wave))
        {
            return null;
        }
        List<string> circle = [wave];
        do
        {
            circle.Add(cameFrom[circle[^1]]);
        }
        while (circle[^1] != wave);
        circle.Reverse();
        return new Refusal(RefusalCode.WaveCircle, string.Join(" → ", circle));
    }

    internal static Wave.Details Tidied(Wave.Details d) => d with
    {
        Name = d.Name.Trim(),
        OrderNumber = d.OrderNumber.Trim(),
        Categories = [.. d.Categories.Distinct()],
        Places = [.. d.Places.Select(place => place with { Class = string.IsNullOrWhiteSpace(place.Class) ? null : place.Class.Trim() })],
        Requires = [.. d.Requires.Distinct()],
    };

    internal static bool AreSame(Wave.Details left, Wave.Details right) =>
        left with { Categories = right.Categories, Places = right.Places, Requires = right.Requires } == right
        && left.Categories.SequenceEqual(right.Categories)
        && left.Places.SequenceEqual(right.Places)
        && left.Requires.SequenceEqual(right.Requires);

    internal static IReadOnlyList<string> Bounded(IReadOnlyList<string> missing) => missing.Count <= MostMissing
        ? missing
        : [.. missing.Take(MostMissing - 1), $"und an {missing.Count - MostMissing + 1} weiteren Stellen"];

    internal static bool IsImplausible(DateOnly day) => day < Earliest || day > Latest;

    internal static Refusal? Owed(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? new Refusal(RefusalCode.ExplanationMissing) : TooLong(reason);

    internal static Refusal? TooLong(string? reason) =>
        reason?.Length > LongestReason ? new Refusal(RefusalCode.TextTooLong, "der Begründung", $"{LongestReason}") : null;

    private static Refusal? OfTexts(Wave.Details d) =>
        string.IsNullOrWhiteSpace(d.Name) ? new Refusal(RefusalCode.NameMissing)
        : d.Name.Length > LongestText ? new Refusal(RefusalCode.TextTooLong, "der Bezeichnung", $"{LongestText}")
        : string.IsNullOrWhiteSpace(d.OrderNumber) ? new Refusal(RefusalCode.WaveOrderMissing)
        : d.OrderNumber.Length > LongestText ? new Refusal(RefusalCode.TextTooLong, "der Bestellnummer", $"{LongestText}")
        : d.Categories.Count == 0 ? new Refusal(RefusalCode.CategoryMissing)
        : null;

    private static Refusal? OfCounts(Wave.Details d) =>
        Counts.Refuses("Bestellte Geräte", d.Ordered) ?? Counts.Refuses("Kapazität je Woche", d.WeeklyCapacity);

    private static Refusal? OfPlaces(IReadOnlyList<Wave.Place> places)
    {
        if (places.Count == 0)
        {
            return new Refusal(RefusalCode.WaveWithoutPlaces);
        }
        if (places.Count > MostPlaces)
        {
            return new Refusal(RefusalCode.CountImplausible, $"{places.Count} Positionen", $"{MostPlaces}");
        }
        HashSet<(SchoolKey, RoomKey?)> seen = [];
        foreach (var place in places)
        {
            var where = place.Room is { } room ? room.Value : place.School.Value;
            if (Counts.Refuses($"Anzahl Geräte für {where}", place.Target) is { } refusal)
            {
                return refusal;
            }
            if (place.Room is { } of && of.School != place.School)
            {
                return new Refusal(RefusalCode.RoomOfOtherSchool, of.Value, place.School.Value);
            }
            if (place.Class?.Length > LongestText)
            {
                return new Refusal(RefusalCode.TextTooLong, "der Klasse", $"{LongestText}");
            }
            if (!seen.Add((place.School, place.Room)))
            {
                return new Refusal(RefusalCode.WavePlaceTwice, where);
            }
        }
        return null;
    }

    private static Refusal? OfDays(Wave.Details d, DateOnly? delivered)
    {
        foreach (var day in (ReadOnlySpan<DateOnly?>)[d.Delivery, d.Start, d.End])
        {
            if (day is { } known && IsImplausible(known))
            {
                return new Refusal(RefusalCode.DateImplausible, FieldText.Shown(known));
            }
        }
        return d.End < d.Start ? new Refusal(RefusalCode.WaveEndsBeforeStart, FieldText.Shown(d.End), FieldText.Shown(d.Start))
            : (delivered ?? d.Delivery) is { } delivery && d.Start < delivery
                ? new Refusal(RefusalCode.WaveBeforeDelivery, FieldText.Shown(d.Start), FieldText.Shown(delivery))
            : SchoolCalendar.TryOf(d.Land, out var calendar) ? calendar.Refuses(d.Start, d.End)
            : SchoolCalendar.Unknown(d.Land);
    }

    private static Refusal? OfRequirements(IReadOnlyList<Wave.Requirement> requires) =>
        requires.Count > MostRequirements
            ? new Refusal(RefusalCode.CountImplausible, $"{requires.Count} Voraussetzungen", $"{MostRequirements}")
        : requires.FirstOrDefault(r => (r.Need is WaveNeed.Licence or WaveNeed.Wave) == string.IsNullOrWhiteSpace(r.Of)) is { } unclear
            ? new Refusal(RefusalCode.RequirementUnclear, Labels.German(unclear.Need))
        : null;
}
