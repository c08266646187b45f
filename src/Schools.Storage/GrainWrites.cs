using Schools.Domain;

namespace Schools.Storage;

/// <summary>Who wrote, and on whose behalf. Goes into every journal row.</summary>
/// <param name="Request">The id of the HTTP request, as in the logs.</param>
/// <param name="Import">The id of the import, which is its protocol.</param>
public sealed record Why(string Actor, Origin Origin = Origin.Person, string? Request = null, long? Import = null);

/// <summary>A grain's next state with the events that led to it, as JSON.</summary>
/// <param name="ExpectedVersion">The version it was decided on; 0 for a grain that does not exist yet.</param>
/// <param name="On">The day from which the facts hold.</param>
public sealed record GrainWrite(GrainId Id, int ExpectedVersion, byte[] State, IReadOnlyList<byte[]> Events, DateOnly On, Why Why);

/// <summary>What became of one write.</summary>
public readonly record struct WriteResult
{
    private WriteResult(int version, bool conflict, Refusal? refusal) => (Version, IsConflict, Refusal) = (version, conflict, refusal);

    /// <summary>The new version, when it was written.</summary>
    public int Version { get; }

    /// <summary>Another writer was first: load and decide again.</summary>
    public bool IsConflict { get; }

    /// <summary>A rule across grains stands against it, or the database does not answer.</summary>
    public Refusal? Refusal { get; }

    public static WriteResult Written(int version) => new(version, conflict: false, null);

    public static readonly WriteResult Conflict = new(0, conflict: true, null);

    public static WriteResult Refused(Refusal refusal) => new(0, conflict: false, refusal);
}

/// <summary>A stored grain, version 0 and no state for one that does not exist; or why it could not be had.</summary>
public readonly record struct LoadResult(int Version, byte[]? State, Refusal? Refusal);
