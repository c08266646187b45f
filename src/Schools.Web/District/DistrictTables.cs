using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.Reports;

namespace Schools.Web.District;

/// <summary>The tables of the district pages as files: the same figures of the same day, with what the eye reads off in columns.</summary>
public static class DistrictTables
{
    private static readonly ReportColumn[] School = [new("Schulnummer"), new("Schule")];
    private static readonly ReportColumn AsOf = new("Stichtag", ReportColumnKind.Day);

    /// <summary>The matrix of the cockpit: each school with its WLAN and every item of the standards.</summary>
    public static ReportTable Matrix(DistrictDay day) => new(
        "uebersicht",
        $"Stand je Schule {Shown.Day(day.Facts.AsOf)}",
        [
            .. School, new("Schulform"), new("Ort"), new("WLAN"), new("Letzter Schritt"), new("Seit", ReportColumnKind.Day),
            new("Blockiert"),
            .. day.Items.SelectMany(IEnumerable<ReportColumn> (item) =>
            [
                new($"{item.Item.Name}: Stand"), new($"{item.Item.Name}: Ist", ReportColumnKind.Count),
                new($"{item.Item.Name}: Soll", ReportColumnKind.Count),
            ]),
            AsOf,
        ],
        [
            .. day.Standings.Select(IReadOnlyList<object?> (standing) =>
            [
                .. Named(standing.School), Labels.SchoolType(standing.School.Details.TypeCode), standing.School.Details.Town,
                Labels.German(standing.Wlan.Status), standing.Wlan.Latest is { } latest ? Labels.German(latest) : null,
                standing.Wlan.Since, standing.Wlan.Blockade?.Reason,
                .. day.Items.SelectMany(item => Cells(standing.Of(item))),
                day.Facts.AsOf,
            ]),
        ]);

    /// <summary>What is late, the latest first.</summary>
    public static ReportTable Slipped(DistrictDay day) => new(
        "verzoegert",
        $"Verzögert am {Shown.Day(day.Facts.AsOf)}",
        [
            .. School, new("Schritt"), new("Geplant", ReportColumnKind.Day), new("Tage", ReportColumnKind.Count), new("Ausführung"),
            new("Grund"), AsOf,
        ],
        [
            .. Slipping.Of(day.Facts, day.Standings).Select(IReadOnlyList<object?> (late) =>
            [
                .. Named(late.School), Labels.German(late.Step), late.Planned, late.Days,
                late.Executor is { } executor ? Labels.German(executor) : null, late.Why, day.Facts.AsOf,
            ]),
        ]);

    /// <summary>The steps of every school: planned, reached, or shown by the inventory alone.</summary>
    public static ReportTable Wlan(DistrictDay day) => new(
        "wlan",
        $"WLAN-Schritte am {Shown.Day(day.Facts.AsOf)}",
        [
            .. School, new("Stand"), new("Blockiert"), new("Räume mit Access Point", ReportColumnKind.Count),
            new("Räume", ReportColumnKind.Count),
            .. RolloutSteps.All.SelectMany(IEnumerable<ReportColumn> (rule) =>
            [
                new($"{Labels.German(rule.Step)}: geplant", ReportColumnKind.Day),
                new($"{Labels.German(rule.Step)}: erreicht", ReportColumnKind.Day),
            ]),
            new("Nur laut Bestand"), AsOf,
        ],
        [
            .. day.Standings.Select(IReadOnlyList<object?> (standing) =>
            {
                var state = day.Facts.Rollouts.GetValueOrDefault(standing.School.Key.Value) ?? Rollout.State.Empty;
                var shown = standing.Wlan.Steps.Where(step => !state.HasReached(step)).Select(step => Labels.German(step)).ToList();
                return
                [
                    .. Named(standing.School), Labels.German(standing.Wlan.Status), standing.Wlan.Blockade?.Reason, standing.Wlan.Covered,
                    standing.Wlan.Rooms,
                    .. RolloutSteps.All.SelectMany(IEnumerable<object?> (rule) =>
                        [state.Of(rule.Step).Planned, state.Of(rule.Step).Reached]),
                    shown.Count == 0 ? null : string.Join(", ", shown), day.Facts.AsOf,
                ];
            }),
        ]);

    /// <summary>The rooms that a school had on the day, with their access points and steps.</summary>
    /// <param name="rooms">For their names.</param>
    public static ReportTable WlanRooms(DistrictDay day, SchoolFact school, IReadOnlyList<RoomRow> rooms)
    {
        var steps = RolloutSteps.All.Where(rule => rule.IsOfRooms).ToList();
        var accessPoints = Standings.AccessPoints(day.Facts, school.Key);
        var names = rooms.ToDictionary(room => room.Key.Value, StringComparer.Ordinal);
        return new ReportTable(
            $"wlan-raeume-{school.Key.Number}",
            $"WLAN je Raum am {Shown.Day(day.Facts.AsOf)}",
            [
                .. School, new("Gebäude"), new("Raum"), new("Raumtyp"), new("Access Points", ReportColumnKind.Count),
                .. steps.Select(rule => new ReportColumn($"{Labels.German(rule.Step)}: erreicht", ReportColumnKind.Day)), AsOf,
            ],
            [
                .. day.RoomsOf(school.Key).Select(IReadOnlyList<object?> (room) =>
                {
                    var state = day.Facts.Rollouts.GetValueOrDefault(room.Key) ?? Rollout.State.Empty;
                    var name = names.GetValueOrDefault(room.Key);
                    return
                    [
                        .. Named(school), name?.Building, name?.Number ?? room.Key, Labels.German(room.Type),
                        accessPoints.GetValueOrDefault(room.Key), .. steps.Select(rule => (object?)state.Of(rule.Step).Reached),
                        day.Facts.AsOf,
                    ];
                }),
            ]);
    }

    /// <summary>Target, actual and gap of one item in every school.</summary>
    public static ReportTable Standard(DistrictDay day, StandardItem item) => new(
        $"standard-{item.Standard}-{item.Item.Key}",
        $"{item.Item.Name} {Shown.Day(day.Facts.AsOf)}",
        [
            .. School, new("Stand"), new("Soll", ReportColumnKind.Count), new("Ist", ReportColumnKind.Count),
            new("Lücke", ReportColumnKind.Count), new("Räume ganz ausgestattet", ReportColumnKind.Count),
            new("Räume", ReportColumnKind.Count), new("Bezug"), AsOf,
        ],
        [
            .. from standing in day.Standings
               from found in standing.Items
               where found.Item == item
               let number = item.NumberFor(standing.School.Key)
               let inRooms = item.Item.Basis == StandardBasis.Room
               select (IReadOnlyList<object?>)
               [
                   .. Named(standing.School), found.Status is { } status ? Labels.German(status) : null, found.Target, found.Actual,
                   found.Gap, inRooms ? found.Equipped : null, inRooms ? found.Rooms : null,
                   StandardText.Rule(item.Item, number.Count, number.Per), day.Facts.AsOf,
               ],
        ]);

    /// <summary>The rooms behind one school's number of an item.</summary>
    public static ReportTable StandardRooms(DistrictDay day, StandardItem item, SchoolFact school, IReadOnlyList<RoomRow> rooms)
    {
        var names = rooms.ToDictionary(room => room.Key.Value, StringComparer.Ordinal);
        return new ReportTable(
            $"standard-{item.Standard}-{item.Item.Key}-{school.Key.Number}",
            $"{item.Item.Name} je Raum {Shown.Day(day.Facts.AsOf)}",
            [
                .. School, new("Gebäude"), new("Raum"), new("Raumtyp"), new("Soll", ReportColumnKind.Count),
                new("Ist", ReportColumnKind.Count), new("Lücke", ReportColumnKind.Count), AsOf,
            ],
            [
                .. Standings.RoomsOf(day.Facts, item, school.Key).OrderByDescending(room => room.Gap)
                    .ThenBy(room => room.Room.Key, StringComparer.Ordinal)
                    .Select(IReadOnlyList<object?> (room) =>
                    [
                        .. Named(school), names.GetValueOrDefault(room.Room.Key)?.Building,
                        names.GetValueOrDefault(room.Room.Key)?.Number ?? room.Room.Key, Labels.German(room.Room.Type), room.Needs,
                        room.Has, room.Gap, day.Facts.AsOf,
                    ]),
            ]);
    }

    /// <summary>Schools within their Schulform, each value with its numerator and denominator.</summary>
    public static ReportTable Compared(DistrictDay day) => new(
        "vergleich",
        $"Schulen im Vergleich {Shown.Day(day.Facts.AsOf)}",
        [
            .. School, new("Schulform"),
            .. Comparison.Values.SelectMany(IEnumerable<ReportColumn> (value) =>
            [
                new(value.German, ReportColumnKind.Number), new($"{value.German}: Zähler", ReportColumnKind.Count),
                new($"{value.German}: Nenner", ReportColumnKind.Count),
                new($"{value.German}: Median der Schulform", ReportColumnKind.Number),
            ]),
            AsOf,
        ],
        [
            .. from compared in Comparison.Of(day.Facts)
               from school in compared.Schools
               select (IReadOnlyList<object?>)
               [
                   .. Named(school.School), Labels.SchoolType(compared.TypeCode),
                   .. Comparison.Values.SelectMany(IEnumerable<object?> (value) =>
                       [value.Of(school).Value, value.Of(school).Part, value.Of(school).Whole, compared.Median(value.Of)]),
                   day.Facts.AsOf,
               ],
        ]);

    private static IEnumerable<object?> Named(SchoolFact school) => [school.Key.Number, school.Details.Name];

    /// <summary>Empty where the item does not hold for the school.</summary>
    private static IEnumerable<object?> Cells(ItemStanding? item) =>
        [item?.Status is { } status ? Labels.German(status) : null, item?.Actual, item?.Target];
}
