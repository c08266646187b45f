namespace Schools.Domain;

/// <summary>Devices of one order that are equal in place, kind and step.</summary>
/// <param name="Since">The day on which they were handed out by <paramref name="Wave"/>, else first in use; null before.</param>
/// <param name="Wave">The name of the wave that handed them out last; null where none is known to have done it.</param>
public readonly record struct WaveStock(
    string OrderNumber, SchoolKey School, string? Room, DeviceCategory Category, DeviceLifecycle Lifecycle, DateOnly? Since, int Count,
    string? Wave = null);

/// <summary>Devices that a place of a wave got on one day.</summary>
/// <param name="IsScanned">They were handed out one by one; else a list or a form brought them into use.</param>
public readonly record struct WaveGiven(Wave.Place Place, DateOnly Day, int Count, bool IsScanned);

/// <summary>The devices that are there for a wave, and those that it handed out.</summary>
/// <param name="InHand">Of its order and kinds and with nobody yet; waves of one order see the same ones.</param>
/// <param name="Given">What it handed out, at each place at most the target.</param>
/// <param name="Beyond">Of its order and kinds, in use, and counted for no wave.</param>
public sealed record WaveShare(
    Wave.Details Details, IReadOnlyList<WaveStock> InHand, IReadOnlyList<WaveGiven> Given, IReadOnlyList<WaveStock> Beyond)
{
    public int HandedOut() => Given.Sum(given => given.Count);

    public int HandedOut(Wave.Place place) => Given.Where(given => given.Place == place).Sum(given => given.Count);

    public int OpenAt(Wave.Place place) => place.Target - HandedOut(place);

    /// <summary>Devices still to be handed out. What one place has too many of helps no other.</summary>
    public int Open => Details.Target - HandedOut();

    public int BeyondAt(Wave.Place place) => Beyond.Where(s => WaveStocks.IsAt(s, Details, place)).Sum(s => s.Count);

    /// <summary>Devices that were handed out on each day; they add up to all that were.</summary>
    public IEnumerable<(DateOnly Day, int Done)> ByDay =>
        Given.GroupBy(given => given.Day, (day, of) => (day, of.Sum(given => given.Count)));
}

/// <summary>
/// Which devices a wave handed out. A device counts for one wave at most. What was scanned counts for the wave that scanned it. What came
/// into use without a scan counts for a wave of its order and kinds that had begun by then and has a place where the device stands: one
/// that had not ended goes first, then one that names the room, then the one that began first. A place takes no more than its target;
/// what is left, and what was in use before, counts for none.
/// </summary>
public static class WaveStocks
{
    /// <summary>Handed out once, also when the device broke since. What is lost or discarded is with nobody any more.</summary>
    public static bool IsHandedOut(DeviceLifecycle step) => step is >= DeviceLifecycle.HandedOut and <= DeviceLifecycle.BeyondRepair;

    /// <summary>The share of each wave, by the keys of the waves.</summary>
    /// <param name="waves">All waves by their keys, so that no device counts twice.</param>
    /// <param name="stock">All devices of the orders that are asked for.</param>
    public static IReadOnlyDictionary<string, WaveShare> Shares(
        IReadOnlyDictionary<string, Wave.State> waves, IReadOnlyCollection<WaveStock> stock)
    {
        var given = waves.Keys.ToDictionary(key => key, _ => new List<WaveGiven>(), StringComparer.Ordinal);
        var left = waves.SelectMany(wave => wave.Value.Details.Places, (wave, place) => (wave.Key, Place: place))
            .ToDictionary(at => at, at => at.Place.Target);
        var byOrder = waves.ToLookup(wave => wave.Value.Details.OrderNumber, StringComparer.Ordinal);
        var scannedBy = Names(waves);
        List<WaveStock> beyond = [];
        foreach (var devices in stock.Where(s => IsHandedOut(s.Lifecycle))
            .Select(s => (Stock: s, By: scannedBy(s.Wave)))
            .OrderBy(s => s.By is null).ThenBy(s => s.Stock.Since).ThenBy(s => s.Stock.School.Value, StringComparer.Ordinal)
            .ThenBy(s => s.Stock.Room, StringComparer.Ordinal).ThenBy(s => s.Stock.Category).ThenBy(s => s.Stock.Lifecycle))
        {
            var rest = devices.Stock.Count;
            foreach (var (wave, place) in Takers(byOrder[devices.Stock.OrderNumber], devices.Stock, devices.By))
            {
                var taken = Math.Min(rest, left[(wave, place)]);
                if (taken > 0)
                {
                    left[(wave, place)] -= taken;
                    rest -= taken;
                    // A day that is not known is no day before the wave.
                    var day = devices.Stock.Since ?? waves[wave].BegunOn!.Value;
                    given[wave].Add(new WaveGiven(place, day, taken, devices.By is not null));
                }
            }
            if (rest > 0)
            {
                beyond.Add(devices.Stock with { Count = rest });
            }
        }
        return waves.ToDictionary(
            wave => wave.Key,
            wave => new WaveShare(
                wave.Value.Details,
                [.. stock.Where(s => IsOf(s, wave.Value.Details) && !IsHandedOut(s.Lifecycle))],
                given[wave.Key],
                [.. beyond.Where(s => IsOf(s, wave.Value.Details))]),
            StringComparer.Ordinal);
    }

    /// <summary>Whether devices are so far as a need asks, and not yet handed out.</summary>
    internal static bool IsInHand(WaveStock stock, WaveNeed need) =>
        stock.Lifecycle < DeviceLifecycle.HandedOut && HasReached(stock.Category, stock.Lifecycle, need);

    /// <summary>Whether a device is so far as a need asks.</summary>
    internal static bool HasReached(DeviceCategory category, DeviceLifecycle step, WaveNeed need) => step >= need switch
    {
        WaveNeed.Delivered => DeviceLifecycle.Delivered,
        // What no MDM manages skips the step.
        WaveNeed.Enrolled when category.IsMdmManaged() => DeviceLifecycle.MdmEnrolled,
        _ => DeviceLifecycle.Inventoried,
    };

    /// <summary>Whether devices stand at a place. A school without a room named has what stands in none of its named rooms.</summary>
    internal static bool IsAt(WaveStock stock, Wave.Details details, Wave.Place place) =>
        stock.School == place.School
        && (place.Room is { } room
            ? stock.Room == room.Value
            : stock.Room is null || !details.Places.Any(other => other.Room is { } named && named.Value == stock.Room));

    private static bool IsOf(WaveStock stock, Wave.Details details) =>
        stock.OrderNumber == details.OrderNumber && details.Categories.Contains(stock.Category);

    /// <summary>The places that devices in use may count for, in the order in which they take them.</summary>
    /// <param name="scanner">The key of the wave that scanned them.</param>
    private static IEnumerable<(string Wave, Wave.Place Place)> Takers(
        IEnumerable<KeyValuePair<string, Wave.State>> waves, WaveStock devices, string? scanner) =>
        from wave in waves
        let state = wave.Value
        where state.BegunOn is not null && IsOf(devices, state.Details)
            && (scanner is null ? WasBegun(state, devices.Since) : wave.Key == scanner)
        from place in state.Details.Places
        where IsAt(devices, state.Details, place)
        orderby state.EndedOn < devices.Since, place.Room is null, state.BegunOn, wave.Key
        select (wave.Key, place);

    /// <summary>Whether the wave may have brought into use what came on a day; a list may come after its end, but not its abort.</summary>
    private static bool WasBegun(Wave.State wave, DateOnly? since) =>
        !(since < wave.BegunOn) && !(wave.Status == WaveStatus.Aborted && wave.EndedOn < since);

    /// <summary>From the name that a wave had when it handed devices out to its key: it may have got another since.</summary>
    private static Func<string?, string?> Names(IReadOnlyDictionary<string, Wave.State> waves)
    {
        Dictionary<string, string> keys = new(StringComparer.Ordinal);
        foreach (var wave in waves.OrderBy(wave => wave.Key, StringComparer.Ordinal))
        {
            keys.TryAdd(wave.Value.Details.Name, wave.Key);
        }
        return name => name is null ? null
            : keys.GetValueOrDefault(name) ?? (WaveRules.KeyOf(name) is { } key && waves.ContainsKey(key) ? key : null);
    }
}
