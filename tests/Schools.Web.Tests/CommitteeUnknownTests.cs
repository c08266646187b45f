using Schools.Domain;
using Schools.Web.District;
using Schools.Web.Reports;

namespace Schools.Web.Tests;

/// <summary>The report for a committee where a list is missing: of every school, of some, or on the day of the last meeting.</summary>
public sealed class CommitteeUnknownTests
{
    private static readonly SchoolKey First = SchoolKey.Parse("DE-NW-172686");
    private static readonly SchoolKey Second = SchoolKey.Parse("DE-NW-193276");
    private static readonly DateOnly Before = new(2026, 6, 1);
    private static readonly DateOnly Day = new(2026, 10, 31);

    private static readonly StockFact[] Listed =
        [new(First, null, DeviceCategory.Tablet, 12, 12), new(First, null, DeviceCategory.Switch, 1, 1)];

    private static readonly StandardFact Standard = new("rkn", new EquipmentStandard.State(
        "Standard", 1, Before, null,
        [
            new("geraet", "Endgerät", StandardBasis.Pupil, 1, 10, [DeviceCategory.Tablet]),
            new("anbindung", "Anbindung", StandardBasis.School, 1000, 1, [], null, StandardSubject.Uplink),
        ],
        []));

    [Fact]
    public void Before_the_first_list_nothing_is_told_as_none()
    {
        var report = Report(At(Before, []), At(Day, []));
        const string Unknown = "Räume und Geräte sind für den 31.10.2026 nicht erfasst.";
        Assert.Equal(
            [
                "Stand je Schule: Berufskolleg|Nicht begonnen|–|–|–|–|–|–; Förderschule|Nicht begonnen|–|–|–|–|–|–; "
                    + "Summe|0 von 2|–|–|–|–|–|– " + Unknown,
                $"Anlage: {Unknown}",
                $"Anlage: Anschaffungen: {Unknown}",
            ],
            Told(report, "Stand je Schule", "Anlage", "Anlage: Anschaffungen"));
        Assert.DoesNotContain(report.Tables, table => table.Name == "geraete-je-art");
    }

    [Fact]
    public void A_school_without_a_list_has_empty_cells_and_is_in_no_sum() => Assert.Equal(
        [
            "Stand je Schule: Berufskolleg|In Arbeit|Switch-Einbau|–|0|0|12|–; Förderschule|Nicht begonnen|–|–|–|–|–|–; "
                + "Summe|0 von 2|–|–|0|0|12|– Räume und Geräte sind von 1 von 2 Schulen erfasst; "
                + "von den anderen zählt nur das Soll.",
            "Anlage: Anschaffungen: Nach dem 01.06.2026 wurde bis zum 31.10.2026 nichts angeschafft.",
        ],
        Told(Report(At(Before, []), At(Day, Listed)), "Stand je Schule", "Anlage: Anschaffungen"));

    [Fact]
    public void What_nobody_knew_before_has_no_before_and_what_the_first_list_shows_is_no_event() => Assert.Equal(
        [
            "Seit der letzten Sitzung am 01.06.2026: "
                + "Am 01.06.2026 waren noch keine Räume und Geräte erfasst; ihre Zahlen haben darum kein „vorher“.; "
                + "Räume: 0, vorher nicht erfasst; Geräte: 13, vorher nicht erfasst; Endgeräte in Betrieb: 12, vorher nicht erfasst; "
                + "Personen je Endgerät: 8,33, vorher nicht erfasst; Lernende je Endgerät: 8,33, vorher nicht erfasst; "
                + "Anbindung: Schulen (Standard): 1 von 2, vorher nicht erfasst; "
                + "Endgerät (Standard): 12, vorher nicht erfasst; Förderschule: Freigeschaltet am 01.09.2026",
        ],
        Told(
            Report(At(Before, []), At(Day, Listed, uplink: 1000, step: new(2026, 9, 1))), "Seit der letzten Sitzung am 01.06.2026"));

    [Fact]
    public void What_a_later_list_shows_is_told_and_a_line_that_was_known_has_its_before() => Assert.Equal(
        ["Seit der letzten Sitzung am 01.06.2026: Geräte: 12 → 13; Anbindung: Schulen (Standard): 0 von 2 → 1 von 2; "
            + "Berufskolleg: Switch-Einbau"],
        Told(Report(At(Before, Listed[..1], uplink: 50), At(Day, Listed, uplink: 1000)), "Seit der letzten Sitzung am 01.06.2026"));

    [Fact]
    public void Numbers_of_more_schools_than_before_are_told_to_be_so() => Assert.StartsWith(
        "Seit der letzten Sitzung am 01.06.2026: Räume und Geräte waren am 01.06.2026 von 1 von 2 Schulen erfasst, am 31.10.2026 von 2 von "
            + "2; ihre Zahlen sind darum nicht vergleichbar.; Geräte: 13 → 16",
        Told(
            Report(At(Before, Listed), At(Day, [.. Listed, new(Second, null, DeviceCategory.Tablet, 3, 3)])),
            "Seit der letzten Sitzung am 01.06.2026").Single(),
        StringComparison.Ordinal);

    [Fact]
    public void The_gap_of_an_item_is_that_of_its_schools()
    {
        var report = Report(At(Before, []), At(Day, [.. Listed, new(Second, null, DeviceCategory.Tablet, 3, 3)]));
        Assert.Equal(
            ["Schulen|2|–|–|–|–", "Anbindung: Schulen (Standard) (in %)|0|100|0|2|2", "Endgerät (Standard)|15|18|15|18|5"],
            Rows(report.Tables.Single(table => table.Name == "kennzahlen-des-kreises")).Where(row =>
                row.StartsWith("Schulen|", StringComparison.Ordinal) || row.Contains("(Standard)", StringComparison.Ordinal)));
        Assert.Contains(
            Blocks(report, "Kennzahlen des Kreises").OfType<ReportBlock.Paragraph>(),
            paragraph => paragraph.Text.StartsWith("Die Lücke ist die Summe der Lücken der Schulen", StringComparison.Ordinal));
    }

    private static ReportDocument Report(DistrictDay before, DistrictDay day) => CommitteeReport.Of(
        "Rhein-Kreis Neuss", ReportForm.Usual.Paper(), day, before, [], []);

    private static DistrictDay At(DateOnly day, StockFact[] stock, int? uplink = null, DateOnly? step = null)
    {
        var facts = new RolloutFacts(
            day,
            [
                new SchoolFact(First, new School.Details { Name = "Berufskolleg", Pupils = 100, Teachers = 0, Uplink = uplink }),
                new SchoolFact(Second, new School.Details { Name = "Förderschule", Pupils = 80, Teachers = 0 }),
            ],
            [], stock,
            step is null
                ? new Dictionary<string, Rollout.State>()
                : new Dictionary<string, Rollout.State>
                {
                    [Second.Value] = new(
                        new Dictionary<RolloutStep, Rollout.Step> { [RolloutStep.LineActivated] = new(Reached: step) }, null),
                },
            [Standard]);
        return new DistrictDay(facts, Standings.Of(facts), Standings.Items(facts));
    }

    private static IEnumerable<string> Told(ReportDocument report, params string[] headings) => headings.Select(heading =>
        $"{heading}: {string.Join(' ', Blocks(report, heading).Select(Told))}");

    private static IReadOnlyList<ReportBlock> Blocks(ReportDocument report, string heading) =>
        report.Sections.Single(section => section.Heading == heading).Blocks;

    private static string Told(ReportBlock block) => block switch
    {
        ReportBlock.Paragraph paragraph => paragraph.Text,
        ReportBlock.Bullets bullets => string.Join("; ", bullets.Items),
        ReportBlock.Table { Rows: var table } => string.Join("; ", Rows(table)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IEnumerable<string> Rows(ReportTable table) => table.Rows.Concat(table.Totals is { } totals ? [totals] : [])
        .Select(row => string.Join('|', row.Zip(table.Columns, (cell, column) => ReportTable.Shown(cell, column.Kind))));
}
