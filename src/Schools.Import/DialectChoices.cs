using System.Globalization;

namespace Schools.Import;

/// <summary>What a user chose himself of how a file is read; null is left to recognition.</summary>
/// <param name="HeaderLine">Physical line, in a sheet its row, on which the header begins.</param>
/// <param name="Sheet">Name of the sheet of an Excel file, or its number from 1.</param>
/// <param name="Dates">How <c>04/12/2024</c> is meant.</param>
public sealed record DialectChoices(
    TextEncoding? Encoding = null, char? Delimiter = null, int? HeaderLine = null, string? Sheet = null, SlashDates? Dates = null)
{
    private const string EncodingName = "die Kodierung", DelimiterName = "das Trennzeichen", HeaderLineName = "die Kopfzeile",
        DatesName = "die Reihenfolge im Datum";

    public static readonly DialectChoices None = new();

    private static readonly (TextEncoding Value, string[] Words)[] Encodings =
    [
        (TextEncoding.Utf8, ["utf-8", "utf8"]),
        (TextEncoding.Windows1252, ["windows-1252", "cp1252", "ansi", "iso-8859-1", "latin1"]),
        (TextEncoding.Utf16Le, ["utf-16le", "utf-16"]),
        (TextEncoding.Utf16Be, ["utf-16be"]),
    ];

    private static readonly (char Value, string[] Words)[] Delimiters =
    [
        (';', [";", "semikolon", "semicolon"]),
        (',', [",", "komma", "comma"]),
        ('\t', ["tab", "\t", "\\t", "tabulator"]),
        ('|', ["|", "pipe", "strich"]),
    ];

    private static readonly (SlashDates Value, string[] Words)[] DateOrders =
        [(SlashDates.DayFirst, ["day-first", "dmy"]), (SlashDates.MonthFirst, ["month-first", "mdy"])];

    /// <summary>The choices as command line, API and form write them; empty is no choice. A refusal names what is allowed.</summary>
    public static Outcome<DialectChoices> Parse(string? encoding, string? delimiter, string? headerLine, string? sheet, string? dates)
    {
        var choices = new DialectChoices(Sheet: string.IsNullOrWhiteSpace(sheet) ? null : sheet.Trim());
        if (!string.IsNullOrWhiteSpace(encoding))
        {
            if (Find(Encodings, encoding) is not { } chosen)
                return Refuse(EncodingName, encoding, Allowed(Encodings));
            choices = choices with { Encoding = chosen };
        }
        // A tab is a blank too, and here it says something.
        if (!string.IsNullOrEmpty(delimiter))
        {
            if (Find(Delimiters, delimiter) is not { } chosen)
                return Refuse(DelimiterName, delimiter, Allowed(Delimiters));
            choices = choices with { Delimiter = chosen };
        }
        if (!string.IsNullOrWhiteSpace(headerLine))
        {
            if (!int.TryParse(headerLine, NumberStyles.None, CultureInfo.InvariantCulture, out var line)
                || line is < 1 or > ImportLimits.SampleRows)
                return Refuse(HeaderLineName, headerLine, $"1 bis {ImportLimits.SampleRows}");
            choices = choices with { HeaderLine = line };
        }
        if (!string.IsNullOrWhiteSpace(dates))
        {
            if (Find(DateOrders, dates) is not { } chosen)
                return Refuse(DatesName, dates, Allowed(DateOrders));
            choices = choices with { Dates = chosen };
        }
        return choices;
    }

    /// <summary>A choice that says nothing about this kind of file was meant for another one.</summary>
    internal FileRefusal? RefuseFor(FileFormat format) => format == FileFormat.Text
        ? Sheet is null ? null : ImportIssues.IdleChoice.Refuse(null, ("column", "Ein Blatt"), ("kind", "einer Textdatei"))
        : Encoding is null && Delimiter is null ? null
        : ImportIssues.IdleChoice.Refuse(null, ("column", Encoding is null ? "Ein Trennzeichen" : "Eine Kodierung"),
            ("kind", "einer Excel-Datei"));

    private static T? Find<T>((T Value, string[] Words)[] choices, string word)
        where T : struct
    {
        var bare = word.Length == 1 ? word : word.Trim();
        var at = Array.FindIndex(choices, choice => choice.Words.Contains(bare, StringComparer.OrdinalIgnoreCase));
        return at < 0 ? null : choices[at].Value;
    }

    private static string Allowed<T>((T Value, string[] Words)[] choices) => string.Join(", ", choices.Select(choice => choice.Words[0]));

    private static FileRefusal Refuse(string what, string given, string allowed) =>
        ImportIssues.WrongChoice.Refuse(null, ("column", what), ("value", given), ("expected", allowed));
}
