using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Schools.Domain;
using Schools.Web.Reports;

namespace Schools.Web.Tests;

/// <summary>Tables of text documents: no day, number or amount goes on in the next line, however many columns there are.</summary>
public sealed class ReportLayoutTests
{
    /// <summary>Of <c>31.07.2027</c> and of <c>7.405.932,00 €</c> in Arial, in thousandths of the size of the letters.</summary>
    private const int DayWidth = 5_004, AmountWidth = 6_672;

    private const int PortraitWidth = 9_355, LandscapeWidth = 14_287, CellMargins = 170;

    [Theory]
    [InlineData(2, 20, PortraitWidth)]
    [InlineData(6, 16, PortraitWidth)]
    [InlineData(10, 16, LandscapeWidth)]
    public void Letters_become_smaller_and_then_the_page_lies_on_its_side(int columns, int size, int width)
    {
        using var file = Opened(Of(new ReportSection("Bilanz", 1, new ReportBlock.Table(Table(columns)))));
        var (table, section) = (Tables(file)[0], Sections(file)[^1]);
        Assert.Equal(size, SizeOf(table));
        Assert.Equal(width == LandscapeWidth, IsWide(section));
        var widths = table.GetFirstChild<TableGrid>()!.Elements<GridColumn>()
            .Select(column => int.Parse(column.Width!.Value!, CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(widths.Sum(), width - columns - 1, width);
        for (var i = 1; i < widths.Count; i++)
        {
            var text = i % 2 == 0 ? AmountWidth : DayWidth;
            Assert.True(widths[i] >= (text * size / 100) + CellMargins, $"column {i}: {widths[i]}");
        }
    }

    [Fact]
    public void All_but_texts_stand_in_one_line()
    {
        using var file = Opened(Of(new ReportSection("Bilanz", 1, new ReportBlock.Table(Table(3)))));
        foreach (var row in Tables(file)[0].Elements<TableRow>().Skip(1))
        {
            Assert.Equal(
                [false, true, true, true], row.Elements<TableCell>().Select(cell => cell.TableCellProperties!.NoWrap is not null));
        }
    }

    [Fact]
    public void Only_the_sections_that_need_it_lie_on_their_side_and_the_document_stays_valid()
    {
        using var file = Opened(Of(
            new ReportSection("Schmal", 1, new ReportBlock.Table(Table(2))),
            new ReportSection("Breit", 1, new ReportBlock.Table(Table(10))),
            new ReportSection("Auch breit", 2, new ReportBlock.Table(Table(10))),
            new ReportSection("Wieder schmal", 1, new ReportBlock.Paragraph("Ende."))));
        Assert.Equal([false, true, false], Sections(file).Select(IsWide));
        Assert.Equal([PortraitWidth, LandscapeWidth], file.MainDocumentPart!.FooterParts
            .Select(part => part.Footer!.Descendants<TabStop>().LastOrDefault()?.Position?.Value ?? PortraitWidth).Order());
        var errors = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file, TestContext.Current.CancellationToken);
        Assert.Equal("", string.Join('\n', errors.Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}")));
    }

    /// <summary>Even a word that is wider than any page leaves the other columns what they need.</summary>
    [Fact]
    public void A_word_without_end_gives_way_to_days_and_amounts()
    {
        using var file = Opened(Of(new ReportSection("Bilanz", 1, new ReportBlock.Table(new ReportTable(
            "t", "Tabelle", [new("Seriennummer"), new("Kauf", ReportColumnKind.Day)],
            [[new string('X', 500), new DateOnly(2027, 7, 31)]])))));
        var table = Tables(file)[0];
        var day = int.Parse(table.GetFirstChild<TableGrid>()!.Elements<GridColumn>().Last().Width!.Value!, CultureInfo.InvariantCulture);
        Assert.True(day >= (DayWidth * SizeOf(table) / 100) + CellMargins);
    }

    private static ReportTable Table(int columns) => new(
        "bilanz", "Bilanz",
        [
            new("Schule"),
            .. Enumerable.Range(1, columns).Select(i =>
                new ReportColumn($"Spalte {i}", i % 2 == 0 ? ReportColumnKind.Amount : ReportColumnKind.Day)),
        ],
        [
            [
                "Berufsbildungszentrum Neuss-Hammfeld",
                .. Enumerable.Range(1, columns).Select(i => i % 2 == 0 ? (object)new Euro(7_405_932) : new DateOnly(2027, 7, 31)),
            ],
        ]);

    private static ReportDocument Of(params ReportSection[] sections) => new("Bericht", "Kreis", [], sections, "Kopf", "Fuß");

    private static WordprocessingDocument Opened(ReportDocument report)
    {
        var file = new MemoryStream();
        DocxWriter.Write(report, new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero), file);
        return WordprocessingDocument.Open(file, isEditable: false);
    }

    private static List<Table> Tables(WordprocessingDocument file) => [.. file.MainDocumentPart!.Document!.Body!.Elements<Table>()];

    private static List<SectionProperties> Sections(WordprocessingDocument file) =>
        [.. file.MainDocumentPart!.Document!.Body!.Descendants<SectionProperties>()];

    private static bool IsWide(SectionProperties section) =>
        section.GetFirstChild<PageSize>()!.Orient?.Value == PageOrientationValues.Landscape;

    /// <summary>In half points; that of the style where nothing else is said.</summary>
    private static int SizeOf(Table table) =>
        table.Descendants<FontSize>().FirstOrDefault() is { } size ? int.Parse(size.Val!.Value!, CultureInfo.InvariantCulture) : 20;
}
