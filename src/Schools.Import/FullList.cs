using System.Globalization;

namespace Schools.Import;

/// <summary>What happens to devices that a full list leaves out. None is ever deleted.</summary>
public enum AbsentDevices
{
    /// <summary>They are listed.</summary>
    Leave,

    /// <summary>They are marked as missing now.</summary>
    Mark,

    /// <summary>They are marked once a full list leaves them out again after the days of grace.</summary>
    Grace,
}

/// <summary>That a file names every device of its schools, as far as their categories occur in it.</summary>
/// <param name="GraceDays">Counted from the first full list that left a device out; 0 unless grace is given.</param>
public sealed record FullList(AbsentDevices Absent = AbsentDevices.Leave, int GraceDays = 0)
{
    public const int LongestGraceDays = 365;

    /// <summary>Share of a school's devices, in percent, beyond which so many missing ones look like a wrong file.</summary>
    public const int ManyMissingPercent = 50;

    private const string GracePrefix = "grace:";

    /// <summary>Reads <c>leave</c>, <c>mark</c> or <c>grace:30</c>, as command line and REST write it.</summary>
    /// <returns>Null and no refusal for a part list.</returns>
    public static (FullList? Full, FileRefusal? Refused) Parse(bool full, string? missing)
    {
        if (!full)
        {
            return string.IsNullOrEmpty(missing)
                ? (null, null)
                : (null, ImportIssues.IdleChoice.Refuse(null, ("column", "Was mit fehlenden Geräten geschieht,"), ("kind", "Teillisten")));
        }
        switch (missing)
        {
            case null or "" or "leave":
                return (new FullList(), null);
            case "mark":
                return (new FullList(AbsentDevices.Mark), null);
            case not null when missing.StartsWith(GracePrefix, StringComparison.Ordinal)
                && int.TryParse(missing.AsSpan(GracePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                && days is >= 1 and <= LongestGraceDays:
                return (new FullList(AbsentDevices.Grace, days), null);
            default:
                return (null, ImportIssues.WrongChoice.Refuse(null, ("value", missing), ("column", "fehlende Geräte"),
                    ("expected", $"leave, mark, grace:TAGE mit 1 bis {LongestGraceDays} Tagen")));
        }
    }
}

/// <summary>What a full list speaks for.</summary>
/// <param name="Schools">Number and name of each school.</param>
/// <param name="Categories">The categories that occur in the file, in German; others are not spoken for.</param>
/// <param name="Expected">Devices the register holds of these.</param>
public sealed record PlanScope(
    IReadOnlyList<string> Schools, IReadOnlyList<string> Categories, AbsentDevices Absent, int GraceDays, int Expected);
