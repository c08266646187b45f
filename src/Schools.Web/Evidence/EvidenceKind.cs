using System.IO.Compression;
using System.Text;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Web.Evidence;

/// <summary>
/// What a file that proves something may be. It is told by its content: the name says nothing, and nothing that a program would run or a
/// browser would show as a page is taken.
/// </summary>
public sealed record EvidenceKind(string Extension, string ContentType)
{
    /// <summary>Characters of a name; file systems take 255 bytes.</summary>
    public const int LongestName = 120;
    private const int MostParts = 5_000;
    private const string Office = "application/vnd.openxmlformats-officedocument.";

    public static readonly EvidenceKind Pdf = new(".pdf", "application/pdf");
    public static readonly EvidenceKind Jpeg = new(".jpg", "image/jpeg");
    public static readonly EvidenceKind Png = new(".png", "image/png");
    public static readonly EvidenceKind Docx = new(".docx", Office + "wordprocessingml.document");
    public static readonly EvidenceKind Xlsx = new(".xlsx", Office + "spreadsheetml.sheet");

    public static readonly IReadOnlyList<EvidenceKind> All = [Pdf, Jpeg, Png, Docx, Xlsx];

    private static ReadOnlySpan<byte> JpegBegins => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> PngBegins => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The file with a name that fits its content, or why it is not taken.</summary>
    /// <param name="name">As the browser sent it.</param>
    public static (EvidenceContent? Content, Refusal? Refusal) Recognise(string name, byte[] bytes)
    {
        var shown = Plain(name);
        if (bytes.Length == 0)
        {
            return (null, new Refusal(RefusalCode.EvidenceFileMissing));
        }
        if (bytes.AsSpan().StartsWith("PK"u8))
        {
            return OfOffice(bytes) switch
            {
                (_, true) => (null, new Refusal(RefusalCode.EvidenceFileWithMacros, shown)),
                ({ } office, _) => (new EvidenceContent(office.Named(shown), office.ContentType, bytes), null),
                _ => (null, new Refusal(RefusalCode.EvidenceFileUnknown, shown)),
            };
        }
        var kind = bytes.AsSpan().StartsWith("%PDF-"u8) ? Pdf
            : bytes.AsSpan().StartsWith(JpegBegins) ? Jpeg
            : bytes.AsSpan().StartsWith(PngBegins) ? Png
            : null;
        return kind is null
            ? (null, new Refusal(RefusalCode.EvidenceFileUnknown, shown))
            : (new EvidenceContent(kind.Named(shown), kind.ContentType, bytes), null);
    }

    /// <summary>A name without folders and signs that a system or a header would take for something else.</summary>
    private static string Plain(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\', ':']) + 1)..];
        var letters = string.Concat(last.EnumerateRunes()
            .Where(rune => Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or '-' or '_' or '(' or ')')).Trim(' ', '.');
        return letters.Length == 0 ? "Nachweis" : letters.Length > LongestName ? letters[..LongestName] : letters;
    }

    private string Named(string plain) =>
        plain.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
        || (this == Jpeg && plain.EndsWith(".jpeg", StringComparison.OrdinalIgnoreCase))
            ? plain
            : plain + Extension;

    /// <summary>An Office file is a ZIP with a list of its parts and the one that holds the text or the sheets.</summary>
    private static (EvidenceKind? Kind, bool HasMacros) OfOffice(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts || zip.GetEntry("[Content_Types].xml") is null)
            {
                return (null, false);
            }
            var macros = zip.Entries.Any(part => part.Name.StartsWith("vbaProject", StringComparison.OrdinalIgnoreCase));
            var kind = zip.GetEntry("word/document.xml") is not null ? Docx : zip.GetEntry("xl/workbook.xml") is not null ? Xlsx : null;
            return (kind, macros);
        }
        catch (InvalidDataException)
        {
            return (null, false);
        }
    }
}
