using Schools.Domain;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Reports;

/// <summary>What is known of the WLAN of a school on the day of its acceptance.</summary>
/// <param name="AccessPoints">By building and room.</param>
/// <param name="Files">The files that prove steps, by the key of the school or room.</param>
public sealed record AcceptanceFacts(
    DistrictDay Day,
    SchoolStanding School,
    IReadOnlyList<RoomRow> Rooms,
    IReadOnlyList<DeviceDetail> AccessPoints,
    ILookup<string, EvidenceFile> Files);

/// <summary>
/// The protocol of acceptance of a school's WLAN (Abnahmeprotokoll, with an index of the measurements): trades, ports, access points,
/// defects with deadlines, result, and lines for those who were there to sign.
/// </summary>
public static class AcceptanceProtocol
{
    private static readonly string[] Parties = ["Schulträger", "Auftragnehmer", "Schule"];

    private static readonly RolloutStep[] Measurements = [RolloutStep.CablingMeasured, RolloutStep.CoverageMeasured];

    public static ReportDocument Of(string authority, AcceptanceFacts facts)
    {
        var (school, asOf) = (facts.School.School, Shown.Day(facts.Day.Facts.AsOf));
        var state = Place(facts, school.Key.Value);
        var defects = Defects(facts, state).ToList();
        return new ReportDocument(
            $"Abnahmeprotokoll WLAN: {school.Details.Name}",
            authority,
            [.. Fields(facts, state, asOf)],
            [
                new("Gewerke und Schritte", 1, new ReportBlock.Table(Steps(facts, state))),
                new("Schritte der Räume", 1, RoomSteps(facts)),
                new("Räume und Anschlüsse", 1, new ReportBlock.Table(Rooms(facts))),
                new("Access Points", 1, new ReportBlock.Table(AccessPoints(facts))),
                new("Messprotokolle und Nachweise", 1, Evidence(facts, state)),
                new(
                    "Mängel", 1,
                    defects.Count == 0
                        ? new ReportBlock.Paragraph("Es sind keine Mängel eingetragen.")
                        : new ReportBlock.Table(DefectTable(asOf, defects))),
                new("Ergebnis", 1, new ReportBlock.Paragraph(Result(state, defects))),
                new("Teilnehmende", 1, new ReportBlock.Table(Participants(asOf))),
            ],
            $"{authority} · Abnahmeprotokoll WLAN",
            $"{school.Details.Name}, Stand {asOf}");
    }

    private static IEnumerable<ReportField> Fields(AcceptanceFacts facts, Rollout.State state, string asOf)
    {
        var school = facts.School.School;
        yield return new("Schule", school.Details.Name!);
        yield return new("Schulnummer", school.Key.Number);
        yield return new("Anschrift", $"{school.Details.Street}, {school.Details.PostalCode} {school.Details.Town}");
        yield return new("Internetanbindung", school.Details.Uplink is { } uplink ? $"{Shown.Count(uplink)} Mbit/s" : "nicht erfasst");
        yield return new("Räume mit Access Point", $"{Shown.Count(facts.School.Wlan.Covered)} von {Shown.Count(facts.School.Wlan.Rooms)}");
        yield return new("Abgenommen am", Shown.Day(state.Of(RolloutStep.Accepted).Reached));
        yield return new("In Betrieb seit", Shown.Day(state.Of(RolloutStep.InService).Reached));
        yield return new("Stand", asOf);
    }

    private static ReportTable Steps(AcceptanceFacts facts, Rollout.State state) => new(
        "schritte",
        "Schritte mit Ausführung und Nachweis",
        [
            new("Schritt"), new("Ausführung"), new("Geplant", ReportColumnKind.Day), new("Erreicht"), new("Nachweis"),
            new("Dateien", ReportColumnKind.Count),
        ],
        [
            .. RolloutSteps.All.Select(IReadOnlyList<object?> (rule) =>
            {
                var step = state.Of(rule.Step);
                return
                [
                    Labels.German(rule.Step), step.Executor is { } executor ? Labels.German(executor) : null, step.Planned,
                    step.Reached is { } reached ? Shown.Day(reached)
                        : facts.School.Wlan.Steps.Contains(rule.Step) ? Shown.ByInventory : null,
                    step.Evidence, facts.Files[facts.School.School.Key.Value].Count(file => file.Step == rule.Step),
                ];
            }),
        ]);

    private static ReportBlock RoomSteps(AcceptanceFacts facts)
    {
        var rows = (from room in facts.Rooms
                    let state = Place(facts, room.Key.Value)
                    from rule in RolloutSteps.All
                    where state.HasReached(rule.Step)
                    select RoomStep(facts, room, state, rule.Step)).ToList();
        return rows.Count == 0
            ? new ReportBlock.Paragraph("Zu einzelnen Räumen sind keine Schritte eingetragen.")
            : new ReportBlock.Table(new ReportTable(
                "schritte-der-raeume",
                "Schritte der Räume mit Ausführung, Mängeln und Nachweis",
                [
                    new("Raum"), new("Schritt"), new("Erreicht", ReportColumnKind.Day), new("Ausführung"), new("Mängel"), new("Nachweis"),
                ],
                rows));
    }

    /// <summary>Defects are those of the room; a step says only that it was reached with some.</summary>
    private static IReadOnlyList<object?> RoomStep(AcceptanceFacts facts, RoomRow room, Rollout.State state, RolloutStep of)
    {
        var step = state.Of(of);
        var numbers = string.Join(", ", state.AllDefects.Select(defect => defect.Number));
        var files = facts.Files[room.Key.Value].Where(file => file.Step == of).Select(file => file.Name);
        return
        [
            Shown.Room(room.Building, room.Number), Labels.German(of), step.Reached,
            step.Executor is { } executor ? Labels.German(executor) : null,
            !step.WithDefects ? "ohne" : numbers.Length == 0 ? "mit Mängeln" : $"mit Mängeln: Nr. {numbers}",
            string.Join(", ", files.Prepend(step.Evidence).OfType<string>()) is { Length: > 0 } evidence ? evidence : null,
        ];
    }

    private static ReportTable Rooms(AcceptanceFacts facts)
    {
        var ports = facts.Day.Facts.Rooms.ToDictionary(room => room.Key, room => room.Ports, StringComparer.Ordinal);
        var accessPoints = Standings.AccessPoints(facts.Day.Facts, facts.School.School.Key);
        var open = facts.Rooms.Where(room => !room.IsClosed).ToList();
        return new ReportTable(
            "raeume",
            "Räume mit Netzwerkanschlüssen und Access Points in Betrieb",
            [new("Raum"), new("Raumtyp"), new("Anschlüsse", ReportColumnKind.Count), new("Access Points", ReportColumnKind.Count)],
            [
                .. open.Select(IReadOnlyList<object?> (room) =>
                [
                    Shown.Room(room.Building, room.Number), room.Type is { } type ? Labels.German(type) : null,
                    ports.GetValueOrDefault(room.Key.Value), accessPoints.GetValueOrDefault(room.Key.Value),
                ]),
            ],
            [
                "Summe", null, open.Sum(room => ports.GetValueOrDefault(room.Key.Value) ?? 0),
                open.Sum(room => accessPoints.GetValueOrDefault(room.Key.Value)),
            ]);
    }

    private static ReportTable AccessPoints(AcceptanceFacts facts) => new(
        "access-points",
        "Access Points mit ihren Räumen",
        [new("Raum"), new("Inventarnummer"), new("Seriennummer"), new("Modell"), new("MAC-Adresse"), new("Lebenszyklus")],
        [
            .. facts.AccessPoints.Select(IReadOnlyList<object?> (device) =>
            [
                device.RoomNumber is null ? null : Shown.Room(device.Building, device.RoomNumber),
                device.State.Details.InventoryNumber?.ToString(), device.State.Details.Serial?.ToString(),
                Shown.Device(device.State.Details), (device.State.Details.LanMac ?? device.State.Details.WlanMac)?.ToString(),
                Labels.German(device.State.Lifecycle),
            ]),
        ]);

    private static ReportBlock Evidence(AcceptanceFacts facts, Rollout.State state)
    {
        List<string> lines =
        [
            .. Measurements.Where(state.HasReached).Select(step =>
                $"{Labels.German(step)} am {Shown.Day(state.Of(step).Reached)}: {state.Of(step).Evidence ?? "ohne Aktenzeichen"}"),
            .. facts.Files[facts.School.School.Key.Value].Select(Laid),
            .. from room in facts.Rooms
               from file in facts.Files[room.Key.Value]
               select $"Raum {Shown.Room(room.Building, room.Number)}, {Laid(file)}",
        ];
        return lines.Count == 0
            ? new ReportBlock.Paragraph("Es liegt noch kein Messprotokoll und keine Datei vor.")
            : new ReportBlock.Bullets(lines);
    }

    private static string Laid(EvidenceFile file) =>
        $"{Labels.German(file.Step)}: Datei „{file.Name}“, abgelegt am {Shown.Moment(file.AddedAt)} (SHA-256 {file.Hash})";

    private static IEnumerable<(string Place, Rollout.Defect Defect)> Defects(AcceptanceFacts facts, Rollout.State state) =>
    [
        .. state.AllDefects.Select(defect => ("Schule", defect)),
        .. from room in facts.Rooms
           from defect in Place(facts, room.Key.Value).AllDefects
           select (Shown.Room(room.Building, room.Number), defect),
    ];

    private static ReportTable DefectTable(string asOf, IReadOnlyList<(string Place, Rollout.Defect Defect)> defects) => new(
        "maengel",
        $"Mängel am {asOf}",
        [
            new("Ort"), new("Nr.", ReportColumnKind.Count), new("Mangel"), new("Frist", ReportColumnKind.Day),
            new("Behoben", ReportColumnKind.Day),
        ],
        [
            .. defects.Select(IReadOnlyList<object?> (one) =>
                [one.Place, one.Defect.Number, one.Defect.Text, one.Defect.Due, one.Defect.Settled]),
        ]);

    private static string Result(Rollout.State state, List<(string Place, Rollout.Defect Defect)> defects)
    {
        var open = defects.Count(one => one.Defect.Settled is null);
        var rest = open == 0 ? "Offene Mängel: keine." : $"Offene Mängel: {Shown.Count(open)}, zu beheben bis zu den genannten Fristen.";
        return state.Of(RolloutStep.Accepted) switch
        {
            { Reached: null } => $"Die Abnahme ist noch nicht eingetragen. {rest}",
            { Reached: { } day, WithDefects: true } => $"Abgenommen am {Shown.Day(day)} mit Mängeln. {rest}",
            { Reached: { } day } => $"Abgenommen am {Shown.Day(day)} ohne Mängel. {rest}",
        };
    }

    /// <summary>Lines for pens: who takes part is not in the register.</summary>
    private static ReportTable Participants(string asOf) => new(
        "teilnehmende",
        $"Teilnehmende und Unterschriften zum {asOf}",
        [new("Für"), new("Name"), new("Datum"), new("Unterschrift")],
        [
            .. Parties
                .Select(IReadOnlyList<object?> (party) => [party, " ", " ", " "]),
        ]);

    private static Rollout.State Place(AcceptanceFacts facts, string place) =>
        facts.Day.Facts.Rollouts.GetValueOrDefault(place) ?? Rollout.State.Empty;
}
