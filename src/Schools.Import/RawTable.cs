using System.Collections.Immutable;

namespace Schools.Import;

/// <summary>A column: its name on one line, its 1-based number in the file, the cell as written.</summary>
public sealed record RawHeader(string Name, int Column, string Original);

/// <summary>One row as text.</summary>
/// <param name="Line">Physical line, 1-based, on which the row begins.</param>
/// <param name="Cells">Trimmed cells by column; as many as the table has columns unless <paramref name="Issue"/> says otherwise.</param>
/// <param name="Issue">What is wrong with the row's shape; its cells are then only good for showing.</param>
public sealed record RawRow(int Line, string[] Cells, RowIssue? Issue = null)
{
    /// <summary>The cell of a 1-based column, empty beyond the end of a short row.</summary>
    public string this[int column] => column <= Cells.Length ? Cells[column - 1] : "";
}

/// <summary>A file as header and rows of text: no types, no meaning, every row with its line.</summary>
public sealed class RawTable
{
    private static readonly HashSet<string> TotalWords = new(StringComparer.Ordinal)
    {
        "summe", "summen", "gesamt", "gesamtsumme", "gesamtergebnis", "insgesamt", "zwischensumme", "total", "totals", "anzahl", "endsumme",
    };

    /// <summary>The text the rows are read from anew, or the rows of a sheet.</summary>
    private readonly SourceText? _source;
    private readonly List<RawRow> _rows = [];
    private readonly int _width;

    /// <summary>A sheet as a table.</summary>
    /// <param name="nameless">1-based columns right of the header that hold something all the same.</param>
    internal RawTable(Dialect dialect, string[] header, List<RawRow> rows, IEnumerable<int> nameless)
        : this(null, dialect, header)
    {
        _rows = rows;
        var unnamed = nameless.Select(column => RowIssue.Of(ImportIssues.EmptyHeader, dialect.HeaderLine, null, $"{column}"));
        Warnings = [.. Warnings, .. unnamed];
    }

    private RawTable(SourceText? source, Dialect dialect, string[] header)
    {
        _source = source;
        Dialect = dialect;
        _width = header.Length;
        while (_width > 1 && string.IsNullOrWhiteSpace(header[_width - 1]))
            _width--;
        Headers = [.. header.Take(_width).Select((cell, index) => new RawHeader(HeaderName.OneLine(cell), index + 1, cell))];
        Warnings = source?.StrayLine is { } line
            ? [RowIssue.Of(PlanIssues.StrayBytes, line, null, null, ("line", line)), .. HeaderWarnings()]
            : HeaderWarnings();
    }

    public Dialect Dialect { get; }

    /// <summary>All columns up to the last named one; nameless columns between them have an empty name.</summary>
    public ImmutableArray<RawHeader> Headers { get; }

    public ImmutableArray<RowIssue> Warnings { get; private init; }

    /// <summary>Decodes, detects and opens a file in one step.</summary>
    public static Outcome<RawTable> Open(ReadOnlyMemory<byte> bytes, Predicate<string> isKnownHeader, DialectChoices? choices = null)
    {
        ArgumentNullException.ThrowIfNull(isKnownHeader);
        choices ??= DialectChoices.None;
        var kind = FileKind.Of(bytes);
        if (bytes.Length > ImportLimits.FileBytes)
            return SourceText.TooLarge;
        if (choices.RefuseFor(kind.Format) is { } idle)
            return idle;
        if (kind.Format is FileFormat.Xlsx or FileFormat.Xls)
            return Workbook.Open(bytes, kind.Format, isKnownHeader, choices);
        var source = SourceText.Decode(bytes, choices.Encoding);
        if (source.Refusal is { } unreadable)
            return unreadable;
        var dialect = Dialect.Detect(source.Required, isKnownHeader, choices);
        return dialect.Refusal is { } unknown ? unknown : Open(source.Required, dialect.Required);
    }

    public static Outcome<RawTable> Open(SourceText source, Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(dialect);
        using var reader = Reader(source, dialect);
        while (reader.Read() && reader.Line < dialect.HeaderLine)
        {
        }
        if (reader.Line != dialect.HeaderLine || reader.Fault is not null || reader.IsBlank)
            return ImportIssues.NoHeader.Refuse();
        var table = new RawTable(source, dialect, reader.Cells);
        if (table._width > ImportLimits.Columns)
            return ImportIssues.TooManyColumns.Refuse(reader.Line, ("count", reader.CellCount), ("limit", ImportLimits.Columns));
        return HasTooManyRows(source.Text, reader) ? ImportIssues.TooManyRows.Refuse(null, ("limit", ImportLimits.Rows)) : table;
    }

    /// <summary>Reads the rows anew at each enumeration; blank lines are left out.</summary>
    public IEnumerable<RawRow> Rows() => _source is null ? _rows : Rows(_source);

    private IEnumerable<RawRow> Rows(SourceText source)
    {
        using var reader = Reader(source, Dialect);
        while (reader.Read())
        {
            if (reader.Line > Dialect.HeaderLine && !reader.IsBlank)
                yield return RowOf(reader);
        }
    }

    /// <summary>
    /// True when the row looks like a sum under a list: its first filled cell is a word such as "Summe" and none of the key columns
    /// (1-based) holds anything else. The planner decides.
    /// </summary>
    public static bool LooksLikeTotals(RawRow row, IReadOnlyList<int> keyColumns)
    {
        ArgumentNullException.ThrowIfNull(row);
        var first = Array.FindIndex(row.Cells, cell => cell.Length > 0) + 1;
        if (first == 0 || row[first].Length > ImportLimits.ShownValueCharacters)
            return false;
        // The keys first: nearly every row has one, and its words need not be looked at.
        return keyColumns.All(column => column == first || row[column].Length == 0)
            && TotalWords.Contains(HeaderName.Normalise(row[first].Split([' ', ':', '='], 2)[0]));
    }

    private static CsvRecords Reader(SourceText source, Dialect dialect)
    {
        var sep = dialect.SepLine ? Dialect.SepLineOf(source.Text) : null;
        return new CsvRecords(source.Text, dialect.Delimiter, sep?.Next ?? 0, sep is null ? 1 : 2);
    }

    /// <summary>Counts records only when the file has more line ends than rows are allowed, which hardly any file has.</summary>
    private static bool HasTooManyRows(string text, CsvRecords reader)
    {
        if (text.AsSpan().Count('\n') <= ImportLimits.Rows && text.AsSpan().Count('\r') <= ImportLimits.Rows)
            return false;
        var rows = 0;
        while (rows <= ImportLimits.Rows && reader.Read())
            rows += reader.IsBlank ? 0 : 1;
        return rows > ImportLimits.Rows;
    }

    private RawRow RowOf(CsvRecords reader)
    {
        var cells = reader.Cells;
        var filled = reader.CellCount;
        while (filled > _width && filled <= cells.Length && cells[filled - 1].Length == 0)
            filled--;
        if (reader.Fault is { } fault)
            return new RawRow(reader.Line, cells, RowIssue.Of(fault, reader.Line, null, null, ("limit", LimitOf(fault))));
        if (filled != _width)
        {
            var code = filled < _width ? ImportIssues.TooFewFields : ImportIssues.TooManyFields;
            return new RawRow(reader.Line, cells, RowIssue.Of(code, reader.Line, null, null, ("count", filled), ("expected", _width)));
        }
        if (cells.Length > filled)
            cells = cells[..filled];
        var mayBeDamaged = Dialect.Encoding == TextEncoding.Windows1252 || _source?.StrayLine is not null;
        var damaged = mayBeDamaged ? Array.FindIndex(cells, IsDamaged) : -1;
        return damaged < 0
            ? new RawRow(reader.Line, cells)
            : new RawRow(reader.Line, cells, RowIssue.Of(ImportIssues.DamagedText, reader.Line, Headers[damaged].Name, null));
    }

    /// <summary>Replacement characters come from a choice of encoding that does not fit; "ÿÿ" is what stray FF bytes become.</summary>
    internal static bool IsDamaged(string cell) =>
        cell.Contains('\uFFFD', StringComparison.Ordinal) || cell.Contains("ÿÿ", StringComparison.Ordinal);

    private static int LimitOf(ImportCode fault) =>
        fault == ImportIssues.TooManyBrokenQuotes ? ImportLimits.BrokenQuoteRows : ImportLimits.CellCharacters;

    private ImmutableArray<RowIssue> HeaderWarnings()
    {
        var warnings = ImmutableArray.CreateBuilder<RowIssue>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var header in Headers)
        {
            if (header.Name.Length == 0)
                warnings.Add(RowIssue.Of(ImportIssues.EmptyHeader, Dialect.HeaderLine, null, $"{header.Column}"));
            else if (!seen.Add(HeaderName.Normalise(header.Name)))
                warnings.Add(RowIssue.Of(ImportIssues.DuplicateHeader, Dialect.HeaderLine, header.Name, null));
        }
        return warnings.ToImmutable();
    }
}
