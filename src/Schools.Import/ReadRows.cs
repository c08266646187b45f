using System.Collections;
using System.Collections.Concurrent;

namespace Schools.Import;

/// <summary>How rows of one target are made.</summary>
internal sealed record RowKind<TRow>(Func<int, string[], TRow> Create, Func<string, Action<TRow, object>> Setter, Action<TRow> Complete)
    where TRow : ReadRow;

/// <summary>
/// Rows of text as rows of values, column by column as the mapping says. The values of a long list are not held, as they take twice the
/// memory of its cells: whoever goes through its rows reads them anew, with the same result.
/// </summary>
internal sealed class ReadRows<TRow> : IReadOnlyList<TRow>
    where TRow : ReadRow
{
    /// <summary>Rows that one core reads before it takes the next.</summary>
    private const int RowsTogether = 500;

    /// <summary>Rows of a long list whose values are in memory at once.</summary>
    private const int RowsAtOnce = 1_000;

    private readonly FileRows _rows;
    private readonly RowKind<TRow> _kind;
    private readonly List<ColumnUse> _mapped;
    private readonly ColumnReading<TRow>[] _columns;
    private readonly ConcurrentBag<ColumnReader<TRow>[]> _readers = [];
    private readonly TRow[]? _held;

    public ReadRows(FileRows rows, ColumnMapping mapping, ReadOptions options, RowKind<TRow> kind)
    {
        (_rows, _kind) = (rows, kind);
        _mapped = [.. mapping.Columns.Where(column => column.Role == ColumnRole.Mapped)];
        _columns = [.. _mapped.Select(column => new ColumnReading<TRow>(
            column,
            FieldKinds.Reader(mapping.Profile, column.Field!, options, rows.Column(column.Column)),
            kind.Setter(column.Field!)))];
        if (rows.Count <= options.RowsHeld)
            _held = Read(0, rows.Count);
    }

    public int Count => _rows.Count;

    /// <summary>Whether a row is read once, and not anew each time it is asked for.</summary>
    public bool AreHeld => _held is not null;

    public TRow this[int index] => _held is not null ? _held[index] : Read(index, index + 1)[0];

    /// <summary>The rows in their order, as many together as are in memory at once.</summary>
    public IEnumerable<TRow[]> Parts()
    {
        if (_held is not null)
        {
            yield return _held;
            yield break;
        }
        for (var from = 0; from < Count; from += RowsAtOnce)
            yield return Read(from, Math.Min(from + RowsAtOnce, Count));
    }

    public IEnumerator<TRow> GetEnumerator() => Parts().SelectMany(part => part).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private TRow[] Read(int from, int to)
    {
        var read = new TRow[to - from];
        // No row asks another one, so every core reads some; each remembers words for itself.
        Parallel.ForEach(from == to ? [] : Partitioner.Create(from, to, RowsTogether).GetDynamicPartitions(), Readers, (part, _, columns) =>
        {
            for (var i = part.Item1; i < part.Item2; i++)
                read[i - from] = Read(i, columns);
            return columns;
        }, _readers.Add);
        return read;
    }

    private ColumnReader<TRow>[] Readers() =>
        _readers.TryTake(out var free) ? free : Array.ConvertAll(_columns, column => new ColumnReader<TRow>(column));

    private TRow Read(int index, ColumnReader<TRow>[] columns)
    {
        var source = _rows[index];
        var row = _kind.Create(source.Line, source.Cells);
        if (_rows.Shape(index) == RowShape.Totals)
        {
            row.IsTotals = true;
            row.Add(RowIssue.Of(ImportIssues.TotalsLine, source.Line, null, null));
        }
        else if (source.Issue is { } issue)
        {
            row.IsMisshapen = _rows.Shape(index) == RowShape.Misshapen;
            row.Add(row.IsMisshapen ? issue : Damaged(issue, source));
        }
        else
        {
            foreach (var column in columns)
                column.Read(row);
            _kind.Complete(row);
        }
        return row;
    }

    /// <summary>Unreadable text is quoted only where its column is read: the others may name people.</summary>
    private RowIssue Damaged(RowIssue issue, RawRow source) =>
        _mapped.Find(column => RawTable.IsDamaged(source[column.Column])) is { } column
            ? RowIssue.Of(issue.Code, issue.Line, column.Header, source[column.Column])
            : issue;
}

/// <summary>What is found out about a column once: what its cells say and where their values go.</summary>
internal sealed record ColumnReading<TRow>(ColumnUse Use, Func<string, ReadCell> Read, Action<TRow, object> Set);

/// <summary>Reads the cells of a column, each word once.</summary>
internal sealed class ColumnReader<TRow>(ColumnReading<TRow> column)
    where TRow : ReadRow
{
    /// <summary>Cells remembered per column: lists repeat their words, dates and prices, but not their numbers.</summary>
    private const int RememberedCells = 2_000;

    private readonly Dictionary<string, ReadCell> _remembered = new(StringComparer.Ordinal);
    private readonly string _field = column.Use.Field!;
    private readonly int _index = column.Use.Column - 1;
    private readonly bool _repeats = column.Use.Field is not (
        "serial" or "inventoryNumber" or "mdmId" or "wlanMac" or "lanMac" or RowField.DeviceKey);

    public void Read(TRow row)
    {
        var text = row.Cells[_index];
        if (text.Length == 0)
        {
            row.Empty(_field);
            return;
        }
        ReadCell cell;
        if (!_repeats)
            cell = column.Read(text);
        else if (!_remembered.TryGetValue(text, out cell))
        {
            cell = column.Read(text);
            if (_remembered.Count < RememberedCells)
                _remembered.Add(text, cell);
        }
        if (cell.Value is not null)
            column.Set(row, cell.Value);
        else if (cell.Issue is null)
            row.Empty(_field);
        if (cell.Issue is not null)
            Report(row, cell, text);
    }

    private void Report(ReadRow row, in ReadCell cell, string text)
    {
        var issue = RowIssue.Of(cell.Issue!, row.Line, column.Use.Header, text, ("reading", cell.Reading), ("expected", cell.Expected));
        row.Add(issue);
        if (issue.Code != ImportIssues.MixedNumber && issue.Code.Severity == IssueSeverity.Warning)
            row.Doubt(_field, issue);
    }
}
