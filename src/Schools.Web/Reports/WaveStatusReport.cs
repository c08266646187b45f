using Schools.Domain;
using Schools.Web.District;

namespace Schools.Web.Reports;

/// <summary>
/// The status of waves as a document (Rollout-Statusbericht): target and actual, what is missing and why, when it will be done.
/// </summary>
public static class WaveStatusReport
{
    /// <param name="waves">At least one.</param>
    /// <param name="school">Where the report is about the part of one school; each of the waves has a place there.</param>
    public static ReportDocument Of(string authority, DateOnly day, IReadOnlyList<WaveView> waves, SchoolKey? school)
    {
        var asOf = Shown.Day(day);
        var subject = school is { } key ? Name(waves, key) : waves is [var only] ? only.State.Details.Name : "alle Wellen";
        return new ReportDocument(
            $"Rollout-Statusbericht: {subject}",
            authority,
            [
                new("Stand", asOf), new("Wellen", Shown.Count(waves.Count)),
                new("Soll", Shown.Count(waves.Sum(wave => Places(wave, school).Sum(place => place.Place.Target)))),
                new("Ausgegeben", Shown.Count(waves.Sum(wave => Places(wave, school).Sum(place => place.HandedOut)))),
                new("Offen", Shown.Count(waves.Sum(wave => Places(wave, school).Sum(place => place.Open)))),
            ],
            [.. waves.SelectMany(wave => Sections(wave, asOf, school))],
            $"{authority} · Rollout-Statusbericht",
            $"Stand {asOf}");
    }

    private static string Name(IReadOnlyList<WaveView> waves, SchoolKey school) =>
        waves.SelectMany(wave => Places(wave, school).Select(place => wave.SchoolOf(place.Place))).First();

    private static IEnumerable<WavePlaceReadiness> Places(WaveView wave, SchoolKey? school) =>
        wave.Readiness.Places.Where(place => school is null || place.Place.School == school);

    private static IEnumerable<ReportSection> Sections(WaveView wave, string asOf, SchoolKey? school)
    {
        var (state, details) = (wave.State, wave.State.Details);
        List<string> head =
        [
            $"Status: {Labels.German(state.Status)}{(state.AbortedFor is { } why ? $", {why}" : "")}",
            $"Gerätetypen: {WaveText.Categories(details)}; Bestellung {details.OrderNumber}",
            state.Delivered is { } delivered ? $"Lieferung am {Shown.Day(delivered)}"
                : $"Lieferung {(details.Delivery is { } planned ? $"geplant für den {Shown.Day(planned)}" : "ohne Termin")}",
            $"Bestellt {Shown.Count(wave.Order.Ordered)}, geliefert {Shown.Count(wave.Order.Delivered)}, inventarisiert "
                + $"{Shown.Count(wave.Order.Inventoried)}",
            $"Zeitraum: {Shown.Day(state.BegunOn ?? details.Start)} bis {Shown.Day(state.EndedOn ?? details.End)}",
        ];
        if (state.EndedOn is null)
        {
            head.Add($"Ende nach Kapazität: {WaveText.EndByCapacity(wave)}");
            head.Add($"Prognose: {WaveText.Of(wave.Forecast, details)}");
        }
        if (WaveText.Beyond(wave.Share) is { } beyond)
        {
            head.Add(beyond);
        }
        yield return new ReportSection(
            details.Name, 1, new ReportBlock.Bullets(head), new ReportBlock.Table(Table(wave, asOf, [.. Places(wave, school)])));
        if (wave.Readiness.Lacks.Count > 0)
        {
            yield return new ReportSection(
                "Die ganze Welle wartet", 2, new ReportBlock.Bullets([.. wave.Readiness.Lacks.Select(lack => lack.German)]));
        }
    }

    private static ReportTable Table(WaveView wave, string asOf, IReadOnlyList<WavePlaceReadiness> places) => new(
        $"welle-{wave.Key}",
        $"{wave.State.Details.Name} am {asOf}",
        [
            new("Schule"), new("Raum"), new("Klasse"), new("Soll", ReportColumnKind.Count), new("Ausgegeben", ReportColumnKind.Count),
            new("Offen", ReportColumnKind.Count), new("Stand"), new("Es fehlt"),
        ],
        [
            .. places.Select(IReadOnlyList<object?> (place) =>
            [
                wave.SchoolOf(place.Place), wave.RoomOf(place.Place), place.Place.Class, place.Place.Target, place.HandedOut, place.Open,
                Labels.German(place.Status), place.Lacks.Count == 0 ? null : string.Join('\n', place.Lacks.Select(lack => lack.German)),
            ]),
        ],
        [
            "Summe", null, null, places.Sum(place => place.Place.Target), places.Sum(place => place.HandedOut),
            places.Sum(place => place.Open), null, null,
        ]);
}
