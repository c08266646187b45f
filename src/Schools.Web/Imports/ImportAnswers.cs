using System.Text.Json.Serialization;
using Schools.Domain;
using Schools.Import;
using Schools.Storage;

namespace Schools.Web.Imports;

/// <summary>Something said about a row.</summary>
/// <param name="Line">Physical line of the file, 1-based.</param>
public sealed record IssueAnswer(int Line, string? Column, string? Value, string Code, string Message);

/// <summary>The refusal a row met when it was applied.</summary>
public sealed record RowRefusal(string Code, string Message);

/// <summary>What was understood of a file, and could have been chosen otherwise.</summary>
/// <param name="Format">text, xlsx or xls.</param>
/// <param name="Encoding">Null for Excel files, as <paramref name="Delimiter"/>.</param>
/// <param name="Samples">Up to three texts with umlauts.</param>
/// <param name="Dates">German, Iso, DayFirst, MonthFirst, SerialNumber: what the date columns show.</param>
/// <param name="Confidence">Share of the named columns that the profile knows, in percent.</param>
public sealed record UnderstoodAnswer(
    string Format,
    string? Encoding,
    string? Delimiter,
    int HeaderLine,
    string? Sheet,
    IReadOnlyList<SkippedSheet> OtherSheets,
    IReadOnlyList<string> Samples,
    IReadOnlyList<int> SkippedLines,
    IReadOnlyList<int> TotalLines,
    IReadOnlyList<DateForm> Dates,
    NumberStyle? Numbers,
    int Confidence)
{
    public static UnderstoodAnswer Of(PlanHead plan)
    {
        var dialect = plan.Dialect;
        return new UnderstoodAnswer(
            dialect.Sheet?.Format.ToLowerInvariant() ?? "text",
            dialect.Sheet is null ? ImportAnswer.EncodingName(dialect.Encoding) : null,
            dialect.Sheet is null ? dialect.Delimiter.ToString() : null,
            dialect.HeaderLine,
            dialect.Sheet?.Name,
            dialect.Sheet?.Skipped ?? [],
            dialect.UmlautSamples,
            dialect.SkippedLines,
            dialect.TotalLines,
            dialect.Dates,
            dialect.Numbers,
            plan.Confidence);
    }
}

/// <summary>One list of a ZIP: its import, or why there is none.</summary>
public sealed record DeliveredAnswer(string File, ImportAnswer? Import, string? Code, string? Message);

/// <summary>A ZIP for programs: each list is an import of its own.</summary>
public sealed record DeliveryAnswer(IReadOnlyList<DeliveredAnswer> Files);

/// <summary>A plan that is no longer to be applied, and the one in its place.</summary>
public sealed record OutdatedAnswer(string Code, string Message, long Id);

/// <summary>Rows that a plan sees otherwise than the one it replaces.</summary>
/// <param name="Replaces">The plan before.</param>
/// <param name="IsRecomputed">It took that place because the register had changed, not because of other choices.</param>
/// <param name="Count">Rows that differ; <paramref name="Rows"/> are the first of them.</param>
public sealed record DifferencesAnswer(long? Replaces, bool IsRecomputed, int Count, IReadOnlyList<ImportDifference> Rows);

/// <summary>An import for programs; the names are those of the command line's <c>--json</c>.</summary>
/// <param name="Missing">Known devices that a full list leaves out; 0 for a part of the inventory.</param>
/// <param name="BadRows">Rows that are not taken: wrong, in conflict and not chosen, kept by an undo, or refused when applied.</param>
/// <param name="Correctable">Bad rows that the corrected-rows file has.</param>
/// <param name="Chosen">Rows in conflict that a person has chosen.</param>
/// <param name="IssuesCut">More was to be said than the lists hold.</param>
public sealed record ImportAnswer(
    long Id,
    string File,
    string Profile,
    string Encoding,
    string Delimiter,
    int Rows,
    int New,
    int Changed,
    int Unchanged,
    int Conflicts,
    int Missing,
    int Skipped,
    IReadOnlyList<IssueAnswer> Errors,
    IReadOnlyList<IssueAnswer> Warnings,
    ImportStatus Status,
    int RowsToApply,
    int DoneThrough,
    int Written,
    int Refused,
    int BadRows,
    int Correctable,
    int Chosen,
    bool IssuesCut,
    UnderstoodAnswer Understood,
    string Hash,
    DateTimeOffset PlannedAt,
    string PlannedBy,
    string? AppliedBy,
    DateTimeOffset? AppliedAt,
    DateTimeOffset? EndedAt,
    long? Undoes,
    long? UndoneBy,
    long? Replaces,
    bool IsRecomputed,
    long? ReplacedBy)
{
    /// <summary>Who handed it in, returned or approved it or what it replaces; only where the import is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ImportStep>? Steps { get; init; }

    /// <summary>The day from which it holds, where somebody said one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? HoldsFrom { get; init; }

    /// <param name="mostRows">How many rows with issues were asked for at most.</param>
    public static ImportAnswer Of(ImportHead import, IReadOnlyList<ImportRow> rowsWithIssues, int mostRows)
    {
        var plan = PlanJson.Head(import.Plan);
        List<IssueAnswer> errors = [];
        List<IssueAnswer> warnings = [.. plan.Warnings.Select(Said)];
        foreach (var row in rowsWithIssues.OrderBy(r => r.N))
        {
            foreach (var issue in PlanJson.Issues(row.Issues))
            {
                (issue.Code.Severity <= IssueSeverity.Error ? errors : warnings).Add(Said(issue));
            }
            if (RowRefusalOf(row) is { } refusal)
            {
                var (column, value) = row.IsPrerequisite ? ("Raum", RoomOf(row)) : (null, null);
                errors.Add(new IssueAnswer(row.Line, column, value, refusal.Code, refusal.Message));
            }
        }
        return new ImportAnswer(
            import.Id,
            import.FileName,
            plan.ProfileName,
            EncodingName(plan.Dialect.Encoding),
            plan.Dialect.Delimiter.ToString(),
            plan.Counts.Rows,
            plan.Counts.New,
            plan.Counts.Changed,
            plan.Counts.Unchanged,
            plan.Counts.Conflict,
            plan.Counts.Missing,
            plan.Counts.Skipped,
            errors,
            warnings,
            import.Status,
            import.RowsToApply,
            import.DoneThrough,
            import.Written,
            import.Refused,
            BadRowsOf(import, plan),
            CorrectableOf(import, plan),
            import.Chosen,
            rowsWithIssues.Count == mostRows,
            UnderstoodAnswer.Of(plan),
            import.FileHash,
            import.PlannedAt,
            import.PlannedBy,
            import.AppliedBy,
            import.ApplyStartedAt,
            import.EndedAt,
            import.Undoes,
            import.UndoneBy,
            import.Replaces,
            import.IsRecomputed,
            import.ReplacedBy)
        {
            HoldsFrom = plan.HoldsFrom,
        };
    }

    /// <summary>Rows that are not taken, as things stand.</summary>
    public static int BadRowsOf(ImportHead import, PlanHead plan) =>
        plan.Counts.Error + plan.Counts.Conflict - import.Chosen + import.Refused + (import.IsUndo ? plan.Counts.Skipped : 0);

    /// <summary>Those of them that stand in the file.</summary>
    public static int CorrectableOf(ImportHead import, PlanHead plan) =>
        import.IsUndo ? 0 : BadRowsOf(import, plan) - import.RefusedWithoutLine;

    public static RowRefusal? RowRefusalOf(ImportRow row) =>
        row.Result is null ? null : System.Text.Json.JsonSerializer.Deserialize(row.Result, ImportJson.Default.RowRefusal);

    /// <summary>Building and number of a room that the rows need.</summary>
    public static string RoomOf(ImportRow prerequisite)
    {
        var details = ((Room.Describe)CommandJson.Read(GrainKind.Room, (prerequisite.Commands ?? prerequisite.CommandsIfChosen)!)[0]).Given;
        return Shown.Room(details.Building, details.Number);
    }

    /// <summary>The name of an encoding as programs write it.</summary>
    public static string EncodingName(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8 or TextEncoding.Utf8Bom => "utf-8",
        TextEncoding.Utf16Le => "utf-16le",
        TextEncoding.Utf16Be => "utf-16be",
        TextEncoding.Windows1252 => "windows-1252",
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, null),
    };

    private static IssueAnswer Said(RowIssue issue) => new(issue.Line, issue.Column, issue.Value, issue.Code.Code, issue.Message);
}

/// <summary>A line in the list of imports.</summary>
public sealed record ImportListItem(
    long Id,
    string File,
    ImportStatus Status,
    int Rows,
    int Written,
    int Refused,
    DateTimeOffset PlannedAt,
    string PlannedBy,
    long? Undoes,
    long? UndoneBy);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(DeliveryAnswer))]
[JsonSerializable(typeof(OutdatedAnswer))]
[JsonSerializable(typeof(DifferencesAnswer))]
[JsonSerializable(typeof(Authority.Details), TypeInfoPropertyName = "AuthorityDetails")]
[JsonSerializable(typeof(FileChoices))]
[JsonSerializable(typeof(List<ImportListItem>))]
[JsonSerializable(typeof(RowRefusal))]
[JsonSerializable(typeof(UndoRowShown))]
public sealed partial class ImportJson : JsonSerializerContext;
