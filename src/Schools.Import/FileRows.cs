namespace Schools.Import;

/// <summary>What kind of row its cells show, before they are read.</summary>
internal enum RowShape : byte
{
    Listed,

    /// <summary>A sum under the list.</summary>
    Totals,

    /// <summary>Too few or too many cells, or quotes that do not close: no cell surely stands in its column.</summary>
    Misshapen,
}

/// <summary>The rows of a file as text. They are held until the plan is made, so that the file itself need not be.</summary>
internal sealed class FileRows
{
    private readonly List<RawRow> _rows;
    private readonly RowShape[] _shapes;

    /// <param name="keyColumns">1-based columns by which grains are found.</param>
    public FileRows(RawTable table, int[] keyColumns)
    {
        _rows = [.. table.Rows()];
        _shapes = [.. _rows.Select(row => ShapeOf(row, keyColumns))];
    }

    public int Count => _rows.Count;

    public RawRow this[int index] => _rows[index];

    /// <summary>The cells of the rows in which each surely stands in its column.</summary>
    public IEnumerable<string[]> Listed => _rows.Where((_, index) => _shapes[index] == RowShape.Listed).Select(row => row.Cells);

    /// <summary>The lines of sums under the list.</summary>
    public IEnumerable<int> TotalLines => _rows.Where((_, index) => _shapes[index] == RowShape.Totals).Select(row => row.Line);

    public RowShape Shape(int index) => _shapes[index];

    public IEnumerable<string> Column(int column) => _rows.Select(row => row[column]);

    private static RowShape ShapeOf(RawRow row, int[] keyColumns) =>
        (row.Issue is null || row.Issue.Code == ImportIssues.TooFewFields) && RawTable.LooksLikeTotals(row, keyColumns) ? RowShape.Totals
        : row.Issue is null || row.Issue.Code == ImportIssues.DamagedText ? RowShape.Listed
        : RowShape.Misshapen;
}
