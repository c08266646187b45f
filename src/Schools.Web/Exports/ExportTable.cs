using System.Globalization;
using System.Runtime.CompilerServices;
using Schools.Domain;
using Schools.Import;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Imports;

namespace Schools.Web.Exports;

/// <summary>A list on its way out: how its file is called, its columns, its rows as they arrive.</summary>
/// <param name="Name">Beginning of the file's name: <c>geraete</c>.</param>
/// <param name="Title">Name of the sheet.</param>
public sealed record ExportTable(
    string Name, string Title, IReadOnlyList<string> Headers, IAsyncEnumerable<IReadOnlyList<object?>> Rows)
{
    private const int RowsTogether = 1_000;

    private static readonly string[] RoomHeaders =
    [
        "Raumschlüssel", "Schulnummer", "Schule", .. Room.Details.Fields.All.Select(field => field.German), "Geschlossen", "Geräte",
    ];

    private static readonly string[] ImportHeaders =
    [
        "Import", "Datei", "Art der Datei", "Stand", "Zeilen", "Neu", "Geändert", "Unverändert", "Konflikte", "Fehler", "Übergangen",
        "Übernommen", "Abgewiesen", "Geprüft am", "Geprüft von", "Übernommen von", "Beendet am", "Prüfsumme (SHA-256)",
    ];

    private static readonly string[] RowHeaders =
        ["Zeile", "Status", "Was", "Schlüssel", "Erkannt an", "Änderungen", "Hinweise", "Beim Übernehmen abgewiesen"];

    public static ExportTable Devices(IAsyncEnumerable<DeviceDetail> devices) => new(
        "geraete", "Geräte", OwnFormat.DeviceHeaders, devices.Select(device => OwnFormat.Cells(
            new ExportedDevice(device.State, device.Version, device.SchoolName, device.Building, device.RoomNumber))));

    public static ExportTable Schools(IAsyncEnumerable<SchoolWithCounts> schools) => new(
        "schulen", "Schulen", OwnFormat.SchoolHeaders,
        schools.Select(school => OwnFormat.Cells(new ExportedSchool(school.State, school.Rooms, school.Devices))));

    public static ExportTable Rooms(IAsyncEnumerable<RoomWithCounts> rooms) =>
        new("raeume", "Räume", RoomHeaders, rooms.Select(room => Cells(room)));

    public static ExportTable Imports(IAsyncEnumerable<ExportedImport> imports) =>
        new("importe", "Importe", ImportHeaders, imports.Select(import => Cells(import)));

    /// <summary>All rows of one import, and the rooms they need, in the order of the file.</summary>
    public static ExportTable PlannedRows(
        ImportRowQueries queries, AuthorityKey authority, ImportHead import, CancellationToken cancel) => new(
            string.Create(CultureInfo.InvariantCulture, $"import-{import.Id}"), "Zeilen", RowHeaders,
            All(queries, authority, import.Id, cancel).Select(row => Cells(row, import.IsUndo)));

    private static async IAsyncEnumerable<ImportRow> All(
        ImportRowQueries queries, AuthorityKey authority, long id, [EnumeratorCancellation] CancellationToken cancel)
    {
        IReadOnlyList<ImportRow> rows = [];
        do
        {
            rows = await queries.After(authority, id, rows.Count == 0 ? 0 : rows[^1].N, RowsTogether, cancel);
            foreach (var row in rows)
            {
                yield return row;
            }
        }
        while (rows.Count == RowsTogether);
    }

    private static IReadOnlyList<object?> Cells(RoomWithCounts room) =>
    [
        room.State.Key.Value, room.State.School.Number, room.SchoolName,
        .. Room.Details.Fields.All.Select(field => OwnFormat.Value(field.Get(room.State.Details))),
        FieldText.Shown(room.State.IsClosed), room.Devices,
    ];

    private static IReadOnlyList<object?> Cells(ExportedImport import)
    {
        var counts = PlanJson.Counts(import.Counts);
        return
        [
            import.Id.ToString(CultureInfo.InvariantCulture), import.FileName, import.ProfileTitle, Shown.Word(import.Status), counts.Rows,
            counts.New, counts.Changed, counts.Unchanged, counts.Conflict, counts.Error, counts.Skipped, import.Written, import.Refused,
            Shown.Moment(import.PlannedAt), import.PlannedBy, import.AppliedBy,
            import.EndedAt is { } ended ? Shown.Moment(ended) : null, import.FileHash,
        ];
    }

    private static IReadOnlyList<object?> Cells(ImportRow row, bool isUndo)
    {
        var shown = row.Shown is null ? new PlanRowShown(null, null, []) : PlanJson.Shown(row.Shown);
        return
        [
            row.Line > 0 ? row.Line : null,
            row.IsPrerequisite ? "Neuer Raum" : Status(row.Status, isUndo),
            row.IsPrerequisite ? ImportAnswer.RoomOf(row) : shown.Title,
            row.Grain?.Key,
            shown.MatchedBy,
            Joined(shown.Changes.Select(change => $"{change.German}: {change.From ?? "leer"} → {change.To ?? "leer"}")),
            Joined(PlanJson.Issues(row.Issues).Select(issue => issue.Message)),
            ImportAnswer.RowRefusalOf(row)?.Message,
        ];
    }

    /// <summary>The rows of a plan and those of an undo have words of their own.</summary>
    private static string Status(string status, bool isUndo) => isUndo
        ? Labels.German(Enum.Parse<UndoStatus>(status))
        : PlanText.German(Enum.Parse<PlanStatus>(status));

    private static string Joined(IEnumerable<string> texts) => string.Join('\n', texts);
}
