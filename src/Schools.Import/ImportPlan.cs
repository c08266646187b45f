using System.Text.Json.Serialization;
using Schools.Domain;

namespace Schools.Import;

/// <summary>What a row of the file means for the register.</summary>
public enum PlanStatus
{
    New,
    Changed,
    Unchanged,

    /// <summary>It contradicts the register in a way that a person decides.</summary>
    Conflict,

    /// <summary>In the register, not in the file.</summary>
    Missing,
    Error,

    /// <summary>No row of this import: a totals line, a school of another provider.</summary>
    Skipped,
}

/// <summary>What a person is asked about a row before all or part of it is applied.</summary>
public enum PlanChoice
{
    /// <summary>Known at another school: moved, or a slip in the file?</summary>
    Move,

    /// <summary>A value that looks damaged against a stored one.</summary>
    Doubt,

    /// <summary>Changed since the import that is taken back.</summary>
    Undo,
}

/// <summary>What is done with a column.</summary>
public enum ColumnRole
{
    Mapped,

    /// <summary>Known, but says nothing that is kept; or another column already states the same field.</summary>
    Ignored,

    /// <summary>Names people; not read and not stored.</summary>
    Dropped,
    Unknown,

    /// <summary>Line or reason, which this program wrote into a corrected-rows file; not read, and written anew into the next.</summary>
    Own,
}

/// <summary>A column of the file.</summary>
/// <param name="Column">1-based.</param>
/// <param name="Header">Its name on one line; empty for nameless columns.</param>
/// <param name="Field">The field it states, by its wire name.</param>
/// <param name="German">The German name of the field.</param>
public sealed record ColumnUse(int Column, string Header, ColumnRole Role, string? Field = null, string? German = null);

/// <summary>One row of the file and what applying it does.</summary>
/// <param name="Line">Physical line, 1-based, on which the row begins; 0 for a device that the file does not name.</param>
/// <param name="Grain">The grain it concerns; null where that could not be told.</param>
/// <param name="PlannedOn">Version of the grain the plan was made on, 0 for a new one; above 0 for one that was withdrawn.</param>
/// <param name="Commands">In the order of sending; empty unless New, Changed or Missing.</param>
/// <param name="Changes">Old and new text of each field, with school, room, lifecycle and the rest of what is no detail.</param>
/// <param name="MatchedBy">German name of the field by which a known grain was found.</param>
/// <param name="Title">What the row is about, for lists.</param>
/// <param name="Cells">
/// The cells as written, those of columns that are not read blanked and those of <see cref="ColumnRole.Own"/> left out, of rows that may
/// end in the corrected-rows file.
/// </param>
public sealed record PlanRow(
    int Line,
    PlanStatus Status,
    GrainId? Grain,
    int PlannedOn,
    IReadOnlyList<Command> Commands,
    IReadOnlyList<FieldChange> Changes,
    IReadOnlyList<RowIssue> Issues,
    string? MatchedBy,
    string? Title,
    string[]? Cells)
{
    /// <summary>What is asked; null where nothing is.</summary>
    public PlanChoice? Choice { get; init; }

    /// <summary>Sent in place of <see cref="Commands"/> once a person has chosen the row.</summary>
    public IReadOnlyList<Command> CommandsIfChosen { get; init; } = [];

    /// <summary>The school of the row, or that of its device.</summary>
    public SchoolKey? School { get; init; }

    /// <summary>What tells this device from others; null for rows that are no device.</summary>
    public RowSubject? Subject { get; init; }
}

/// <summary>What a row is about, as text: the file's words where it has them, else the register's.</summary>
public sealed record RowSubject(string? Category, string? Serial, string? InventoryNumber, string? School, string? Room);

/// <summary>A room that rows name and the register does not hold; opened before the devices are written.</summary>
/// <param name="Line">The first line that names it.</param>
/// <param name="Meant">A room of the same school that is written alike.</param>
/// <param name="PlannedOn">0, or the version of a withdrawn room that is opened again.</param>
public sealed record PlannedRoom(int Line, GrainId Grain, Room.Describe Command, int PlannedOn = 0, string? Meant = null);

/// <summary>Rows of a school list per provider.</summary>
public sealed record ProviderCount(string ProviderNumber, int Rows, bool IsOwn);

public sealed record PlanCounts(int New, int Changed, int Unchanged, int Conflict, int Missing, int Error, int Skipped)
{
    /// <summary>Rows of the file, all that stand under its header.</summary>
    public int Rows => New + Changed + Unchanged + Conflict + Error + Skipped;

    public int this[PlanStatus status] => status switch
    {
        PlanStatus.New => New,
        PlanStatus.Changed => Changed,
        PlanStatus.Unchanged => Unchanged,
        PlanStatus.Conflict => Conflict,
        PlanStatus.Missing => Missing,
        PlanStatus.Error => Error,
        PlanStatus.Skipped => Skipped,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}

/// <summary>All of a plan but its rows: what was understood of the file, and the counts. Kept as the protocol of the import.</summary>
/// <param name="Target">School or Device.</param>
/// <param name="Confidence">Share of the named columns that the profile knows, in percent.</param>
/// <param name="NewManufacturers">Makers of new devices that no device of the register has.</param>
/// <param name="Warnings">What is said about the file as a whole.</param>
/// <param name="Scope">What a full list speaks for; null for a part.</param>
/// <param name="Alike">New makers and models that are probably known ones.</param>
public sealed record PlanHead(
    string? FileName,
    string Profile,
    string ProfileTitle,
    int Confidence,
    GrainKind Target,
    Dialect Dialect,
    IReadOnlyList<ColumnUse> Columns,
    PlanCounts Counts,
    int NewRooms,
    IReadOnlyList<string> NewManufacturers,
    IReadOnlyList<string> NewModels,
    IReadOnlyList<ProviderCount> Providers,
    IReadOnlyList<RowIssue> Warnings,
    PlanScope? Scope = null,
    IReadOnlyList<AlikeWord>? Alike = null)
{
    /// <summary>Which saved profile it was read by; null for one of this program.</summary>
    public SavedUse? Saved { get; init; }

    /// <summary>The day from which all of it holds; null for the day it is taken in.</summary>
    public DateOnly? HoldsFrom { get; init; }

    /// <summary>What stands in the columns, for whoever maps them otherwise; null in plans that are older than this.</summary>
    public IReadOnlyList<ColumnSample>? Samples { get; init; }

    /// <summary>The profile as a protocol names it: <c>device-list</c>, <c>ipads v3</c>.</summary>
    [JsonIgnore]
    public string ProfileName => Saved is null ? Profile : $"{Profile} v{Saved.Version}";
}

/// <summary>What importing a file would do. The same file, register and options always give the same plan.</summary>
/// <param name="NewRooms">Written before the rows.</param>
/// <param name="Rows">
/// In the order of the file; behind them the devices that a full list leaves out. Those of a long list are made as they are gone through,
/// and the same each time.
/// </param>
public sealed record ImportPlan(PlanHead Head, IReadOnlyList<PlannedRoom> NewRooms, IReadOnlyList<PlanRow> Rows)
{
    /// <summary>Written before the rows too, but only where a device that stands in one of them is chosen to move.</summary>
    public IReadOnlyList<PlannedRoom> RoomsOfMoves { get; init; } = [];

    /// <summary>
    /// Commands of a room or row as they are sent: with the day of the list, which is said once for the plan and not in each row.
    /// </summary>
    public IReadOnlyList<Command> Dated(IReadOnlyList<Command> commands) =>
        Head.HoldsFrom is { } day ? [.. commands.Select(command => command with { On = day })] : commands;

    /// <summary>Rows that change the register without anybody being asked.</summary>
    public int RowsToApply
    {
        get
        {
            var rows = Head.Counts.New + Head.Counts.Changed;
            for (var i = Head.Counts.Rows; i < Rows.Count; i++)
                rows += Rows[i].Commands.Count > 0 ? 1 : 0;
            return rows;
        }
    }
}
