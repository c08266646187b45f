namespace Schools.Domain;

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
/// <param name="HandedOut">At most the target.</param>
/// <param name="Beyond">Devices of the order that are in use there and count for no wave.</param>
public sealed record WavePlaceReadiness(Wave.Place Place, int HandedOut, int Beyond, IReadOnlyList<WaveLack> Lacks)
{
    public int Open => Place.Target - HandedOut;

    public WavePlaceStatus Status => Open == 0 ? WavePlaceStatus.Complete
        : Lacks.Count == 0 ? WavePlaceStatus.Ready
        : WavePlaceStatus.NotReady;
}

/// <summary>
/// Whether a wave can go, from facts alone. Devices that are there but not handed out serve the places of their school in the order of the
/// wave, and no other school: a device is handed out only where the register has it.
/// </summary>
/// <param name="Lacks">What the whole wave waits for: other waves.</param>
public sealed record WaveReadiness(IReadOnlyList<WavePlaceReadiness> Places, IReadOnlyList<WaveLack> Lacks)
{
    public int HandedOut => Places.Sum(place => place.HandedOut);

    public int Open => Places.Sum(place => place.Open);

    public bool IsReady => Lacks.Count == 0 && Places.All(place => place.Status != WavePlaceStatus.NotReady);

    /// <param name="licences">Of each school that has one. What is not in it is missing.</param>
    /// <param name="waves">All waves by their keys.</param>
    public static WaveReadiness Of(
        Wave.State wave,
        RolloutFacts facts,
        WaveShare share,
        IReadOnlyList<LicenceSeats> licences,
        IReadOnlyDictionary<string, Wave.State> waves)
    {
        var details = wave.Details;
        var standings = Standings.Of(facts).ToDictionary(standing => standing.School.Key);
        var needs = details.Needs.Select(r => r.Need)
            .Where(need => need is WaveNeed.Delivered or WaveNeed.Inventoried or WaveNeed.Enrolled).Order().ToList();
        var supplies = (
            from need in needs
            from devices in share.InHand.Where(s => WaveStocks.IsInHand(s, need))
            group devices.Count by (need, devices.School)).ToDictionary(supply => supply.Key, supply => supply.Sum());
        // What lies at a school that gets nothing is not missing, it only has to be brought.
        var elsewhere = supplies.Where(s => s.Key.need == WaveNeed.Delivered && details.Places.All(p => p.School != s.Key.School))
            .Sum(s => s.Value);
        List<WavePlaceReadiness> places = [];
        foreach (var place in details.Places)
        {
            var handedOut = share.HandedOut(place);
            var open = share.OpenAt(place);
            List<WaveLack> lacks = [.. Supplied(supplies, needs, place.School, open, elsewhere)];
            if (open > 0)
            {
                var standing = standings.GetValueOrDefault(place.School);
                lacks.AddRange(details.Needs.Select(need => Lack(need, details, place, standing, facts, licences)).OfType<WaveLack>());
            }
            places.Add(new WavePlaceReadiness(place, handedOut, share.BeyondAt(place), lacks));
        }
        return new WaveReadiness(places, [.. details.WaitsFor.Select(key => Unfinished(key, waves)).OfType<WaveLack>()]);
    }

    private static List<WaveLack> Supplied(
        Dictionary<(WaveNeed Need, SchoolKey School), int> supplies, List<WaveNeed> needs, SchoolKey school, int open, int elsewhere)
    {
        List<WaveLack> lacks = [];
        foreach (var need in needs)
        {
            var there = supplies.GetValueOrDefault((need, school));
            var served = Math.Min(open, there);
            supplies[(need, school)] = there - served;
            if (served < open)
            {
                var word = need switch
                {
                    WaveNeed.Delivered => "geliefert",
                    WaveNeed.Inventoried => "inventarisiert",
                    _ => "im MDM registriert",
                };
                var brought = need == WaveNeed.Delivered && elsewhere > 0
                    ? $", {elsewhere} der Bestellung sind an Schulen ohne Platz in der Welle" : "";
                lacks.Add(new WaveLack(need, $"{open - served} von {open} Geräten noch nicht {word}{brought}"));
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
