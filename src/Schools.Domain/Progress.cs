namespace Schools.Domain;

/// <summary>How many devices of a category in a place are usable since a day.</summary>
public readonly record struct UsableSince(SchoolKey School, string? Room, DeviceCategory Category, DateOnly Day, int Count);

/// <summary>How a measure grew: which units were done on which day.</summary>
/// <param name="Unit">What is counted, in the plural: „Räume“, „Geräte“, „Schulen“.</param>
/// <param name="Done">Days in order, with the units done on them; never more than the target.</param>
/// <param name="GoesOnInSchoolHolidays">Cabling and mounting need empty rooms; handing out devices needs pupils.</param>
public sealed record Burnup(
    string Measure, string Unit, int Target, IReadOnlyList<(DateOnly Day, int Done)> Done, bool GoesOnInSchoolHolidays = false)
{
    public int Sum => Done.Sum(day => day.Done);

    /// <summary>As it stands behind „von 20“.</summary>
    public string UnitBehindOf => Unit.EndsWith('n') ? Unit : $"{Unit}n";
}

/// <summary>Makes the course of a measure from the days of its facts.</summary>
public static class Progress
{
    /// <summary>Schools by the day their WLAN went into service.</summary>
    public static Burnup OfWlan(RolloutFacts facts) => new(
        "WLAN",
        "Schulen",
        facts.Schools.Count,
        ByDay(facts.Schools
            .Select(school => facts.Rollouts.GetValueOrDefault(school.Key.Value)?.Of(RolloutStep.InService).Reached)
            .OfType<DateOnly>()
            .Select(day => (day, 1))),
        GoesOnInSchoolHolidays: true);

    /// <summary>
    /// Rooms by the day they had all of an item, or devices up to what each school is owed; null for what has no days, ports and lines.
    /// </summary>
    public static Burnup? OfItem(StandardItem item, RolloutFacts facts, IReadOnlyList<UsableSince> usable) => item.Item switch
    {
        { Subject: not StandardSubject.Devices } => null,
        { Basis: StandardBasis.Room } => Rooms(item, facts, usable),
        _ => Devices(item, facts, usable),
    };

    private static Burnup Rooms(StandardItem item, RolloutFacts facts, IReadOnlyList<UsableSince> usable)
    {
        var inRooms = Fitting(item, usable).Where(entry => entry.Room is not null).ToLookup(entry => entry.Room!);
        var schools = facts.Schools.Where(item.HoldsFor).Select(school => school.Key).ToHashSet();
        var asked = facts.Rooms.Where(room => schools.Contains(room.School) && item.AsksFor(room.Type)).ToList();
        return new Burnup(item.Item.Name, "Räume", asked.Count, ByDay(asked
            .Select(room => DayOf(inRooms[room.Key], item.NumberFor(room.School).Count))
            .OfType<DateOnly>()
            .Select(day => (day, 1))), GoesOnInSchoolHolidays: true);
    }

    /// <summary>What a school has beyond its target fills no other school's gap.</summary>
    private static Burnup Devices(StandardItem item, RolloutFacts facts, IReadOnlyList<UsableSince> usable)
    {
        var bySchool = Fitting(item, usable).ToLookup(entry => entry.School);
        List<(DateOnly, int)> done = [];
        var target = 0;
        foreach (var (school, owed) in Standings.Of(facts).SelectMany(s => s.Items, (s, owed) => (s.School.Key, owed)))
        {
            var left = owed.Item == item ? owed.Target ?? 0 : 0;
            target += left;
            foreach (var entry in bySchool[school].OrderBy(entry => entry.Day))
            {
                var counted = Math.Min(left, entry.Count);
                done.Add((entry.Day, counted));
                left -= counted;
            }
        }
        return new Burnup(item.Item.Name, "Geräte", target, ByDay(done));
    }

    private static IEnumerable<UsableSince> Fitting(StandardItem item, IReadOnlyList<UsableSince> usable) =>
        usable.Where(entry => item.Item.Categories.Contains(entry.Category));

    /// <summary>The day on which the count was full.</summary>
    private static DateOnly? DayOf(IEnumerable<UsableSince> entries, int needs)
    {
        foreach (var entry in entries.OrderBy(entry => entry.Day))
        {
            needs -= entry.Count;
            if (needs <= 0)
            {
                return entry.Day;
            }
        }
        return null;
    }

    private static IReadOnlyList<(DateOnly, int)> ByDay(IEnumerable<(DateOnly Day, int Done)> done) =>
        [.. done.Where(d => d.Done > 0).GroupBy(d => d.Day).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(d => d.Done)))];
}
