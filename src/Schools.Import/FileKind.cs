namespace Schools.Import;

/// <summary>How a file is packed, by its bytes.</summary>
internal enum FileFormat { Text, Xlsx, Xls, Zip, Other }

/// <summary>Recognises files by their first bytes and their parts; what the name says counts only where it says more.</summary>
/// <param name="German">What the file is, for refusals.</param>
internal sealed record FileKind(FileFormat Format, string German)
{
    private static readonly FileKind Text = new(FileFormat.Text, "ein Text");
    private static readonly FileKind Xlsx = new(FileFormat.Xlsx, "eine Excel-Datei (XLSX)");
    private static readonly FileKind Xls = new(FileFormat.Xls, "eine alte Excel-Datei (XLS)");
    private static readonly FileKind Zip = new(FileFormat.Zip, "eine ZIP-Datei");

    private static readonly (byte[] Start, FileKind Kind)[] Starts =
    [
        (ZipStart, Zip),
        ([0x50, 0x4B, 0x05, 0x06], Zip),
        ([0xD0, 0xCF, 0x11, 0xE0], Xls),
        ("%PDF"u8.ToArray(), Other("eine PDF-Datei")),
        ([0x89, 0x50, 0x4E, 0x47], Other("ein Bild (PNG)")),
        ([0xFF, 0xD8, 0xFF], Other("ein Bild (JPEG)")),
        ("GIF8"u8.ToArray(), Other("ein Bild (GIF)")),
        ([0x1F, 0x8B, 0x08], Other("ein gepacktes Archiv (GZIP)")),
        ([0x37, 0x7A, 0xBC, 0xAF], Other("ein gepacktes Archiv (7z)")),
        ("{\\rtf"u8.ToArray(), Other("ein Textdokument (RTF)")),
        ("SQLite format"u8.ToArray(), Other("eine Datenbank (SQLite)")),
        ("<?xml"u8.ToArray(), Other("eine XML-Datei")),
        ("<html"u8.ToArray(), Other("eine Webseite (HTML)")),
        ("<HTML"u8.ToArray(), Other("eine Webseite (HTML)")),
        ("<!DOCTYPE"u8.ToArray(), Other("eine Webseite (HTML)")),
        ("<!doctype"u8.ToArray(), Other("eine Webseite (HTML)")),
        ("<table"u8.ToArray(), Other("eine Webseite (HTML)")),
    ];

    /// <summary>Names of the streams an old Office file keeps its table in.</summary>
    private static readonly byte[][] XlsStreams = [Utf16("Workbook"), Utf16("Book")];

    private static readonly Dictionary<string, FileFormat> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = FileFormat.Text, [".csv"] = FileFormat.Text, [".txt"] = FileFormat.Text, [".tsv"] = FileFormat.Text,
        [".tab"] = FileFormat.Text, [".xlsx"] = FileFormat.Xlsx, [".xlsm"] = FileFormat.Xlsx, [".xls"] = FileFormat.Xls,
        [".zip"] = FileFormat.Zip,
    };

    private static ReadOnlySpan<byte> EncryptedPackage => "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"u8;

    private static byte[] ZipStart => [0x50, 0x4B, 0x03, 0x04];

    public static FileKind Of(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        foreach (var (start, kind) in Starts)
        {
            if (span.StartsWith(start))
                return kind == Zip ? OfParts(bytes) : kind == Xls ? OfStreams(span) : kind;
        }
        return Text;
    }

    /// <summary>An Excel file with a password is an old container around the encrypted new file.</summary>
    public static bool IsEncrypted(ReadOnlySpan<byte> bytes) => bytes.IndexOf(EncryptedPackage) >= 0;

    public static FileRefusal? RefuseName(string fileName)
    {
        var extension = Path.GetExtension(fileName);
        return Extensions.ContainsKey(extension) ? null : ImportIssues.WrongExtension.Refuse(null, ("value", extension));
    }

    /// <summary>Whether the name promises another kind of file; a name without extension promises none.</summary>
    public bool Contradicts(string fileName) =>
        Path.GetExtension(fileName) is { Length: > 0 } extension && Extensions.TryGetValue(extension, out var format) && format != Format;

    private static FileKind OfParts(ReadOnlyMemory<byte> bytes)
    {
        var parts = ZipParts.Open(bytes).Value?.Names;
        return parts is null ? Zip
            : parts.Contains("xl/workbook.xml") ? Xlsx
            : parts.Contains("xl/workbook.bin") ? Other("eine binäre Excel-Datei (XLSB)")
            : parts.Contains("word/document.xml") ? Other("ein Textdokument (DOCX)")
            : parts.Contains("ppt/presentation.xml") ? Other("eine Präsentation (PPTX)")
            : parts.Contains("mimetype") && parts.Contains("content.xml") ? Other("eine Tabelle aus LibreOffice (ODS)")
            : Zip;
    }

    private static FileKind OfStreams(ReadOnlySpan<byte> bytes)
    {
        foreach (var stream in XlsStreams)
        {
            if (bytes.IndexOf(stream) >= 0)
                return Xls;
        }
        return IsEncrypted(bytes) ? Xlsx : Other("eine alte Office-Datei ohne Tabelle");
    }

    private static FileKind Other(string german) => new(FileFormat.Other, german);

    private static byte[] Utf16(string name) => System.Text.Encoding.Unicode.GetBytes(name);
}
