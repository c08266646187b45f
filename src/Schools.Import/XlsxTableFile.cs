using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Schools.Import;

/// <summary>
/// One sheet of ECMA-376, written row by row. Texts are text cells in the format "Text": what looks like a number (<c>0012</c>, <c>1E5</c>)
/// stays as it is, also where somebody types it. Days and amounts are days and amounts, so that Excel sorts and adds them.
/// </summary>
internal sealed partial class XlsxTableFile : TableFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const int NarrowestColumn = 12, RoomBesideHeader = 4, Letters = 26;

    // Places in the list of cell formats of Styles.
    private const string TextStyle = "1", DayStyle = "2", AmountStyle = "3", HeaderStyle = "4", CountStyle = "0";

    private const string Styles =
        $"""
        <styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>
        <cellStyles count="1"><cellStyle name="Standard" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """;

    private static readonly DateOnly DayZero = new(1899, 12, 30);

    private readonly DateTimeOffset _writtenOn;
    private readonly ZipArchive _zip;
    private readonly XmlWriter _sheet;
    private readonly string[] _columns;
    private int _row;

    public XlsxTableFile(string title, IReadOnlyList<string> headers, DateOnly writtenOn)
    {
        _writtenOn = new DateTimeOffset(writtenOn.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        _columns = [.. Enumerable.Range(0, headers.Count).Select(ColumnName)];
        _zip = new ZipArchive(Pending, ZipArchiveMode.Create, leaveOpen: true);
        Part("[Content_Types].xml",
            $"""
            <Types xmlns="{Package}/content-types"><Default Extension="xml" ContentType="application/xml"/>
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{Sheets}.sheet.main+xml"/>
            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Sheets}.worksheet+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="{Sheets}.styles+xml"/></Types>
            """);
        Part("_rels/.rels", Relations(("officeDocument", "xl/workbook.xml")));
        Part("xl/workbook.xml",
            $"""
            <workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>
            <sheet name="{title}" sheetId="1" r:id="r1"/></sheets></workbook>
            """);
        Part("xl/_rels/workbook.xml.rels", Relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")));
        Part("xl/styles.xml", Styles);
        _sheet = XmlWriter.Create(Entry("xl/worksheets/sheet1.xml"), new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            // A carriage return inside a cell is kept as one; XML would make a line feed of it.
            NewLineHandling = NewLineHandling.Entitize,
            CloseOutput = true,
        });
        BeginSheet(headers);
    }

    public override void Row(IReadOnlyList<object?> cells)
    {
        BeginRow();
        for (var i = 0; i < cells.Count; i++)
        {
            switch (cells[i])
            {
                case null or "":
                    break;
                case DateOnly day:
                    Number(i, DayStyle, (day.DayNumber - DayZero.DayNumber).ToString(CultureInfo.InvariantCulture));
                    break;
                case decimal amount:
                    Number(i, AmountStyle, amount.ToString(CultureInfo.InvariantCulture));
                    break;
                case int count:
                    Number(i, CountStyle, count.ToString(CultureInfo.InvariantCulture));
                    break;
                case var text:
                    Text(i, TextStyle, Text(text));
                    break;
            }
        }
        _sheet.WriteEndElement();
    }

    public override void End()
    {
        _sheet.WriteEndElement();
        _sheet.WriteStartElement("autoFilter");
        _sheet.WriteAttributeString("ref", string.Create(CultureInfo.InvariantCulture, $"A1:{_columns[^1]}{_row}"));
        _sheet.WriteEndDocument();
        _sheet.Dispose();
        _zip.Dispose();
    }

    protected override void Dispose(bool disposing)
    {
        _sheet.Dispose();
        _zip.Dispose();
        base.Dispose(disposing);
    }

    private void BeginSheet(IReadOnlyList<string> headers)
    {
        _sheet.WriteStartElement("worksheet", Main);
        // The header stays in sight.
        _sheet.WriteRaw(
            """
            <sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>
            </sheetViews>
            """);
        _sheet.WriteStartElement("cols", Main);
        for (var i = 0; i < headers.Count; i++)
        {
            var (number, width) = (i + 1, Math.Max(NarrowestColumn, headers[i].Length + RoomBesideHeader));
            _sheet.WriteRaw(string.Create(
                CultureInfo.InvariantCulture,
                $"""<col min="{number}" max="{number}" width="{width}" style="{TextStyle}" customWidth="1"/>"""));
        }
        _sheet.WriteEndElement();
        _sheet.WriteStartElement("sheetData", Main);
        BeginRow();
        for (var i = 0; i < headers.Count; i++)
            Text(i, HeaderStyle, headers[i]);
        _sheet.WriteEndElement();
    }

    private void BeginRow()
    {
        if (++_row > ImportLimits.SheetRows)
            throw new InvalidOperationException("A sheet of Excel holds no more rows; the list has to be written as a text.");
        _sheet.WriteStartElement("row", Main);
        _sheet.WriteAttributeString("r", _row.ToString(CultureInfo.InvariantCulture));
    }

    private void BeginCell(int column, string style)
    {
        _sheet.WriteStartElement("c", Main);
        _sheet.WriteAttributeString("r", string.Create(CultureInfo.InvariantCulture, $"{_columns[column]}{_row}"));
        _sheet.WriteAttributeString("s", style);
    }

    private void Number(int column, string style, string number)
    {
        BeginCell(column, style);
        _sheet.WriteElementString("v", Main, number);
        _sheet.WriteEndElement();
    }

    private void Text(int column, string style, string text)
    {
        BeginCell(column, style);
        _sheet.WriteAttributeString("t", "inlineStr");
        _sheet.WriteStartElement("is", Main);
        _sheet.WriteStartElement("t", Main);
        _sheet.WriteAttributeString("xml", "space", null, "preserve");
        _sheet.WriteString(Escaped(FormulaText.InSheet(text)));
        _sheet.WriteEndElement();
        _sheet.WriteEndElement();
        _sheet.WriteEndElement();
    }

    /// <summary>
    /// What XML cannot hold is written <c>_x0001_</c> (ST_Xstring), and a text that only looks so is kept from being read so.
    /// </summary>
    private static string Escaped(string text)
    {
        var plain = text.Contains("_x", StringComparison.Ordinal) ? EscapeForm().Replace(text, "_x005F_") : text;
        return plain.All(XmlConvert.IsXmlChar)
            ? plain
            : string.Concat(plain.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value)
                ? string.Create(CultureInfo.InvariantCulture, $"_x{rune.Value:X4}_")
                : rune.ToString()));
    }

    private static string Relations(params (string Type, string Target)[] targets) =>
        $"""<Relationships xmlns="{Package}/relationships">"""
        + string.Concat(targets.Select((part, index) =>
            $"""<Relationship Id="r{index + 1}" Type="{Office}/{part.Type}" Target="{part.Target}"/>"""))
        + "</Relationships>";

    private void Part(string name, string xml)
    {
        using var entry = Entry(name);
        entry.Write(Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}"""));
    }

    private Stream Entry(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = _writtenOn;
        return entry.Open();
    }

    private static string ColumnName(int index) =>
        index < Letters ? ((char)('A' + index)).ToString() : ColumnName((index / Letters) - 1) + ColumnName(index % Letters);

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EscapeForm();
}
