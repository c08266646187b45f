namespace Schools.Web.Reports;

/// <summary>
/// How a table fits on a page. A day, a number or an amount stands in one line, and no word is broken: where the columns are too many for
/// that, the letters become smaller, and then the page lies on its side.
/// </summary>
/// <param name="Size">Of the letters, in half points.</param>
/// <param name="IsWide">The page lies on its side.</param>
/// <param name="Widths">Of the columns, in twentieths of a point.</param>
internal sealed record DocxLayout(int Size, bool IsWide, IReadOnlyList<int> Widths)
{
    /// <summary>What a table in which nothing is narrow is written in.</summary>
    public const int UsualSize = 20;

    /// <summary>Both edges of a cell, and the line between two.</summary>
    private const int CellEdges = 200;

    /// <summary>Letters of a line from which on a text may go on in the next.</summary>
    private const int WidestText = 30;

    /// <summary>Thousandths of the size that letters take in Arial, about; bold ones take more.</summary>
    private const int Narrow = 278, Slim = 333, Usual = 556, Capital = 722, Broad = 889;

    /// <summary>Which part of its wish a text gets at least.</summary>
    private const int OneOf = 4;

    private const int Thousand = 1_000, TwipsPerHalfPoint = 10, BoldPercent = 108, Percent = 100;

    private static readonly (int Size, bool IsWide)[] Choices = [(UsualSize, false), (18, false), (16, false), (18, true), (16, true)];

    /// <param name="Least">Room for the longest word, and of what is no text for all of it.</param>
    /// <param name="Wished">Room for all of it, as far as it is not long.</param>
    private readonly record struct Need(int Least, int Wished, bool IsText);

    public static DocxLayout Of(ReportTable table)
    {
        foreach (var (size, isWide) in Choices)
        {
            var needs = Needs(table, size);
            // Texts get something of what they wish for beyond their longest word, else they become towers of single words.
            if (needs.Sum(need => need.Least + ((need.Wished - need.Least) / OneOf)) <= DocxStyles.WidthOf(isWide))
            {
                return new DocxLayout(size, isWide, Shared(needs, DocxStyles.WidthOf(isWide)));
            }
        }
        var (last, wide) = Choices[^1];
        return new DocxLayout(last, wide, Shared(Needs(table, last), DocxStyles.WidthOf(wide)));
    }

    private static List<Need> Needs(ReportTable table, int size) =>
    [
        .. table.Columns.Select((column, i) =>
        {
            var isText = column.Kind == ReportColumnKind.Text;
            var cells = table.Rows.Select(row => ReportTable.Shown(row[i], column.Kind)).Distinct(StringComparer.Ordinal).ToList();
            var totals = table.Totals is null ? "" : ReportTable.Shown(table.Totals[i], column.Kind);
            var least = Math.Max(
                Math.Max(Bold(Words(column.Header)), Bold(isText ? Words(totals) : [totals])),
                isText ? Widest(cells.SelectMany(Words)) : Widest(cells));
            var wished = Math.Max(least, Math.Min(WidestText * Usual, Math.Max(Widest(cells.SelectMany(Lines)), Bold([totals]))));
            return new Need(InTwips(least, size) + CellEdges, InTwips(wished, size) + CellEdges, isText);
        }),
    ];

    private static int Bold(IEnumerable<string> texts) => Widest(texts) * BoldPercent / Percent;

    private static int Widest(IEnumerable<string> texts) => texts.Select(text => text.Sum(WidthOf)).DefaultIfEmpty().Max();

    private static int InTwips(int width, int size) => width * size * TwipsPerHalfPoint / Thousand;

    private static string[] Lines(string text) => text.Split('\n');

    /// <summary>What is not broken: a blank that keeps together, as in an amount, ends no word.</summary>
    private static IEnumerable<string> Words(string text) =>
        text.Split(' ', '\n').SelectMany(word => word.Split('-').Select((part, i) => i == 0 ? part : $"-{part}"));

    private static int WidthOf(char letter) => letter switch
    {
        'f' or 'i' or 'j' or 'l' or 't' or '.' or ',' or ':' or ';' or '/' or 'I' or ' ' or '\u00A0' => Narrow,
        'r' or '-' or '(' or ')' or '·' or '„' or '“' => Slim,
        'm' or 'M' or 'W' or '%' or '→' => Broad,
        'w' => Capital,
        _ => char.IsUpper(letter) ? Capital : Usual,
    };

    /// <summary>
    /// What is left goes to texts that wish for more, and then to all. Where even the least is too much, texts alone give way, for they are
    /// hyphenated.
    /// </summary>
    private static IReadOnlyList<int> Shared(List<Need> needs, int width)
    {
        var (least, wished) = (needs.Sum(need => need.Least), needs.Sum(need => need.Wished));
        if (least > width)
        {
            var fixedPart = needs.Where(need => !need.IsText).Sum(need => need.Least);
            var texts = Math.Max(1, least - fixedPart);
            var left = Math.Max(width - fixedPart, width / needs.Count);
            return [.. needs.Select(need => need.IsText ? (int)((long)need.Least * left / texts) : need.Least)];
        }
        return wished > width
            ? [.. needs.Select(need => need.Least + ((need.Wished - need.Least) * (width - least) / (wished - least)))]
            : [.. needs.Select(need => (int)((long)need.Wished * width / wished))];
    }
}
