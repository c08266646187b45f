using System.Collections.Immutable;

namespace Schools.Import;

/// <summary>
/// The first records of a text read with one delimiter. Delimiters are compared by how many records agree on one number of cells
/// after quotes are honoured; counting characters would take the decimal commas of a semicolon file for its delimiter.
/// </summary>
internal sealed class DelimiterSample
{
    public static readonly char[] Candidates = [';', ',', '\t', '|'];

    private readonly List<SampleRow> _rows;

    private DelimiterSample(char delimiter, List<SampleRow> rows)
    {
        Delimiter = delimiter;
        _rows = rows;
        (Columns, var agreeing) = HeaderSearch.CommonWidth(rows);
        Agreement = rows.Count == 0 ? 0 : agreeing * 20 / rows.Count;
    }

    public char Delimiter { get; }

    public SampleRow? Header { get; private set; }

    private int Columns { get; }

    /// <summary>Share of records that have the commonest number of cells, in twentieths so that single bad rows do not decide.</summary>
    private int Agreement { get; }

    private bool HasKnownHeader { get; set; }

    private (bool, bool, int, int) Rank => (HasKnownHeader, Columns > 1, Agreement, Columns);

    public static DelimiterSample Read(string text, char delimiter, int firstLine, Predicate<string> isKnownHeader)
    {
        var start = firstLine == 1 ? 0 : Dialect.SepLineOf(text)!.Value.Next;
        using var reader = new CsvRecords(text, delimiter, start, firstLine);
        var rows = new List<SampleRow>();
        while (rows.Count < ImportLimits.SampleRows && reader.Read())
        {
            if (!reader.IsBlank)
                rows.Add(new SampleRow(reader.Line, reader.Cells, reader.Fault is null));
        }
        var sample = new DelimiterSample(delimiter, rows);
        var known = HeaderSearch.Known(rows, isKnownHeader);
        sample.HasKnownHeader = known is not null;
        sample.Header = known ?? HeaderSearch.FirstFull(rows, sample.Columns);
        return sample;
    }

    public bool IsBetterThan(DelimiterSample other) =>
        Rank.CompareTo(other.Rank) > 0;

    public SampleRow? RowAt(int line) => _rows.Find(row => row.Line == line);

    public ImmutableArray<int> LinesBefore(SampleRow header) => HeaderSearch.LinesBefore(_rows, header);
}
