using Schools.Domain;
using Schools.Import;
using Schools.Storage;

namespace Schools.Web.Imports;

/// <summary>A row of a plan as a page shows it.</summary>
/// <param name="Line">0 for a device that the file leaves out.</param>
/// <param name="Address">Where the device or school is shown; null while it does not exist.</param>
/// <param name="Choice">What the row asks; null where it asks nothing.</param>
public sealed record ShownRow(
    int N, int Line, string Title, string? Address, string? MatchedBy, RowSubject? Subject, IReadOnlyList<FieldChange> Changes,
    IReadOnlyList<string> Issues, string? Choice, bool IsChosen)
{
    public static ShownRow Of(ImportRow row, ImportHead import)
    {
        var shown = row.Shown is null ? new PlanRowShown(null, null, []) : PlanJson.Shown(row.Shown);
        var issues = PlanJson.Issues(row.Issues).Select(issue => issue.Message).ToList();
        if (ImportAnswer.RowRefusalOf(row) is { } refusal)
        {
            issues.Add(refusal.Message);
        }
        var isWritten = row.N <= import.DoneThrough && row is { Commands: not null, Result: null };
        var address = row.Grain is { } grain && (row.PlannedOn > 0 || isWritten)
            ? grain.Kind switch
            {
                GrainKind.Device => $"/geraete/{grain.Key}",
                GrainKind.School => $"/schulen/{grain.Key}",
                _ => null,
            }
            : null;
        return new ShownRow(
            row.N, row.Line, shown.Title ?? "Zeile", address, shown.MatchedBy, shown.Subject, shown.Changes, issues, row.Choice,
            row.IsChosen);
    }
}

/// <summary>A room that rows need and the register lacks.</summary>
/// <param name="Meant">A room of the school that is written alike.</param>
/// <param name="Reason">Why it could not be opened; null where it could, or nobody tried yet.</param>
public sealed record ShownRoom(int Line, string Room, string School, string? Meant, string? Reason)
{
    public static ShownRoom Of(ImportRow row) => new(
        row.Line,
        ImportAnswer.RoomOf(row),
        row.Grain is { } grain && RoomKey.TryParse(grain.Key, out var key) ? key.School.Number : "",
        row.Shown is null ? null : PlanJson.Shown(row.Shown).Meant,
        ImportAnswer.RowRefusalOf(row)?.Message);
}
