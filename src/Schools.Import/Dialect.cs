using System.Buffers;
using System.Collections.Immutable;

namespace Schools.Import;

public enum NewLineKind { CrLf, Lf, Cr }

/// <summary>A sheet of an Excel file that is not read.</summary>
/// <param name="HasHeader">It holds a table that is known too, and may be chosen.</param>
public sealed record SkippedSheet(string Name, bool HasHeader, bool Hidden);

/// <summary>The sheet of an Excel file that is read, and those that are not.</summary>
/// <param name="Format">"XLSX" or "XLS".</param>
public sealed record SheetUse(string Format, string Name, ImmutableArray<SkippedSheet> Skipped);

/// <summary>How dates are written, by what the cells of date columns show.</summary>
public enum DateForm { German, Iso, DayFirst, MonthFirst, SerialNumber }

/// <summary>How a file is read: every choice is a value that may be shown, stored and replaced.</summary>
/// <param name="Encoding">How bytes become characters.</param>
/// <param name="Delimiter">The character between cells.</param>
/// <param name="SepLine">The file begins with Excel's own <c>sep=;</c> line.</param>
/// <param name="HeaderLine">Physical line, 1-based, on which the header row begins.</param>
/// <param name="NewLine">The first line end of the file; others are read as well.</param>
public sealed record Dialect(TextEncoding Encoding, char Delimiter, bool SepLine, int HeaderLine, NewLineKind NewLine)
{
    private static readonly SearchValues<char> Western = SearchValues.Create("äöüÄÖÜßéèáàçñ");

    /// <summary>
    /// Up to three texts with umlauts, by which a reader sees whether the encoding is right; only of columns that are read.
    /// </summary>
    public ImmutableArray<string> UmlautSamples { get; init; } = [];

    /// <summary>
    /// The lines above the header, which are not read. Only their numbers: this is shown and kept, and titles name people
    /// ("Ansprechpartnerin: …"). Who wants to check what was passed over has the file at hand.
    /// </summary>
    public ImmutableArray<int> SkippedLines { get; init; } = [];

    /// <summary>The lines of sums under the list.</summary>
    public ImmutableArray<int> TotalLines { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The sheet of an Excel file; encoding, delimiter and line end are then those of its corrected rows.</summary>
    public SheetUse? Sheet { get; init; }

    /// <summary>How the date columns are written; empty where none holds a date.</summary>
    public ImmutableArray<DateForm> Dates { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>How the columns of amounts are written; null where none holds a number that shows it.</summary>
    public NumberStyle? Numbers { get; init; }

    /// <summary>The dialect of what an Excel file gives back: a list that German Excel opens by double click.</summary>
    internal static Dialect OfSheet(SheetUse sheet, int headerLine) =>
        new(TextEncoding.Utf8Bom, ';', false, headerLine, NewLineKind.CrLf) { Sheet = sheet };

    /// <param name="source">The decoded file.</param>
    /// <param name="isKnownHeader">True for a name, normalised by <see cref="HeaderName.Normalise"/>, that some profile knows.</param>
    /// <param name="choices">What the user chose; the rest is detected under these choices.</param>
    public static Outcome<Dialect> Detect(SourceText source, Predicate<string> isKnownHeader, DialectChoices? choices = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(isKnownHeader);
        choices ??= DialectChoices.None;
        var text = source.Text;
        var sep = SepLineOf(text);
        var sample = Candidates(text, sep, choices)
            .Select(delimiter => DelimiterSample.Read(text, delimiter, sep is null ? 1 : 2, isKnownHeader))
            .Aggregate((best, next) => next.IsBetterThan(best) ? next : best);

        var header = choices.HeaderLine is { } line ? sample.RowAt(line) : sample.Header;
        if (header is null)
            return HeaderSearch.Refuse(choices.HeaderLine);
        return new Dialect(source.Encoding, sample.Delimiter, sep is not null, header.Line, NewLineOf(text))
        {
            SkippedLines = sample.LinesBefore(header),
        };
    }

    /// <summary>The delimiter of a <c>sep=</c> line and where the text goes on after it.</summary>
    internal static (char Delimiter, int Next)? SepLineOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = text.AsSpan(0, Math.Max(end, 0)).TrimEnd(' ');
        if (line.Length is 7 && line[0] == '"' && line[^1] == '"')
            line = line[1..^1];
        if (line.Length != 5 || !line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || !MayDelimit(line[4]))
            return null;
        return (line[4], text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1);
    }

    private static char[] Candidates(string text, (char Delimiter, int Next)? sep, DialectChoices choices) =>
        choices.Delimiter is { } chosen && MayDelimit(chosen) ? [chosen]
        : sep is { } line ? [line.Delimiter]
        : [.. DelimiterSample.Candidates.Where(text.Contains).DefaultIfEmpty(DelimiterSample.Candidates[0])];

    private static bool MayDelimit(char c) => !char.IsLetterOrDigit(c) && c is not ('"' or '\r' or '\n' or ' ');

    private static NewLineKind NewLineOf(string text)
    {
        var cr = text.IndexOf('\r', StringComparison.Ordinal);
        if (cr < 0)
            return NewLineKind.Lf;
        var lf = text.IndexOf('\n', StringComparison.Ordinal);
        if (lf >= 0 && lf < cr)
            return NewLineKind.Lf;
        return cr + 1 < text.Length && text[cr + 1] == '\n' ? NewLineKind.CrLf : NewLineKind.Cr;
    }

    /// <param name="texts">Headers and cells of which none names people: samples are shown and kept.</param>
    internal static ImmutableArray<string> Samples(IEnumerable<string> texts) =>
    [
        .. texts.Where(text => text.AsSpan().ContainsAny(Western))
            .Select(text => CellText.Beginning(HeaderName.OneLine(text)))
            .Distinct(StringComparer.Ordinal).Take(ImportLimits.UmlautSamples),
    ];
}
