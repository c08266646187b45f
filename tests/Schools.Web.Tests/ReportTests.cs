using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Schools.Domain;
using Schools.Import;
using Schools.Web.Reports;

namespace Schools.Web.Tests;

/// <summary>Reports as text documents and as open data, without a server.</summary>
public sealed class ReportTests
{
    private static readonly DateTimeOffset At = new(2022, 10, 31, 9, 30, 0, TimeSpan.FromHours(1));

    private static readonly ReportTable Wlan = new(
        "wlan-je-schule", "WLAN je Schule am 31.10.2022",
        [
            new("Schule"), new("Räume", ReportColumnKind.Count), new("In Betrieb", ReportColumnKind.Share),
            new("Personen je Gerät", ReportColumnKind.Number), new("Kosten", ReportColumnKind.Amount), new("Abnahme", ReportColumnKind.Day),
        ],
        [
            ["BTI Neuss", 1_234, 0.75m, 2.5m, new Euro(1299.5m), new DateOnly(2022, 9, 1)],
            ["=1+1", 0, 0.333m, null, null, null],
        ],
        ["Summe", 1_234, null, null, new Euro(1299.5m), null]);

    private static readonly ReportDocument Report = new(
        "Sachstandsbericht Digitalisierung der Kreisschulen", "Rhein-Kreis Neuss",
        [new("Vorlage-Nr.", "40/1234/XVII/2022"), new("Gremium", "Schul- und Bildungsausschuss\n07.11.2022")],
        [
            new("Überblick", 1,
                new ReportBlock.Paragraph("Stand: 31.10.2022 <&> \u0001 𝄞"),
                new ReportBlock.Bullets(["9 von 12 Schulen haben WLAN.", "Drei folgen."])),
            new("WLAN", 2, new ReportBlock.Table(Wlan), new ReportBlock.Table(Wlan)),
            new("Gründe der Verzögerung", 3, new ReportBlock.Paragraph("Freischaltung fehlt.")),
        ],
        "Rhein-Kreis Neuss · Dezernat IV", "Sachstandsbericht zum 31.10.2022");

    [Fact]
    public void It_is_a_valid_document_for_Word()
    {
        using var file = Opened(Written(Report, At));
        var errors = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file, TestContext.Current.CancellationToken);
        Assert.Equal("", string.Join('\n', errors.Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}")));
    }

    [Fact]
    public void Headings_lists_and_captions_have_the_styles_of_the_program()
    {
        using var file = Opened(Written(Report, At));
        var names = file.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<Style>()
            .ToDictionary(style => style.StyleId!.Value!, style => style.StyleName!.Val!.Value, StringComparer.Ordinal);
        Assert.Equal(
            """
            Title: Sachstandsbericht Digitalisierung der Kreisschulen
            heading 1: Überblick
            List Bullet: 9 von 12 Schulen haben WLAN.
            List Bullet: Drei folgen.
            heading 2: WLAN
            caption: Tabelle 1: WLAN je Schule am 31.10.2022
            caption: Tabelle 2: WLAN je Schule am 31.10.2022
            heading 3: Gründe der Verzögerung
            """.ReplaceLineEndings("\n"),
            string.Join('\n', file.MainDocumentPart.Document.Body!.Elements<Paragraph>()
                .Where(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId is not null)
                .Select(paragraph => $"{names[paragraph.ParagraphProperties!.ParagraphStyleId!.Val!.Value!]}: {paragraph.InnerText}")));
        var outline = file.MainDocumentPart.StyleDefinitionsPart.Styles.Descendants<OutlineLevel>().Select(level => level.Val!.Value);
        Assert.Equal([0, 1, 2], outline);
        Assert.Contains(
            file.MainDocumentPart.Document.Body.Elements<Paragraph>(),
            paragraph => paragraph.InnerText == "Stand: 31.10.2022 <&> \uFFFD 𝄞");
    }

    [Fact]
    public void Tables_are_tables_whose_header_is_repeated_on_every_page()
    {
        using var file = Opened(Written(Report, At));
        var tables = file.MainDocumentPart!.Document.Body!.Elements<Table>().ToList();
        Assert.Equal(
            """
            Vorlage-Nr. | 40/1234/XVII/2022
            Gremium | Schul- und Bildungsausschuss/07.11.2022
            """.ReplaceLineEndings("\n"),
            Cells(tables[0]));
        Assert.Equal(
            """
            Schule | Räume | In Betrieb | Personen je Gerät | Kosten | Abnahme
            BTI Neuss | 1.234 | 75 % | 2,5 | 1.299,50 € | 01.09.2022
            =1+1 | 0 | 33,3 % | – | – | –
            Summe | 1.234 | – | – | 1.299,50 € | –
            """.ReplaceLineEndings("\n"),
            Cells(tables[1]));
        var rows = tables[1].Elements<TableRow>().ToList();
        Assert.NotNull(rows[0].TableRowProperties?.GetFirstChild<TableHeader>());
        Assert.All(rows.Skip(1), row => Assert.Null(row.TableRowProperties?.GetFirstChild<TableHeader>()));
        Assert.Equal("WLAN je Schule am 31.10.2022", tables[1].Descendants<TableCaption>().Single().Val!.Value);
        Assert.Equal(
            [false, true, true, true, true, false],
            rows[1].Descendants<ParagraphProperties>().Select(p => p.Justification?.Val?.Value == JustificationValues.Right));
    }

    [Fact]
    public void Language_properties_and_page_numbers_are_there()
    {
        using var file = Opened(Written(Report, At));
        Assert.Equal("Sachstandsbericht Digitalisierung der Kreisschulen", file.PackageProperties.Title);
        Assert.Equal("Rhein-Kreis Neuss", file.PackageProperties.Creator);
        Assert.Equal("de-DE", file.PackageProperties.Language);
        Assert.Equal(At.UtcDateTime, file.PackageProperties.Created?.ToUniversalTime());
        Assert.All(
            file.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Descendants<Languages>(),
            language => Assert.Equal("de-DE", language.Val!.Value));
        Assert.Equal("Rhein-Kreis Neuss · Dezernat IV", file.MainDocumentPart.HeaderParts.Single().Header.InnerText);
        var footer = file.MainDocumentPart.FooterParts.Single().Footer;
        Assert.Equal("Sachstandsbericht zum 31.10.2022Seite 1 von 1", footer.InnerText);
        Assert.Equal(["PAGE", "NUMPAGES"], footer.Descendants<SimpleField>().Select(field => field.Instruction!.Value));
    }

    [Fact]
    public void The_same_report_of_the_same_moment_is_the_same_file()
    {
        var file = Written(Report, At);
        Assert.Equal(file, Written(Report, At));
        Assert.NotEqual(file, Written(Report, At.AddMinutes(1)));
        using var zip = new ZipArchive(new MemoryStream(file));
        Assert.All(zip.Entries, entry => Assert.Equal(At.UtcDateTime, entry.LastWriteTime.DateTime));
        Assert.Equal("[Content_Types].xml", zip.Entries[0].FullName);
    }

    [Fact]
    public async Task A_table_is_open_data_by_the_way_of_every_list()
    {
        var table = Wlan.Exported();
        using var csv = TableFile.Begin(TableFormat.Csv, table.Title, table.Headers, new DateOnly(2022, 10, 31));
        await foreach (var row in table.Rows.WithCancellation(TestContext.Current.CancellationToken))
        {
            csv.Row(row);
        }
        csv.End();
        using var bytes = new MemoryStream();
        await csv.Send(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(
            "\uFEFF"
            + """
            Schule;Räume;In Betrieb (in %);Personen je Gerät;Kosten (in EUR);Abnahme
            BTI Neuss;1234;75,00;2,50;1299,50;01.09.2022
            '=1+1;0;33,30;;;

            """.ReplaceLineEndings("\r\n"),
            Encoding.UTF8.GetString(bytes.ToArray()));
        Assert.Equal(("wlan-je-schule", "WLAN je Schule am 31.10.2022"), (table.Name, table.Title));
    }

    [Fact]
    public void A_cell_of_another_kind_is_a_mistake_of_the_program()
    {
        ReportColumn[] columns = [new("Schule"), new("Räume", ReportColumnKind.Count)];
        Assert.Throws<ArgumentException>(() => new ReportTable("t", "Tabelle", columns, [["BTI", "3"]]));
        Assert.Throws<ArgumentException>(() => new ReportTable("t", "Tabelle", columns, [["BTI"]]));
        Assert.Throws<ArgumentException>(() => new ReportTable("t", "Tabelle", columns, [["BTI", 3.5m]]));
        Assert.Throws<ArgumentException>(() => new ReportTable("t", "Tabelle", [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReportSection("WLAN", 4));
    }

    private static byte[] Written(ReportDocument report, DateTimeOffset at)
    {
        using var file = new MemoryStream();
        DocxWriter.Write(report, at, file);
        return file.ToArray();
    }

    private static WordprocessingDocument Opened(byte[] file) => WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);

    private static string Cells(Table table) => string.Join('\n', table.Elements<TableRow>().Select(row => string.Join(
        " | ", row.Elements<TableCell>().Select(cell => string.Join(
            '/', cell.Descendants<DocumentFormat.OpenXml.Wordprocessing.Text>().Select(text => text.InnerText.Replace('\u00A0', ' ')))))));
}
