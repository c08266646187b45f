using System.Globalization;

namespace Schools.Import;

/// <summary>
/// The day a list speaks of (Stand der Liste), from which all of its facts hold. What is planned and compared is the same whatever the
/// day; the register keeps the order in which it learns things. So a fact of an old list stands behind what was recorded before it, even
/// where that holds from a later day, and a row that changes nothing of a known device does not make that device older.
/// </summary>
public static class ListDay
{
    /// <summary>No school had anything of what is kept here before.</summary>
    public static readonly DateOnly Earliest = new(2000, 1, 1);

    private static readonly string[] Forms = ["yyyy-MM-dd", "d.M.yyyy"];

    /// <summary>Reads <c>2022-10-12</c> or <c>12.10.2022</c>. Whether it is past is for the planner to say, who knows the day.</summary>
    /// <returns>Null and no refusal where nothing is said: the facts hold from the day they are taken in.</returns>
    public static (DateOnly? Day, FileRefusal? Refused) Parse(string? said) =>
        string.IsNullOrWhiteSpace(said) ? (null, null)
        : DateOnly.TryParseExact(said.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Earliest
            ? (day, null)
            : (null, ImportIssues.WrongChoice.Refuse(null, ("value", said), ("column", "den Stand der Liste"),
                ("expected", $"ein Tag wie 2022-10-12, frühestens {Earliest:yyyy-MM-dd}")));
}
