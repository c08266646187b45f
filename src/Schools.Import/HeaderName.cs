using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Schools.Import;

/// <summary>Column names as people write them, brought to one form in which aliases are compared.</summary>
public static partial class HeaderName
{
    /// <summary>
    /// Lower case letters and digits only; ä, ö, ü and ß as ae, oe, ue and ss so that both spellings meet, other diacritics dropped,
    /// footnote marks such as "(1)" removed: "Geräte-SN" becomes "geraetesn", "Inv.-Nr. (1)" becomes "invnr".
    /// </summary>
    public static string Normalise(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var name = new StringBuilder(header.Length + 4);
        foreach (var c in FootnoteMark().Replace(header, "").Normalize(NormalizationForm.FormC).ToLowerInvariant())
        {
            switch (c)
            {
                case 'ä': name.Append("ae"); break;
                case 'ö': name.Append("oe"); break;
                case 'ü': name.Append("ue"); break;
                case 'ß': name.Append("ss"); break;
                case < '\u0080': AppendPlain(name, c); break;
                // Half of a sign beyond the first 65,536, which has no letters that a name is told by.
                case >= '\uD800' and <= '\uDFFF': break;
                default:
                    foreach (var part in c.ToString().Normalize(NormalizationForm.FormD))
                        AppendPlain(name, part);
                    break;
            }
        }
        return name.ToString();
    }

    /// <summary>A header cell on one line: line breaks and runs of spaces become one space, ends trimmed.</summary>
    public static string OneLine(string header) => IsOneLine(header) ? header : Spaces().Replace(header, " ").Trim();

    /// <summary>Asked for every cell of a list, nearly all of which are so.</summary>
    private static bool IsOneLine(string text)
    {
        var afterSpace = true;
        foreach (var c in text)
        {
            if (c == ' ' ? afterSpace : c < ' ' || c == '\uFEFF' || (c >= '\u0080' && char.IsWhiteSpace(c)))
                return false;
            afterSpace = c == ' ';
        }
        return !afterSpace || text.Length == 0;
    }

    private static void AppendPlain(StringBuilder name, char c)
    {
        if (char.IsAsciiLetterOrDigit(c) || (c >= '\u0080' && CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter))
            name.Append(c);
    }

    // Spaces before the mark go with all others; to look for them here takes seconds in a cell of ten thousand spaces.
    [GeneratedRegex(@"\(\d{1,2}\)|[\u00B9\u00B2\u00B3*†]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FootnoteMark();

    [GeneratedRegex(@"[\s\u00A0\uFEFF]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
