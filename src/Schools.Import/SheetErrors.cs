using System.Collections.Immutable;
using System.IO.Compression;
using System.Xml;

namespace Schools.Import;

/// <summary>
/// The cells of an XLSX sheet that show an error such as <c>#NV</c>. The reader gives them as empty, which would take a failed formula
/// for a cell that says nothing.
/// </summary>
internal static class SheetErrors
{
    private const string Workbook = "xl/workbook.xml", Relations = "xl/_rels/workbook.xml.rels";
    private const int BlockBytes = 64 * 1024;

    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>As German Excel shows them; files hold the English form.</summary>
    private static readonly Dictionary<string, string> German = new(StringComparer.Ordinal)
    {
        ["#N/A"] = "#NV", ["#REF!"] = "#BEZUG!", ["#VALUE!"] = "#WERT!", ["#NUM!"] = "#ZAHL!",
    };

    private static ReadOnlySpan<byte> ErrorCell => "t=\"e\""u8;

    /// <summary>Shared texts and styles are held as a whole; only sheets are read row by row.</summary>
    public static FileRefusal? RefuseParts(ZipParts parts) =>
        parts.Entries.Any(part => part.Length > ImportLimits.WorkbookPartBytes
            && !part.FullName.Contains("worksheets/", StringComparison.OrdinalIgnoreCase))
            ? ImportIssues.UnpacksTooLarge.Refuse(null, ("limit", (int)(ImportLimits.WorkbookPartBytes / 1024 / 1024)))
            : null;

    public static IReadOnlyDictionary<CellPlace, string> Of(ZipParts parts, string sheet)
    {
        if (PartOf(parts, sheet) is not { } part || !HoldsErrors(part))
            return ImmutableDictionary<CellPlace, string>.Empty;
        var errors = new Dictionary<CellPlace, string>();
        using var xml = XmlReader.Create(part.Open(), Safe);
        var isError = false;
        var place = default(CellPlace);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "c")
            {
                isError = xml.GetAttribute("t") == "e";
                place = isError ? Place(xml.GetAttribute("r")) : default;
            }
            else if (isError && xml.LocalName == "v" && errors.Count < ImportLimits.Rows)
            {
                var text = xml.ReadString();
                errors[place] = German.GetValueOrDefault(text, text);
            }
        }
        return errors;
    }

    private static ZipArchiveEntry? PartOf(ZipParts parts, string sheet)
    {
        var id = Attribute(parts, Workbook, "sheet", xml => xml.GetAttribute("name") == sheet,
            xml => xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
                ?? xml.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships"));
        var target = id is null ? null
            : Attribute(parts, Relations, "Relationship", xml => xml.GetAttribute("Id") == id, xml => xml.GetAttribute("Target"));
        var path = target is ['/', ..] ? target[1..] : $"xl/{target}";
        return parts.Entries.FirstOrDefault(entry => entry.FullName.Equals(path, StringComparison.OrdinalIgnoreCase));
    }

    private static string? Attribute(
        ZipParts parts, string part, string element, Predicate<XmlReader> isMeant, Func<XmlReader, string?> attribute)
    {
        if (parts.Entries.FirstOrDefault(entry => entry.FullName.Equals(part, StringComparison.OrdinalIgnoreCase)) is not { } entry)
            return null;
        using var xml = XmlReader.Create(entry.Open(), Safe);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == element && isMeant(xml))
                return attribute(xml);
        }
        return null;
    }

    /// <summary>Most sheets hold none, and looking for the bytes costs a fraction of reading the XML once more.</summary>
    private static bool HoldsErrors(ZipArchiveEntry part)
    {
        using var stream = part.Open();
        var block = new byte[BlockBytes];
        var kept = 0;
        for (int read; (read = stream.Read(block, kept, block.Length - kept)) > 0;)
        {
            var filled = block.AsSpan(0, kept + read);
            if (filled.IndexOf(ErrorCell) >= 0)
                return true;
            kept = Math.Min(filled.Length, ErrorCell.Length - 1);
            filled[^kept..].CopyTo(block);
        }
        return false;
    }

    /// <summary>"AB12" as row 12 and column 28.</summary>
    private static CellPlace Place(string? reference)
    {
        int row = 0, column = 0;
        foreach (var c in reference ?? "")
        {
            if (char.IsAsciiDigit(c))
                row = (row * 10) + c - '0';
            else if (char.IsAsciiLetterUpper(c))
                column = (column * 26) + c - 'A' + 1;
        }
        return new CellPlace(row, column);
    }
}
