using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using ExcelDataReader;

namespace Schools.Import;

/// <summary>Row and column of a sheet, both from 1.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CellPlace(int Row, int Column);

/// <summary>
/// The cells of the sheet a reader stands on, as the text a person sees there where that matters (leading zeros, errors), else as the
/// whole value: a price shown rounded and a day shown as a month are read as they are stored.
/// </summary>
internal sealed class WorkbookCells(IExcelDataReader reader, IReadOnlyDictionary<CellPlace, string> errors)
{
    /// <summary>Excel keeps 15 digits; of a longer number the last ones are lost, and it is written as such.</summary>
    private const double ExactNumbers = 1e15;

    /// <summary>What no list holds and no database keeps.</summary>
    private static readonly SearchValues<char> Unstorable = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Where(c => c is < '\t' or > '\r').Concat(Enumerable.Range(0xD800, 0x800)).Select(c => (char)c)]);

    private readonly Dictionary<string, string?> _zeroFormats = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _filled = [];

    /// <summary>The columns in which something stood, from 1.</summary>
    public IEnumerable<int> Filled => _filled;

    /// <summary>The texts of the current row up to its last filled cell; empty for a blank row.</summary>
    public string[] Row(int line, int mostColumns)
    {
        var width = Math.Min(reader.FieldCount, mostColumns);
        string[]? cells = null;
        for (var i = width - 1; i >= 0; i--)
        {
            var text = Text(i, line);
            if (text.Length > 0)
            {
                cells ??= new string[i + 1];
                _filled.Add(i + 1);
            }
            if (cells is not null)
                cells[i] = text;
        }
        return cells ?? [];
    }

    private string Text(int index, int line) => reader.GetValue(index) switch
    {
        null => errors.GetValueOrDefault(new CellPlace(line, index + 1), ""),
        string text => Clean(text),
        double number => Number(number, reader.GetNumberFormatString(index)),
        int number => Number(number, reader.GetNumberFormatString(index)),
        bool value => value ? "WAHR" : "FALSCH",
        DateTime moment => Date(moment, reader.GetNumberFormatString(index)),
        TimeSpan time => time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
        var other => Clean(Convert.ToString(other, CultureInfo.InvariantCulture) ?? ""),
    };

    /// <summary>Trimmed as the cells of a text are; characters that cannot be stored show as damaged.</summary>
    private static string Clean(string text)
    {
        var trimmed = FormulaText.Original(text.Trim());
        if (!trimmed.AsSpan().ContainsAny(Unstorable))
            return trimmed;
        var whole = new System.Text.StringBuilder(trimmed.Length);
        foreach (var rune in trimmed.EnumerateRunes())
            whole.Append(rune.Value is < '\t' or (> '\r' and < ' ') ? "\uFFFD" : rune.ToString());
        return whole.ToString();
    }

    private string Number(double number, string? format)
    {
        if (!double.IsFinite(number))
            return "";
        if (number == Math.Truncate(number))
        {
            if (Math.Abs(number) >= ExactNumbers)
                return number.ToString("0.##############E+00", ImportIssues.German);
            return ((decimal)number).ToString(ZeroFormat(format) ?? "0", CultureInfo.InvariantCulture);
        }
        var text = ((decimal)number).ToString("0.####################", ImportIssues.German);
        // 1,234 may be read in two ways; a number cell can only mean one.
        return text.Length - text.IndexOf(',', StringComparison.Ordinal) == 4 ? text + "0" : text;
    }

    private string? ZeroFormat(string? format)
    {
        if (format is null or "General")
            return null;
        if (!_zeroFormats.TryGetValue(format, out var zeros))
            _zeroFormats[format] = zeros = LeadingZeros.FormatOf(format);
        return zeros;
    }

    /// <summary>A time of day has a day before the calendar of Excel begins.</summary>
    private static string Date(DateTime moment, string? format)
    {
        var time = moment.TimeOfDay == TimeSpan.Zero ? "" : " HH:mm:ss";
        return moment.Year < 1900
            ? moment.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            : moment.ToString((format is ['y' or 'Y', ..] ? "yyyy-MM-dd" : "dd.MM.yyyy") + time, CultureInfo.InvariantCulture);
    }
}
