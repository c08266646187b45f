using Schools.Domain;

namespace Schools.Web.Reports;

/// <summary>Tables of grants: what is granted, drawn and open, what is owed beside it, and every call for money.</summary>
internal static class GrantTables
{
    public static ReportTable Programmes(IReadOnlyList<GrantStanding> grants, DateOnly on)
    {
        var (granted, drawn) = (grants.Sum(g => g.Grant.Granted.Amount), grants.Sum(g => g.Drawn.Amount));
        return new ReportTable(
            "foerderung",
            $"Förderprogramme, Stand {Shown.Day(on)}",
            [
                new("Programm"), new("Bewilligt", ReportColumnKind.Amount), new("Abgerufen", ReportColumnKind.Amount),
                new("Anteil", ReportColumnKind.Share), new("Offen", ReportColumnKind.Amount), new("Abruffrist", ReportColumnKind.Day),
                new("Letzter Abruf", ReportColumnKind.Day), new("Stand"),
            ],
            [
                .. grants.Select(IReadOnlyList<object?> (g) =>
                [
                    g.Grant.Name, g.Grant.Granted, g.Drawn, g.Percent / Figures.Percent, g.Open, g.Grant.DrawUntil, g.Last,
                    Labels.German(g.Status),
                ]),
            ],
            [
                "Summe", new Euro(granted), new Euro(drawn), GrantStanding.PercentOf(drawn, granted) / Figures.Percent,
                new Euro(granted - drawn), null, null, null,
            ]);
    }

    /// <summary>Null where no paper states an own share or a sum.</summary>
    public static ReportTable? OwnShares(IReadOnlyList<GrantStanding> grants, DateOnly on) =>
        grants.All(g => g.Grant.Own is null && g.Grant.Total is null) ? null : new ReportTable(
            "eigenanteil",
            $"Förderprogramme mit Eigenanteil, Stand {Shown.Day(on)}",
            [
                new("Programm"), new("Bewilligt", ReportColumnKind.Amount), new("Eigenanteil", ReportColumnKind.Amount),
                new("Summe laut Vorlage", ReportColumnKind.Amount), new("Abweichung", ReportColumnKind.Amount),
            ],
            [
                .. grants.Select(IReadOnlyList<object?> (g) =>
                    [g.Grant.Name, g.Grant.Granted, g.Grant.Own, g.Grant.Total, g.Grant.Mismatch]),
            ],
            [
                "Summe", new Euro(grants.Sum(g => g.Grant.Granted.Amount)), new Euro(grants.Sum(g => g.Grant.Own?.Amount ?? 0)), null, null,
            ]);

    /// <summary>Every call for money, also those that were taken back.</summary>
    /// <param name="grant">Key of one grant; null for all of the plan.</param>
    public static ReportTable Drawdowns(MasterPlan.State plan, string? grant, DateOnly on) => new(
        grant is null ? "mittelabrufe" : $"mittelabrufe-{grant}",
        $"Mittelabrufe {Shown.Day(on)}",
        [
            new("Programm"), new("Nummer"), new("Abgerufen am", ReportColumnKind.Day), new("Betrag", ReportColumnKind.Amount),
            new("Maßnahme"), new("Fördergegenstand"), new("Aktenzeichen"), new("Zurückgenommen zum", ReportColumnKind.Day), new("Grund"),
        ],
        [
            .. (plan.Drawdowns ?? []).Where(known => grant is null || known.Grant == grant).Select(IReadOnlyList<object?> (known) =>
            [
                plan.Grants.FirstOrDefault(g => g.Key == known.Grant)?.Name ?? known.Grant, known.Number, known.Day, known.Amount,
                plan.Measures.FirstOrDefault(m => m.Key == known.Measure)?.Name ?? known.Measure,
                known.Category is { } category ? Labels.German(category) : null, known.Reference, known.Withdrawal?.Day,
                known.Withdrawal?.Reason,
            ]),
        ]);
}
