using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.District;
using Schools.Web.Reports;

namespace Schools.Web.Exports;

/// <summary>The tables of equipment, licences and waves as files.</summary>
public static class StockTables
{
    /// <summary>Devices of every school by kind and by phase of their life.</summary>
    public static ReportTable Equipment(IReadOnlyList<SchoolCounts> schools, DateOnly today) => new(
        "ausstattung",
        $"Ausstattung je Schule am {Shown.Day(today)}",
        [
            new("Schulnummer"), new("Schule"), new("Schulform"), new("Ort"), new("Räume", ReportColumnKind.Count),
            new("Geräte", ReportColumnKind.Count), .. DeviceGroups.Kinds.Select(kind => Counted(kind.German)),
            .. DeviceGroups.Phases.Select(phase => Counted(phase.German)), new("Lernende", ReportColumnKind.Count),
            new("Endgeräte in Betrieb", ReportColumnKind.Count), new("Stichtag", ReportColumnKind.Day),
        ],
        [
            .. schools.Select(IReadOnlyList<object?> (school) =>
            [
                school.Key.Number, school.Name, Labels.SchoolType(school.TypeCode), school.Town, school.Rooms, school.Devices,
                .. school.ByKind.Cast<object?>(), .. school.ByPhase.Cast<object?>(), school.Pupils, school.UsableEndUser, today,
            ]),
        ]);

    /// <summary>Which school has how many of a licence, and what that costs it.</summary>
    public static ReportTable Assignments(LicenceDetail licence, DateOnly today)
    {
        var state = licence.State;
        var names = licence.Schools.ToDictionary(school => school.Key, school => school.Name, StringComparer.Ordinal);
        var costs = LicenceCosts.On(today, [state]).OfSchools;
        return new ReportTable(
            $"lizenz-{state.Key.Value}",
            $"Zuweisungen am {Shown.Day(today)}",
            [
                new("Produkt"), new("Schulnummer"), new("Schule"), new("Zugewiesen", ReportColumnKind.Count),
                new("Seit", ReportColumnKind.Day), new("Kosten pro Jahr", ReportColumnKind.Amount), new("Stichtag", ReportColumnKind.Day),
            ],
            [
                .. state.Assignments.OrderBy(one => names.GetValueOrDefault(one.School.Value), StringComparer.Create(Euro.German, false))
                    .Select(IReadOnlyList<object?> (one) =>
                    [
                        state.Terms.Product, one.School.Number, names.GetValueOrDefault(one.School.Value, one.School.Value), one.Count,
                        one.Since, costs.TryGetValue(one.School, out var cost) ? cost : null, today,
                    ]),
            ]);
    }

    /// <summary>The weeks of a wave: planned by the calendar and handed out.</summary>
    public static ReportTable Weeks(WaveView wave) => new(
        $"wochen-{wave.Key}",
        "Wochenplan",
        [
            new("Welle"), new("Woche"), new("Ab", ReportColumnKind.Day), new("Arbeitstage", ReportColumnKind.Count),
            new("Geplant", ReportColumnKind.Count), new("Ausgegeben", ReportColumnKind.Count), new("Ferien"),
        ],
        [
            .. (wave.Weeks?.Weeks ?? []).Select(IReadOnlyList<object?> (week) =>
            [
                wave.State.Details.Name, week.Week.ToString(), week.Week.Monday, week.Workdays, week.Planned, week.Done, week.Holidays,
            ]),
        ]);

    /// <summary>What was ordered against what came and went out (Lieferscheinabgleich).</summary>
    public static ReportTable Order(WaveView wave)
    {
        var order = wave.Order;
        (string Stage, int Count)[] stages =
        [
            ("Bestellt", order.Ordered), ("Im Bestand", order.Known), ("Geliefert", order.Delivered), ("Inventarisiert", order.Inventoried),
            ("Ausgegeben (ganze Bestellung)", order.HandedOut),
        ];
        return new ReportTable(
            $"abgleich-{wave.Key}",
            "Lieferscheinabgleich",
            [
                new("Bestellnummer"), new("Stufe"), new("Geräte", ReportColumnKind.Count),
                new("Fehlen zur Bestellung", ReportColumnKind.Count),
            ],
            [
                .. stages.Select(IReadOnlyList<object?> (stage) =>
                    [wave.State.Details.OrderNumber, stage.Stage, stage.Count, order.Ordered - stage.Count]),
            ]);
    }

    private static ReportColumn Counted(string header) => new(header, ReportColumnKind.Count);
}
