using Schools.Domain;
using Schools.Web.District;

namespace Schools.Web.Exports;

/// <summary>The status report of waves: target and actual per place, what is missing and why, and when it will be done.</summary>
internal static class WaveReport
{
    private static readonly string[] Headers =
    [
        "Welle", "Status", "Schulnummer", "Schule", "Raum", "Klasse", "Soll", "Ausgegeben", "Offen", "Stand", "Es fehlt", "Bestellnummer",
        "Bestellt", "Geliefert", "Inventarisiert", "Lieferung geplant", "Geliefert am", "Beginn", "Ende geplant", "Begonnen am",
        "Beendet am", "Grund", "Prognose von", "Prognose bis", "Außerdem in Betrieb",
    ];

    public static ExportTable Table(IReadOnlyList<WaveView> waves) =>
        new("wellen", "Wellen", Headers, waves.SelectMany(wave => wave.Readiness.Places, Cells).ToAsyncEnumerable());

    private static IReadOnlyList<object?> Cells(WaveView wave, WavePlaceReadiness place)
    {
        var (state, details) = (wave.State, wave.State.Details);
        var forecast = (wave.Forecast as ForecastAnswer.Expected)?.Forecast;
        return
        [
            details.Name, Labels.German(state.Status), place.Place.School.Number, wave.SchoolOf(place.Place), wave.RoomOf(place.Place),
            place.Place.Class, place.Place.Target, place.HandedOut, place.Open, Labels.German(place.Status),
            string.Join('\n', place.Lacks.Concat(wave.Readiness.Lacks).Select(lack => lack.German)), details.OrderNumber,
            details.Ordered, wave.Order.Delivered, wave.Order.Inventoried, details.Delivery, state.Delivered, details.Start, details.End,
            state.BegunOn, state.EndedOn, state.AbortedFor ?? state.BegunFor, forecast?.Earliest10, forecast?.Latest90,
            place.Beyond,
        ];
    }
}
