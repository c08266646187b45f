using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.District;
using Schools.Web.Reports;

namespace Schools.Web.Tests;

/// <summary>The report for a committee from facts, without a database: the parts of the head, what changed, what does not add up.</summary>
public sealed class CommitteeReportTests
{
    private static readonly SchoolKey First = SchoolKey.Parse("DE-NW-172686");
    private static readonly SchoolKey Second = SchoolKey.Parse("DE-NW-193276");
    private static readonly DateOnly Before = new(2022, 9, 1);
    private static readonly DateOnly Day = new(2022, 10, 31);

    private static readonly AgendaPaper Paper = new(
        "40/3446/XVII/2023", "Digitalisierung der Kreisschulen", PaperKind.Report, "IT-Dezernat",
        [new PaperSession("Schul- und Bildungsausschuss", new(2022, 11, 14))],
        "Der Ausschuss nimmt den Bericht zur Kenntnis.",
        Outlook: ["Freischaltung durch den Provider"],
        // The paper of 2020 of Rhein-Kreis Neuss: its own parts make 1,042.
        Sums:
        [
            new StatedSum("Endgeräte für Lernende", [new("Notebooks", 549), new("iPads", 493)], 1_043),
            new StatedSum("Endgeräte für Lehrkräfte", [new("Convertibles", 262), new("iPads", 281)], 543),
        ]);

    [Fact]
    public void The_head_has_the_fields_of_a_paper()
    {
        var fields = Report().Fields.Select(field => $"{field.Label}: {field.Value}");
        Assert.Equal(
            [
                "Vorlage-Nr.: 40/3446/XVII/2023", "Betreff: Digitalisierung der Kreisschulen", "Art: Bericht", "Federführend: IT-Dezernat",
                "Öffentlichkeit: öffentlich", "Gremium, Sitzung: Schul- und Bildungsausschuss, 14.11.2022, Kenntnisnahme",
                "Stichtag: 31.10.2022",
            ],
            fields);
    }

    [Fact]
    public void A_sum_that_does_not_add_up_is_shown_and_one_that_does_is_not() => Assert.Equal(
        [
            "Endgeräte für Lernende: 549 Notebooks + 493 iPads = 1.042, angegeben sind 1.043 (Abweichung 1).",
            "DigitalPakt: bewilligt 549,00 € und Eigenanteil 493,00 €, angegeben sind 1.043,00 € (Abweichung 1,00 €).",
        ],
        Bullets("Angegebene Summen, die nicht aufgehen"));

    [Fact]
    public void What_changed_since_the_last_meeting_is_told_with_its_day()
    {
        var changes = Bullets("Seit der letzten Sitzung am 01.09.2022");
        Assert.Contains("Schulen mit WLAN in Betrieb: 0 von 2 → 1 von 2", changes);
        Assert.Contains("Berufskolleg: In Betrieb am 01.10.2022", changes);
        Assert.DoesNotContain(changes, change => change.StartsWith("Schulen:", StringComparison.Ordinal));
    }

    [Fact]
    public void What_slipped_has_its_reason() => Assert.Equal(
        [
            "Förderschule: Freigeschaltet war für den 15.09.2022 vorgesehen. Grund: Provider",
            "Förderschule: blockiert seit 01.09.2022. Grund: Provider",
            "WLAN: Ampel Gelb. Grund: Provider",
            "DigitalPakt: Die Abruffrist ist am 30.09.2022 verstrichen. Offen sind 349,00 € von 549,00 €.",
            "Alle Schulen: verschoben vom 31.12.2022 auf den 30.06.2023. Grund: Leitungen fehlen",
        ],
        Bullets("Verzögert, mit Gründen"));

    [Fact]
    public void The_tables_say_what_the_figures_say()
    {
        var report = Report();
        var schools = report.Tables.Single(table => table.Name == "stand-je-schule");
        Assert.Equal(["Berufskolleg", "Förderschule"], schools.Rows.Select(row => row[0]));
        Assert.Equal("1 von 2", schools.Totals![1]);
        var indicators = report.Tables.Single(table => table.Name == "kennzahlen");
        Assert.Equal(["Schulen mit WLAN in Betrieb", "100 %", "50 % (1 von 2)", null], indicators.Rows.Single());
        var grants = report.Tables.Single(table => table.Name == "foerderung");
        Assert.Equal(
            [
                "DigitalPakt|549,00 €|200,00 €|36,4 %|349,00 €|30.09.2022|01.09.2022|Abruffrist verstrichen",
                "Gute Schule|1.000,00 €|0,00 €|0 %|1.000,00 €|31.12.2022|–|Abruffrist endet bald",
                "Summe|1.549,00 €|200,00 €|12,9 %|1.349,00 €|–|–|–",
            ],
            grants.Rows.Append(grants.Totals!).Select(row => string.Join('|', row.Zip(grants.Columns, (cell, column) =>
                ReportTable.Shown(cell, column.Kind).Replace('\u00A0', ' ')))));
        Assert.Equal("Summe laut Vorlage", report.Tables.Single(table => table.Name == "eigenanteil").Columns[3].Header);
        var devices = report.Tables.Single(table => table.Name == "geraete-je-art");
        Assert.Equal(["Summe", 12, 10], devices.Totals!);
    }

    [Fact]
    public void What_was_bought_since_the_last_meeting_is_attached()
    {
        var bought = Report().Tables.Single(table => table.Name == "angeschaffte-geraete");
        Assert.Equal("Angeschafft nach dem 01.09.2022 bis zum 31.10.2022", bought.Caption);
        Assert.Equal([new DateOnly(2022, 9, 20), "Tablet", "Apple", "iPad 9. Gen.", 8, new Euro(3_596), 0], bought.Rows[0]);
        Assert.Equal(["Summe", null, null, null, 12, new Euro(3_596), 4], bought.Totals!);
        var figures = Report().Tables.Single(table => table.Name == "kennzahlen-des-kreises");
        Assert.Contains(figures.Rows, row => row.SequenceEqual(["Schulen mit WLAN in Betrieb (in %)", 50m, 100m, 1m, 2m, null]));
    }

    private static ReportDocument Report()
    {
        var blocked = new Rollout.State(
            new Dictionary<RolloutStep, Rollout.Step> { [RolloutStep.LineActivated] = new(new(2022, 9, 15)) },
            new Rollout.Blockade("Provider", "Provider", Before));
        var served = new Rollout.State(
            new Dictionary<RolloutStep, Rollout.Step> { [RolloutStep.InService] = new(Reached: new(2022, 10, 1)) });
        MasterPlan.Event[] events =
        [
            new MasterPlan.Described(new("Masterplan", MasterPlanKind.Masterplan)),
            new MasterPlan.GrantPut(new("dp", "DigitalPakt", new(549), new(493), new(1_043), DrawUntil: new(2022, 9, 30))),
            new MasterPlan.GrantPut(new("gs", "Gute Schule", new(1_000), DrawUntil: new(2022, 12, 31))),
            new MasterPlan.GrantDrawn(new("dp", "1", new(200), Before)),
            new MasterPlan.MeasurePut(new("wlan", "schulen", "WLAN")),
            new MasterPlan.MilestonePut(new("alle", "wlan", "Alle Schulen", new(2022, 12, 31))),
            new MasterPlan.IndicatorPut(new("quote", "wlan", "Schulen mit WLAN in Betrieb", "wlan-schools", 100)),
            new MasterPlan.MeasureAssessed("wlan", new(TrafficLight.Yellow, Day, "Provider", null)),
            new MasterPlan.MilestonePostponed("alle", new(new(2023, 6, 30), Day, "Leitungen fehlen")),
        ];
        return CommitteeReport.Of(
            "Rhein-Kreis Neuss",
            Paper,
            Of(Day, new Dictionary<string, Rollout.State> { [First.Value] = served, [Second.Value] = blocked }),
            Of(Before, new Dictionary<string, Rollout.State> { [Second.Value] = blocked }),
            [new PlanCourse("masterplan", null, events.Aggregate((MasterPlan.State?)null, MasterPlan.Evolve)!)],
            [
                new Purchase(new(2022, 9, 20), DeviceCategory.Tablet, "Apple", "iPad 9. Gen.", 8, new Euro(3_596)),
                new Purchase(new(2022, 10, 4), DeviceCategory.Notebook, "Lenovo", null, 4, null, 4),
            ]);
    }

    private static DistrictDay Of(DateOnly day, Dictionary<string, Rollout.State> rollouts)
    {
        var facts = new RolloutFacts(
            day,
            [
                new SchoolFact(First, new School.Details { Name = "Berufskolleg", TypeCode = "30" }),
                new SchoolFact(Second, new School.Details { Name = "Förderschule", TypeCode = "08" }),
            ],
            [],
            [new StockFact(First, null, DeviceCategory.Tablet, 8, 7), new StockFact(Second, null, DeviceCategory.Notebook, 4, 3)],
            rollouts,
            []);
        return new DistrictDay(facts, Standings.Of(facts), Standings.Items(facts));
    }

    private static IReadOnlyList<string> Bullets(string heading) =>
        Report().Sections.Single(section => section.Heading == heading).Blocks.OfType<ReportBlock.Bullets>().Single().Items;
}
