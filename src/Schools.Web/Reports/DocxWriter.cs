using System.IO.Compression;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Schools.Web.Reports;

/// <summary>
/// A report as a text document (ECMA-376, .docx) for Word and LibreOffice: headings, captions and lists have the styles of these programs,
/// so that a table of contents and a screen reader find them. The same report with the same moment is the same file, byte by byte.
/// </summary>
public static class DocxWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const string DocumentType = ContentType + ".main+xml";
    private const string DocumentPart = "document", PropertiesPart = "properties", StylesPart = "styles", NumberingPart = "numbering";
    private const string SettingsPart = "settings", HeaderPartId = "header", FooterPartId = "footer", WideFooterPartId = "wide-footer";

    // Twentieths of a point: A4 and margins as in DIN 5008.
    private const uint PageWidth = 11_906, PageHeight = 16_838, Left = 1_417, Right = 1_134, EdgeToText = 709;
    private const int Top = 1_417, Bottom = 1_134;

    // The first day a ZIP file can name.
    private static readonly DateTimeOffset ZipBegins = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The file for a browser to save, <c>sachstandsbericht-2026-11-22.docx</c>.</summary>
    public static IResult Answer(ReportDocument document, DateTimeOffset at, string name, DateOnly day)
    {
        using var file = new MemoryStream();
        Write(document, at, file);
        return Results.Bytes(file.ToArray(), ContentType, $"{name}-{WireDay.Write(day)}.docx");
    }

    /// <param name="at">The moment the report was made; it stands in the properties of the file.</param>
    /// <param name="to">Is written from its present place and stays open.</param>
    public static void Write(ReportDocument document, DateTimeOffset at, Stream to)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(to);
        using var package = new MemoryStream();
        using (var file = WordprocessingDocument.Create(package, WordprocessingDocumentType.Document))
        {
            // Every part gets a name of its own: those the library makes up differ from file to file.
            var main = file.AddNewPart<MainDocumentPart>(DocumentType, DocumentPart);
            main.Document = new Document(new Body(DocxBody.Of(document, Pages)));
            main.AddNewPart<StyleDefinitionsPart>(StylesPart).Styles = DocxStyles.Styles();
            main.AddNewPart<NumberingDefinitionsPart>(NumberingPart).Numbering = DocxStyles.Numbering();
            main.AddNewPart<DocumentSettingsPart>(SettingsPart).Settings = DocxStyles.Settings();
            main.AddNewPart<HeaderPart>(HeaderPartId).Header = new Header(DocxBody.Styled(DocxStyles.Header, document.PageHeader));
            main.AddNewPart<FooterPart>(FooterPartId).Footer = new Footer(DocxBody.Numbered(document.PageFooter, isWide: false));
            if (document.Sections.Any(DocxBody.IsWide))
                main.AddNewPart<FooterPart>(WideFooterPartId).Footer = new Footer(DocxBody.Numbered(document.PageFooter, isWide: true));
            Properties(file.AddNewPart<CoreFilePropertiesPart>(PropertiesPart), document, at);
        }
        Repack(package, at < ZipBegins ? ZipBegins : at.ToUniversalTime(), to);
    }

    private static SectionProperties Pages(bool isWide) => new(
        new HeaderReference { Type = HeaderFooterValues.Default, Id = HeaderPartId },
        new FooterReference { Type = HeaderFooterValues.Default, Id = isWide ? WideFooterPartId : FooterPartId },
        isWide
            ? new PageSize { Width = PageHeight, Height = PageWidth, Orient = PageOrientationValues.Landscape }
            : new PageSize { Width = PageWidth, Height = PageHeight },
        new PageMargin { Top = Top, Bottom = Bottom, Left = Left, Right = Right, Header = EdgeToText, Footer = EdgeToText, Gutter = 0 });

    private static void Properties(CoreFilePropertiesPart part, ReportDocument document, DateTimeOffset at)
    {
        XNamespace core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dublin = "http://purl.org/dc/elements/1.1/";
        XNamespace terms = "http://purl.org/dc/terms/";
        XNamespace instance = "http://www.w3.org/2001/XMLSchema-instance";
        var moment = new XAttribute(instance + "type", "dcterms:W3CDTF");
        using var stream = part.GetStream(FileMode.Create);
        new XDocument(new XElement(
            core + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", core),
            new XAttribute(XNamespace.Xmlns + "dc", dublin),
            new XAttribute(XNamespace.Xmlns + "dcterms", terms),
            new XAttribute(XNamespace.Xmlns + "xsi", instance),
            new XElement(dublin + "title", DocxBody.Clean(document.Title)),
            new XElement(dublin + "creator", DocxBody.Clean(document.Author)),
            new XElement(dublin + "language", DocxStyles.Language),
            new XElement(core + "lastModifiedBy", DocxBody.Clean(document.Author)),
            new XElement(terms + "created", moment, Shown.MachineMoment(at)),
            new XElement(terms + "modified", moment, Shown.MachineMoment(at)))).Save(stream);
    }

    /// <summary>The library stamps its entries with the present; here they bear the moment of the report and stand in order.</summary>
    private static void Repack(MemoryStream package, DateTimeOffset at, Stream to)
    {
        package.Position = 0;
        using var made = new ZipArchive(package, ZipArchiveMode.Read);
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var entry in made.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            var copy = zip.CreateEntry(entry.FullName, CompressionLevel.Optimal);
            copy.LastWriteTime = at;
            using var from = entry.Open();
            using var into = copy.Open();
            from.CopyTo(into);
        }
    }
}
