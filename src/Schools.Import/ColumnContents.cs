using System.Text.RegularExpressions;

namespace Schools.Import;

/// <summary>Something that most cells of a column are, and that its name does not promise.</summary>
/// <param name="German">In the plural: "IP-Adressen".</param>
internal sealed record Foreign(string German)
{
    public RowIssue Warning(int line, ColumnUse column) =>
        RowIssue.Of(ImportIssues.ShiftedColumn, line, column.Header, null, ("kind", German), ("expected", $"Angaben zu „{column.German}“"));
}

/// <summary>
/// Looks into columns for what cannot stand there: exports exist whose values sit one column beside their names, so that a serial number
/// would be an IP address.
/// </summary>
internal static partial class ColumnContents
{
    /// <summary>Fields whose values are never addresses, mails or days.</summary>
    private static readonly HashSet<string> Guarded = new(StringComparer.Ordinal)
    {
        "serial", "inventoryNumber", "mdmId", "category", "manufacturer", "model", "modelNumber", "operatingSystem", "wlanMac", "lanMac",
        RowField.Room, RowField.Building, RowField.School, "price", "supplier", "orderNumber", "invoiceNumber",
    };

    private static readonly Foreign Ip = new("IP-Adressen"), Mac = new("MAC-Adressen"), Mail = new("E-Mail-Adressen"),
        Day = new("Datumsangaben");

    /// <summary>An IP or MAC address in a form no serial or inventory number has.</summary>
    public static bool IsAddress(string cell)
    {
        // Asked for every number of a list; hardly any has so many separators.
        var text = cell.AsSpan();
        return (text.Count('.') == 3 && IpForm().IsMatch(cell))
            || ((text.Count(':') == 5 || text.Count('-') == 5) && MacForm().IsMatch(cell));
    }

    /// <summary>By 1-based column, what more than half of the filled cells among the first rows are against the column's name.</summary>
    public static IReadOnlyDictionary<int, Foreign> Shifted(RawTable table, string[] names)
    {
        var fields = names.Select(name => ImportProfile.All.Select(profile => profile.Aliases.GetValueOrDefault(name).Field)
            .FirstOrDefault(field => field is not null && Guarded.Contains(field))).ToArray();
        var rows = table.Rows().Where(row => row.Issue is null).Take(ImportLimits.SampleRows).ToList();
        var shifted = new Dictionary<int, Foreign>();
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i] is not { } field)
                continue;
            var cells = rows.Select(row => row.Cells[i]).Where(cell => !CellText.IsEmpty(cell)).ToList();
            var foreign = cells.Select(cell => Kind(cell, field is "wlanMac" or "lanMac")).OfType<Foreign>()
                .CountBy(kind => kind).OrderByDescending(kind => kind.Value).FirstOrDefault();
            if (foreign.Value * 2 > cells.Count)
                shifted[i + 1] = foreign.Key;
        }
        return shifted;
    }

    private static Foreign? Kind(string cell, bool isMac)
    {
        if (cell.Length is < 6 or > 64)
            return null;
        return cell.Contains('@', StringComparison.Ordinal) ? MailForm().IsMatch(cell) ? Mail : null
            : !char.IsAsciiHexDigit(cell[0]) ? null
            : IpForm().IsMatch(cell) ? Ip
            : MacForm().IsMatch(cell) ? isMac ? null : Mac
            : DayForm().IsMatch(cell) ? Day
            : null;
    }

    [GeneratedRegex(@"^\d{1,3}(\.\d{1,3}){3}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IpForm();

    [GeneratedRegex("^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MacForm();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MailForm();

    [GeneratedRegex(
        @"^(\d{4}-\d{2}-\d{2}([T ].*)?|\d{1,2}\.\d{1,2}\.(19|20)\d{2})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayForm();
}
