using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Schools.Web.Reports;

/// <summary>
/// The styles of a report. A built-in style is known by its English name (<c>heading 1</c>); Word and LibreOffice show it in the language
/// of the reader (Überschrift 1).
/// </summary>
internal static class DocxStyles
{
    public const string Language = "de-DE";
    public const string Title = "Title", Caption = "Caption", Bullet = "ListBullet", Header = "Header", Footer = "Footer";
    public const string Grid = "TableGrid", Cell = "TableCell", ColumnHeader = "TableHeading";
    public const int BulletNumbering = 1;

    /// <summary>Where the number of a page stands, in twentieths of a point from the left margin: the right one.</summary>
    public const int TextWidth = 9_355;

    /// <summary>The same on a page that lies on its side.</summary>
    private const int WideTextWidth = 14_287;

    private const string Font = "Arial";
    private const string Normal = "Normal";
    private const string BorderColour = "7F7F7F";

    public static int WidthOf(bool isWide) => isWide ? WideTextWidth : TextWidth;

    public static string Heading(int level) => string.Create(CultureInfo.InvariantCulture, $"Heading{level}");

    public static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Font, HighAnsi = Font, ComplexScript = Font, EastAsia = Font },
                new FontSize { Val = "22" },
                new Languages { Val = Language, EastAsia = Language, Bidi = "ar-SA" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(
                new SpacingBetweenLines { After = "120", Line = "269", LineRule = LineSpacingRuleValues.Auto }))),
        Paragraph(Normal, "Normal", isDefault: true),
        Paragraph(Title, "Title", next: Normal, before: "0", after: "240", size: "36", bold: true),
        HeadingStyle(1, "28", "360"),
        HeadingStyle(2, "24", "280"),
        HeadingStyle(3, "22", "240"),
        Paragraph(Caption, "caption", next: Normal, before: "200", after: "80", size: "20", bold: true, keepNext: true),
        Paragraph(Cell, "Table Cell", after: "40", before: "40", size: "20"),
        Paragraph(ColumnHeader, "Table Heading", after: "40", before: "40", size: "20", bold: true, basedOn: Cell),
        BulletStyle(),
        Paragraph(Header, "header", after: "0", size: "18"),
        FooterStyle(),
        new Style(
            new StyleName { Val = "Normal Table" },
            new UIPriority { Val = 99 },
            new StyleTableProperties(
                new TableIndentation { Width = 0, Type = TableWidthUnitValues.Dxa },
                new TableCellMarginDefault(
                    new TopMargin { Width = "0", Type = TableWidthUnitValues.Dxa },
                    new TableCellLeftMargin { Width = 85, Type = TableWidthValues.Dxa },
                    new BottomMargin { Width = "0", Type = TableWidthUnitValues.Dxa },
                    new TableCellRightMargin { Width = 85, Type = TableWidthValues.Dxa })))
        {
            Type = StyleValues.Table, StyleId = "TableNormal", Default = true,
        },
        GridStyle());

    public static Numbering Numbering() => new(
        new AbstractNum(
            new MultiLevelType { Val = MultiLevelValues.SingleLevel },
            new Level(
                new StartNumberingValue { Val = 1 },
                new NumberingFormat { Val = NumberFormatValues.Bullet },
                new LevelText { Val = "•" },
                new LevelJustification { Val = LevelJustificationValues.Left },
                new PreviousParagraphProperties(new Indentation { Left = "360", Hanging = "360" }))
            {
                LevelIndex = 0,
            })
        {
            AbstractNumberId = 0,
        },
        new NumberingInstance(new AbstractNumId { Val = 0 }) { NumberID = BulletNumbering });

    public static Settings Settings() => new(
        new AutoHyphenation(),
        new Compatibility(new CompatibilitySetting
        {
            Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15",
        }),
        new ThemeFontLanguages { Val = Language },
        new DecimalSymbol { Val = "," },
        new ListSeparator { Val = ";" });

    private static Style HeadingStyle(int level, string size, string before)
    {
        var style = Paragraph(
            Heading(level), string.Create(CultureInfo.InvariantCulture, $"heading {level}"), next: Normal, before: before, after: "120",
            size: size, bold: true, keepNext: true);
        style.StyleParagraphProperties!.OutlineLevel = new OutlineLevel { Val = level - 1 };
        return style;
    }

    private static Style BulletStyle()
    {
        var style = Paragraph(Bullet, "List Bullet", after: "60");
        style.StyleParagraphProperties!.NumberingProperties = new NumberingProperties(new NumberingId { Val = BulletNumbering });
        return style;
    }

    private static Style FooterStyle()
    {
        var style = Paragraph(Footer, "footer", after: "0", size: "18");
        style.StyleParagraphProperties!.Tabs = new Tabs(new TabStop { Val = TabStopValues.Right, Position = TextWidth });
        return style;
    }

    private static Style GridStyle() => new(
        new StyleName { Val = "Table Grid" },
        new BasedOn { Val = "TableNormal" },
        new UIPriority { Val = 39 },
        new StyleTableProperties(new TableBorders(
            Border<TopBorder>(), Border<LeftBorder>(), Border<BottomBorder>(), Border<RightBorder>(),
            Border<InsideHorizontalBorder>(), Border<InsideVerticalBorder>())))
    {
        Type = StyleValues.Table, StyleId = Grid,
    };

    private static T Border<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Space = 0, Color = BorderColour };

    private static Style Paragraph(
        string id, string name, string? next = null, string before = "0", string after = "120", string? size = null, bool bold = false,
        bool keepNext = false, bool isDefault = false, string basedOn = Normal)
    {
        var style = new Style { Type = StyleValues.Paragraph, StyleId = id, StyleName = new StyleName { Val = name } };
        if (isDefault)
            style.Default = true;
        else
            style.BasedOn = new BasedOn { Val = basedOn };
        if (next is not null)
            style.NextParagraphStyle = new NextParagraphStyle { Val = next };
        style.PrimaryStyle = new PrimaryStyle();
        style.StyleParagraphProperties = new StyleParagraphProperties
        {
            SpacingBetweenLines = new SpacingBetweenLines { Before = before, After = after },
        };
        if (keepNext)
            style.StyleParagraphProperties.KeepNext = new KeepNext();
        style.StyleRunProperties = new StyleRunProperties();
        if (bold)
            style.StyleRunProperties.Bold = new Bold();
        if (size is not null)
            style.StyleRunProperties.FontSize = new FontSize { Val = size };
        return style;
    }
}
