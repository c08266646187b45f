using Schools.Import;

namespace Schools.Web.Pages;

/// <summary>The words of what rows ask before they are applied.</summary>
public static class QuestionText
{
    /// <summary>What rows are asked, and what choosing them does.</summary>
    public static (string Question, string Take, string Leave) Asked(string choice) => choice switch
    {
        nameof(PlanChoice.Move) => ("Geräte, die im Bestand an einer anderen Schule stehen", "Alle umziehen", "Keines umziehen"),
        nameof(PlanChoice.Doubt) => ("Zeilen mit Werten, die vermutlich beschädigt sind", "Alle Werte übernehmen", "Keinen übernehmen"),
        _ => ("Zeilen, die zu entscheiden sind", "Alle übernehmen", "Keine übernehmen"),
    };

    /// <summary>What marking one row means.</summary>
    public static string TakeOne(string choice) => choice switch
    {
        nameof(PlanChoice.Move) => "Ist umgezogen",
        nameof(PlanChoice.Doubt) => "Werte der Datei übernehmen",
        _ => "Übernehmen",
    };
}
