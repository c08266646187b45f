using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Schools.Import;

/// <summary>
/// Records of a text as CsvHelper reads them, with the physical line each begins on, cells trimmed. Around it stands a guard: CsvHelper
/// takes the end of the text for a closing quote and text after a closing quote for part of the cell, so that one stray quote would
/// swallow the rest of a list. Here it loses its own physical line, and reading goes on with the next.
/// </summary>
internal sealed class CsvRecords(string text, char delimiter, int start = 0, int startLine = 1) : IDisposable
{
    /// <summary>Cells kept of a row; what lies beyond can only be an error, which needs the number alone.</summary>
    private const int KeptCells = 2 * ImportLimits.Columns;
    private const int BufferCharacters = 16 * 1024;
    /// <summary>After a fault a parser may live for one line only, and its buffer with it.</summary>
    private const int BufferCharactersAfterFault = 2 * 1024;
    /// <summary>The quotes around the longest cell.</summary>
    private const int QuoteCharacters = 2;
    private const int LineEndCharacters = 2;

    private static readonly string[] BlankLine = [""];

    private readonly RepeatedCells _repeated = new();
    private CsvParser? _parser;
    private TextFrom? _source;
    private bool _brokenQuote;
    private int _parserStart = start;
    private int _parserLine = startLine;
    private int _end = start;
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
        if (_end >= text.Length || _faults > ImportLimits.BrokenQuoteRows)
            return false;
        _parser ??= Open();
        var from = _end;
        _source!.Allow(from + Math.Max(ImportLimits.RecordCharacters, FirstLine(from).Length + LineEndCharacters));
        Line = _parserLine + _parser.RawRow;
        Fault = null;
        _brokenQuote = false;
        try
        {
            if (!_parser.Read())
                return false;
            TakeCells(_parser);
        }
        catch (MaxFieldSizeException)
        {
            Fault = FirstLine(from).Length > ImportLimits.CellCharacters ? ImportIssues.CellTooLong : ImportIssues.UnclosedQuote;
            GiveUpLine(from);
            return true;
        }
        _end = _parserStart + (int)_parser.CharCount;
        if (_source.IsCut || (_end >= text.Length && EndsInsideQuotes(text.AsSpan(from))))
            Fault = ImportIssues.UnclosedQuote;
        else if (_brokenQuote)
            Fault = ImportIssues.BrokenQuote;
        if (Fault is not null)
            GiveUpLine(from);
        else if (Array.Exists(Cells, cell => cell.Length > ImportLimits.CellCharacters))
            Fault = ImportIssues.CellTooLong;
        return true;
    }

    public void Dispose() => _parser?.Dispose();

    private CsvParser Open() => new(_source = new TextFrom(text, _parserStart), new CsvConfiguration(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter.ToString(),
        HasHeaderRecord = false,
        IgnoreBlankLines = false,
        TrimOptions = TrimOptions.Trim,
        MaxFieldSize = ImportLimits.CellCharacters + QuoteCharacters,
        BufferSize = _faults == 0 ? BufferCharacters : BufferCharactersAfterFault,
        // A quote inside an unquoted cell (19" Rack) is text; only a cell that begins with one can be broken.
        BadDataFound = bad => _brokenQuote |= bad.Field.AsSpan().TrimStart().StartsWith("\""),
    });

    private void TakeCells(CsvParser parser)
    {
        CellCount = parser.Count;
        var cells = new string[Math.Min(CellCount, KeptCells)];
        // The whole record is copied for each cell found broken, and the first of them decides.
        for (var i = 0; i < cells.Length && !_brokenQuote; i++)
            cells[i] = _repeated.Of(i, FormulaText.Original(parser[i].Trim()));
        Cells = cells is [""] ? BlankLine : cells;
    }

    /// <summary>Loses the physical line at <paramref name="from"/> and sets the parser on the one after it.</summary>
    private void GiveUpLine(int from)
    {
        var line = FirstLine(from);
        Cells = line.Length <= ImportLimits.CellCharacters
            ? Array.ConvertAll(line.ToString().Split(delimiter, KeptCells, StringSplitOptions.TrimEntries), FormulaText.Original)
            : [];
        CellCount = Cells.Length;
        _parserStart = _end = AfterLineEnd(from + line.Length);
        _parserLine = Line + 1;
        _parser?.Dispose();
        _parser = null;
        if (++_faults > ImportLimits.BrokenQuoteRows)
            Fault = ImportIssues.TooManyBrokenQuotes;
    }

    private ReadOnlySpan<char> FirstLine(int from)
    {
        var rest = text.AsSpan(from);
        var end = rest.IndexOfAny('\r', '\n');
        return end < 0 ? rest : rest[..end];
    }

    private int AfterLineEnd(int at) =>
        at < text.Length && text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;

    /// <summary>Whether the last cell of a record opens a quote that nothing closes. Asked for the last record of a text alone.</summary>
    private bool EndsInsideQuotes(ReadOnlySpan<char> record)
    {
        while (!record.IsEmpty)
        {
            record = record.TrimStart(' ');
            if (record is ['"', ..])
            {
                record = record[1..];
                while (record.IndexOf('"') is var quote && quote >= 0 && quote + 1 < record.Length && record[quote + 1] == '"')
                    record = record[(quote + 2)..];
                if (record.IndexOf('"') is var closing && closing < 0)
                    return true;
                record = record[(closing + 1)..];
            }
            var next = record.IndexOfAny(delimiter, '\r', '\n');
            record = next < 0 ? [] : record[(next + 1)..];
        }
        return false;
    }

    /// <summary>
    /// A text from a place on, without copying the rest of the file, and no further than one record may reach: stray quotes can make one
    /// of all the lines that follow, and each of them would be read to the end of the file.
    /// </summary>
    private sealed class TextFrom(string text, int start) : TextReader
    {
        private int _at = start;
        private int _end = start;

        /// <summary>A record would have gone on behind the end.</summary>
        public bool IsCut { get; private set; }

        public void Allow(int end) => _end = Math.Clamp(end, _at, text.Length);

        public override int Read(char[] buffer, int index, int count)
        {
            var length = Math.Min(count, _end - _at);
            IsCut = length == 0 && _at < text.Length;
            text.CopyTo(_at, buffer, index, length);
            _at += length;
            return length;
        }
    }
}
