using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Schools.Import.Tests;

/// <summary>
/// A small XLSX written in the test: rows by line, cells between bars. <c>42@00000</c> is a number in a format, <c>?1</c> a truth value,
/// <c>!#N/A</c> an error, <c>=1+2→3</c> a formula with its stored result, anything else text; an empty cell is none.
/// </summary>
internal sealed class WorkbookFile
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<(string Name, bool Hidden, string Xml)> _sheets = [];
    private readonly List<string> _texts = [];
    private readonly List<string> _formats = ["General"];

    public WorkbookFile Sheet(string name, string rows, bool hidden = false)
    {
        var xml = new StringBuilder($"<worksheet {Main}><sheetData>");
        foreach (var (row, number) in rows.Split('\n').Select((row, index) => (row, index + 1)))
        {
            if (row.Length == 0)
                continue;
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
            foreach (var (cell, column) in row.Split('|').Select((cell, index) => (cell, index)).Where(cell => cell.cell.Length > 0))
                xml.Append(Cell(cell, $"{(char)('A' + column)}{number}"));
            xml.Append("</row>");
        }
        return SheetXml(name, xml.Append("</sheetData></worksheet>").ToString(), hidden);
    }

    public WorkbookFile SheetXml(string name, string xml, bool hidden = false)
    {
        _sheets.Add((name, hidden, xml));
        return this;
    }

    public byte[] Bytes()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            Add("xl/workbook.xml", $"<workbook {Main} xmlns:r=\"{Office}\"><sheets>" + string.Concat(_sheets.Select((sheet, index) =>
                $"<sheet name=\"{Xml(sheet.Name)}\" sheetId=\"{index + 1}\" r:id=\"s{index + 1}\" "
                    + $"state=\"{(sheet.Hidden ? "hidden" : "visible")}\"/>"))
                + "</sheets></workbook>");
            Add("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + string.Concat(_sheets.Select((_, index) => Relation($"s{index + 1}", "worksheet", $"worksheets/sheet{index + 1}.xml")))
                + Relation("t", "sharedStrings", "sharedStrings.xml") + Relation("f", "styles", "styles.xml") + "</Relationships>");
            Add("xl/sharedStrings.xml", $"<sst {Main}>" + string.Concat(_texts.Select(text => $"<si><t>{Xml(text)}</t></si>")) + "</sst>");
            Add("xl/styles.xml", $"<styleSheet {Main}><numFmts>" + string.Concat(_formats.Skip(1).Select((format, index) =>
                $"<numFmt numFmtId=\"{index + 165}\" formatCode=\"{Xml(format)}\"/>")) + "</numFmts><cellXfs>"
                + string.Concat(_formats.Select((_, index) => $"<xf numFmtId=\"{(index == 0 ? 0 : index + 164)}\"/>"))
                + "</cellXfs></styleSheet>");
            for (var i = 0; i < _sheets.Count; i++)
                Add($"xl/worksheets/sheet{i + 1}.xml", _sheets[i].Xml);

            void Add(string name, string text)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return file.ToArray();
    }

    private static string Relation(string id, string type, string target) =>
        $"<Relationship Id=\"{id}\" Type=\"{Office}/{type}\" Target=\"{target}\"/>";

    private string Cell(string cell, string place)
    {
        if (cell[0] == '!')
            return $"<c r=\"{place}\" t=\"e\"><v>{Xml(cell[1..])}</v></c>";
        if (cell[0] == '?')
            return $"<c r=\"{place}\" t=\"b\"><v>{cell[1..]}</v></c>";
        if (cell[0] == '=')
            return $"<c r=\"{place}\"><f>{Xml(cell[1..cell.IndexOf('→', StringComparison.Ordinal)])}</f>"
                + $"<v>{cell[(cell.IndexOf('→', StringComparison.Ordinal) + 1)..]}</v></c>";
        var at = cell.IndexOf('@', StringComparison.Ordinal);
        if (at > 0 && double.TryParse(cell.AsSpan(0, at), NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return $"<c r=\"{place}\" s=\"{Index(_formats, cell[(at + 1)..])}\"><v>{cell[..at]}</v></c>";
        return $"<c r=\"{place}\" t=\"s\"><v>{Index(_texts, cell)}</v></c>";
    }

    private static int Index(List<string> list, string text)
    {
        if (!list.Contains(text))
            list.Add(text);
        return list.IndexOf(text);
    }

    private static string Xml(string text) => SecurityElement.Escape(text);
}
