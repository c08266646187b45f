using Schools.Domain;

namespace Schools.Testing;

/// <summary>A plan of the small Kreis with one of everything that a page shows.</summary>
public static class SmallPlan
{
    public const string Key = "masterplan";

    /// <summary>A measure with a yellow light, a milestone that slipped and one that was reached.</summary>
    public const string Wlan = "wlan";

    /// <summary>A grant of which a part was drawn when its deadline passed.</summary>
    public const string Grant = "dp";

    private static readonly DateOnly Begun = new(2026, 3, 2);
    private static readonly DateOnly Slipped = new(2026, 5, 4);

    public static readonly IReadOnlyList<MasterPlan.Event> Events =
    [
        new MasterPlan.Described(new MasterPlan.Head(
            "Masterplan 2026–2030", MasterPlanKind.Masterplan, new(2026, 1, 1), new(2030, 12, 31), "v1", "Konzept 2020",
            Unit: "IT-Dezernat", Summary: "Ein Plan für alle Schulen.", Reporting: "jährlich", Sources: ["Vorlage 1"],
            Assumptions: ["Die Termine sind gesetzt."])),
        new MasterPlan.FieldPut(new("schulen", "Digitale Kreisschulen", "Gut ausgestattet", "Drei Schulen", "Leitungen", "Förderung")),
        new MasterPlan.FieldPut(new("verwaltung", "Verwaltung")),
        new MasterPlan.GoalPut(new("ueberall", "schulen", "WLAN an jeder Schule")),
        new MasterPlan.GrantPut(new(
            Grant, "DigitalPakt", new(549), new(493), new(1_043), Begun, "Summe wie in der Vorlage", new(2026, 6, 30))),
        new MasterPlan.MeasurePut(new("glasfaser", "schulen", "Glasfaser")),
        new MasterPlan.MeasurePut(new(
            Wlan, "schulen", "WLAN an den Schulen", "ueberall", "In allen Unterrichtsräumen", "Schul-IT", Begun, new(2028, 12, 31),
            new(250_000), ["glasfaser"], [new("dp", FundingCategory.Wlan, new(549))])),
        new MasterPlan.GrantDrawn(new(Grant, "1", new(200), Begun, "Az. 17", Wlan, FundingCategory.Wlan)),
        new MasterPlan.GrantDrawn(new(Grant, "2", new(49), Begun)),
        new MasterPlan.DrawdownWithdrawn(Grant, "2", new(Begun, "doppelt eingetragen")),
        new MasterPlan.MilestonePut(new("haelfte", Wlan, "Die Hälfte der Schulen", new(2026, 4, 30))),
        new MasterPlan.MilestonePut(new("alle", Wlan, "Alle Schulen", new(2028, 6, 30), IsForCitizens: true)),
        new MasterPlan.IndicatorPut(new("quote", Wlan, "Schulen mit WLAN in Betrieb", "wlan-schools", 100, new(2028, 12, 31))),
        new MasterPlan.IndicatorPut(new("relation", "schulen", "Personen je Endgerät", "persons-per-device", 3, IsUpperLimit: true)),
        new MasterPlan.BodyPut(new("ausschuss", "Schulausschuss", Decides: false, Planned: Begun)),
        new MasterPlan.BodyPut(new("kreistag", "Kreistag", Decides: true)),
        new MasterPlan.BodyPut(new("amt", "Amtsausschuss", Decides: true, Authority: "Amt Nachbar")),
        new MasterPlan.Deliberated(new("kreistag", BodyDecision.Approved, Begun, "VI/1", "einstimmig", null)),
        new MasterPlan.Proceeded(new(MasterPlanStatus.Introduced, Begun, null)),
        new MasterPlan.Proceeded(new(MasterPlanStatus.Adopted, Begun, null)),
        new MasterPlan.MeasureProceeded(Wlan, new(MeasureStatus.InProgress, Begun, "Glasfaser folgt")),
        new MasterPlan.MeasureAssessed(Wlan, new(TrafficLight.Yellow, Slipped, "Provider schaltet nicht frei", "Mahnung")),
        new MasterPlan.MilestoneReached("haelfte", Slipped, "Abnahme 3"),
        new MasterPlan.MilestonePostponed("alle", new(new(2028, 12, 31), Slipped, "Leitungen fehlen")),
    ];
}
