using System.Globalization;
using System.Text.RegularExpressions;

namespace Schools.Import;

/// <summary>
/// What Excel makes of a text when it opens a CSV file: <c>0012</c> becomes 12, <c>356938035643809</c> becomes 3,56938E+14, <c>12-3</c>
/// becomes 12. Mrz. Where the register knows what was written, such a cell is no edit.
/// </summary>
internal static partial class SpreadsheetDamage
{
    /// <param name="written">The cell as this program wrote it.</param>
    /// <param name="cell">The cell as it came back.</param>
    public static bool Explains(string written, string cell) =>
        cell.Length > 0 && (LostZeros(written, cell) || cell == written + ".0" || Rounded(written, cell) || BecameDay(written, cell));

    private static bool LostZeros(string written, string cell) =>
        written.Length > cell.Length && IsDigits(written) && IsDigits(cell) && written.TrimStart('0') == cell.TrimStart('0');

    private static bool Rounded(string written, string cell)
    {
        if (!CellText.IsScientific(cell)
            || !double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            || !double.TryParse(cell.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var rounded))
            return false;
        var mantissa = cell.AsSpan(0, cell.IndexOf('E', StringComparison.OrdinalIgnoreCase));
        var decimals = mantissa.IndexOfAny('.', ',') is var at && at < 0 ? 0 : mantissa.Length - at - 1;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(Math.Abs(rounded), 1))));
        return Math.Abs(exact - rounded) <= magnitude * Math.Pow(10, -decimals);
    }

    private static bool BecameDay(string written, string cell) =>
        DayLike().IsMatch(written) && CellDate.Parse(cell) is var day && (day.HasValue || day.Issue == ImportIssues.AmbiguousDate);

    private static bool IsDigits(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    [GeneratedRegex(@"^\d{1,4}[-/.]\d{1,4}([-/.]\d{1,4})?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayLike();
}
