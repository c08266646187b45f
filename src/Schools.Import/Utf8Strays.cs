using System.Buffers;
using System.Text;

namespace Schools.Import;

/// <summary>
/// Tells an UTF-8 file into which somebody pasted a few lines of another encoding from a file that is not UTF-8 at all. Letters of German
/// text in Windows-1252 hardly ever stand so that they make a letter of UTF-8, so the more frequent ones tell.
/// </summary>
internal static class Utf8Strays
{
    /// <returns>The place of the first byte that is no UTF-8, or null where the file is not UTF-8 for the greater part.</returns>
    public static int? First(ReadOnlySpan<byte> bytes)
    {
        int letters = 0, strays = 0, at = 0;
        int? first = null;
        while (at < bytes.Length)
        {
            var ascii = bytes[at..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0)
                break;
            at += ascii;
            var isLetter = Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done;
            if (isLetter)
                letters++;
            else
            {
                strays++;
                first ??= at;
            }
            at += Math.Max(1, length);
        }
        return letters > strays ? first : null;
    }
}
