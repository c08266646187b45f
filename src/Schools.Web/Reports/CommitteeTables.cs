using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Reports;

/// <summary>Tables of the committee report beside those of schools and plan: the figures of the Kreis, and what was bought.</summary>
internal static class CommitteeTables
{
    /// <summary>The figures as pages and programs show them, with what they are counted by.</summary>
    public static ReportTable Figures(DistrictDay day) => new(
        "kennzahlen-des-kreises",
        $"Kennzahlen des Kreises am {Shown.Day(day.Facts.AsOf)}",
        [
            new("Kennzahl"), new("Ist", ReportColumnKind.Number), new("Soll", ReportColumnKind.Number),
            new("Zähler", ReportColumnKind.Number), new("Nenner", ReportColumnKind.Number),
        ],
        [
            .. day.Figures.Select(IReadOnlyList<object?> (figure) =>
                [Name(figure, day), figure.Actual, figure.Target, figure.Numerator, figure.Denominator]),
        ]);

    /// <summary>The list of purchased media that committees have attached.</summary>
    public static ReportBlock Bought(IReadOnlyList<Purchase> bought, DateOnly since, DateOnly until) => bought.Count == 0
        ? new ReportBlock.Paragraph($"Nach dem {Shown.Day(since)} wurde bis zum {Shown.Day(until)} nichts angeschafft.")
        : new ReportBlock.Table(new ReportTable(
            "angeschaffte-geraete",
            $"Angeschafft nach dem {Shown.Day(since)} bis zum {Shown.Day(until)}",
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
            ]));

    private static string Name(Figure figure, DistrictDay day) =>
        day.German(figure.Indicator) + (figure.Target == 100 && figure.Denominator is not null ? " (in %)" : "");
}
