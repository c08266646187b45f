using Schools.Domain;
using Schools.Domain.Calendars;
using Schools.Storage.Queries;

namespace Schools.Web.District;

/// <summary>A wave in the list of all.</summary>
/// <param name="Forecast">Null for a wave that does not run.</param>
public sealed record WaveLine(string Key, Wave.State State, int HandedOut, int Open, ForecastAnswer? Forecast);

/// <summary>All that is computed of one wave.</summary>
/// <param name="Weeks">Null where no calendar is known.</param>
/// <param name="RestEnd">The day on which the rest is handed out if the team does what it can.</param>
/// <param name="Refusal">Why no end of the rest can be said.</param>
/// <param name="Names">Of other waves and of licences, by their keys.</param>
/// <param name="Hints">What does not fit together in the plan, as German sentences; it hinders nothing.</param>
public sealed record WaveView(
    string Key,
    Wave.State State,
    WaveReadiness Readiness,
    OrderCheck Order,
    WeekPlan? Weeks,
    DateOnly? RestEnd,
    Refusal? Refusal,
    ForecastAnswer? Forecast,
    IReadOnlyDictionary<SchoolKey, WaveSchool> Schools,
    IReadOnlyDictionary<string, string> Names,
    IReadOnlyList<string> Hints)
{
    /// <summary>What is missing before all of it can go, as German sentences.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. Readiness.Lacks.Select(lack => lack.German),
        .. Readiness.Places.Where(place => place.Lacks.Count > 0)
            .Select(place => $"{NameOf(place.Place)}: {string.Join(", ", place.Lacks.Select(lack => lack.German))}"),
    ];

    public string SchoolOf(Wave.Place place) => Schools.GetValueOrDefault(place.School)?.Name ?? place.School.Value;

    /// <summary>Null for a school without a room named.</summary>
    public string? RoomOf(Wave.Place place) => place.Room is not { } room ? null
        : Schools.GetValueOrDefault(place.School)?.Rooms.FirstOrDefault(known => known.Key == room.Value)?.Name ?? room.Value;

    public string NameOf(Wave.Place place) =>
        SchoolOf(place) + (RoomOf(place) is { } room ? $", Raum {room}" : "") + (place.Class is { } name ? $", Klasse {name}" : "");
}

/// <summary>The one way to what is computed of waves, for pages, report and files alike.</summary>
public sealed class WaveBoard(WaveQueries waves, FactQueries facts)
{
    public async Task<IReadOnlyList<WaveLine>> Lines(AuthorityKey authority, DateOnly today, CancellationToken cancel)
    {
        var all = await waves.All(authority, cancel);
        var stock = WaveStocks.Renamed(await waves.Stock(authority, Orders(all.Values), cancel), all);
        return [.. InOrder(all).Select(wave => Line(wave.Key, wave.Value, stock, today))];
    }

    /// <summary>One wave, or null when the authority has none of this key.</summary>
    public async Task<WaveView?> Find(AuthorityKey authority, string key, DateOnly today, CancellationToken cancel)
    {
        var all = await waves.All(authority, cancel);
        return all.TryGetValue(key, out var wave)
            ? (await Views(authority, all, [new(key, wave)], today, cancel))[0]
            : null;
    }

    public async Task<IReadOnlyList<WaveView>> All(AuthorityKey authority, DateOnly today, CancellationToken cancel)
    {
        var all = await waves.All(authority, cancel);
        return await Views(authority, all, [.. InOrder(all)], today, cancel);
    }

    private async Task<IReadOnlyList<WaveView>> Views(
        AuthorityKey authority,
        IReadOnlyDictionary<string, Wave.State> all,
        IReadOnlyList<KeyValuePair<string, Wave.State>> asked,
        DateOnly today,
        CancellationToken cancel)
    {
        var stock = WaveStocks.Renamed(await waves.Stock(authority, Orders(asked.Select(wave => wave.Value)), cancel), all);
        var now = await facts.Now(authority, today, cancel);
        var schools = await waves.Schools(
            authority, asked.SelectMany(wave => wave.Value.Details.Places).Select(place => place.School), cancel);
        var needsLicence = asked.Any(wave => wave.Value.Details.Requires.Any(r => r.Need == WaveNeed.Licence));
        var licences = needsLicence ? await waves.Licences(authority, cancel) : [];
        return [.. asked.Select(wave => View(wave.Key, wave.Value, stock, now, all, licences, schools))];
    }

    private static WaveView View(
        string key,
        Wave.State wave,
        IReadOnlyList<WaveStock> stock,
        RolloutFacts now,
        IReadOnlyDictionary<string, Wave.State> all,
        IReadOnlyList<Licence.State> licences,
        IReadOnlyDictionary<SchoolKey, WaveSchool> schools)
    {
        var details = wave.Details;
        var own = WaveStocks.Of(wave, stock);
        var readiness = WaveReadiness.Of(
            wave, now, stock, [.. licences.SelectMany(licence => LicenceSeats.Of(licence, now.AsOf))], all);
        var hasCalendar = SchoolCalendar.TryOf(details.Land, out var calendar);
        var from = wave.BegunOn is null && details.Start > now.AsOf ? details.Start : now.AsOf;
        var (end, refusal) = wave.EndedOn is not null ? (null, null)
            : hasCalendar ? WavePlanning.EndOf(readiness.Open, details.WeeklyCapacity, from, calendar!)
            : (null, SchoolCalendar.Unknown(details.Land));
        return new WaveView(
            key,
            wave,
            readiness,
            OrderCheck.Of(details.Ordered, details.OrderNumber, stock),
            hasCalendar ? WavePlanning.Of(details, WaveStocks.ByDay(own, details), calendar!) : null,
            end,
            refusal,
            WavePlanning.Forecast(wave, own, now.AsOf),
            schools,
            all.Select(other => (other.Key, other.Value.Details.Name))
                .Concat(licences.Select(licence => (licence.Key.Value, licence.Terms.Product ?? licence.Key.Value)))
                .ToDictionary(named => named.Item1, named => named.Item2, StringComparer.Ordinal),
            [.. Hints(key, details, all)]);
    }

    private static WaveLine Line(string key, Wave.State wave, IReadOnlyList<WaveStock> stock, DateOnly today)
    {
        var own = WaveStocks.Of(wave, stock);
        return new WaveLine(
            key,
            wave,
            wave.Details.Places.Sum(place => WaveStocks.HandedOut(own, wave.Details, place)),
            WaveStocks.Open(own, wave.Details),
            WavePlanning.Forecast(wave, own, today));
    }

    private static IEnumerable<string> Hints(string key, Wave.Details details, IReadOnlyDictionary<string, Wave.State> all)
    {
        if (details.Target > details.Ordered)
        {
            yield return $"Geplant sind {Shown.Count(details.Target)} Geräte, bestellt aber nur {Shown.Count(details.Ordered)}.";
        }
        foreach (var other in all.Where(wave => wave.Key != key).Select(wave => wave.Value.Details)
            .Where(other => other.OrderNumber == details.OrderNumber && other.Ordered != details.Ordered))
        {
            yield return $"Bestellung {details.OrderNumber}: Hier sind {Shown.Count(details.Ordered)} Geräte bestellt, in der Welle "
                + $"„{other.Name}“ steht dieselbe Bestellung mit {Shown.Count(other.Ordered)}.";
        }
    }

    private static IReadOnlyList<string> Orders(IEnumerable<Wave.State> of) => [.. of.Select(wave => wave.Details.OrderNumber)];

    private static IOrderedEnumerable<KeyValuePair<string, Wave.State>> InOrder(IReadOnlyDictionary<string, Wave.State> all) =>
        all.OrderBy(wave => wave.Value.Details.Start).ThenBy(wave => wave.Key, StringComparer.Ordinal);
}
