namespace Schools.Import;

/// <summary>Recognises files that are no text table by their first bytes, so that the refusal can name what was chosen.</summary>
internal static class FileKind
{
    private static readonly (byte[] Start, string Kind)[] Starts =
    [
        ([0x50, 0x4B, 0x03, 0x04], "eine ZIP-Datei"),
        ([0x50, 0x4B, 0x05, 0x06], "eine ZIP-Datei"),
        ([0xD0, 0xCF, 0x11, 0xE0], "eine alte Excel-Datei (XLS)"),
        ("%PDF"u8.ToArray(), "eine PDF-Datei"),
        ([0x89, 0x50, 0x4E, 0x47], "ein Bild (PNG)"),
        ([0xFF, 0xD8, 0xFF], "ein Bild (JPEG)"),
        ("GIF8"u8.ToArray(), "ein Bild (GIF)"),
        ([0x1F, 0x8B, 0x08], "ein gepacktes Archiv (GZIP)"),
        ([0x37, 0x7A, 0xBC, 0xAF], "ein gepacktes Archiv (7z)"),
        ("{\\rtf"u8.ToArray(), "ein Textdokument (RTF)"),
        ("SQLite format"u8.ToArray(), "eine Datenbank (SQLite)"),
        ("<?xml"u8.ToArray(), "eine XML-Datei"),
        ("<html"u8.ToArray(), "eine Webseite (HTML)"),
        ("<HTML"u8.ToArray(), "eine Webseite (HTML)"),
        ("<!DOCTYPE"u8.ToArray(), "eine Webseite (HTML)"),
        ("<!doctype"u8.ToArray(), "eine Webseite (HTML)"),
        ("<table"u8.ToArray(), "eine Webseite (HTML)"),
    ];

    private static readonly string[] Extensions = [".csv", ".txt", ".tsv", ".tab", ""];

    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, kind) in Starts)
        {
            if (!bytes.StartsWith(start))
                continue;
            if (start[0] != 0x50)
                return kind;
            var head = bytes[..Math.Min(bytes.Length, 4096)];
            return head.IndexOf("opendocument.spreadsheet"u8) >= 0 ? "eine Tabelle aus LibreOffice (ODS)"
                : head.IndexOf("xl/"u8) >= 0 || head.IndexOf("[Content_Types].xml"u8) >= 0 ? "eine Excel-Datei (XLSX)"
                : kind;
        }
        return null;
    }

    public static FileRefusal? RefuseName(string fileName)
    {
        var extension = Path.GetExtension(fileName);
        return Array.Exists(Extensions, known => known.Equals(extension, StringComparison.OrdinalIgnoreCase))
            ? null
            : ImportIssues.WrongExtension.Refuse(null, ("value", extension));
    }
}
