using System.Buffers;
using System.Globalization;

namespace Schools.Import;

/// <summary>How a column writes its numbers: 1.234,56 or 1,234.56.</summary>
public enum NumberStyle { German, English }

/// <summary>Decimal numbers, read by the style of their whole column because one cell alone may be read in two ways.</summary>
public static class CellNumber
{
    private enum Shape { Invalid, Plain, German, English, Ambiguous }

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.,");

    /// <summary>The style most cells can only have; German when none tells.</summary>
    public static NumberStyle StyleOf(IEnumerable<string> cells) => ShownStyle(cells) ?? NumberStyle.German;

    /// <summary>The style most cells can only have; null when none tells.</summary>
    public static NumberStyle? ShownStyle(IEnumerable<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        int german = 0, english = 0;
        foreach (var cell in cells)
        {
            var shape = ShapeOf(Bare(cell, out _));
            german += shape == Shape.German ? 1 : 0;
            english += shape == Shape.English ? 1 : 0;
        }
        return english > german ? NumberStyle.English : german > 0 ? NumberStyle.German : null;
    }

    /// <summary>
    /// The number; with a warning where the cell could mean another one (<c>5.555</c>) or is written against the column's style
    /// (<c>12.50</c> among German numbers).
    /// </summary>
    public static CellValue<decimal> Parse(string cell, NumberStyle style)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (CellText.IsEmpty(cell))
            return CellValue.Empty<decimal>();
        if (CellText.IsScientific(cell.Trim()))
            return CellValue.Fail<decimal>(ImportIssues.ScientificNotation);
        var bare = Bare(cell, out var negative);
        var shape = ShapeOf(bare);
        if (shape == Shape.Invalid)
            return CellValue.Fail<decimal>(ImportIssues.InvalidNumber);
        var asGerman = shape == Shape.German || (shape == Shape.Ambiguous && style == NumberStyle.German);
        var plain = asGerman
            ? bare.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
            : bare.Replace(",", "", StringComparison.Ordinal);
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return CellValue.Fail<decimal>(ImportIssues.InvalidNumber);
        value = negative ? -value : value;
        var warning = shape switch
        {
            Shape.Ambiguous => ImportIssues.AmbiguousNumber,
            Shape.German when style == NumberStyle.English => ImportIssues.MixedNumber,
            Shape.English when style == NumberStyle.German => ImportIssues.MixedNumber,
            _ => null,
        };
        return CellValue.Of<decimal>(value, warning, warning is null ? null : value.ToString("#,0.####", ImportIssues.German));
    }

    /// <summary>The digits and separators alone: currency, spaces, the sign (SAP writes it behind) and the German ",-" removed.</summary>
    private static string Bare(string cell, out bool negative)
    {
        var text = cell.AsSpan().Trim();
        text = text.StartsWith("EUR", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        text = text.EndsWith("EUR", StringComparison.OrdinalIgnoreCase) ? text[..^3]
            : text.EndsWith("Euro", StringComparison.OrdinalIgnoreCase) ? text[..^4]
            : text;
        text = text.Trim(" €$\u00A0\u202F");
        foreach (var tail in (ReadOnlySpan<string>)[",--", ",-", ",–", ",—"])
        {
            if (text.EndsWith(tail, StringComparison.Ordinal))
                text = text[..^tail.Length];
        }
        negative = text.Length > 0 && (text[0] is '-' or '−' || text[^1] == '-');
        text = text.Trim("-−+").Trim(" €$\u00A0\u202F");
        return text.ToString();
    }

    private static Shape ShapeOf(string text)
    {
        if (text.Length == 0 || !char.IsAsciiDigit(text[^1]) || text.AsSpan().ContainsAnyExcept(Digits))
            return Shape.Invalid;
        var dots = text.AsSpan().Count('.');
        var commas = text.AsSpan().Count(',');
        if (dots == 0 && commas == 0)
            return Shape.Plain;
        if (dots > 0 && commas > 0)
        {
            var german = text.LastIndexOf(',') > text.LastIndexOf('.');
            return german && commas == 1 && IsGrouped(text[..text.IndexOf(',', StringComparison.Ordinal)], '.') ? Shape.German
                : !german && dots == 1 && IsGrouped(text[..text.IndexOf('.', StringComparison.Ordinal)], ',') ? Shape.English
                : Shape.Invalid;
        }
        var separator = dots > 0 ? '.' : ',';
        if (dots + commas > 1)
            return !IsGrouped(text, separator) ? Shape.Invalid : separator == '.' ? Shape.German : Shape.English;
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        if (at is >= 1 and <= 3 && text.Length - at == 4 && text[0] != '0')
            return Shape.Ambiguous;
        return separator == ',' ? Shape.German : Shape.English;
    }

    /// <summary>One to three digits, then groups of exactly three.</summary>
    private static bool IsGrouped(string text, char separator)
    {
        var groups = text.Split(separator);
        return groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3);
    }
}
