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
    private const int TextWidth = DocxStyles.TextWidth, LabelTwips = TextWidth * 28 / 100;

    private const string HeaderShade = "E7E6E6";
    private const char LineEnd = '\n';

    /// <param name="turn">The page as it was until here, where it lies on its side from here on, or stands again.</param>
    public static IEnumerable<OpenXmlElement> Of(ReportDocument document, Func<bool, SectionProperties> turn)
    {
        yield return Styled(DocxStyles.Title, document.Title);
        if (document.Fields.Count > 0)
        {
            yield return Head(document.Fields);
            yield return new Paragraph();
        }
        var (table, isWide) = (0, false);
        foreach (var section in document.Sections)
        {
            if (IsWide(section) != isWide)
            {
                yield return new Paragraph(new ParagraphProperties(turn(isWide)));
                isWide = !isWide;
            }
            yield return Styled(DocxStyles.Heading(section.Level), section.Heading);
            foreach (var element in section.Blocks.SelectMany(block => Of(block, block is ReportBlock.Table ? ++table : table)))
            {
                yield return element;
            }
        }
        yield return turn(isWide);
    }

    /// <summary>A table in it has more columns than a page that stands has room for.</summary>
    public static bool IsWide(ReportSection section) =>
        section.Blocks.OfType<ReportBlock.Table>().Any(table => DocxLayout.Of(table.Rows).IsWide);

    public static Paragraph Styled(string style, string text) =>
        new(new ParagraphProperties(new ParagraphStyleId { Val = style }), Run(text));

    /// <summary>The line below every page: the text, and to the right "Seite 2 von 5".</summary>
    public static Paragraph Numbered(string text, bool isWide)
    {
        var line = Styled(DocxStyles.Footer, text);
        if (isWide)
        {
            line.ParagraphProperties!.Tabs = new Tabs(
                new TabStop { Val = TabStopValues.Clear, Position = DocxStyles.WidthOf(isWide: false) },
                new TabStop { Val = TabStopValues.Right, Position = DocxStyles.WidthOf(isWide) });
        }
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
        var layout = DocxLayout.Of(table);
        var grid = new Table(
            Properties(table.Caption, firstRow: true, totals: table.Totals is not null, TableLayoutValues.Autofit),
            new TableGrid(layout.Widths.Select(Column)));
        grid.Append(new TableRow(
            [
                new TableRowProperties(new CantSplit(), new TableHeader()),
                .. table.Columns.Select((column, i) =>
                    Sized(Cell(DocxStyles.ColumnHeader, column.Header, IsRight(column), shaded: true), layout, i)),
            ]));
        grid.Append(table.Rows.Select(row => Row(table.Columns, row, DocxStyles.Cell, layout)));
        if (table.Totals is { } totals)
            grid.Append(Row(table.Columns, totals, DocxStyles.ColumnHeader, layout));
        return grid;
    }

    private static TableRow Row(IReadOnlyList<ReportColumn> columns, IReadOnlyList<object?> cells, string style, DocxLayout layout) => new(
    [
        new TableRowProperties(new CantSplit()),
        .. columns.Select((column, i) =>
        {
            var cell = Sized(Cell(style, ReportTable.Shown(cells[i], column.Kind), IsRight(column)), layout, i);
            if (column.Kind != ReportColumnKind.Text)
                cell.TableCellProperties!.NoWrap = new NoWrap();
            return cell;
        }),
    ]);

    private static TableCell Sized(TableCell cell, DocxLayout layout, int column)
    {
        cell.TableCellProperties!.TableCellWidth = new TableCellWidth
        {
            Width = layout.Widths[column].ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa,
        };
        if (layout.Size != DocxLayout.UsualSize)
        {
            foreach (var run in cell.Descendants<Run>())
            {
                run.RunProperties = new RunProperties(new FontSize { Val = layout.Size.ToString(CultureInfo.InvariantCulture) });
            }
        }
        return cell;
    }

    private static bool IsRight(ReportColumn column) => column.Kind is not (ReportColumnKind.Text or ReportColumnKind.Day);

    private static Table Head(IReadOnlyList<ReportField> fields)
    {
        var head = new Table(
            Properties("Kopf des Berichts", firstRow: false, totals: false, TableLayoutValues.Fixed),
            new TableGrid(Column(LabelTwips), Column(TextWidth - LabelTwips)));
        head.Append(fields.Select(field => new TableRow(
            new TableRowProperties(new CantSplit()),
            Cell(DocxStyles.ColumnHeader, field.Label, isRight: false, shaded: true, LabelWidth),
            Cell(DocxStyles.Cell, field.Value, isRight: false, shaded: false, ValueWidth))));
        return head;
    }

    /// <param name="caption">Read out by a screen reader in front of the table.</param>
    private static TableProperties Properties(string caption, bool firstRow, bool totals, TableLayoutValues layout) => new(
        new TableStyle { Val = DocxStyles.Grid },
        new TableWidth { Width = FullWidth, Type = TableWidthUnitValues.Pct },
        new TableLayout { Type = layout },
        new TableLook
        {
            FirstRow = firstRow, LastRow = totals, FirstColumn = !firstRow, LastColumn = false,
            NoHorizontalBand = true, NoVerticalBand = true,
        },
        new TableCaption { Val = Clean(caption) });

    private static GridColumn Column(int width) => new() { Width = width.ToString(CultureInfo.InvariantCulture) };

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
