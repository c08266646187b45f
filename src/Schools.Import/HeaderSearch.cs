using System.Collections.Immutable;

namespace Schools.Import;

/// <summary>A row looked at before a file is read.</summary>
/// <param name="Sound">False when its quotes are broken.</param>
internal sealed record SampleRow(int Line, string[] Cells, bool Sound = true);

/// <summary>Where the header stands among the first rows of a text or a sheet.</summary>
internal static class HeaderSearch
{
    /// <summary>The first row of which at least two names are known to some profile.</summary>
    public static SampleRow? Known(List<SampleRow> rows, Predicate<string> isKnownHeader) =>
        rows.Take(ImportLimits.HeaderSearchRows).FirstOrDefault(row => row.Cells.Select(HeaderName.Normalise)
            .Distinct(StringComparer.Ordinal).Count(name => isKnownHeader(name)) >= 2);

    /// <summary>Titles fill one cell, the header names at least as many columns as most rows have; without any letter it is data.</summary>
    public static SampleRow? FirstFull(List<SampleRow> rows, int columns)
    {
        var first = rows.Take(ImportLimits.HeaderSearchRows)
            .FirstOrDefault(row => row.Cells.Length >= columns && row.Cells.Count(cell => cell.Trim().Length > 0) >= Math.Min(columns, 2))
            ?? rows.FirstOrDefault();
        return first is not null && first.Sound && first.Cells.Any(cell => cell.Any(char.IsLetter)) ? first : null;
    }

    /// <summary>The commonest number of cells above one, and how many rows have it.</summary>
    public static (int Columns, int Rows) CommonWidth(List<SampleRow> rows)
    {
        var common = rows.Where(row => row.Cells.Length > 1 && row.Sound)
            .CountBy(row => row.Cells.Length)
            .OrderByDescending(group => group.Value).ThenByDescending(group => group.Key)
            .FirstOrDefault();
        return (Math.Max(common.Key, 1), common.Value);
    }

    public static ImmutableArray<int> LinesBefore(List<SampleRow> rows, SampleRow header) =>
        [.. rows.Select(row => row.Line).Where(line => line < header.Line)];

    public static FileRefusal Refuse(int? chosenLine) => chosenLine is { } line
        ? ImportIssues.NoHeaderAtLine.Refuse(line, ("line", line))
        : ImportIssues.NoHeader.Refuse();
}
