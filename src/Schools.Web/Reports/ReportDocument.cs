namespace Schools.Web.Reports;

/// <summary>
/// A report as people read it, before it is a page or a file: <see cref="DocxWriter"/> makes a text document of it, and every table is
/// also open data (<see cref="ReportTable.Exported"/>).
/// </summary>
/// <param name="Title">What stands on top and in the properties of the file.</param>
/// <param name="Author">Who gives the report: the authority, not a person.</param>
/// <param name="Fields">The head of a Vorlage: <c>Vorlage-Nr.</c>, <c>Betreff</c>, <c>Gremium</c> …</param>
/// <param name="PageHeader">A line on top of every page.</param>
/// <param name="PageFooter">A text below every page, beside the number of the page.</param>
public sealed record ReportDocument(
    string Title, string Author, IReadOnlyList<ReportField> Fields, IReadOnlyList<ReportSection> Sections, string PageHeader,
    string PageFooter)
{
    /// <summary>The tables in their order, which is also how they are numbered.</summary>
    public IEnumerable<ReportTable> Tables =>
        Sections.SelectMany(section => section.Blocks).OfType<ReportBlock.Table>().Select(block => block.Rows);
}

/// <summary>A label and its value in the head of a report.</summary>
public sealed record ReportField(string Label, string Value);

/// <summary>A heading and what stands below it until the next.</summary>
public sealed record ReportSection
{
    public const int DeepestLevel = 3;

    /// <param name="level">1 to <see cref="DeepestLevel"/>; no level may be left out on the way down.</param>
    public ReportSection(string heading, int level, params IReadOnlyList<ReportBlock> blocks)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(heading);
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, DeepestLevel);
        (Heading, Level, Blocks) = (heading, level, blocks);
    }

    public string Heading { get; }

    public int Level { get; }

    public IReadOnlyList<ReportBlock> Blocks { get; }
}

/// <summary>A report on a page.</summary>
/// <param name="File">The address of a file of the report by its name.</param>
/// <param name="Form">The form that asks for a file of what was sent; null where files are linked.</param>
public sealed record ReportBody(ReportDocument Document, Func<string, string> File, string? Form = null);

/// <summary>One file of a report: a link, or a button where what was sent fits into no address.</summary>
public sealed record ReportFile(string Address, string Text, string? Form);

/// <summary>A part of a report on a page.</summary>
/// <param name="File">The address of a file of the report by its name.</param>
/// <param name="Form">As of the body.</param>
public sealed record ReportPart(ReportBlock Block, Func<string, string> File, string? Form = null)
{
    /// <summary>Numbers stand to the right.</summary>
    public static string? Side(ReportColumn column) => column.Kind is ReportColumnKind.Text or ReportColumnKind.Day ? null : "n";
}

/// <summary>What may stand in a section.</summary>
public abstract record ReportBlock
{
    private ReportBlock()
    {
    }

    /// <param name="Text">A line end in it is one in the report.</param>
    public sealed record Paragraph(string Text) : ReportBlock;

    public sealed record Bullets(IReadOnlyList<string> Items) : ReportBlock;

    public sealed record Table(ReportTable Rows) : ReportBlock;
}
