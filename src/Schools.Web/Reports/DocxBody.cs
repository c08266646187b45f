using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Schools.Web.Reports;

/// <summary>The text of a report as elements of WordprocessingML.</summary>
internal static class DocxBody
{
    // Fiftieths of a per cent, as widths of tables are counted.
    private const string FullWidth = "5000", LabelWidth = "1400", ValueWidth = "3600";
    private const int LabelTwips = DocxStyles.TextWidth * 28 / 100;

    /// <summary>Letters for which a column is given room: longer words are hyphenated, longer texts broken between words.</summary>
    private const int LongestWord = 16, WidestCell = 30;

    /// <summary>Both edges of a cell, and what bold letters of a header take more, as letters.</summary>
    private const int CellMargin = 3;

    /// <summary>Letters that fit beside each other in a table as wide as the text, about.</summary>
    private const int LettersOfLine = 95;
    private const string HeaderShade = "E7E6E6";
    private const char LineEnd = '\n';

    public static IEnumerable<OpenXmlElement> Of(ReportDocument document)
    {
        yield return Styled(DocxStyles.Title, document.Title);
        if (document.Fields.Count > 0)
        {
            yield return Head(document.Fields);
            yield return new Paragraph();
        }
        var table = 0;
        foreach (var section in document.Sections)
        {
            yield return Styled(DocxStyles.Heading(section.Level), section.Heading);
            foreach (var element in section.Blocks.SelectMany(block => Of(block, block is ReportBlock.Table ? ++table : table)))
            {
                yield return element;
            }
        }
    }

    public static Paragraph Styled(string style, string text) =>
        new(new ParagraphProperties(new ParagraphStyleId { Val = style }), Run(text));

    /// <summary>The line below every page: the text, and to the right "Seite 2 von 5".</summary>
    public static Paragraph Numbered(string text)
    {
        var line = Styled(DocxStyles.Footer, text);
        line.Append(
            new Run(new TabChar()), Run("Seite "), new SimpleField(Run("1")) { Instruction = "PAGE" },
            Run(" von "), new SimpleField(Run("1")) { Instruction = "NUMPAGES" });
        return line;
    }

    /// <summary>XML has no place for control characters, and a list from outside may hold one.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // half a surrogate pair comes as the sign of replacement
        {
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar.ToString() : rune.ToString());
        }
        return clean.ToString();
    }

    private static IEnumerable<OpenXmlElement> Of(ReportBlock block, int number) => block switch
    {
        ReportBlock.Paragraph paragraph => [new Paragraph(Run(paragraph.Text))],
        ReportBlock.Bullets bullets => bullets.Items.Select(item => Styled(DocxStyles.Bullet, item)),
        // The empty paragraph keeps two tables apart, which Word would join.
        ReportBlock.Table { Rows: var table } => [CaptionOf(table, number), Grid(table), new Paragraph()],
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, null),
    };

    /// <summary>"Tabelle 3: …", counted by a field, so that the program can list the tables and count anew.</summary>
    private static Paragraph CaptionOf(ReportTable table, int number) => new(
        new ParagraphProperties(new ParagraphStyleId { Val = DocxStyles.Caption }),
        Run("Tabelle "),
        new SimpleField(Run(number.ToString(CultureInfo.InvariantCulture))) { Instruction = @"SEQ Tabelle \* ARABIC" },
        Run($": {table.Caption}"));

    private static Table Grid(ReportTable table)
    {
        var grid = new Table(
            Properties(table.Caption, firstRow: true, totals: table.Totals is not null),
            new TableGrid(Widths(table).Select(Column)));
        grid.Append(new TableRow(
            [
                new TableRowProperties(new CantSplit(), new TableHeader()),
                .. table.Columns.Select(column => Cell(DocxStyles.ColumnHeader, column.Header, IsRight(column), shaded: true)),
            ]));
        grid.Append(table.Rows.Select(row => Row(table.Columns, row, DocxStyles.Cell)));
        if (table.Totals is { } totals)
            grid.Append(Row(table.Columns, totals, DocxStyles.ColumnHeader));
        return grid;
    }

    private static TableRow Row(IReadOnlyList<ReportColumn> columns, IReadOnlyList<object?> cells, string style) => new(
    [
        new TableRowProperties(new CantSplit()),
        .. columns.Zip(cells, (column, cell) => Cell(style, ReportTable.Shown(cell, column.Kind), IsRight(column))),
    ]);

    private static bool IsRight(ReportColumn column) => column.Kind is not (ReportColumnKind.Text or ReportColumnKind.Day);

    private static Table Head(IReadOnlyList<ReportField> fields)
    {
        var head = new Table(
            Properties("Kopf des Berichts", firstRow: false, totals: false),
            new TableGrid(Column(LabelTwips), Column(DocxStyles.TextWidth - LabelTwips)));
        head.Append(fields.Select(field => new TableRow(
            new TableRowProperties(new CantSplit()),
            Cell(DocxStyles.ColumnHeader, field.Label, isRight: false, shaded: true, LabelWidth),
            Cell(DocxStyles.Cell, field.Value, isRight: false, shaded: false, ValueWidth))));
        return head;
    }

    /// <param name="caption">Read out by a screen reader in front of the table.</param>
    private static TableProperties Properties(string caption, bool firstRow, bool totals) => new(
        new TableStyle { Val = DocxStyles.Grid },
        new TableWidth { Width = FullWidth, Type = TableWidthUnitValues.Pct },
        new TableLayout { Type = TableLayoutValues.Fixed },
        new TableLook
        {
            FirstRow = firstRow, LastRow = totals, FirstColumn = !firstRow, LastColumn = false,
            NoHorizontalBand = true, NoVerticalBand = true,
        },
        new TableCaption { Val = Clean(caption) });

    private static GridColumn Column(int width) => new() { Width = width.ToString(CultureInfo.InvariantCulture) };

    /// <summary>Every column has room for its longest word; what is left goes to columns of long texts.</summary>
    private static IEnumerable<int> Widths(ReportTable table)
    {
        var letters = table.Columns.Select((column, i) =>
        {
            var texts = table.Rows.Select(row => ReportTable.Shown(row[i], column.Kind)).Append(column.Header).ToList();
            var word = Math.Min(LongestWord, texts.SelectMany(text => text.Split(' ', '-')).Max(part => part.Length)) + CellMargin;
            return (Word: word, More: Math.Max(0, Math.Min(WidestCell, texts.Max(text => text.Length)) + CellMargin - word));
        }).ToList();
        var (words, more) = (letters.Sum(column => column.Word), Math.Max(1, letters.Sum(column => column.More)));
        var left = letters.TrueForAll(column => column.More == 0) ? 0 : Math.Max(0, LettersOfLine - words);
        return letters.Select(column => DocxStyles.TextWidth * (column.Word * more + column.More * left) / (more * (words + left)));
    }

    private static TableCell Cell(string style, string text, bool isRight, bool shaded = false, string? width = null)
    {
        var paragraph = Styled(style, text);
        if (isRight)
            paragraph.ParagraphProperties!.Justification = new Justification { Val = JustificationValues.Right };
        var properties = new TableCellProperties();
        if (width is not null)
            properties.TableCellWidth = new TableCellWidth { Width = width, Type = TableWidthUnitValues.Pct };
        if (shaded)
            properties.Shading = new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = HeaderShade };
        return new TableCell(properties, paragraph);
    }

    private static Run Run(string text)
    {
        var run = new Run();
        foreach (var line in Clean(text).ReplaceLineEndings($"{LineEnd}").Split(LineEnd))
        {
            if (run.HasChildren)
                run.Append(new Break());
            run.Append(new DocumentFormat.OpenXml.Wordprocessing.Text(line) { Space = SpaceProcessingModeValues.Preserve });
        }
        return run;
    }
}
