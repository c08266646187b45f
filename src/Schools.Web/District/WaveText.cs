using Schools.Domain;

namespace Schools.Web.District;

/// <summary>What is computed of waves, in words.</summary>
public static class WaveText
{
    /// <summary>When it will be done at the pace it has had, and whether that is too late: a range, or why there is none.</summary>
    public static string Of(ForecastAnswer? answer, Wave.Details details) =>
        Of(answer) + (WavePlanning.IsLate(details, answer), answer is ForecastAnswer.BeyondCalendar) switch
        {
            (null, _) => "",
            (true, false) => ", nach dem geplanten Ende",
            (false, false) => ", teils nach dem geplanten Ende",
            (true, true) => " Das geplante Ende liegt davor.",
            (false, true) => " Das geplante Ende liegt womöglich davor.",
        };

    /// <summary>What is in use of the order beside what waves handed out; null where nothing is.</summary>
    public static string? Beyond(WaveShare share) => share.Beyond.Sum(s => s.Count) switch
    {
        0 => null,
        1 => "1 Gerät der Bestellung ist außerdem in Betrieb und zählt für keine Welle.",
        var more => $"{Shown.Count(more)} Geräte der Bestellung sind außerdem in Betrieb und zählen für keine Welle.",
    };

    private static string Of(ForecastAnswer? answer) => answer switch
    {
        null => Shown.Nothing,
        ForecastAnswer.Complete => "alles ausgegeben",
        ForecastAnswer.Expected { Forecast: var f } when f.Earliest10 == f.Latest90 => Shown.Day(f.Median50),
        ForecastAnswer.Expected { Forecast: var f } => $"{Shown.Day(f.Earliest10)} bis {Shown.Day(f.Latest90)}",
        ForecastAnswer.BeyondCalendar beyond => beyond.German,
        ForecastAnswer.NotPossible(var reason) => reason,
        ForecastAnswer.Refused(var refusal) => refusal.German,
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };

    /// <summary>The one end by the capacity of the team: the day on which what is open is handed out, or why none can be said.</summary>
    public static string EndByCapacity(WaveView wave) =>
        wave.RestEnd is { } end ? Shown.Day(end) : wave.Refusal?.German ?? "alles ausgegeben";

    /// <summary>What must be there before devices are handed out.</summary>
    /// <param name="names">Of waves and licences, by their keys.</param>
    public static string Requirement(Wave.Requirement requirement, IReadOnlyDictionary<string, string> names) => requirement switch
    {
        { Need: WaveNeed.Wave, Of: { } key } => $"Welle „{names.GetValueOrDefault(key, key)}“ abgeschlossen",
        { Need: WaveNeed.Licence, Of: { } key } => $"Lizenz {names.GetValueOrDefault(key, key)} mit genug Plätzen",
        _ => Labels.German(requirement.Need),
    };

    public static string Categories(Wave.Details details) =>
        string.Join(", ", details.Categories.Select(category => Labels.German(category)));
}
