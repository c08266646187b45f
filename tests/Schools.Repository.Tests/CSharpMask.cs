using System.Text.RegularExpressions;

namespace Schools.Repository.Tests;

/// <summary>
/// C# text with comments, strings, characters and preprocessor lines blanked, so that braces and words in what is left are code.
/// Length and line breaks stay, so positions and line numbers hold.
/// </summary>
public sealed partial class CSharpMask
{
    private readonly string source;
    private readonly char[] masked;
    private int position;

    private CSharpMask(string source)
    {
        this.source = source;
        masked = source.ToCharArray();
    }

    public static string Of(string source)
    {
        var mask = new CSharpMask(PreprocessorLine().Replace(source, line => new string(' ', line.Length)));
        mask.Code(untilBrace: false);
        return new string(mask.masked);
    }

    [GeneratedRegex("^[ \t]*#[^\n]*", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PreprocessorLine();

    private char At(int offset) => position + offset < source.Length ? source[position + offset] : '\0';

    private bool Starts(string text) => string.CompareOrdinal(source, position, text, 0, text.Length) == 0;

    /// <summary>Reads code; inside a hole of an interpolated string up to the brace that closes it.</summary>
    private void Code(bool untilBrace)
    {
        var depth = 0;
        while (position < source.Length)
        {
            if (StringOrComment())
            {
                continue;
            }

            var c = source[position];
            if (c == '}' && untilBrace && depth == 0)
            {
                return;
            }

            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            position++;
        }
    }

    private bool StringOrComment()
    {
        if (Starts("//"))
        {
            BlankTo(source.IndexOf('\n', position));
            return true;
        }

        if (Starts("/*"))
        {
            BlankTo(source.IndexOf("*/", position + 2, StringComparison.Ordinal), extra: 2);
            return true;
        }

        if (source[position] == '\'')
        {
            CharacterLiteral();
            return true;
        }

        return StringLiteral();
    }

    private void CharacterLiteral()
    {
        var end = position + 1;
        while (end < source.Length && source[end] != '\'' && source[end] != '\n')
        {
            end += source[end] == '\\' ? 2 : 1;
        }

        BlankTo(end, extra: 1);
    }

    private bool StringLiteral()
    {
        var prefix = 0;
        while (At(prefix) is '$' or '@')
        {
            prefix++;
        }

        if (At(prefix) != '"')
        {
            return false;
        }

        var head = source.AsSpan(position, prefix);
        var verbatim = head.Contains('@');
        var interpolated = head.Contains('$');
        var quotes = 0;
        while (At(prefix + quotes) == '"')
        {
            quotes++;
        }

        if (quotes >= 3 && !verbatim)
        {
            BlankTo(source.IndexOf(new string('"', quotes), position + prefix + quotes, StringComparison.Ordinal), extra: quotes);
            return true;
        }

        BlankTo(position + prefix + 1);
        QuotedText(verbatim, interpolated);
        return true;
    }

    private void QuotedText(bool verbatim, bool interpolated)
    {
        while (position < source.Length)
        {
            var c = source[position];
            if (c == '"' && !(verbatim && At(1) == '"'))
            {
                BlankTo(position + 1);
                return;
            }

            if (interpolated && c == '{' && At(1) != '{')
            {
                var hole = position++;
                Code(untilBrace: true);
                masked.AsSpan(hole, position - hole).Replace('{', ' ');
                masked.AsSpan(hole, position - hole).Replace('}', ' ');
                BlankTo(position + 1);
                continue;
            }

            var pair = (c == '\\' && !verbatim) || (c == '"' && verbatim) || (interpolated && c is '{' or '}' && At(1) == c);
            BlankTo(position + (pair ? 2 : 1));
        }
    }

    private void BlankTo(int end, int extra = 0)
    {
        end = end < 0 ? source.Length : Math.Min(end + extra, source.Length);
        for (; position < end; position++)
        {
            if (masked[position] is not '\n' and not '\r')
            {
                masked[position] = ' ';
            }
        }
    }
}
