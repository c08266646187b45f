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

    /// <summary>Only with the same numbers: another day is an edit, of a date as of a part number.</summary>
    private static bool BecameDay(string written, string cell)
    {
        if (!DayLike().IsMatch(written))
            return false;
        if (CellDate.Parse(written) is { HasValue: true, Value: var meant })
            return CellDate.Shown(cell).Contains(new ShownDay(meant.Day, meant.Month, meant.Year));
        int[] numbers = [.. written.Split('-', '/', '.').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return CellDate.Shown(cell).Any(day => numbers is [var a, var b]
            ? Shows(day, a, b) || Shows(day, b, a)
            : day.IsYear(numbers[2])
                ? (day.Day, day.Month) == (numbers[0], numbers[1]) || (day.Month, day.Day) == (numbers[0], numbers[1])
                : day.IsYear(numbers[0]) && (day.Month, day.Day) == (numbers[1], numbers[2]));
    }

    /// <summary>A month and its day, in whatever year the file was opened; or a month and its year, shown as its first day.</summary>
    private static bool Shows(ShownDay day, int month, int other) =>
        day.Month == month && (day.Day == other || (day.Day is null or 1 && day.IsYear(other)));

    private static bool IsDigits(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    [GeneratedRegex("^[0-9]{1,4}[-/.][0-9]{1,4}([-/.][0-9]{1,4})?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayLike();
}
