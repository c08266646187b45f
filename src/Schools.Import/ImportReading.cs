using Schools.Domain;

namespace Schools.Import;

/// <summary>A file of which is known how it is written, not yet what it says.</summary>
/// <param name="Notes">What is said of it as a whole.</param>
public sealed record OpenedFile(ReadOptions Options, RawTable Table, IReadOnlyList<RowIssue> Notes);

/// <summary>A file as typed rows: what it says, before it is compared with the register.</summary>
public sealed class ImportReading
{
    private readonly ColumnMapping _mapping;
    private readonly FileRows _rows;
    private readonly ReadRows<SchoolRow>? _schools;
    private readonly ReadRows<DeviceRow>? _devices;

    private ImportReading(ReadOptions options, RawTable table, ColumnMapping mapping, IReadOnlyList<RowIssue> notes)
    {
        Options = options;
        _mapping = mapping;
        Warnings = [.. notes, .. table.Warnings, .. mapping.Warnings,
            .. ColumnWarnings(mapping, table.Dialect.HeaderLine)];
        var mapped = mapping.Columns.Where(column => column.Role == ColumnRole.Mapped).ToList();
        var keys = mapped.Where(column => mapping.Profile.MatchBy.Contains(column.Field)).Select(column => column.Column);
        _rows = new FileRows(table, [.. keys]);
        if (mapping.Profile.Target == GrainKind.School)
            _schools = new ReadRows<SchoolRow>(_rows, mapping, options,
                new RowKind<SchoolRow>((line, cells) => new SchoolRow(line, cells), SchoolRow.Setter, row => row.Complete(this)));
        else
            _devices = new ReadRows<DeviceRow>(_rows, mapping, options,
                new RowKind<DeviceRow>((line, cells) => new DeviceRow(line, cells), DeviceRow.Setter,
                    row => row.Complete(Profile.Category)));
        Dialect = table.Dialect with
        {
            UmlautSamples = Dialect.Samples(ReadTexts(mapped)),
            TotalLines = [.. _rows.TotalLines],
            Dates = [.. mapped.Where(column => FieldKinds.IsDate(column.Field!)).SelectMany(DateForms).Distinct().Order()],
            Numbers = mapped.Find(column => column.Field == "price") is { } price
                ? CellNumber.ShownStyle(Cells(price))
                : null,
        };
    }

    public ReadOptions Options { get; }

    public Dialect Dialect { get; }

    public ImportProfile Profile => _mapping.Profile;

    /// <summary>Share of the named columns that the profile knows, in percent.</summary>
    public int Confidence => _mapping.Confidence;

    public IReadOnlyList<ColumnUse> Columns => _mapping.Columns;

    /// <summary>What is said about the file as a whole.</summary>
    public IReadOnlyList<RowIssue> Warnings { get; }

    /// <summary>What stands in the columns, for whoever maps them otherwise.</summary>
    public IReadOnlyList<ColumnSample> Samples => ColumnSamples.Of(Columns, [.. _rows.Listed]);

    public int RowCount => _rows.Count;

    internal ReadRows<SchoolRow> Schools => _schools ?? throw new InvalidOperationException("A device list describes no schools.");

    internal ReadRows<DeviceRow> Devices => _devices ?? throw new InvalidOperationException("A school list names no devices.");

    /// <summary>Reads a file; all that is wrong with its rows is kept with them.</summary>
    public static Outcome<ImportReading> Read(ReadOnlyMemory<byte> bytes, ReadOptions options)
    {
        var opened = Open(bytes, options);
        return opened.Refusal is { } refusal ? refusal : Read(opened.Required);
    }

    /// <summary>Reads an opened file.</summary>
    public static Outcome<ImportReading> Read(OpenedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var mapping = ColumnMapping.Of(file.Table, file.Options);
        return mapping.Refusal is { } unknown
            ? unknown
            : new ImportReading(file.Options.By(mapping.Required.Profile), file.Table, mapping.Required, file.Notes);
    }

    /// <summary>Finds out how a file is written. Its bytes are not asked for again, and need not be held while it is read.</summary>
    public static Outcome<OpenedFile> Open(ReadOnlyMemory<byte> bytes, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FileName is not null && SourceText.RefuseName(options.FileName) is { } wrongName)
            return wrongName;
        IReadOnlyList<RowIssue> notes = [];
        if (options.FileName is { } file && FileKind.Of(bytes) is var kind && kind.Contradicts(file))
            notes = [RowIssue.Of(ImportIssues.OtherFormat, 1, null, Path.GetFileName(file), ("kind", kind.German))];
        var saved = options.Saved ?? [];
        var table = RawTable.Open(
            bytes, name => ImportProfile.IsKnownHeader(name) || saved.Any(profile => profile.Knows(name)), options.Dialect);
        return table.Refusal is { } unreadable ? unreadable : new OpenedFile(options, table.Required, notes);
    }

    /// <summary>What the planner needs from the register: all schools for a school list, else what the rows name.</summary>
    /// <param name="full">That the file is a full list, which is compared with every device of its schools.</param>
    public SnapshotRequest Wanted(AuthorityKey authority, bool full = false)
    {
        if (Profile.Target == GrainKind.School)
            return new SnapshotRequest(null, [], [], [], []);
        HashSet<SchoolKey> schools = [];
        List<SerialNumber> serials = new(RowCount);
        List<InventoryNumber> inventoryNumbers = new(RowCount);
        List<string> mdmIds = [];
        List<DeviceKey> keys = new(RowCount);
        List<MacAddress> macs = [];
        if (Options.School is { } chosen)
            schools.Add(chosen);
        foreach (var part in Devices.Parts())
        {
            // Each row keeps its key; to hash 10,000 of them one after the other takes as long as to write them down.
            Parallel.ForEach(part, row => _ = row.Device is null ? row.KeyFor(authority) : null);
            Array.ForEach(part, Name);
        }
        return new SnapshotRequest(schools, serials, inventoryNumbers, mdmIds, keys) { Macs = macs, WholeSchools = full ? schools : [] };

        void Name(DeviceRow row)
        {
            if (row.School is { } school)
                schools.Add(school);
            if (row.Details.Serial is { } serial)
                serials.Add(serial);
            else
                macs.AddRange(row.Macs);
            if (row.Details.InventoryNumber is { } number)
                inventoryNumbers.Add(number);
            if (row.Details.MdmId is { } mdmId)
                mdmIds.Add(mdmId);
            if (row.Device is { } named)
                keys.Add(named);
            else if (row.KeyFor(authority) is { } key)
                keys.Add(key);
        }
    }

    /// <summary>The name a column has in the file, for issues that arise later.</summary>
    internal string HeaderOf(string field) =>
        Columns.FirstOrDefault(column => column.Role == ColumnRole.Mapped && column.Field == field)?.Header
        ?? FieldKinds.German(Profile.Target, field);

    /// <summary>Names and cells of the columns that are read, where each cell surely stands in its column.</summary>
    private IEnumerable<string> ReadTexts(List<ColumnUse> mapped) => mapped.Select(column => column.Header)
        .Concat(_rows.Listed.SelectMany(cells => mapped.Select(column => cells[column.Column - 1])));

    private IEnumerable<string> Cells(ColumnUse column) => _rows.Listed.Select(cells => cells[column.Column - 1]);

    private IEnumerable<DateForm> DateForms(ColumnUse column)
    {
        var order = FieldKinds.DateOrder(Options, Cells(column));
        return Cells(column).Distinct(StringComparer.Ordinal).Select(cell => CellDate.FormOf(cell, order)).OfType<DateForm>();
    }

    private static IEnumerable<RowIssue> ColumnWarnings(ColumnMapping mapping, int line)
    {
        foreach (var column in mapping.Columns.Where(column => column.Header.Length > 0))
        {
            if (column.Role == ColumnRole.Unknown)
                yield return RowIssue.Of(ImportIssues.UnknownColumn, line, column.Header, null);
            else if (column.Role == ColumnRole.Dropped)
                yield return RowIssue.Of(ImportIssues.PersonalColumn, line, column.Header, null);
        }
    }
}
