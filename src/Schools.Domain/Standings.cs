namespace Schools.Domain;

/// <summary>How far something is, on the scale that school reports use: full, under way, rudimentary, not begun.</summary>
public enum RolloutStatus
{
    NotBegun,
    Rudimentary,
    Underway,
    Complete,
}

/// <summary>One item of a standard with what is said of single schools.</summary>
public sealed record StandardItem(string Standard, EquipmentStandard.State State, EquipmentStandard.Item Item)
{
    /// <summary>The name of its figure.</summary>
    public string Indicator => $"standard:{Standard}/{Item.Key}";

    public bool HoldsFor(SchoolFact school) =>
        State.SchoolTypes is not { Count: > 0 } types || school.Details.TypeCode is { } type && types.Contains(type);

    /// <summary>The number for a school, its deviation before that of the standard.</summary>
    public (int Count, int Per) NumberFor(SchoolKey school) =>
        State.Deviations.FirstOrDefault(d => d.School == school && d.Item == Item.Key) is { } deviation
            ? (deviation.Count, deviation.Per)
            : (Item.Count, Item.Per);

    public bool AsksFor(RoomType type) =>
        Item.Basis == StandardBasis.Room && (Item.RoomTypes is not { Count: > 0 } types || types.Contains(type));
}

/// <summary>Target and actual of one item in one school.</summary>
/// <param name="Target">Null where the school does not say how many it has of what is counted by, or no rooms are recorded.</param>
/// <param name="Actual">Devices in use, ports or Mbit/s; of a room no more than it needs, so that it never fills an empty one. Null where
/// nobody has said how fast the line of the school is, or no list of the school was taken in for the day: not known is not nothing.</param>
/// <param name="Rooms">How many rooms the item asks for, and <paramref name="Equipped"/> how many of them have all of it.</param>
public sealed record ItemStanding(StandardItem Item, int? Target, int? Actual, int Rooms = 0, int Equipped = 0)
{
    public int? Gap => Target is { } target && Actual is { } actual ? Math.Max(0, target - actual) : null;

    /// <summary>Null where nothing is asked for, or target or actual is not known.</summary>
    public RolloutStatus? Status => Target is > 0 and var target && Actual is { } actual ? Standings.OfShare(actual, target) : null;

    /// <summary>Why there is no status.</summary>
    public string Unknown => this switch
    {
        { Item.Item.Subject: StandardSubject.Uplink, Actual: null } => "Bandbreite nicht bekannt",
        { Item.Item.Basis: not StandardBasis.Room, Target: null } => "Bezugszahl fehlt",
        { Actual: null } => "nicht erfasst",
        _ => "kein Raum dafür",
    };
}

/// <summary>What one item needs in one room, and what is there.</summary>
public sealed record RoomStanding(RoomFact Room, int Needs, int Has)
{
    public int Gap => Math.Max(0, Needs - Has);
}

/// <summary>How far the WLAN of a school is.</summary>
/// <param name="Latest">The furthest step that is reached, and <paramref name="Since"/> its day.</param>
/// <param name="Steps">The steps that are reached, entered or shown by the inventory, in their order.</param>
/// <param name="Rooms">Rooms that are meant to have WLAN, and <paramref name="Covered"/> those whose access points are mounted.</param>
/// <param name="Planned">The day it is meant to be in service.</param>
public sealed record WlanStanding(
    RolloutStatus Status,
    RolloutStep? Latest,
    DateOnly? Since,
    IReadOnlyList<RolloutStep> Steps,
    int Rooms,
    int Covered,
    Rollout.Blockade? Blockade,
    DateOnly? Planned);

/// <summary>One school on one day.</summary>
/// <param name="Usable">End-user devices in use.</param>
public sealed record SchoolStanding(
    SchoolFact School, int Rooms, int Devices, int Usable, WlanStanding Wlan, IReadOnlyList<ItemStanding> Items)
{
    /// <summary>A list of its rooms or devices was taken in.</summary>
    public bool HasInventory => Rooms > 0 || Devices > 0;

    /// <summary>Null where the item does not hold for the school.</summary>
    public ItemStanding? Of(StandardItem item) => Items.FirstOrDefault(known => known.Item == item);
}

/// <summary>Computes from the facts of a day how each school stands. Pure, so a table of facts is its test.</summary>
public static class Standings
{
    /// <summary>From half of the target on something is under way, below it is rudimentary.</summary>
    public const decimal UnderwayFrom = 0.5m;

    public static RolloutStatus OfShare(int actual, int target) =>
        actual >= target ? RolloutStatus.Complete
        : actual <= 0 ? RolloutStatus.NotBegun
        : actual >= target * UnderwayFrom ? RolloutStatus.Underway
        : RolloutStatus.Rudimentary;

    public static IReadOnlyList<StandardItem> Items(RolloutFacts facts) =>
    [
        .. facts.Standards.Where(s => s.State.RetiredFor is null).OrderBy(s => s.Key, StringComparer.Ordinal)
            .SelectMany(s => s.State.Items, (s, item) => new StandardItem(s.Key, s.State, item)),
    ];

    public static IReadOnlyList<SchoolStanding> Of(RolloutFacts facts)
    {
        var items = Items(facts);
        var rooms = facts.Rooms.ToLookup(room => room.School);
        var stock = facts.Stock.ToLookup(entry => entry.School);
        var recorded = facts.Recorded();
        return
        [
            .. facts.Schools.Select(school => Of(
                school, [.. rooms[school.Key]], [.. stock[school.Key]], items, facts.Rollouts, recorded.Contains(school.Key))),
        ];
    }

    /// <summary>
    /// Target, actual and gap of one item over all schools that say what they are counted by; null where none does. Of lines, whose
    /// Mbit/s add up to nothing, how many schools are to have one, and how many are known to.
    /// </summary>
    public static (int Target, int? Actual, int? Gap)? Sum(IReadOnlyList<ItemStanding> items)
    {
        var known = items.Where(item => item.Target is not null).ToList();
        if (known.Count == 0)
        {
            return null;
        }
        if (known[0].Item.Item.Subject == StandardSubject.Uplink)
        {
            var fast = known.Count(i => i.Gap == 0);
            return (known.Count, fast, known.Count - fast);
        }
        var target = Fits(known.Sum(i => (long)i.Target!.Value));
        return known.TrueForAll(i => i.Actual is null)
            ? (target, null, null)
            : (target, Fits(known.Sum(i => (long)(i.Actual ?? 0))), Fits(known.Sum(i => (long)(i.Gap ?? 0))));
    }

    /// <summary>Each room that an item asks something of in a school: what it needs and what it has.</summary>
    public static IReadOnlyList<RoomStanding> RoomsOf(RolloutFacts facts, StandardItem item, SchoolKey school)
    {
        var usable = UsableByRoom(facts.Stock.Where(entry => entry.School == school), item.Item.Categories);
        var (count, _) = item.NumberFor(school);
        return
        [
            .. facts.Rooms.Where(room => room.School == school && item.AsksFor(room.Type))
                .Select(room => new RoomStanding(room, count, Have(item, room, usable))),
        ];
    }

    /// <summary>How many access points in use the rooms of a school have, by the key of the room; rooms without are not in it.</summary>
    public static IReadOnlyDictionary<string, int> AccessPoints(RolloutFacts facts, SchoolKey school) =>
        UsableByRoom(facts.Stock.Where(entry => entry.School == school), [DeviceCategory.AccessPoint]);

    private static SchoolStanding Of(
        SchoolFact school,
        RoomFact[] rooms,
        StockFact[] stock,
        IReadOnlyList<StandardItem> items,
        IReadOnlyDictionary<string, Rollout.State> rollouts,
        bool isRecorded) => new(
        school,
        rooms.Length,
        stock.Sum(entry => entry.All),
        stock.Sum(entry => entry.Category.IsEndUserDevice() ? entry.Usable : 0),
        Wlan(school, rooms, stock, items, rollouts),
        [
            .. items.Where(item => item.HoldsFor(school))
                .Select(item => Item(item, school, rooms, isRecorded ? stock : null)),
        ]);

    /// <param name="stock">Null where neither rooms nor devices of the school are recorded for the day.</param>
    private static ItemStanding Item(StandardItem item, SchoolFact school, RoomFact[] rooms, StockFact[]? stock)
    {
        var (count, per) = item.NumberFor(school.Key);
        if (item.Item.Basis == StandardBasis.Room)
        {
            if (stock is null)
            {
                return new ItemStanding(item, null, null);
            }
            var usable = UsableByRoom(stock, item.Item.Categories);
            var (asked, actual, equipped) = (0, 0, 0);
            foreach (var room in rooms)
            {
                if (item.AsksFor(room.Type))
                {
                    var has = Have(item, room, usable);
                    (asked, actual, equipped) = (asked + 1, actual + Math.Min(has, count), equipped + (has >= count ? 1 : 0));
                }
            }
            return new ItemStanding(item, Fits((long)asked * count), actual, asked, equipped);
        }
        var basis = item.Item.Basis switch
        {
            StandardBasis.Pupil => school.Details.Pupils,
            StandardBasis.Teacher => school.Details.Teachers,
            StandardBasis.Person => school.Persons,
            _ => per,
        };
        var there = item.Item.Subject == StandardSubject.Uplink ? school.Details.Uplink
            : stock is null ? null
            : (int?)Usable(stock, item.Item.Categories);
        return new ItemStanding(item, basis is { } n ? Fits(((long)n * count + per - 1) / per) : null, there);
    }

    /// <summary>A target that nobody can mean stays a number that can be shown.</summary>
    private static int Fits(long number) => (int)Math.Min(number, int.MaxValue);

    private static int Have(StandardItem item, RoomFact room, Dictionary<string, int> usable) =>
        item.Item.Subject == StandardSubject.Ports ? room.Ports ?? 0 : usable.GetValueOrDefault(room.Key);

    private static int Usable(StockFact[] stock, IReadOnlyList<DeviceCategory> categories) =>
        stock.Sum(entry => categories.Contains(entry.Category) ? entry.Usable : 0);

    /// <summary>By the key of the room, as far as there are any.</summary>
    private static Dictionary<string, int> UsableByRoom(IEnumerable<StockFact> stock, IReadOnlyList<DeviceCategory> categories)
    {
        Dictionary<string, int> usable = new(StringComparer.Ordinal);
        foreach (var entry in stock)
        {
            if (entry is { Room: { } room, Usable: > 0 } && categories.Contains(entry.Category))
            {
                usable[room] = usable.GetValueOrDefault(room) + entry.Usable;
            }
        }
        return usable;
    }

    private static WlanStanding Wlan(
        SchoolFact school,
        RoomFact[] rooms,
        StockFact[] stock,
        IReadOnlyList<StandardItem> items,
        IReadOnlyDictionary<string, Rollout.State> rollouts)
    {
        var state = rollouts.GetValueOrDefault(school.Key.Value) ?? Rollout.State.Empty;
        var meant = items.Where(item => item.Item.Categories.Contains(DeviceCategory.AccessPoint) && item.HoldsFor(school)).ToList();
        var asked = rooms.Where(room => meant.Count == 0
            ? room.Type is RoomType.Classroom or RoomType.SpecialistRoom
            : meant.Exists(item => item.AsksFor(room.Type))).ToList();
        var accessPoints = UsableByRoom(stock, [DeviceCategory.AccessPoint]);
        var covered = asked.Count(room =>
            accessPoints.ContainsKey(room.Key)
            || rollouts.GetValueOrDefault(room.Key) is { } own
                && (own.HasReached(RolloutStep.AccessPointsMounted) || own.HasReached(RolloutStep.InService)));
        var steps = RolloutSteps.All
            .Where(rule => state.HasReached(rule.Step)
                || rule.ShownBy is { } shownBy && Usable(stock, [shownBy]) > 0 && IsShown(rule, asked.Count, covered))
            .Select(rule => rule.Step)
            .ToList();
        var latest = steps.Count == 0 ? (RolloutStep?)null : steps[^1];
        return new WlanStanding(
            StatusOf(state, steps, asked.Count, covered),
            latest,
            latest is { } step ? state.Of(step).Reached : null,
            steps,
            asked.Count,
            covered,
            state.Blockade,
            state.Of(RolloutStep.InService).Planned);
    }

    /// <summary>One access point in one room does not make the school's step; a switch does.</summary>
    private static bool IsShown(RolloutStepRule rule, int asked, int covered) => !rule.IsOfRooms || asked > 0 && covered == asked;

    private static RolloutStatus StatusOf(Rollout.State state, List<RolloutStep> reached, int asked, int covered) =>
        state.HasReached(RolloutStep.InService) ? RolloutStatus.Complete
        : reached.Exists(step => step >= RolloutStep.Cabled) || asked > 0 && covered >= asked * UnderwayFrom ? RolloutStatus.Underway
        : reached.Count > 0 || covered > 0 ? RolloutStatus.Rudimentary
        : RolloutStatus.NotBegun;
}
