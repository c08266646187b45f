using System.Collections.Concurrent;

namespace Schools.Import;

/// <summary>How rows of one target are made.</summary>
internal sealed record RowKind<TRow>(Func<int, string[], TRow> Create, Func<string, Action<TRow, object>> Setter, Action<TRow> Complete)
    where TRow : ReadRow;

/// <summary>Turns rows of text into rows of values, column by column as the mapping says.</summary>
internal static class RowReading
{
    /// <summary>Cells remembered per column: lists repeat their words, dates and prices, but not their numbers.</summary>
    private const int RememberedCells = 2_000;

    /// <summary>Rows that one core reads before it takes the next.</summary>
    private const int RowsTogether = 2_000;

    public static List<TRow> Read<TRow>(RawTable table, ColumnMapping mapping, ReadOptions options, RowKind<TRow> kind)
        where TRow : ReadRow
    {
        var raw = table.Rows().ToList();
        var mapped = mapping.Columns.Where(column => column.Role == ColumnRole.Mapped).ToList();
        var keys = mapped.Where(column => mapping.Profile.MatchBy.Contains(column.Field)).Select(column => column.Column).ToArray();
        var readings = mapped.Select(column => new ColumnReading<TRow>(
            column,
            FieldKinds.Reader(mapping.Profile, column.Field!, options, raw.Select(row => row[column.Column])),
            kind.Setter(column.Field!))).ToArray();
        var rows = new TRow[raw.Count];
        // No row asks another one, so every core reads some; each remembers words for itself.
        Parallel.ForEach(raw.Count == 0 ? [] : Partitioner.Create(0, raw.Count, RowsTogether).GetDynamicPartitions(), part =>
        {
            var columns = Array.ConvertAll(readings, reading => new ColumnReader<TRow>(reading));
            for (var i = part.Item1; i < part.Item2; i++)
                rows[i] = Read(raw[i], columns);
        });
        return [.. rows];

        TRow Read(RawRow source, ColumnReader<TRow>[] columns)
        {
            var row = kind.Create(source.Line, source.Cells);
            if ((source.Issue is null || source.Issue.Code == ImportIssues.TooFewFields) && RawTable.LooksLikeTotals(source, keys))
            {
                row.IsTotals = true;
                row.Add(RowIssue.Of(ImportIssues.TotalsLine, source.Line, null, null));
            }
            else if (source.Issue is { } issue)
            {
                row.IsMisshapen = issue.Code != ImportIssues.DamagedText;
                row.Add(row.IsMisshapen ? issue : Damaged(issue, source, mapped));
            }
            else
            {
                foreach (var column in columns)
                    column.Read(row);
                kind.Complete(row);
            }
            return row;
        }
    }

    /// <summary>Unreadable text is quoted only where its column is read: the others may name people.</summary>
    private static RowIssue Damaged(RowIssue issue, RawRow source, List<ColumnUse> mapped) =>
        mapped.Find(column => RawTable.IsDamaged(source[column.Column])) is { } column
            ? RowIssue.Of(issue.Code, issue.Line, column.Header, source[column.Column])
            : issue;

    /// <summary>What is found out about a column once: what its cells say and where their values go.</summary>
    private sealed record ColumnReading<TRow>(ColumnUse Use, Func<string, ReadCell> Read, Action<TRow, object> Set);

    private sealed class ColumnReader<TRow>(ColumnReading<TRow> column)
        where TRow : ReadRow
    {
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
}
