using Schools.Domain;

namespace Schools.Web.Plans;

/// <summary>The parts of a plan in addresses, and where their forms stand.</summary>
public static class PlanWords
{
    private static readonly (string Word, MasterPlanPart Part)[] Parts =
    [
        ("feld", MasterPlanPart.Field), ("ziel", MasterPlanPart.Goal), ("massnahme", MasterPlanPart.Measure),
        ("meilenstein", MasterPlanPart.Milestone), ("kennzahl", MasterPlanPart.Indicator), ("gremium", MasterPlanPart.Body),
        ("foerderung", MasterPlanPart.Grant),
    ];

    public static MasterPlanPart? PartOf(string word) =>
        Array.Find(Parts, known => known.Word == word) is { Word: not null } found ? found.Part : null;

    public static string WordOf(MasterPlanPart part) => Array.Find(Parts, known => known.Part == part).Word;

    /// <summary>Where everything of a plan is listed to be changed.</summary>
    public static string Structure(string plan) => $"{Plan(plan)}/bearbeiten/aufbau";

    /// <summary>Where bodies deliberate and decide on a plan.</summary>
    public static string Deliberation(string plan) => $"{Plan(plan)}/bearbeiten/beratung";

    /// <summary>What was called for of a grant.</summary>
    public static string Drawdowns(string plan, string grant) => $"{Plan(plan)}/foerderung/{Uri.EscapeDataString(grant)}";

    public static string Head(string plan) => $"{Plan(plan)}/bearbeiten/angaben";

    /// <summary>The form of a part; a new one where none is named.</summary>
    public static string Part(string plan, MasterPlanPart part, string? item = null) =>
        $"{Plan(plan)}/bearbeiten/{WordOf(part)}" + (item is null ? "" : $"/{Uri.EscapeDataString(item)}");

    /// <summary>A new part inside another one.</summary>
    public static string PartIn(string plan, MasterPlanPart part, string within) =>
        $"{Part(plan, part)}?in={Uri.EscapeDataString(within)}";

    public static string NextEdition(string plan) => $"/plan/neu?von={Uri.EscapeDataString(plan)}";

    private static string Plan(string key) => $"/plan/{Uri.EscapeDataString(key)}";
}
