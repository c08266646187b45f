using Schools.Domain;

namespace Schools.Storage;

/// <summary>
/// One row of a stored plan. Rooms that must exist first stand before the rows of the file, with the status <see cref="Prerequisite"/>;
/// those that only a move needs are chosen with it, when the plan is begun.
/// </summary>
/// <param name="N">The place in the order of applying, from 1.</param>
/// <param name="Line">The physical line of the file.</param>
/// <param name="Commands">JSON of the commands; null where there is nothing to do.</param>
/// <param name="Shown">JSON for people: title, changes from old to new.</param>
/// <param name="Issues">JSON of what is wrong with the row.</param>
/// <param name="Cells">The original cells without person columns, for the corrected-rows file.</param>
/// <param name="Result">JSON of the refusal met when it was applied.</param>
public sealed record ImportRow(
    int N,
    int Line,
    string Status,
    GrainId? Grain,
    int PlannedOn,
    string? Commands,
    string? Shown,
    string? Issues,
    string[]? Cells,
    string? Result = null)
{
    public const string Prerequisite = "prerequisite";

    public bool IsPrerequisite => Status == Prerequisite;

    /// <summary>What is asked of a person before <see cref="CommandsIfChosen"/> count; null where nothing is.</summary>
    public string? Choice { get; init; }

    /// <summary>JSON of the commands sent in place of <see cref="Commands"/> once the row is chosen.</summary>
    public string? CommandsIfChosen { get; init; }

    public bool IsChosen { get; init; }

    /// <summary>Key of the school the row concerns, to filter by; written, not read back.</summary>
    public string? School { get; init; }

    /// <summary>Words by which the row is found, in lower case; written, not read back.</summary>
    public string? Search { get; init; }
}
