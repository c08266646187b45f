namespace Schools.Storage;

/// <summary>An import without its rows.</summary>
/// <param name="Plan">JSON of what was understood and counted, for pages, command line and protocol.</param>
/// <param name="RowsToApply">Rows of the file with something to do; the rooms they need are not counted.</param>
/// <param name="DoneThrough">The <see cref="ImportRow.N"/> up to which it was applied.</param>
/// <param name="Written">Rows of the file that now stand in the register as planned.</param>
/// <param name="Refused">Rows refused when they were applied.</param>
/// <param name="Undoes">The import that this one takes back; null for one of a file.</param>
/// <param name="UndoneBy">The undo that was begun last and not taken back itself.</param>
/// <param name="Chosen">Rows in conflict that a person has chosen; they are applied as chosen.</param>
public sealed record ImportHead(
    long Id,
    ImportStatus Status,
    string FileName,
    string FileHash,
    string Plan,
    DateTimeOffset PlannedAt,
    string PlannedBy,
    string? AppliedBy,
    DateTimeOffset? ApplyStartedAt,
    DateTimeOffset? EndedAt,
    int RowsToApply,
    int DoneThrough,
    int Written,
    int Refused,
    long? Undoes,
    long? UndoneBy,
    int Chosen)
{
    public bool IsUndo => Undoes is not null;

    /// <summary>Rows refused when they were applied of which no line of the file can be given back: devices that it leaves out.</summary>
    public int RefusedWithoutLine { get; init; }

    /// <summary>JSON of what a person chose of how the file is read; null for an undo and for plans older than such choices.</summary>
    public string? Choices { get; init; }

    /// <summary>The plan in whose place this one was made.</summary>
    public long? Replaces { get; init; }

    /// <summary>It took that place because the register had changed, not because of other choices.</summary>
    public bool IsRecomputed { get; init; }

    /// <summary>The plan made in the place of this one.</summary>
    public long? ReplacedBy { get; init; }

    /// <summary>Of undos that take back one another, which takes an import back: the last that is not taken back itself.</summary>
    /// <param name="undos">The id of each and what it undoes; an undo is younger than that.</param>
    internal static long? UndoOf(long id, long[,] undos)
    {
        Dictionary<long, long> by = [];
        foreach (var n in Enumerable.Range(0, undos.GetLength(0)).OrderByDescending(n => undos[n, 0]))
        {
            if (!by.ContainsKey(undos[n, 0]))
            {
                by.TryAdd(undos[n, 1], undos[n, 0]);
            }
        }
        return by.TryGetValue(id, out var undo) ? undo : null;
    }
}

/// <summary>An import as it is stored first.</summary>
/// <param name="FileHash">SHA-256 of the file.</param>
/// <param name="Plan">JSON of what was understood and counted.</param>
/// <param name="Preview">The German text form of the plan.</param>
/// <param name="RowsToApply">Rows of the file with commands.</param>
/// <param name="Undoes">The import that it takes back.</param>
public sealed record NewImport(
    string FileName, string FileHash, string Plan, string Preview, string By, int RowsToApply, long? Undoes = null)
{
    /// <summary>JSON of what a person chose of how the file is read.</summary>
    public string? Choices { get; init; }

    /// <summary>The file, kept while the plan is open and no longer: it may name people. Null for an undo.</summary>
    public Stream? File { get; init; }

    /// <summary>The file of the intake it was made of; each list of it has one import, however often it is sent.</summary>
    public long? Intake { get; init; }
}

/// <summary>The plan that a new one takes the place of.</summary>
/// <param name="Status">Its status when that was decided; when it has another one by then, it stays.</param>
/// <param name="IsRecomputed">The register had changed: the new plan is as far as the old one was.</param>
public sealed record ReplacedImport(long Id, ImportStatus Status, bool IsRecomputed);
