namespace Schools.Domain;

/// <summary>Devices of one order that are equal in place, kind and step.</summary>
/// <param name="Since">The day on which they were first in use; null before.</param>
/// <param name="Wave">The name of the wave that handed them out last; null where none is known to have done it.</param>
public readonly record struct WaveStock(
    string OrderNumber, SchoolKey School, string? Room, DeviceCategory Category, DeviceLifecycle Lifecycle, DateOnly? Since, int Count,
    string? Wave = null);

/// <summary>What a school has of a licence.</summary>
/// <param name="Name">Its product, as people call it.</param>
/// <param name="School">Null where it holds for all schools.</param>
/// <param name="Seats">Null where it does not count devices or users, so that there are always enough.</param>
public sealed record LicenceSeats(string Licence, string Name, SchoolKey? School, int? Seats)
{
    /// <summary>What schools have of a licence on a day; of one that does not run then, nothing.</summary>
    public static IEnumerable<LicenceSeats> Of(Licence.State licence, DateOnly day)
    {
        var (key, name) = (licence.Key.Value, licence.Terms.Product ?? licence.Key.Value);
        var holds = licence.WithdrawnFor is null && licence.Term.IsRunning(day);
        var isCounted = licence.Quantity is not null
            && licence.Terms.Metric is LicenceMetric.Device or LicenceMetric.NamedUser or LicenceMetric.Concurrent;
        return licence.Terms.Metric == LicenceMetric.Authority
            ? [new LicenceSeats(key, name, null, holds ? null : 0)]
            : licence.Assignments.Select(a => new LicenceSeats(key, name, a.School, !holds ? 0 : isCounted ? a.Count : null));
    }
}

/// <summary>What is missing, as a German sentence without its end.</summary>
public sealed record WaveLack(WaveNeed Need, string German);

/// <summary>One place of a wave: what it has, and what it still needs before the rest can be handed out.</summary>
public sealed record WavePlaceReadiness(Wave.Place Place, int HandedOut, IReadOnlyList<WaveLack> Lacks)
{
    public int Open => Math.Max(0, Place.Target - HandedOut);

    public WavePlaceStatus Status => Open == 0 ? WavePlaceStatus.Complete
        : Lacks.Count == 0 ? WavePlaceStatus.Ready
        : WavePlaceStatus.NotReady;
}

/// <summary>
/// Whether a wave can go, from facts alone. Devices that are there but not handed out serve the places in the order of the wave.
/// </summary>
/// <param name="Lacks">What the whole wave waits for: other waves.</param>
public sealed record WaveReadiness(IReadOnlyList<WavePlaceReadiness> Places, IReadOnlyList<WaveLack> Lacks)
{
    public int HandedOut => Places.Sum(place => place.HandedOut);

    public int Open => Places.Sum(place => place.Open);

    public bool IsReady => Lacks.Count == 0 && Places.All(place => place.Status != WavePlaceStatus.NotReady);

    /// <param name="stock">The devices of the wave's order; those of other orders and kinds are left out here.</param>
    /// <param name="licences">Of each school that has one. What is not in it is missing.</param>
    /// <param name="waves">All waves by their keys.</param>
    public static WaveReadiness Of(
        Wave.State wave,
        RolloutFacts facts,
        IEnumerable<WaveStock> stock,
        IReadOnlyList<LicenceSeats> licences,
        IReadOnlyDictionary<string, Wave.State> waves)
    {
        var details = wave.Details;
        var own = WaveStocks.Of(wave, stock);
        var standings = Standings.Of(facts).ToDictionary(standing => standing.School.Key);
        var supplies = details.Needs.Select(r => r.Need)
            .Where(need => need is WaveNeed.Delivered or WaveNeed.Inventoried or WaveNeed.Enrolled)
            .ToDictionary(need => need, need => own.Where(s => WaveStocks.IsInHand(s, need)).Sum(s => s.Count));
        List<WavePlaceReadiness> places = [];
        foreach (var place in details.Places)
        {
            var handedOut = WaveStocks.HandedOut(own, details, place);
            var open = Math.Max(0, place.Target - handedOut);
            List<WaveLack> lacks = [.. Supplied(supplies, open)];
            if (open > 0)
            {
                var standing = standings.GetValueOrDefault(place.School);
                lacks.AddRange(details.Needs.Select(need => Lack(need, details, place, standing, facts, licences)).OfType<WaveLack>());
            }
            places.Add(new WavePlaceReadiness(place, handedOut, lacks));
        }
        return new WaveReadiness(places, [.. details.WaitsFor.Select(key => Unfinished(key, waves)).OfType<WaveLack>()]);
    }

    private static List<WaveLack> Supplied(Dictionary<WaveNeed, int> supplies, int open)
    {
        List<WaveLack> lacks = [];
        foreach (var need in supplies.Keys.Order())
        {
            var served = Math.Min(open, supplies[need]);
            supplies[need] -= served;
            if (served < open)
            {
                var word = need switch
                {
                    WaveNeed.Delivered => "geliefert",
                    WaveNeed.Inventoried => "inventarisiert",
                    _ => "im MDM registriert",
                };
                lacks.Add(new WaveLack(need, $"{open - served} von {open} Geräten noch nicht {word}"));
            }
        }
        return lacks;
    }

    private static WaveLack? Lack(
        Wave.Requirement requirement,
        Wave.Details details,
        Wave.Place place,
        SchoolStanding? standing,
        RolloutFacts facts,
        IReadOnlyList<LicenceSeats> licences) => requirement.Need switch
        {
            WaveNeed.Wlan => WithoutWlan(place, standing, facts),
            WaveNeed.AccessPoint => WithoutAccessPoint(place, standing, facts),
            WaveNeed.Licence => WithoutSeats(requirement.Of!, details, place.School, licences),
            _ => null,
        };

    private static WaveLack? WithoutWlan(Wave.Place place, SchoolStanding? standing, RolloutFacts facts)
    {
        if (standing?.Wlan.Status == RolloutStatus.Complete
            || place.Room is { } room && facts.Rollouts.GetValueOrDefault(room.Value)?.HasReached(RolloutStep.InService) == true)
        {
            return null;
        }
        var wlan = standing?.Wlan;
        return new WaveLack(
            WaveNeed.Wlan,
            wlan?.Blockade is { } blockade ? $"WLAN nicht in Betrieb, blockiert: {blockade.Reason}"
            : wlan?.Planned is { } planned ? $"WLAN nicht in Betrieb, geplant für {FieldText.Shown(planned)}"
            : wlan?.Latest is { } step ? $"WLAN nicht in Betrieb, zuletzt: {Labels.German(step)}"
            : "WLAN nicht in Betrieb");
    }

    private static WaveLack? WithoutAccessPoint(Wave.Place place, SchoolStanding? standing, RolloutFacts facts)
    {
        if (place.Room is not { } room)
        {
            var (asked, covered) = (standing?.Wlan.Rooms ?? 0, standing?.Wlan.Covered ?? 0);
            return covered < asked || asked == 0
                ? new WaveLack(WaveNeed.AccessPoint, $"Access Points erst in {covered} von {asked} Räumen")
                : null;
        }
        var mounted = facts.Stock.Any(s => s.Room == room.Value && s.Category == DeviceCategory.AccessPoint && s.Usable > 0)
            || facts.Rollouts.GetValueOrDefault(room.Value) is { } own
                && (own.HasReached(RolloutStep.AccessPointsMounted) || own.HasReached(RolloutStep.InService));
        return mounted ? null : new WaveLack(WaveNeed.AccessPoint, "Kein Access Point im Raum in Betrieb");
    }

    private static WaveLack? WithoutSeats(string licence, Wave.Details details, SchoolKey school, IReadOnlyList<LicenceSeats> licences)
    {
        var asked = details.Places.Where(place => place.School == school).Sum(place => place.Target);
        var known = licences.FirstOrDefault(l => l.Licence == licence && (l.School is null || l.School == school));
        var name = known?.Name ?? licences.FirstOrDefault(l => l.Licence == licence)?.Name ?? licence;
        return known is null ? new WaveLack(WaveNeed.Licence, $"Lizenz {name}: der Schule nicht zugewiesen")
            : known.Seats < asked ? new WaveLack(WaveNeed.Licence, $"Lizenz {name}: {known.Seats} von {asked} Plätzen")
            : null;
    }

    private static WaveLack? Unfinished(string key, IReadOnlyDictionary<string, Wave.State> waves) =>
        waves.GetValueOrDefault(key) is not { } other ? new WaveLack(WaveNeed.Wave, $"Die Welle {key} gibt es nicht")
        : other.Status == WaveStatus.Finished ? null
        : new WaveLack(WaveNeed.Wave, $"Die Welle „{other.Details.Name}“ ist nicht abgeschlossen");
}

/// <summary>Which devices belong to a wave, and how far they are.</summary>
public static class WaveStocks
{
    /// <summary>Handed out once, also when the device broke since. What is lost or discarded is with nobody any more.</summary>
    public static bool IsHandedOut(DeviceLifecycle step) => step is >= DeviceLifecycle.HandedOut and <= DeviceLifecycle.BeyondRepair;

    /// <summary>
    /// The devices of the wave's order that are of its kinds, without those that it did not hand out: before it began it handed out none,
    /// and what another wave of the order handed out is that one's. What came into use without any wave counts for each that began.
    /// </summary>
    public static IReadOnlyList<WaveStock> Of(Wave.State wave, IEnumerable<WaveStock> stock) =>
    [
        .. stock.Where(s => s.OrderNumber == wave.Details.OrderNumber && wave.Details.Categories.Contains(s.Category)
            && (!IsHandedOut(s.Lifecycle) || wave.BegunOn is not null && (s.Wave ?? wave.Details.Name) == wave.Details.Name)),
    ];

    /// <summary>The same with each wave by the name it has now: it may have got another since it handed devices out.</summary>
    /// <param name="waves">All waves by their keys.</param>
    public static IReadOnlyList<WaveStock> Renamed(IEnumerable<WaveStock> stock, IReadOnlyDictionary<string, Wave.State> waves)
    {
        var names = waves.Values.Select(wave => wave.Details.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. stock.Select(s => s.Wave is not { } name || names.Contains(name) ? s
                : s with { Wave = waves.GetValueOrDefault(WaveRules.KeyOf(name) ?? "")?.Details.Name }),
        ];
    }

    /// <summary>
    /// Devices in use at a place of the wave. A school without a room named counts what stands in none of its rooms that are named.
    /// </summary>
    /// <param name="own">The devices of the wave.</param>
    public static int HandedOut(IReadOnlyList<WaveStock> own, Wave.Details details, Wave.Place place) =>
        own.Where(s => IsHandedOut(s.Lifecycle) && IsAt(s, details, place)).Sum(s => s.Count);

    /// <summary>Devices still to be handed out. What one place has too many of helps no other.</summary>
    /// <param name="own">The devices of the wave.</param>
    public static int Open(IReadOnlyList<WaveStock> own, Wave.Details details) =>
        details.Places.Sum(place => Math.Max(0, place.Target - HandedOut(own, details, place)));

    /// <summary>Devices that were first in use on each day, at any place of the wave.</summary>
    /// <param name="own">The devices of the wave.</param>
    public static IEnumerable<(DateOnly Day, int Done)> ByDay(IReadOnlyList<WaveStock> own, Wave.Details details) =>
        own.Where(s => s.Since is not null && IsHandedOut(s.Lifecycle) && details.Places.Any(place => IsAt(s, details, place)))
            .GroupBy(s => s.Since!.Value, (day, of) => (day, of.Sum(s => s.Count)));

    /// <summary>Whether devices are so far as a need asks, and not yet handed out.</summary>
    internal static bool IsInHand(WaveStock stock, WaveNeed need) =>
        stock.Lifecycle < DeviceLifecycle.HandedOut && stock.Lifecycle >= need switch
        {
            WaveNeed.Delivered => DeviceLifecycle.Delivered,
            // What no MDM manages skips the step.
            WaveNeed.Enrolled when stock.Category.IsMdmManaged() => DeviceLifecycle.MdmEnrolled,
            _ => DeviceLifecycle.Inventoried,
        };

    private static bool IsAt(WaveStock stock, Wave.Details details, Wave.Place place) =>
        stock.School == place.School
        && (place.Room is { } room
            ? stock.Room == room.Value
            : stock.Room is null || !details.Places.Any(other => other.Room is { } named && named.Value == stock.Room));
}
