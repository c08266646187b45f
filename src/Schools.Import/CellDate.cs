using System.Globalization;

namespace Schools.Import;

/// <summary>How dates with slashes are meant. Undecided takes only those that can be read in one way.</summary>
public enum SlashDates { Undecided, DayFirst, MonthFirst }

/// <summary>What a cell shows of a day: <c>12. Mrz</c> has no year, <c>Mrz 24</c> no day.</summary>
/// <param name="Year">Of two or four digits, as shown.</param>
internal sealed record ShownDay(int? Day, int Month, int? Year)
{
    /// <summary>Whether the number is the year shown; two digits stand for any century.</summary>
    public bool IsYear(int number) => Year is { } year && (year == number || ((year < 100 || number < 100) && year % 100 == number % 100));
}

/// <summary>Dates as German lists and system exports write them. Never a default: what is not a date is an error.</summary>
public static class CellDate
{
    private const int MonthsOfYear = 12;
    private const int FirstYear = 1800;
    private const int LastYear = 2199;
    /// <summary>Two-digit years from here on belong to the last century: schools keep no device from before.</summary>
    private const int LastCenturyFrom = 70;
    /// <summary>Excel serial numbers of 1954 to 2119; smaller ones are more likely counts or years.</summary>
    private const double FirstSerial = 20_000, LastSerial = 80_000;
    private static readonly DateOnly SerialZero = new(1899, 12, 30);

    private static readonly string[] IsoForms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK",
    ];

    private static readonly string[] Months =
        ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"];

    /// <param name="cell">The cell as written.</param>
    /// <param name="slashes">Order of day and month in <c>04/12/2024</c>.</param>
    /// <param name="serialNumbers">True where the column is surely a date, so that <c>46082</c> may be Excel's number of the day.</param>
    public static CellValue<DateOnly> Parse(string cell, SlashDates slashes = SlashDates.Undecided, bool serialNumbers = true)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var text = cell.AsSpan().Trim();
        if (CellText.IsEmpty(cell) || text is "00.00.0000" || text.StartsWith("0000-00-00", StringComparison.Ordinal))
            return CellValue.Empty<DateOnly>();
        if (text.Length >= 10 && text[4] == '-')
            return Iso(text);
        if (text.Contains('/'))
            return WithSlashes(WithoutTime(text), slashes);
        if (text.Count('.') == 2)
            return WithDots(WithoutTime(text));
        if (serialNumbers && IsSerial(text, out var serial))
            return CellValue.Of<DateOnly>(SerialZero.AddDays((int)serial));
        return WithMonthName(text);
    }

    /// <summary>The order of day and month in a column with slashes, where some cells allow only one; undecided where none tells.</summary>
    public static SlashDates OrderOf(IEnumerable<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        bool dayFirst = false, monthFirst = false;
        foreach (var cell in cells)
        {
            if (!cell.Contains('/', StringComparison.Ordinal)
                || !Split(WithoutTime(cell.AsSpan().Trim()), '/', out var first, out var second, out _))
                continue;
            dayFirst |= first > MonthsOfYear && second <= MonthsOfYear;
            monthFirst |= second > MonthsOfYear && first <= MonthsOfYear;
        }
        return dayFirst == monthFirst ? SlashDates.Undecided : dayFirst ? SlashDates.DayFirst : SlashDates.MonthFirst;
    }

    /// <summary>How a cell that is read as a date writes it; null for no date.</summary>
    public static DateForm? FormOf(string cell, SlashDates slashes)
    {
        var value = Parse(cell, slashes);
        return !value.HasValue ? null
            : cell.Contains('/', StringComparison.Ordinal)
                ? OrderOf([cell]) is var own && (slashes == SlashDates.Undecided ? own : slashes) == SlashDates.MonthFirst
                    ? DateForm.MonthFirst
                    : DateForm.DayFirst
            : cell.Contains('-', StringComparison.Ordinal) ? DateForm.Iso
            : IsSerial(cell.AsSpan().Trim(), out _) ? DateForm.SerialNumber
            : DateForm.German;
    }

    /// <summary>Every way in which a cell can be read as a day or a part of one.</summary>
    internal static IEnumerable<ShownDay> Shown(string cell)
    {
        foreach (var order in (IEnumerable<SlashDates>)[SlashDates.DayFirst, SlashDates.MonthFirst])
        {
            if (Parse(cell, order) is { HasValue: true, Value: var day })
                yield return new ShownDay(day.Day, day.Month, day.Year);
        }
        var words = Words(cell);
        var at = Array.FindIndex(words, word => MonthOf(word) > 0);
        if (at < 0)
            yield break;
        var month = MonthOf(words[at]);
        switch (words)
        {
            case [var one, _, var two] when at == 1 && Number(one, out var first) && Number(two, out var year):
                yield return new ShownDay(first, month, year);
                break;
            case [_, _] when Number(words[1 - at], out var number):
                yield return new ShownDay(number, month, null);
                yield return new ShownDay(null, month, number);
                break;
        }
    }

    private static CellValue<DateOnly> Iso(ReadOnlySpan<char> text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? InRange(date)
            : DateTime.TryParseExact(text, IsoForms, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
                ? InRange(DateOnly.FromDateTime(moment))
                : Invalid;

    private static CellValue<DateOnly> WithDots(ReadOnlySpan<char> text) => Split(text, '.', out var day, out var month, out var year)
        ? Of(year, month, day)
        : WithMonthName(text);

    private static CellValue<DateOnly> WithSlashes(ReadOnlySpan<char> text, SlashDates slashes)
    {
        if (!Split(text, '/', out var first, out var second, out var year))
            return Invalid;
        return slashes switch
        {
            SlashDates.DayFirst => Of(year, second, first),
            SlashDates.MonthFirst => Of(year, first, second),
            _ when first == second || first > 12 => Of(year, second, first),
            _ when second > 12 => Of(year, first, second),
            _ => CellValue.Fail<DateOnly>(ImportIssues.AmbiguousDate),
        };
    }

    /// <summary>"12. März 2024" is a date; "Mrz 26" and "12. Mrz" are what a spreadsheet makes of room or part numbers.</summary>
    private static CellValue<DateOnly> WithMonthName(ReadOnlySpan<char> text)
    {
        var words = Words(text.ToString());
        var at = Array.FindIndex(words, word => MonthOf(word) > 0);
        if (at < 0 || words.Length > 3)
            return Invalid;
        return at == 1 && words.Length == 3 && words[2].Length == 4 && Number(words[0], out var day) && Number(words[2], out var year)
            ? Of(year, MonthOf(words[1]), day)
            : CellValue.Fail<DateOnly>(ImportIssues.AmbiguousDate);
    }

    private static string[] Words(string text) => text.Split(['.', ' ', '-'], StringSplitOptions.RemoveEmptyEntries);

    private static int MonthOf(string word)
    {
        if (word.Length is < 3 or > 9 || !char.IsLetter(word[0]))
            return 0;
        var start = word[..3].ToLowerInvariant();
        return start switch
        {
            "mrz" or "mar" => 3,
            "may" => 5,
            "oct" => 10,
            "dec" => 12,
            _ => Array.IndexOf(Months, start) + 1,
        };
    }

    private static ReadOnlySpan<char> WithoutTime(ReadOnlySpan<char> text)
    {
        var space = text.IndexOfAny(' ', 'T');
        return space > 0 && TimeOnly.TryParse(text[(space + 1)..], CultureInfo.InvariantCulture, out _) ? text[..space] : text;
    }

    private static bool Split(ReadOnlySpan<char> text, char separator, out int first, out int second, out int year)
    {
        second = year = 0;
        var one = text.IndexOf(separator);
        var two = text.LastIndexOf(separator);
        if (!Number(text[..one], out first) || two <= one || !Number(text[(one + 1)..two], out second))
            return false;
        var last = text[(two + 1)..];
        if (last.Length is not (2 or 4) || !Number(last, out year))
            return false;
        if (last.Length == 2)
            year += year >= LastCenturyFrom ? 1900 : 2000;
        return true;
    }

    private static bool Number(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && text.Length <= 4;

    private static bool IsSerial(ReadOnlySpan<char> text, out double serial)
    {
        var style = NumberStyles.AllowDecimalPoint;
        return (double.TryParse(text, style, CultureInfo.InvariantCulture, out serial)
                || double.TryParse(text, style, ImportIssues.German, out serial))
            && serial is >= FirstSerial and <= LastSerial;
    }

    private static CellValue<DateOnly> Of(int year, int month, int day) =>
        year is >= FirstYear and <= LastYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? CellValue.Of<DateOnly>(new DateOnly(year, month, day))
            : Invalid;

    private static CellValue<DateOnly> InRange(DateOnly date) =>
        date.Year is >= FirstYear and <= LastYear ? CellValue.Of<DateOnly>(date) : Invalid;

    private static CellValue<DateOnly> Invalid => CellValue.Fail<DateOnly>(ImportIssues.InvalidDate);
}
