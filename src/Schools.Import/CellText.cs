using System.Text.RegularExpressions;
using Schools.Domain;

namespace Schools.Import;

/// <summary>A cell read as a typed value: the value (perhaps with a warning), nothing, or the reason why not.</summary>
/// <param name="Value">The value; meaningless when <paramref name="HasValue"/> is false.</param>
/// <param name="HasValue">False for empty cells and for errors.</param>
/// <param name="Issue">An error or a warning, or null.</param>
/// <param name="Reading">How an ambiguous or damaged value was or might be read, for the text of the issue.</param>
public readonly record struct CellValue<T>(T? Value, bool HasValue, ImportCode? Issue = null, string? Reading = null);

internal static class CellValue
{
    public static CellValue<T> Empty<T>() => default;

    public static CellValue<T> Of<T>(T value, ImportCode? warning = null, string? reading = null) => new(value, true, warning, reading);

    public static CellValue<T> Fail<T>(ImportCode issue) => new(default, false, issue);
}

/// <summary>Cells whose value stays text or is a plain word: empty marks, yes and no, identifiers, hardware addresses.</summary>
public static partial class CellText
{
    private static readonly HashSet<string> EmptyMarks = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "-", "--", "---", "–", "—", "null", "(null)", "<null>", "nil", "n/a", "#n/a", "#nv",
        "na", "nan", "k.a.", "k. a.", "k.A", "(leer)", "(empty)",
    };

    private static readonly Dictionary<string, ImportCode> FormulaFaults = new(StringComparer.OrdinalIgnoreCase)
    {
        ["#NV"] = ImportIssues.NoResult, ["#N/A"] = ImportIssues.NoResult, ["#BEZUG!"] = ImportIssues.FormulaError,
        ["#REF!"] = ImportIssues.FormulaError, ["#WERT!"] = ImportIssues.FormulaError, ["#VALUE!"] = ImportIssues.FormulaError,
        ["#DIV/0!"] = ImportIssues.FormulaError, ["#NAME?"] = ImportIssues.FormulaError, ["#NULL!"] = ImportIssues.FormulaError,
        ["#ZAHL!"] = ImportIssues.FormulaError, ["#NUM!"] = ImportIssues.FormulaError,
    };

    private static readonly Dictionary<string, bool> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ja"] = true, ["j"] = true, ["yes"] = true, ["y"] = true, ["true"] = true, ["wahr"] = true,
        ["x"] = true, ["1"] = true, ["✓"] = true,
        ["nein"] = false, ["n"] = false, ["no"] = false, ["false"] = false, ["falsch"] = false, ["0"] = false,
    };

    /// <summary>True for an empty cell and for the marks systems write instead of one: null, -, n/a, #NV, k. A.</summary>
    public static bool IsEmpty(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Length <= 7 && EmptyMarks.Contains(cell.Trim());
    }

    /// <summary>What a formula that failed shows: an error, or a warning where it only found nothing. Null for any other cell.</summary>
    public static ImportCode? FormulaFault(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell is not ['#', ..] ? null : FormulaFaults.GetValueOrDefault(cell);
    }

    public static CellValue<bool> YesNo(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var word = cell.Trim();
        if (Words.TryGetValue(word, out var value))
            return CellValue.Of<bool>(value);
        return IsEmpty(word) ? CellValue.Empty<bool>() : CellValue.Fail<bool>(ImportIssues.InvalidYesNo);
    }

    /// <summary>
    /// A number that is a name: serial, inventory and school numbers, postcodes. Scientific notation is an error because digits are lost;
    /// a decimal tail (<c>211.0</c>) or too few digits (<c>5111000</c> of 8) come with a proposal and the value unchanged.
    /// </summary>
    /// <param name="cell">The cell as written.</param>
    /// <param name="expectedLength">Digits the key has (postcode 5, school number in NRW 6, Gemeindeschluessel 8), or 0 if any.</param>
    public static CellValue<string> Identifier(string cell, int expectedLength = 0)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var value = cell.Trim();
        if (IsEmpty(value))
            return CellValue.Empty<string>();
        if (IsScientific(value))
            return CellValue.Fail<string>(ImportIssues.ScientificNotation);
        var whole = value.Length > 2 && value.EndsWith(".0", StringComparison.Ordinal) ? value[..^2] : value;
        if (!whole.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            var padded = whole.PadLeft(expectedLength, '0');
            if (whole.Length != value.Length)
                return CellValue.Of<string>(value, ImportIssues.DecimalTail, padded);
            if (padded.Length != value.Length)
                return CellValue.Of<string>(value, ImportIssues.LostZero, padded);
        }
        return CellValue.Of<string>(value);
    }

    /// <summary>As much of a text as is shown, never half of a sign: an emoji cut in two cannot be stored.</summary>
    internal static string Beginning(string text)
    {
        var length = ImportLimits.ShownValueCharacters;
        return text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    /// <summary>True for <c>3,56938E+14</c>, what a spreadsheet makes of a long number.</summary>
    public static bool IsScientific(string cell) => cell.Contains('E', StringComparison.OrdinalIgnoreCase) && Scientific().IsMatch(cell);

    /// <summary>A hardware address as <c>C4:1B:35:34:96:6E</c>, from twelve hexadecimal digits with or without separators.</summary>
    public static CellValue<MacAddress> HardwareAddress(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return IsEmpty(cell) ? CellValue.Empty<MacAddress>()
            : IsScientific(cell.Trim()) ? CellValue.Fail<MacAddress>(ImportIssues.ScientificNotation)
            : MacAddress.TryParse(cell, out var address) ? CellValue.Of<MacAddress>(address)
            : CellValue.Fail<MacAddress>(ImportIssues.InvalidMacAddress);
    }

    [GeneratedRegex(@"^-?\d([.,]\d+)?E\+\d+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scientific();
}
