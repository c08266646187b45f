using System.Buffers;
using System.Text;

namespace Schools.Import;

/// <summary>
/// Windows-1252 as Microsoft defines it; 81, 8D, 8F, 90 and 9D are undefined and read as U+FFFD. Written here because the
/// platform's table needs a global registration and reads undefined bytes as control characters.
/// </summary>
internal static class Windows1252
{
    private const string From80To9F =
        "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ";

    private static readonly SearchValues<char> C1 = SearchValues.Create(Enumerable.Range(0x80, 0x20).Select(i => (char)i).ToArray());

    /// <summary>Signs and letters that German lists never hold and other code pages (DOS, Mac, Shift-JIS) put into these places.</summary>
    private static readonly SearchValues<byte> Odd = SearchValues.Create(
        0x83, 0x86, 0x87, 0x88, 0x89, 0x98, 0x9F, 0xA4, 0xA5, 0xA6, 0xAC, 0xD0, 0xDE, 0xF0, 0xFE, 0xFF);

    private static readonly SearchValues<byte> Undefined = SearchValues.Create(0x81, 0x8D, 0x8F, 0x90, 0x9D);

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        if (!text.AsSpan().ContainsAny(C1))
            return text;
        return string.Create(text.Length, text, static (to, from) =>
        {
            from.CopyTo(to);
            for (int at; (at = to.IndexOfAny(C1)) >= 0; to = to[(at + 1)..])
                to[at] = From80To9F[to[at] - 0x80];
        });
    }

    /// <summary>The bytes of a text; what the code page lacks becomes a question mark.</summary>
    public static byte[] Encode(string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            var c = text[i];
            var high = c is >= '\u0080' and not '\uFFFD' ? From80To9F.IndexOf(c, StringComparison.Ordinal) : -1;
            bytes[i] = high >= 0 ? (byte)(0x80 + high)
                : c is < '\u0080' or (>= '\u00A0' and <= '\u00FF') ? (byte)c
                : (byte)'?';
        }
        return bytes;
    }

    /// <summary>
    /// The place of the first byte that shows this is another code page, or null. Undefined bytes prove it; otherwise more than a fifth of
    /// the bytes beyond ASCII must be odd symbols or stand in runs of three and more, which German spelling does not have.
    /// A few odd bytes are left to the rows that hold them.
    /// </summary>
    public static int? FirstImplausible(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOfAny(Undefined) is var undefined and >= 0)
            return undefined;
        int high = 0, implausible = 0, first = -1;
        for (var i = 0; i < bytes.Length;)
        {
            var step = bytes[i..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (step < 0)
                break;
            var start = i + step;
            var end = start;
            var odd = 0;
            for (; end < bytes.Length && bytes[end] >= 0x80; end++)
                odd += Odd.Contains(bytes[end]) ? 1 : 0;
            if (end - start >= 3)
                odd = end - start;
            if (odd > 0 && first < 0)
                first = start;
            high += end - start;
            implausible += odd;
            i = end;
        }
        return implausible > FewOddBytes && implausible * 5 > high ? first : null;
    }

    private const int FewOddBytes = 4;
}
