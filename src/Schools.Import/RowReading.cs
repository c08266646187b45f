namespace Schools.Import;

/// <summary>How rows of one target are made.</summary>
internal sealed record RowKind<TRow>(Func<int, string[], TRow> Create, Func<string, Action<TRow, object>> Setter, Action<TRow> Complete)
    where TRow : ReadRow;

/// <summary>Turns rows of text into rows of values, column by column as the mapping says.</summary>
internal static class RowReading
{
    /// <summary>Cells remembered per column: lists repeat their words, dates and prices, but not their numbers.</summary>
    private const int RememberedCells = 2_000;

    public static List<TRow> Read<TRow>(RawTable table, ColumnMapping mapping, string land, RowKind<TRow> kind)
        where TRow : ReadRow
    {
        var raw = table.Rows().ToList();
        var mapped = mapping.Columns.Where(column => column.Role == ColumnRole.Mapped).ToList();
        var columns = mapped.Select(column => new ColumnReader<TRow>(column, mapping.Profile, land, raw, kind)).ToArray();
        var keys = mapped.Where(column => mapping.Profile.MatchBy.Contains(column.Field)).Select(column => column.Column).ToArray();
        var rows = new List<TRow>(raw.Count);
        foreach (var source in raw)
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
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>Unreadable text is quoted only where its column is read: the others may name people.</summary>
    private static RowIssue Damaged(RowIssue issue, RawRow source, List<ColumnUse> mapped) =>
        mapped.Find(column => RawTable.IsDamaged(source[column.Column])) is { } column
            ? RowIssue.Of(issue.Code, issue.Line, column.Header, source[column.Column])
            : issue;

    private sealed class ColumnReader<TRow>(ColumnUse column, ImportProfile profile, string land, List<RawRow> rows, RowKind<TRow> kind)
        where TRow : ReadRow
    {
        private readonly Action<TRow, object> _set = kind.Setter(column.Field!);

        private readonly Func<string, ReadCell> _read =
            FieldKinds.Reader(profile, column.Field!, land, rows.Select(row => row[column.Column]));

        private readonly Dictionary<string, ReadCell> _remembered = new(StringComparer.Ordinal);
        private readonly string _field = column.Field!;
        private readonly int _index = column.Column - 1;
        private readonly bool _repeats = column.Field is not ("serial" or "inventoryNumber" or "mdmId" or "wlanMac" or "lanMac");

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
                cell = _read(text);
            else if (!_remembered.TryGetValue(text, out cell))
            {
                cell = _read(text);
                if (_remembered.Count < RememberedCells)
                    _remembered.Add(text, cell);
            }
            if (cell.Value is not null)
                _set(row, cell.Value);
            else if (cell.Issue is null)
                row.Empty(_field);
            if (cell.Issue is not null)
                Report(row, cell, text);
        }

        private void Report(ReadRow row, in ReadCell cell, string text)
        {
            var issue = RowIssue.Of(cell.Issue!, row.Line, column.Header, text, ("reading", cell.Reading), ("expected", cell.Expected));
            row.Add(issue);
            if (issue.Code != ImportIssues.MixedNumber && issue.Code.Severity == IssueSeverity.Warning)
                row.Doubt(_field, issue);
        }
    }
}
