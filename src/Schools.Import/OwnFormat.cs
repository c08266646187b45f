using Schools.Domain;

namespace Schools.Import;

/// <summary>A device with the names of its place, as a line of an export.</summary>
public sealed record ExportedDevice(Device.State State, int Version, string SchoolName, string? Building, string? RoomNumber);

/// <summary>A school with what stands in it, as a line of an export.</summary>
public sealed record ExportedSchool(School.State State, int Rooms, int Devices);

/// <summary>
/// The lists this program writes and reads again. The first column is the key, by which a line finds what it was written from; the profiles
/// <c>own-devices</c> and <c>own-schools</c> know them by its name.
/// </summary>
public static class OwnFormat
{
    private static readonly (string Header, Func<ExportedDevice, object?> Value)[] DeviceColumns =
    [
        ("Geräteschlüssel", device => device.State.Key.Value),
        ("Schulnummer", device => device.State.School.Number),
        ("Schule", device => device.SchoolName),
        ("Gebäude", device => device.Building),
        ("Raum", device => device.RoomNumber),
        ("Lebenszyklus", device => Labels.German(device.State.Lifecycle)),
        ("Zustand", device => Labels.German(device.State.Condition)),
        ("Verfügbarkeit", device => Labels.German(device.State.Availability)),
        .. DeviceDetails.Fields.All.Select(field =>
            (field.German, (Func<ExportedDevice, object?>)(device => Value(field.Get(device.State.Details))))),
        // Counts the changes of the device: a line on an older state than the register's does not overwrite it.
        ("Stand", device => device.Version),
    ];

    private static readonly (string Header, Func<ExportedSchool, object?> Value)[] SchoolColumns =
    [
        ("Schulschlüssel", school => school.State.Key.Value),
        .. School.Details.Fields.All.Select(field =>
            (field.German, (Func<ExportedSchool, object?>)(school => Value(field.Get(school.State.Details))))),
        ("Räume", school => school.Rooms),
        ("Geräte", school => school.Devices),
    ];

    public static IReadOnlyList<string> DeviceHeaders { get; } = [.. DeviceColumns.Select(column => column.Header)];

    public static IReadOnlyList<string> SchoolHeaders { get; } = [.. SchoolColumns.Select(column => column.Header)];

    public static IReadOnlyList<object?> Cells(ExportedDevice device) => Array.ConvertAll(DeviceColumns, column => column.Value(device));

    public static IReadOnlyList<object?> Cells(ExportedSchool school) => Array.ConvertAll(SchoolColumns, column => column.Value(school));

    /// <summary>A value of the register as a table takes it.</summary>
    public static object? Value(object? value) => value switch
    {
        null or string or DateOnly or int => value,
        Euro euro => euro.Amount,
        _ => FieldText.Shown(value),
    };

    /// <summary>
    /// The row without what only repeats the register: cells that are what would be written now say nothing, however they would be read.
    /// </summary>
    /// <param name="room">The room the device stands in.</param>
    internal static DeviceRow Settled(DeviceRow row, Device.State known, Room.State? room, IReadOnlyList<ColumnUse> columns)
    {
        if (row.IsTotals || row.IsMisshapen)
            return row;
        var settled = row.Copy();
        foreach (var column in columns.Where(column => column.Role == ColumnRole.Mapped))
        {
            if (DeviceDetails.Fields.Knows(column.Field!))
                Settle(settled, column, DeviceDetails.Fields, known.Details, settled.Details);
            else if (column.Field == RowField.School && settled.Cell(column) == known.School.Number)
            {
                settled.Withdraw(column);
                settled.Keep(known.School);
            }
        }
        var place = columns.Where(column => column is { Role: ColumnRole.Mapped, Field: RowField.Room or RowField.Building }).ToList();
        if (room is not null && place.Exists(column => column.Field == RowField.Room))
            SettlePlace(settled, place, room);
        return settled;
    }

    /// <summary>Number and building both as they were written, or what a spreadsheet made of them: the device stays in its room.</summary>
    private static void SettlePlace(DeviceRow row, List<ColumnUse> place, Room.State room)
    {
        if (!place.TrueForAll(column => IsSame(Written(column), row.Cell(column))
            || (Written(column) is { } written && SpreadsheetDamage.Explains(written, row.Cell(column)))))
            return;
        foreach (var column in place)
        {
            var (written, cell) = (Written(column), row.Cell(column));
            row.Withdraw(column);
            if (!IsSame(written, cell))
                row.Add(RowIssue.Of(ImportIssues.KeptStored, row.Line, column.Header, cell, ("reading", written)));
        }
        row.Keep(room);

        string? Written(ColumnUse column) => column.Field == RowField.Room ? room.Details.Number : room.Details.Building;
    }

    internal static SchoolRow Settled(SchoolRow row, School.State known, IReadOnlyList<ColumnUse> columns)
    {
        if (row.IsTotals || row.IsMisshapen)
            return row;
        var settled = row.Copy();
        foreach (var column in columns.Where(column => column.Role == ColumnRole.Mapped && School.Details.Fields.Knows(column.Field!)))
            Settle(settled, column, School.Details.Fields, known.Details, settled.Details);
        return settled;
    }

    private static void Settle<TDetails>(ReadRow row, ColumnUse column, FieldTable<TDetails> fields, TDetails stored, TDetails given)
        where TDetails : class
    {
        var field = fields[column.Field!];
        var kept = field.Get(stored);
        var written = TableFile.Text(Value(kept));
        var cell = row.Cell(column);
        var same = IsSame(written, cell);
        if (!same && (kept is null or DateOnly or Euro or int or bool or Enum || !SpreadsheetDamage.Explains(written, cell)))
            return;
        row.Withdraw(column);
        field.Put(given, kept);
        if (!same)
            row.Add(RowIssue.Of(ImportIssues.KeptStored, row.Line, column.Header, cell, ("reading", written)));
    }

    /// <summary>Spreadsheets change line ends, and reading cuts off blanks around a cell.</summary>
    private static bool IsSame(string? written, string cell) => Plain(written ?? "") == Plain(cell);

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();
}
