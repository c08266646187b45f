using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Reports;

/// <summary>
/// Tables of the committee report beside those of plans: the figures of the Kreis, its schools, its devices, and what was bought.
/// </summary>
internal static class CommitteeTables
{
    /// <summary>
    /// The figures as pages and programs show them, with what they are counted by, and what is missing of items of standards.
    /// </summary>
    public static IEnumerable<ReportBlock> Figures(DistrictDay day)
    {
        var gaps = Gaps(day);
        yield return new ReportBlock.Table(new ReportTable(
            "kennzahlen-des-kreises",
            $"Kennzahlen des Kreises am {Shown.Day(day.Facts.AsOf)}",
            [
                new("Kennzahl"), new("Ist", ReportColumnKind.Number), new("Soll", ReportColumnKind.Number),
                new("Zähler", ReportColumnKind.Number), new("Nenner", ReportColumnKind.Number), new("Lücke", ReportColumnKind.Count),
            ],
            [
                .. day.Figures.Select(IReadOnlyList<object?> (figure) =>
                [
                    Name(figure, day), figure.Actual, figure.Target, figure.Numerator, figure.Denominator,
                    gaps.TryGetValue(figure.Indicator, out var gap) ? gap : null,
                ]),
            ]));
        if (day.Figures.Any(figure =>
            gaps.TryGetValue(figure.Indicator, out var gap) && gap > Math.Max(0, figure.Denominator!.Value - figure.Numerator!.Value)))
        {
            yield return new ReportBlock.Paragraph(
                "Die Lücke ist die Summe der Lücken der Schulen: Was eine Schule mehr hat, als sie braucht, füllt keine andere.");
        }
    }

    /// <summary>Each school; of one without any list it is not known how many rooms and devices it has.</summary>
    public static IEnumerable<ReportBlock> Schools(DistrictDay day)
    {
        var recorded = day.Standings.Where(standing => standing.HasInventory).ToList();
        yield return new ReportBlock.Table(new ReportTable(
            "stand-je-schule",
            $"WLAN und Geräte je Schule am {Shown.Day(day.Facts.AsOf)}",
            [
                new("Schule"), new("WLAN"), new("Letzter Schritt"), new("Seit", ReportColumnKind.Day),
                new("Räume", ReportColumnKind.Count), new("davon mit Access Point", ReportColumnKind.Count),
                new("Endgeräte in Betrieb", ReportColumnKind.Count), new("Blockiert"),
            ],
            [
                .. day.Standings.Select(IReadOnlyList<object?> (s) =>
                [
                    s.School.Details.Name, Labels.German(s.Wlan.Status), s.Wlan.Latest is { } latest ? Labels.German(latest) : null,
                    s.Wlan.Since, OfList(s, s.Wlan.Rooms), OfList(s, s.Wlan.Covered), OfList(s, s.Usable), s.Wlan.Blockade?.Reason,
                ]),
            ],
            [
                "Summe", $"{day.Standings.Count(s => s.Wlan.Status == RolloutStatus.Complete)} von {day.Standings.Count}", null, null,
                .. recorded.Count == 0
                    ? new object?[] { null, null, null }
                    : [recorded.Sum(s => s.Wlan.Rooms), recorded.Sum(s => s.Wlan.Covered), recorded.Sum(s => s.Usable)],
                null,
            ]));
        if (day.Standings.Count > 0 && recorded.Count == 0)
        {
            yield return NotRecorded(day);
        }
        foreach (var gap in day.Gaps)
        {
            yield return new ReportBlock.Paragraph(gap);
        }
    }

    public static ReportBlock Devices(DistrictDay day) => !day.Facts.HasInventory
        ? NotRecorded(day)
        : new ReportBlock.Table(new ReportTable(
            "geraete-je-art",
            $"Geräte nach Art am {Shown.Day(day.Facts.AsOf)}",
            [new("Gerätetyp"), new("Geräte", ReportColumnKind.Count), new("davon in Betrieb", ReportColumnKind.Count)],
            [
                .. day.Facts.Stock.GroupBy(entry => entry.Category).OrderBy(group => group.Key).Select(IReadOnlyList<object?> (group) =>
                    [Labels.German(group.Key), group.Sum(entry => entry.All), group.Sum(entry => entry.Usable)]),
            ],
            ["Summe", day.Facts.Stock.Sum(entry => entry.All), day.Facts.Stock.Sum(entry => entry.Usable)]));

    /// <summary>The list of purchased media that committees have attached.</summary>
    public static ReportBlock Bought(IReadOnlyList<Purchase> bought, DateOnly since, DistrictDay day)
    {
        var until = Shown.Day(day.Facts.AsOf);
        return bought.Count > 0 ? new ReportBlock.Table(Bought(bought, since, until))
            : day.Facts.HasInventory
                ? new ReportBlock.Paragraph($"Nach dem {Shown.Day(since)} wurde bis zum {until} nichts angeschafft.")
                : NotRecorded(day);
    }

    private static ReportTable Bought(IReadOnlyList<Purchase> bought, DateOnly since, string until) => new(
        "angeschaffte-geraete",
        $"Angeschafft nach dem {Shown.Day(since)} bis zum {until}",
        [
            new("Anschaffung", ReportColumnKind.Day), new("Gerätetyp"), new("Hersteller"), new("Modell"),
            new("Geräte", ReportColumnKind.Count), new("Kosten", ReportColumnKind.Amount), new("ohne Preis", ReportColumnKind.Count),
        ],
        [
            .. bought.Select(IReadOnlyList<object?> (lot) =>
                [lot.On, Labels.German(lot.Category), lot.Manufacturer, lot.Model, lot.Devices, lot.Sum, lot.Unpriced]),
        ],
        [
            "Summe", null, null, null, bought.Sum(lot => lot.Devices), new Euro(bought.Sum(lot => lot.Sum?.Amount ?? 0)),
            bought.Sum(lot => lot.Unpriced),
        ]);

    /// <summary>
    /// What is missing of items of standards, by figure. Of rooms the figure counts rooms, the gap devices; they have none here.
    /// </summary>
    private static Dictionary<string, int> Gaps(DistrictDay day) => (
        from standing in day.Standings
        from item in standing.Items
        where item.Item.Item.Basis != StandardBasis.Room
        group item by item.Item.Indicator
        into items
        let gap = Standings.Sum([.. items])?.Gap
        where gap is not null
        select (items.Key, gap.Value)).ToDictionary(known => known.Key, known => known.Value, StringComparer.Ordinal);

    private static int? OfList(SchoolStanding standing, int count) => standing.HasInventory ? count : null;

    private static ReportBlock.Paragraph NotRecorded(DistrictDay day) =>
        new($"Räume und Geräte sind für den {Shown.Day(day.Facts.AsOf)} nicht erfasst.");

    private static string Name(Figure figure, DistrictDay day) =>
        day.German(figure.Indicator) + (figure.Target == 100 && figure.Denominator is not null ? " (in %)" : "");
}
