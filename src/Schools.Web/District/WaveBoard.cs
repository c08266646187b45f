using Schools.Domain;
using Schools.Domain.Calendars;
using Schools.Storage.Queries;

namespace Schools.Web.District;

/// <summary>A wave in the list of all.</summary>
/// <param name="Forecast">Null for a wave that does not run.</param>
public sealed record WaveLine(string Key, Wave.State State, WaveShare Share, ForecastAnswer? Forecast);

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
    WaveShare Share,
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
        var shares = WaveStocks.Shares(all, await waves.Stock(authority, Orders(all.Values), cancel));
        return
        [
            .. InOrder(all).Select(wave => new WaveLine(
                wave.Key, wave.Value, shares[wave.Key], WavePlanning.Forecast(wave.Value, shares[wave.Key], today))),
        ];
    }

    /// <summary>The waves that still bring devices, all of them of some kinds, with what they have brought.</summary>
    public async Task<IReadOnlyList<(Wave.State State, WaveShare Share)>> Coming(
        AuthorityKey authority, IReadOnlyList<DeviceCategory> categories, CancellationToken cancel)
    {
        var all = await waves.All(authority, cancel);
        var coming = all.Where(wave => wave.Value.EndedOn is null && wave.Value.Details.Categories.All(categories.Contains)).ToList();
        if (coming.Count == 0)
        {
            return [];
        }
        var shares = WaveStocks.Shares(all, await waves.Stock(authority, Orders(coming.Select(wave => wave.Value)), cancel));
        return [.. coming.Select(wave => (wave.Value, shares[wave.Key])).Where(wave => wave.Item2.Open > 0)];
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
        var stock = await waves.Stock(authority, Orders(asked.Select(wave => wave.Value)), cancel);
        var shares = WaveStocks.Shares(all, stock);
        var now = await facts.Now(authority, today, cancel);
        var schools = await waves.Schools(
            authority, asked.SelectMany(wave => wave.Value.Details.Places).Select(place => place.School), cancel);
        var needsLicence = asked.Any(wave => wave.Value.Details.Requires.Any(r => r.Need == WaveNeed.Licence));
        var licences = needsLicence ? await waves.Licences(authority, cancel) : [];
        return [.. asked.Select(wave => View(wave.Key, wave.Value, shares[wave.Key], stock, now, all, licences, schools))];
    }

    private static WaveView View(
        string key,
        Wave.State wave,
        WaveShare share,
        IReadOnlyList<WaveStock> stock,
        RolloutFacts now,
        IReadOnlyDictionary<string, Wave.State> all,
        IReadOnlyList<Licence.State> licences,
        IReadOnlyDictionary<SchoolKey, WaveSchool> schools)
    {
        var details = wave.Details;
        var readiness = WaveReadiness.Of(
            wave, now, share, [.. licences.SelectMany(licence => LicenceSeats.Of(licence, now.AsOf))], all);
        var hasCalendar = SchoolCalendar.TryOf(details.Land, out var calendar);
        var from = wave.BegunOn is null && details.Start > now.AsOf ? details.Start : now.AsOf;
        var (end, refusal) = wave.EndedOn is not null ? (null, null)
            : hasCalendar ? WavePlanning.EndOf(readiness.Open, details.WeeklyCapacity, from, calendar!)
            : (null, SchoolCalendar.Unknown(details.Land));
        return new WaveView(
            key,
            wave,
            readiness,
            share,
            OrderCheck.Of(details.Ordered, details.OrderNumber, stock),
            hasCalendar ? WavePlanning.Of(details, share.ByDay, calendar!) : null,
            end,
            refusal,
            WavePlanning.Forecast(wave, share, now.AsOf),
            schools,
            all.Select(other => (other.Key, other.Value.Details.Name))
                .Concat(licences.Select(licence => (licence.Key.Value, licence.Terms.Product ?? licence.Key.Value)))
                .ToDictionary(named => named.Item1, named => named.Item2, StringComparer.Ordinal),
            [.. Hints(key, wave, all)]);
    }

    private static IEnumerable<string> Hints(string key, Wave.State wave, IReadOnlyDictionary<string, Wave.State> all)
    {
        var details = wave.Details;
        if (details.Target > details.Ordered)
        {
            yield return $"Geplant sind {Shown.Count(details.Target)} Geräte, bestellt aber nur {Shown.Count(details.Ordered)}.";
        }
        if (wave.Status == WaveStatus.Aborted)
        {
            yield break;
        }
        foreach (var other in WaveRules.Sharing(key, details.OrderNumber, all).Select(other => other.Details))
        {
            yield return $"Die Bestellung {details.OrderNumber} steht auch in der Welle „{other.Name}“. Die Wellen teilen sich die Geräte: "
                + "Ein ausgegebenes zählt nur für eine davon, die übrigen sind für beide da.";
            if (other.Ordered != details.Ordered)
            {
                yield return $"Bestellung {details.OrderNumber}: Hier sind {Shown.Count(details.Ordered)} Geräte bestellt, in der Welle "
                    + $"„{other.Name}“ steht dieselbe Bestellung mit {Shown.Count(other.Ordered)}.";
            }
            // One that alone is more than was ordered is told so above.
            var isTooMuch = details.Target <= details.Ordered && details.Target + other.Target > details.Ordered;
            if (other.Ordered == details.Ordered && isTooMuch)
            {
                yield return $"Beide Wellen zusammen planen {Shown.Count(details.Target + other.Target)} Geräte, bestellt sind "
                    + $"{Shown.Count(details.Ordered)}.";
            }
        }
    }

    private static IReadOnlyList<string> Orders(IEnumerable<Wave.State> of) => [.. of.Select(wave => wave.Details.OrderNumber)];

    private static IOrderedEnumerable<KeyValuePair<string, Wave.State>> InOrder(IReadOnlyDictionary<string, Wave.State> all) =>
        all.OrderBy(wave => wave.Value.Details.Start).ThenBy(wave => wave.Key, StringComparer.Ordinal);
}
