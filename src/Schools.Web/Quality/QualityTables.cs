using Schools.Domain;
using Schools.Web.Reports;

namespace Schools.Web.Quality;

/// <summary>Data quality as tables: what the pages show, as files.</summary>
public static class QualityTables
{
    /// <summary>Every school with its score, and of each rule how many break it of how many it looks at.</summary>
    public static ReportTable Schools(QualityDay day) => new(
        "datenqualitaet",
        $"Datenqualität je Schule am {Shown.Day(day.Day)}",
        [
            new("Schulnummer"), new("Schule"), new("Stand"), new("Punkte von 100", ReportColumnKind.Count),
            .. QualityRules.All.SelectMany(IEnumerable<ReportColumn> (rule) =>
            [
                new(rule.German, ReportColumnKind.Count), new($"{rule.German}: geprüft", ReportColumnKind.Count),
            ]),
            new("Stichtag", ReportColumnKind.Day),
        ],
        [
            .. day.Schools.Select(IReadOnlyList<object?> (school) =>
            [
                school.School!.Key.Number, school.School.Details.Name, school.Grade is { } grade ? Labels.German(grade) : null,
                school.Score,
                .. school.Results.SelectMany(IEnumerable<object?> (result) => [result.Broken, result.Checked]),
                day.Day,
            ]),
        ]);

    /// <summary>The rows behind the numbers of one school.</summary>
    public static ReportTable Rows(QualityDay day, SchoolFact school, IReadOnlyList<QualityRow> rows) => new(
        $"datenqualitaet-{school.Key.Number}",
        $"Zu klären am {Shown.Day(day.Day)}",
        [
            new("Schulnummer"), new("Schule"), new("Prüfregel"), new("Was"), new("Raum"), new("Befund"), new("Zu tun"), new("Seite"),
            new("Stichtag", ReportColumnKind.Day),
        ],
        [
            .. rows.Select(IReadOnlyList<object?> (row) =>
            [
                school.Key.Number, school.Details.Name, row.Rule.German, row.Name, row.Room, row.Finding, row.Rule.Remedy, row.Address,
                day.Day,
            ]),
        ]);
}
