using System.Text;

namespace Schools.Import;

/// <summary>A row to be corrected, as it was written, and why it was not imported.</summary>
public sealed record RowToCorrect(int Line, IReadOnlyList<string> Cells, string Reason);

/// <summary>
/// The rows that were not imported, as a file in the original dialect with their line and the reason behind the original columns.
/// Corrected, it imports as it is: those two columns are not read, and what is corrected once more has them once. No cell of others is a
/// formula to a spreadsheet.
/// </summary>
public static class CorrectedRows
{
    public static void Write(PlanHead head, IEnumerable<RowToCorrect> rows, Stream file)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(file);
        var dialect = head.Dialect;
        var text = new StringBuilder();
        if (dialect.SepLine)
            text.Append("sep=").Append(dialect.Delimiter).Append(LineEnd(dialect));
        var columns = head.Columns.Where(column => column.Role != ColumnRole.Own).Select(column => column.Header).ToList();
        CsvLine.Append(text, [.. columns, ColumnMapping.LineHeader, ColumnMapping.ReasonHeader], dialect.Delimiter, LineEnd(dialect));
        file.Write(Preamble(dialect.Encoding));
        foreach (var row in rows)
        {
            // A short row is filled up, so that line and reason stand under their names.
            var missing = Enumerable.Repeat("", Math.Max(0, columns.Count - row.Cells.Count));
            string[] cells = [.. row.Cells, .. missing, $"{row.Line}", HeaderName.OneLine(row.Reason)];
            CsvLine.Append(text, cells, dialect.Delimiter, LineEnd(dialect));
            Flush(text, dialect, file);
        }
        Flush(text, dialect, file);
    }

    /// <summary>The same as bytes in memory.</summary>
    public static byte[] Write(PlanHead head, IEnumerable<RowToCorrect> rows)
    {
        using var file = new MemoryStream();
        Write(head, rows, file);
        return file.ToArray();
    }

    /// <summary>The rows of a plan that are not sent: errors and conflicts.</summary>
    public static IEnumerable<RowToCorrect> Of(ImportPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return from row in plan.Rows
               where row.Status is PlanStatus.Error or PlanStatus.Conflict && row.Cells is { Length: > 0 }
               select new RowToCorrect(row.Line, row.Cells!, Reason(row.Issues));
    }

    /// <summary>All that keeps a row out, in one text, so that it has to be opened only once.</summary>
    /// <param name="refused">What was said against it when it was applied.</param>
    public static string Reason(IReadOnlyList<RowIssue> issues, string? refused = null)
    {
        var errors = issues.Where(issue => issue.Code.Severity == IssueSeverity.Error).Select(issue => issue.Message);
        return string.Join(' ', refused is null ? errors : errors.Append(refused));
    }

    private static void Flush(StringBuilder text, Dialect dialect, Stream file)
    {
        file.Write(dialect.Encoding switch
        {
            TextEncoding.Utf16Le => Encoding.Unicode.GetBytes(text.ToString()),
            TextEncoding.Utf16Be => Encoding.BigEndianUnicode.GetBytes(text.ToString()),
            TextEncoding.Windows1252 => Windows1252.Encode(text.ToString()),
            _ => Encoding.UTF8.GetBytes(text.ToString()),
        });
        text.Clear();
    }

    /// <summary>UTF-8 is marked even where the file came without: Excel opens it as Windows-1252 otherwise.</summary>
    private static byte[] Preamble(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8 or TextEncoding.Utf8Bom => [.. Encoding.UTF8.Preamble],
        TextEncoding.Utf16Le => [.. Encoding.Unicode.Preamble],
        TextEncoding.Utf16Be => [.. Encoding.BigEndianUnicode.Preamble],
        _ => [],
    };

    private static string LineEnd(Dialect dialect) => dialect.NewLine switch
    {
        NewLineKind.CrLf => "\r\n",
        NewLineKind.Cr => "\r",
        _ => "\n",
    };
}
