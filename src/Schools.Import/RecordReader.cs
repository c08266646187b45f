namespace Schools.Import;

/// <summary>
/// Records of a text (RFC 4180 with any delimiter and line end) with the physical line each begins on, cells trimmed. Quotes are taken
/// strictly: where one is broken only its own physical line is lost and reading goes on with the next, because one stray quote must
/// not swallow the rest of a list. A quote inside a cell that does not begin with one (19" Rack) is text.
/// </summary>
internal sealed class RecordReader(string text, char delimiter, int start = 0, int startLine = 1)
{
    /// <summary>Cells kept of a row; what lies beyond can only be an error, which needs the number alone.</summary>
    private const int KeptCells = 2 * ImportLimits.Columns;

    private static readonly string[] BlankLine = [""];

    private readonly List<string> _cells = [];
    private int _at = start;
    private int _line = startLine;
    private int _faults;

    /// <summary>Physical line, 1-based, on which the record begins.</summary>
    public int Line { get; private set; }

    public string[] Cells { get; private set; } = [];

    /// <summary>Cells of the record, also of those not kept.</summary>
    public int CellCount { get; private set; }

    public ImportCode? Fault { get; private set; }

    public bool IsBlank => Fault is null && Array.TrueForAll(Cells, cell => cell.Length == 0);

    public bool Read()
    {
        if (_at >= text.Length || _faults > ImportLimits.BrokenQuoteRows)
            return false;
        var from = _at;
        Line = _line;
        Fault = null;
        CellCount = 0;
        _cells.Clear();
        bool more;
        do
        {
            more = _at < text.Length && text[_at] == '"' ? ReadQuoted() : ReadPlain();
        }
        while (more && Fault is null);
        if (Fault is not null)
            GiveUpLine(from);
        Cells = _cells is [""] ? BlankLine : [.. _cells];
        return true;
    }

    /// <summary>Reads up to the next delimiter (true: another cell follows) or line end.</summary>
    private bool ReadPlain()
    {
        var rest = text.AsSpan(_at);
        var length = rest.IndexOfAny(delimiter, '\r', '\n');
        if (length < 0)
            length = rest.Length;
        if (length > ImportLimits.CellCharacters)
            Fault = ImportIssues.CellTooLong;
        else
            Add(rest[..length]);
        _at += length;
        return PassSeparator();
    }

    private bool ReadQuoted()
    {
        var open = _at + 1;
        var at = open;
        var doubled = false;
        while (true)
        {
            // No closing quote within the longest cell: the quote is taken for unclosed without searching the rest of the file.
            var rest = text.AsSpan(at, Math.Min(text.Length - at, ImportLimits.CellCharacters + 1));
            var quote = rest.IndexOf('"');
            if (quote < 0 || at + quote - open > 2 * ImportLimits.CellCharacters)
            {
                Fault = rest.Length <= ImportLimits.CellCharacters || rest.ContainsAny('\r', '\n')
                    ? ImportIssues.UnclosedQuote
                    : ImportIssues.CellTooLong;
                return false;
            }
            at += quote + 1;
            if (at >= text.Length || text[at] != '"')
                break;
            doubled = true;
            at++;
        }
        var cell = text.AsSpan(open, at - 1 - open);
        if (doubled)
            cell = cell.ToString().Replace("\"\"", "\"", StringComparison.Ordinal);
        while (at < text.Length && text[at] == ' ' && delimiter != ' ')
            at++;
        _at = at;
        if (cell.Length > ImportLimits.CellCharacters)
            Fault = ImportIssues.CellTooLong;
        else if (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n'))
            Fault = ImportIssues.BrokenQuote;
        if (Fault is not null)
            return false;
        _line += LineEndsIn(cell);
        Add(cell);
        return PassSeparator();
    }

    private bool PassSeparator()
    {
        if (_at >= text.Length)
            return false;
        if (text[_at] == delimiter)
        {
            _at++;
            return true;
        }
        _at = AfterLineEnd(_at);
        _line++;
        return false;
    }

    /// <summary>Columns repeat their values, so the cell above is taken again where it is equal.</summary>
    private void Add(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim();
        var column = CellCount++;
        if (column >= KeptCells)
            return;
        _cells.Add(cell.IsEmpty ? ""
            : column < Cells.Length && cell.SequenceEqual(Cells[column]) ? Cells[column]
            : cell.ToString());
    }

    /// <summary>Loses the physical line at <paramref name="from"/> and goes on with the one after it.</summary>
    private void GiveUpLine(int from)
    {
        var rest = text.AsSpan(from);
        var length = rest.IndexOfAny('\r', '\n');
        var line = length < 0 ? rest : rest[..length];
        _cells.Clear();
        if (line.Length <= ImportLimits.CellCharacters)
            _cells.AddRange(line.ToString().Split(delimiter, KeptCells, StringSplitOptions.TrimEntries));
        CellCount = _cells.Count;
        _at = AfterLineEnd(from + line.Length);
        _line = Line + 1;
        if (++_faults > ImportLimits.BrokenQuoteRows)
            Fault = ImportIssues.TooManyBrokenQuotes;
    }

    private int AfterLineEnd(int at) =>
        at < text.Length && text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;

    private static int LineEndsIn(ReadOnlySpan<char> cell)
    {
        var ends = 0;
        for (int at; (at = cell.IndexOfAny('\r', '\n')) >= 0; ends++)
            cell = cell[(cell[at] == '\r' && at + 1 < cell.Length && cell[at + 1] == '\n' ? at + 2 : at + 1)..];
        return ends;
    }
}
