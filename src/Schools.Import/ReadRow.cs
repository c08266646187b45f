using Schools.Domain;

namespace Schools.Import;

/// <summary>A field whose cell was read with a doubt: a lost zero, a number that may be another one.</summary>
internal readonly record struct DoubtfulField(string Field, RowIssue Issue);

/// <summary>A row of the file with its values; what is wrong with it stands beside them, not in their place.</summary>
internal abstract class ReadRow(int line, string[] cells)
{
    private List<RowIssue>? _issues;
    private List<DoubtfulField>? _doubts;
    private List<string>? _emptied;

    public int Line { get; } = line;

    public string[] Cells { get; } = cells;

    /// <summary>A sum under the list.</summary>
    public bool IsTotals { get; set; }

    /// <summary>Too few or too many cells, or quotes that do not close: no cell surely stands in its column.</summary>
    public bool IsMisshapen { get; set; }

    public bool HasError { get; private set; }

    public IReadOnlyList<RowIssue> Issues => _issues ?? (IReadOnlyList<RowIssue>)[];

    public IReadOnlyList<DoubtfulField> Doubts => _doubts ?? (IReadOnlyList<DoubtfulField>)[];

    /// <summary>Fields that have a column and no value in this row.</summary>
    public IReadOnlyList<string> Emptied => _emptied ?? (IReadOnlyList<string>)[];

    public void Add(RowIssue issue)
    {
        (_issues ??= []).Add(issue);
        HasError |= issue.Code.Severity == IssueSeverity.Error;
    }

    public void Doubt(string field, RowIssue issue) => (_doubts ??= []).Add(new(field, issue));

    public void Empty(string field) => (_emptied ??= []).Add(field);

    public string Cell(ColumnUse column) => column.Column <= Cells.Length ? Cells[column.Column - 1] : "";

    /// <summary>The cell of the column says nothing after all; whatever was said about it goes.</summary>
    public void Withdraw(ColumnUse column)
    {
        _issues?.RemoveAll(issue => issue.Column == column.Header);
        _doubts?.RemoveAll(doubt => doubt.Field == column.Field);
        _emptied?.Remove(column.Field!);
        HasError = Issues.Any(issue => issue.Code.Severity == IssueSeverity.Error);
    }

    /// <summary>A row to be changed, so that this one stays what the file says whatever register it is compared with.</summary>
    protected ReadRow Twin()
    {
        var twin = (ReadRow)MemberwiseClone();
        twin._issues = _issues is null ? null : [.. _issues];
        twin._doubts = _doubts is null ? null : [.. _doubts];
        twin._emptied = _emptied is null ? null : [.. _emptied];
        return twin;
    }
}

internal sealed class SchoolRow(int line, string[] cells) : ReadRow(line, cells)
{
    private string? _phonePrefix, _faxPrefix;

    public SchoolKey? School { get; private set; }

    public School.Details Details { get; private set; } = new();

    /// <summary>What a value of the field does to a row; asked once per column.</summary>
    public static Action<SchoolRow, object> Setter(string field)
    {
        switch (field)
        {
            case RowField.School: return (row, value) => row.School = (SchoolKey)value;
            case RowField.PhonePrefix: return (row, value) => row._phonePrefix = (string)value;
            case RowField.FaxPrefix: return (row, value) => row._faxPrefix = (string)value;
            default:
                var known = Domain.School.Details.Fields[field];
                return (row, value) => known.Put(row.Details, value);
        }
    }

    public SchoolRow Copy()
    {
        var copy = (SchoolRow)Twin();
        copy.Details = Details with { };
        return copy;
    }

    /// <summary>Joins dialling codes and numbers, which the official list keeps apart.</summary>
    public void Complete(ImportReading reading)
    {
        Details = Details with
        {
            Phone = Joined(reading, RowField.PhonePrefix, _phonePrefix, "phone", Details.Phone),
            Fax = Joined(reading, RowField.FaxPrefix, _faxPrefix, "fax", Details.Fax),
        };
    }

    /// <summary>A doubtful code makes the whole number doubtful; half a number is none.</summary>
    private string? Joined(ImportReading reading, string prefixField, string? prefix, string field, string? number)
    {
        if (number is null)
            return null;
        if (prefix is null)
        {
            if (!Emptied.Contains(prefixField) || number is ['0' or '+', ..])
                return number;
            Add(RowIssue.Of(ImportIssues.MissingPrefix, Line, reading.HeaderOf(field), number));
            return null;
        }
        foreach (var doubt in Doubts.Where(doubt => doubt.Field == prefixField).ToList())
            Doubt(field, doubt.Issue);
        return $"{prefix} {number}";
    }
}

internal sealed class DeviceRow(int line, string[] cells) : ReadRow(line, cells)
{
    /// <summary>The device the row was written from; only lists of this program name it.</summary>
    public DeviceKey? Device { get; private set; }

    /// <summary>The version of the device at that time.</summary>
    public int? Version { get; private set; }

    public SchoolKey? School { get; private set; }

    public string? Room { get; private set; }

    public string? Building { get; private set; }

    public RoomType? RoomType { get; private set; }

    public DeviceDetails Details { get; private set; } = new();

    public DeviceLifecycle? Lifecycle { get; private set; }

    /// <summary>The MDM manages it, so it is enrolled at least; that it is further on is no contradiction.</summary>
    public bool IsMdmManaged { get; private set; }

    public bool IsInLostMode { get; private set; }

    public bool IsTrashedInMdm { get; private set; }

    public DeviceCondition? Condition { get; private set; }

    public DeviceAvailability? Availability { get; private set; }

    /// <summary>What names the device, for its key; null where nothing does.</summary>
    public string? Identity => Details.Serial is { } serial ? $"serial:{serial.Value}"
        : Details.InventoryNumber is { } number ? $"inventory:{number.Value}"
        : Details.MdmId is { } mdmId ? $"mdm:{mdmId}"
        : null;

    /// <summary>Its network addresses, whichever of the two columns they stand in.</summary>
    public IEnumerable<MacAddress> Macs
    {
        get
        {
            if (Details.WlanMac is { } wlan)
                yield return wlan;
            if (Details.LanMac is { } lan && lan != Details.WlanMac)
                yield return lan;
        }
    }

    private (AuthorityKey Authority, DeviceKey Key)? _key;

    /// <summary>The key the device gets if it is new; kept, because hashing is the dearest part of a row.</summary>
    public DeviceKey? KeyFor(AuthorityKey authority)
    {
        if (Identity is not { } identity)
            return null;
        if (_key is not { } key || key.Authority != authority)
            _key = key = (authority, DeviceKey.For(authority, identity));
        return key.Key;
    }

    /// <summary>What a value of the field does to a row; asked once per column.</summary>
    public static Action<DeviceRow, object> Setter(string field)
    {
        switch (field)
        {
            case RowField.DeviceKey: return (row, value) => row.Device = (DeviceKey)value;
            case RowField.Version: return (row, value) => row.Version = (int)value;
            case RowField.School: return (row, value) => row.School = (SchoolKey)value;
            case RowField.Room: return (row, value) => row.Room = (string)value;
            case RowField.Building: return (row, value) => row.Building = (string)value;
            case RowField.RoomType: return (row, value) => row.RoomType = (RoomType)value;
            case RowField.Lifecycle: return (row, value) => row.Lifecycle = (DeviceLifecycle)value;
            case RowField.Condition: return (row, value) => row.Condition = (DeviceCondition)value;
            case RowField.State: return (row, value) => row.Take((DeviceStates)value);
            case RowField.Availability: return (row, value) => row.Availability = (DeviceAvailability)value;
            case RowField.MdmManaged: return (row, value) => row.IsMdmManaged = (bool)value;
            case RowField.MdmLostMode: return (row, value) => row.IsInLostMode = (bool)value;
            case RowField.MdmTrashed: return (row, value) => row.IsTrashedInMdm = (bool)value;
            default:
                var known = DeviceDetails.Fields[field];
                return (row, value) => known.Put(row.Details, value);
        }
    }

    public DeviceRow Copy()
    {
        var copy = (DeviceRow)Twin();
        copy.Details = Details with { };
        return copy;
    }

    public void Keep(SchoolKey school) => School = school;

    /// <summary>Stays in the room, by its number and building as the register writes them.</summary>
    public void Keep(Domain.Room.State room) => (Room, Building) = (room.Details.Number, room.Details.Building);

    /// <summary>A word that says several of the three; a column of its own for one of them counts more.</summary>
    private void Take(DeviceStates states)
    {
        Lifecycle ??= states.Lifecycle;
        Condition ??= states.Condition;
        Availability ??= states.Availability;
    }

    /// <summary>Takes the building out of a room's text (<c>R 1.12 / Gebäude B</c>) and the category from what the device is.</summary>
    public void Complete(CategoryRule? category)
    {
        if (Details.Category is null && category?.Of(Details) is { } known)
            Details = Details with { Category = known };
        if (Room is null || Building is not null || !Room.Contains(' ', StringComparison.Ordinal))
            return;
        foreach (var word in BuildingWords)
        {
            var at = Room.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            var number = at > 0 ? Room[..at].TrimEnd(' ', '/', ',', ';', '-', '–', '(') : "";
            if (number.Length == 0)
                continue;
            (Room, Building) = (number, Room[at..].Trim(' ', '(', ')'));
            return;
        }
    }

    private static readonly string[] BuildingWords =
        [" Gebäude", " Geb.", " Haus ", " Trakt", " Bau ", " Pavillon", " Hauptgebäude", " Nebengebäude", "(Gebäude", "(Haus "];
}
