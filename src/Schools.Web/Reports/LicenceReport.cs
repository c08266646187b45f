using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.Licences;

namespace Schools.Web.Reports;

/// <summary>The balance of licences on a day as a document (Lizenzbilanz): product, metric, entitled, assigned, rest, term, cost.</summary>
public static class LicenceReport
{
    /// <param name="licences">By product, as they were on the day.</param>
    /// <param name="names">Of the schools that have any.</param>
    public static ReportDocument Of(
        string authority, DateOnly day, IReadOnlyList<Licence.State> licences, IReadOnlyDictionary<SchoolKey, string> names)
    {
        var asOf = Shown.Day(day);
        var rows = licences.Select(state => LicenceRow.Of(state, day)).ToList();
        var totals = LicenceTotals.Of(rows);
        var costs = LicenceCosts.On(day, licences);
        List<string> alerts = [.. rows.Where(row => row.Alert is not null).Select(row => $"{row.Product}: {LicenceWords.Alert(row)}")];
        return new ReportDocument(
            "Lizenzbilanz",
            authority,
            [
                new("Stichtag", asOf), new("Lizenzen", Shown.Count(totals.Licences)), new("Überbelegt", Shown.Count(totals.Over)),
                new("Mit freien Lizenzen", Shown.Count(totals.Unused)), new("Kosten pro Jahr", totals.Cost.ToString()),
            ],
            [
                new("Bilanz", 1, new ReportBlock.Table(Balance(asOf, rows, totals))),
                new(
                    "Fristen", 1,
                    alerts.Count == 0 ? new ReportBlock.Paragraph("Es läuft keine Frist ab.") : new ReportBlock.Bullets(alerts)),
                new(
                    "Kosten pro Jahr je Schule", 1,
                    new ReportBlock.Table(Costs(asOf, costs, names)), new ReportBlock.Paragraph(LicenceWords.Sharing)),
            ],
            $"{authority} · Lizenzbilanz",
            $"Stichtag {asOf}");
    }

    private static ReportTable Balance(string asOf, IReadOnlyList<LicenceRow> rows, LicenceTotals totals) => new(
        "lizenzbilanz",
        $"Lizenzbilanz am {asOf}",
        [
            new("Produkt"), new("Zählweise"), new("Berechtigt", ReportColumnKind.Count), new("Zugewiesen", ReportColumnKind.Count),
            new("Rest", ReportColumnKind.Count), new("Bilanz"), new("Laufzeit bis", ReportColumnKind.Day),
            new("Kosten pro Jahr", ReportColumnKind.Amount),
        ],
        [
            .. rows.Select(IReadOnlyList<object?> (row) =>
            [
                row.Product, Labels.German(row.Metric), row.Balance.Entitled, row.Assigned, row.Balance.Rest,
                LicenceWords.Word(row.Balance), row.Term.Until, row.CostPerYear,
            ]),
        ],
        ["Laufende Lizenzen", null, null, null, null, null, null, totals.Cost]);

    private static ReportTable Costs(string asOf, LicenceCosts costs, IReadOnlyDictionary<SchoolKey, string> names) => new(
        "kosten-je-schule",
        $"Kosten pro Jahr je Schule am {asOf}",
        [new("Schule"), new("Kosten pro Jahr", ReportColumnKind.Amount)],
        [
            .. costs.OfSchools.Select(cost => (Name: names.GetValueOrDefault(cost.Key, cost.Key.Value), cost.Value))
                .OrderBy(cost => cost.Name, StringComparer.Create(Euro.German, ignoreCase: false))
                .Select(IReadOnlyList<object?> (cost) => [cost.Name, cost.Value]),
            ["Keiner Schule zugewiesen", costs.Unassigned],
        ],
        ["Summe", costs.Whole]);
}
