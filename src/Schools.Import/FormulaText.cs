namespace Schools.Import;

/// <summary>
/// Cells a spreadsheet would take for a formula, as OWASP names them under CSV injection: an apostrophe before them makes them text. It is
/// taken off again in reading, so that such a cell comes back as it was.
/// </summary>
internal static class FormulaText
{
    public static string Neutral(string cell) => BeginsFormula(cell) ? "'" + cell : cell;

    /// <summary>The cell without its guard; an apostrophe before anything else belongs to the cell.</summary>
    public static string Original(string cell) => cell is ['\'', ..] && BeginsFormula(cell.AsSpan(1)) ? cell[1..] : cell;

    private static bool BeginsFormula(ReadOnlySpan<char> cell) => cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
}
