using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Schools.Import;

public enum TextEncoding { Utf8, Utf8Bom, Utf16Le, Utf16Be, Windows1252 }

/// <summary>A file's text with the encoding it was read in; made only from bytes within <see cref="ImportLimits"/>.</summary>
public sealed class SourceText
{
    private const char Unreadable = '\uFFFD';
    /// <summary>Control characters that no table holds: all but tab, line ends and form feeds.</summary>
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Where(c => c is < '\t' or > '\r').Select(c => (char)c)]);
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private SourceText(string text, TextEncoding encoding, int? strayLine)
    {
        StrayLine = strayLine;
        Text = text;
        Encoding = encoding;
    }

    /// <summary>Said of a file that is larger than any import may be.</summary>
    public static FileRefusal TooLarge { get; } =
        ImportIssues.FileTooLarge.Refuse(null, ("limit", ImportLimits.FileBytes / 1024 / 1024));

    public string Text { get; }

    public TextEncoding Encoding { get; }

    /// <summary>The first line of an UTF-8 text whose bytes are none; they became U+FFFD and are reported by row.</summary>
    public int? StrayLine { get; }

    /// <summary>The refusal of a file that by its name alone cannot be a table, or null.</summary>
    public static FileRefusal? RefuseName(string fileName) => FileKind.RefuseName(fileName);

    /// <summary>Decodes strictly: BOM, UTF-16 by its zero bytes, valid UTF-8, else Windows-1252 if that yields Western text.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="chosen">An encoding the user chose; in Windows-1252 undefined bytes then become U+FFFD and are reported by row.</param>
    public static Outcome<SourceText> Decode(ReadOnlyMemory<byte> bytes, TextEncoding? chosen = null)
    {
        var span = bytes.Span;
        if (span.Length > ImportLimits.FileBytes)
            return TooLarge;
        var kind = FileKind.Of(bytes);
        if (kind.Format == FileFormat.Zip)
            return ZipParts.Open(bytes).Refusal ?? ImportIssues.NestedZip.Refuse();
        if (kind.Format != FileFormat.Text)
            return ImportIssues.BinaryFile.Refuse(null, ("kind", kind.German));
        if (FirstLongLine(span) is { } line)
            return ImportIssues.LineTooLong.Refuse(line, ("line", line), ("limit", ImportLimits.LineBytes));

        var encoding = chosen ?? Detect(span);
        int? stray = chosen is null && encoding == TextEncoding.Windows1252 ? Utf8Strays.First(span) : null;
        if (stray is not null)
            encoding = span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? TextEncoding.Utf8Bom : TextEncoding.Utf8;
        if (encoding is not (TextEncoding.Utf16Le or TextEncoding.Utf16Be) && span.Contains((byte)0))
            return ImportIssues.BinaryFile.Refuse(null, ("kind", "eine Programm- oder Bilddatei"));
        if (stray is null && FirstUnreadable(span, encoding, chosen is not null) is { } at)
        {
            var bad = LineAt(span, at);
            return ImportIssues.UnreadableEncoding.Refuse(bad, ("line", bad));
        }
        var text = Decode(span, encoding);
        if (text.AsSpan().Trim("\r\n\t\v\f ").IsEmpty)
            return ImportIssues.EmptyFile.Refuse();
        if (IsBinary(text))
            return ImportIssues.BinaryFile.Refuse(null, ("kind", "eine Programm- oder Bilddatei"));
        if (encoding is TextEncoding.Utf16Le or TextEncoding.Utf16Be && text.Contains(Unreadable, StringComparison.Ordinal))
            return ImportIssues.UnreadableEncoding.Refuse(1, ("line", 1));
        return new SourceText(text, encoding, stray is { } strayAt ? LineAt(span, strayAt) : null);
    }

    private static TextEncoding Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) && Utf8.IsValid(bytes))
            return TextEncoding.Utf8Bom;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return TextEncoding.Utf16Le;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return TextEncoding.Utf16Be;
        return Utf16ByZeros(bytes) ?? (Utf8.IsValid(bytes) ? TextEncoding.Utf8 : TextEncoding.Windows1252);
    }

    private static int? FirstUnreadable(ReadOnlySpan<byte> bytes, TextEncoding encoding, bool chosen)
    {
        if (encoding == TextEncoding.Windows1252)
            return chosen ? null : Windows1252.FirstImplausible(bytes);
        if (encoding is TextEncoding.Utf16Le or TextEncoding.Utf16Be || Utf8.IsValid(bytes))
            return null;
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return at;
    }

    /// <summary>Western text in UTF-16 has a zero in nearly every second byte and none in the others.</summary>
    private static TextEncoding? Utf16ByZeros(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, 4096)];
        int even = 0, odd = 0, pairs = head.Length / 2;
        for (var i = 0; i < pairs * 2; i++)
        {
            if (head[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        }
        if (pairs < 2 || bytes.Length % 2 != 0)
            return null;
        if (odd * 10 > pairs * 7 && even == 0)
            return TextEncoding.Utf16Le;
        return even * 10 > pairs * 7 && odd == 0 ? TextEncoding.Utf16Be : null;
    }

    private static string Decode(ReadOnlySpan<byte> bytes, TextEncoding encoding)
    {
        var text = encoding switch
        {
            TextEncoding.Utf8 or TextEncoding.Utf8Bom => System.Text.Encoding.UTF8.GetString(bytes),
            TextEncoding.Utf16Le => System.Text.Encoding.Unicode.GetString(bytes),
            TextEncoding.Utf16Be => System.Text.Encoding.BigEndianUnicode.GetString(bytes),
            _ => Windows1252.Decode(bytes),
        };
        // DOS programs close a text with 1A; it is no row.
        text = text.TrimEnd('\u001A');
        return text.StartsWith('\uFEFF') ? text[1..] : text;
    }

    private static bool IsBinary(string text)
    {
        var controls = 0;
        var rest = text.AsSpan();
        for (int at; (at = rest.IndexOfAny(Controls)) >= 0; rest = rest[(at + 1)..])
        {
            if (rest[at] == 0)
                return true;
            controls++;
        }
        return controls > 1 + text.Length / 1000;
    }

    private static int? FirstLongLine(ReadOnlySpan<byte> bytes)
    {
        var line = 1;
        // A file shorter than the longest line cannot hold a longer one.
        while (bytes.Length > ImportLimits.LineBytes)
        {
            var end = bytes.IndexOfAny(LineEnds);
            if (end < 0 || end > ImportLimits.LineBytes)
                return line;
            var next = bytes[end] == '\r' && end + 1 < bytes.Length && bytes[end + 1] == '\n' ? end + 2 : end + 1;
            bytes = bytes[next..];
            line++;
        }
        return null;
    }

    private static int LineAt(ReadOnlySpan<byte> bytes, int at)
    {
        var line = 1;
        for (var i = 0; i < at; i++)
        {
            if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n'))
                line++;
        }
        return line;
    }
}
