using Schools.Domain;
using Schools.Web.Exports;

namespace Schools.Web.Reports;

/// <summary>What the cells of a column are; they are shown and exported by it, and all but texts and days stand to the right.</summary>
public enum ReportColumnKind
{
    /// <summary>A <see cref="string"/>.</summary>
    Text,

    /// <summary>A whole number, <see cref="int"/>: <c>12.345</c>.</summary>
    Count,

    /// <summary>A <see cref="decimal"/> with at most one place: <c>2,5</c>.</summary>
    Number,

    /// <summary>A share as <see cref="decimal"/>, 1 for all: <c>75 %</c>, with one place where it is not whole.</summary>
    Share,

    /// <summary>A <see cref="Euro"/>: <c>1.299,00 €</c>.</summary>
    Amount,

    /// <summary>A <see cref="DateOnly"/>: <c>03.05.2026</c>.</summary>
    Day,
}

/// <param name="Header">What stands above it.</param>
public sealed record ReportColumn(string Header, ReportColumnKind Kind = ReportColumnKind.Text);

/// <summary>A table of a report. Every cell fits the kind of its column, or is null where there is nothing to say.</summary>
public sealed record ReportTable
{
    private const int LongestSheetTitle = 31;
    private const decimal Whole = 100;

    /// <param name="name">Beginning of the name of its file: <c>wlan-je-schule</c>.</param>
    /// <param name="caption">What it shows, with its day: <c>WLAN je Schule am 31.10.2022</c>.</param>
    /// <param name="totals">A last row that sums up, not part of the open data; null without one.</param>
    /// <exception cref="ArgumentException">A row has more or fewer cells than there are columns, or one of another kind.</exception>
    public ReportTable(
        string name, string caption, IReadOnlyList<ReportColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows,
        IReadOnlyList<object?>? totals = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(caption);
        if (columns.Count == 0)
            throw new ArgumentException($"'{caption}' has no column.", nameof(columns));
        foreach (var row in totals is null ? rows : rows.Append(totals))
        {
            if (row.Count != columns.Count)
                throw new ArgumentException($"'{caption}' has {columns.Count} columns and a row of {row.Count} cells.", nameof(rows));
            for (var i = 0; i < row.Count; i++)
            {
                // Totals may say "Summe" in any column.
                if (!Fits(row[i], columns[i].Kind) && !(ReferenceEquals(row, totals) && row[i] is string))
                    throw new ArgumentException($"'{row[i]}' in '{columns[i].Header}' is no {columns[i].Kind}.", nameof(rows));
            }
        }
        (Name, Caption, Columns, Rows, Totals) = (name, caption, columns, rows, totals);
    }

    public string Name { get; }

    public string Caption { get; }

    public IReadOnlyList<ReportColumn> Columns { get; }

    public IReadOnlyList<IReadOnlyList<object?>> Rows { get; }

    public IReadOnlyList<object?>? Totals { get; }

    /// <summary>The cell as it is read; <see cref="Web.Shown.Nothing"/> for null.</summary>
    public static string Shown(object? cell, ReportColumnKind kind) => cell switch
    {
        null => Web.Shown.Nothing,
        string text => text,
        int count => Web.Shown.Count(count),
        decimal share when kind == ReportColumnKind.Share => (share * Whole).ToString("#,0.#", Euro.German) + "\u00A0%",
        decimal number => Web.Shown.Number(number),
        Euro amount => amount.ToString(),
        DateOnly day => Web.Shown.Day(day),
        _ => throw new ArgumentException($"'{cell}' is no cell of a report.", nameof(cell)),
    };

    /// <summary>
    /// The table as open data: as CSV and XLSX it goes the way of every list. Units stand in the headers, cells are bare numbers.
    /// </summary>
    public ExportTable Exported() => new(
        Name, SheetTitle(Caption), [.. Columns.Select(ExportedHeader)],
        Rows.Select(row => (IReadOnlyList<object?>)[.. row.Zip(Columns, (cell, column) => ExportedCell(cell, column.Kind))])
            .ToAsyncEnumerable());

    private static bool Fits(object? cell, ReportColumnKind kind) => cell is null || kind switch
    {
        ReportColumnKind.Text => cell is string,
        ReportColumnKind.Count => cell is int,
        ReportColumnKind.Number or ReportColumnKind.Share => cell is decimal,
        ReportColumnKind.Amount => cell is Euro,
        ReportColumnKind.Day => cell is DateOnly,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string ExportedHeader(ReportColumn column) => column.Kind switch
    {
        ReportColumnKind.Share => $"{column.Header} (in %)",
        ReportColumnKind.Amount => $"{column.Header} (in EUR)",
        _ => column.Header,
    };

    private static object? ExportedCell(object? cell, ReportColumnKind kind) => cell switch
    {
        decimal share when kind == ReportColumnKind.Share => share * Whole,
        decimal whole when whole == decimal.Truncate(whole) && Math.Abs(whole) <= int.MaxValue => (int)whole,
        Euro amount => amount.Amount,
        _ => cell,
    };

    /// <summary>Excel takes no more than 31 characters as the name of a sheet, and not these.</summary>
    private static string SheetTitle(string caption)
    {
        var letters = caption.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '-').Take(LongestSheetTitle).ToArray();
        return new string(letters).Trim() is { Length: > 0 } title ? title : "Tabelle";
    }
}
