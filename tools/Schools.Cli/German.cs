using System.Globalization;
using System.Text;
using Schools.Domain;

namespace Schools.Cli;

/// <summary>Numbers, moments and tables as German readers know them.</summary>
internal static class German
{
    public static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("de-DE");
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static string Count(long count) => count.ToString("N0", Culture);

    /// <summary>How much of an import stands in the register. The server counts rooms that had to be made first as rows too.</summary>
    public static string Written(Import import) =>
        $"{Count(import.Written)} von {Count(import.RowsToApply)} Zeilen {(import.IsUndo ? "zurückgenommen" : "übernommen")}"
        + (import.Refused > 0 ? $", {Count(import.Refused)} dabei abgelehnt" : "");

    /// <summary>A moment in German time, whatever zone this machine keeps; what is no moment is shown as it is.</summary>
    public static string Moment(string? wire) =>
        DateTimeOffset.TryParse(wire, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? TimeZoneInfo.ConvertTime(moment, Zone).ToString("dd.MM.yyyy HH:mm", Culture)
            : wire ?? "";

    /// <summary>The German word for the name of an enum value; a name this program does not know yet is shown as it is.</summary>
    public static string Label<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) ? Labels.German(value) : name;

    /// <summary>The state of an import for people.</summary>
    public static string ImportStatus(string status) => status switch
    {
        Import.Planned => "geplant",
        Import.Proposed => "wartet auf Freigabe",
        Import.Returned => "zurückgegeben",
        Import.Applying => "läuft",
        Import.Applied => "übernommen",
        Import.Cancelled => "abgebrochen",
        _ => status,
    };

    /// <summary>What was done to a plan on its way to a decision.</summary>
    public static string Step(string kind) => kind switch
    {
        "Proposed" => "Vorgelegt",
        "Returned" => "Zurückgegeben",
        "Approved" => "Freigegeben",
        "Expired" => "Abgelaufen",
        _ => kind,
    };

    /// <summary>Columns side by side, as wide as their widest cell; those named in <paramref name="right"/> end at the right.</summary>
    public static string Table(IReadOnlyList<string[]> rows, params ReadOnlySpan<int> right)
    {
        var text = new StringBuilder();
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var line = new StringBuilder();
            for (var column = 0; column < row.Length; column++)
            {
                var (cell, width) = (row[column], widths[column]);
                line.Append(right.Contains(column) ? cell.PadLeft(width) : cell.PadRight(width)).Append("  ");
            }
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
        return text.ToString();
    }
}
