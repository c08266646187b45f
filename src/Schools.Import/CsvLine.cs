using System.Text;

namespace Schools.Import;

/// <summary>One line of a delimited text that this program writes: no cell of it is a formula to a spreadsheet.</summary>
internal static class CsvLine
{
    public static void Append(StringBuilder text, IReadOnlyList<string> cells, char delimiter, string lineEnd)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
                text.Append(delimiter);
            var cell = FormulaText.Neutral(cells[i]);
            if (cell.AsSpan().ContainsAny([delimiter, '"', '\r', '\n']))
                text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else
                text.Append(cell);
        }
        text.Append(lineEnd);
    }
}
