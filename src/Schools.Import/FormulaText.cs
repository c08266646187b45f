using System.Buffers;

namespace Schools.Import;

/// <summary>
/// Cells a spreadsheet would take for a formula, as OWASP names them under CSV injection: an apostrophe before them makes them text. It is
/// taken off again in reading, so that such a cell comes back as it was.
/// </summary>
internal static class FormulaText
{
    private const char Guard = '\'';
    private static readonly SearchValues<char> InNumbers = SearchValues.Create("0123456789.,");

    /// <summary>A cell that looks guarded already is guarded once more: reading takes off one apostrophe.</summary>
    public static string Neutral(string cell) => NeedsGuard(cell) && !IsNegative(cell) ? Guard + cell : cell;

    /// <summary>A text cell of a sheet is never a formula; only an apostrophe that reading would take off has to be doubled.</summary>
    public static string InSheet(string cell) => cell is [Guard, ..] ? Neutral(cell) : cell;

    /// <summary>The cell without its guard; an apostrophe before anything else belongs to the cell.</summary>
    public static string Original(string cell) => cell is [Guard, ..] && NeedsGuard(cell.AsSpan(1)) ? cell[1..] : cell;

    /// <summary>A number below zero computes nothing, and as text no spreadsheet could add it up.</summary>
    private static bool IsNegative(ReadOnlySpan<char> cell) =>
        cell is ['-', >= '0' and <= '9', ..] && !cell[1..].ContainsAnyExcept(InNumbers);

    private static bool NeedsGuard(ReadOnlySpan<char> cell) => cell.TrimStart(Guard) is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
}
