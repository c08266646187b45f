using System.Collections.Immutable;

namespace Schools.Import;

/// <summary>
/// The first records of a text read with one delimiter. Delimiters are compared by how many records agree on one number of cells
/// after quotes are honoured; counting characters would take the decimal commas of a semicolon file for its delimiter.
/// </summary>
internal sealed class DelimiterSample
{
    public static readonly char[] Candidates = [';', ',', '\t', '|'];

    private readonly List<Row> _rows;

    private DelimiterSample(char delimiter, List<Row> rows)
    {
        Delimiter = delimiter;
        _rows = rows;
        var common = rows.Where(row => row.Cells.Length > 1 && row.Sound)
            .CountBy(row => row.Cells.Length)
            .OrderByDescending(group => group.Value).ThenByDescending(group => group.Key)
            .FirstOrDefault();
        Columns = Math.Max(common.Key, 1);
        Agreement = rows.Count == 0 ? 0 : common.Value * 20 / rows.Count;
    }

    public char Delimiter { get; }

    public Row? Header { get; private set; }

    private int Columns { get; }

    /// <summary>Share of records that have the commonest number of cells, in twentieths so that single bad rows do not decide.</summary>
    private int Agreement { get; }

    private bool HasKnownHeader { get; set; }

    private (bool, bool, int, int) Rank => (HasKnownHeader, Columns > 1, Agreement, Columns);

    public static DelimiterSample Read(string text, char delimiter, int firstLine, Predicate<string> isKnownHeader)
    {
        var start = firstLine == 1 ? 0 : Dialect.SepLineOf(text)!.Value.Next;
        using var reader = new CsvRecords(text, delimiter, start, firstLine);
        var rows = new List<Row>();
        while (rows.Count < ImportLimits.SampleRows && reader.Read())
        {
            if (!reader.IsBlank)
                rows.Add(new Row(reader.Line, reader.Cells, reader.Fault is null));
        }
        var sample = new DelimiterSample(delimiter, rows);
        var leading = rows.Take(ImportLimits.HeaderSearchRows).ToList();
        var known = leading.Find(row => row.Cells.Select(HeaderName.Normalise).Distinct(StringComparer.Ordinal)
            .Count(name => isKnownHeader(name)) >= 2);
        sample.HasKnownHeader = known is not null;
        sample.Header = known ?? sample.FirstFullRow(leading);
        return sample;
    }

    public bool IsBetterThan(DelimiterSample other) =>
        Rank.CompareTo(other.Rank) > 0;

    public Row? RowAt(int line) => _rows.Find(row => row.Line == line);

    public ImmutableArray<int> LinesBefore(Row header) => [.. _rows.Select(row => row.Line).Where(line => line < header.Line)];

    /// <summary>Titles fill one cell, the header names at least as many columns as most rows have; without any letter it is data.</summary>
    private Row? FirstFullRow(List<Row> rows)
    {
        var first = rows.Find(row => row.Cells.Length >= Columns && row.Cells.Count(cell => cell.Trim().Length > 0) >= Math.Min(Columns, 2))
            ?? rows.FirstOrDefault();
        return first is not null && first.Sound && first.Cells.Any(cell => cell.Any(char.IsLetter)) ? first : null;
    }

    internal sealed record Row(int Line, string[] Cells, bool Sound);
}
