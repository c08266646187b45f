using Schools.Domain;
using Schools.Storage;

namespace Schools.Grains;

/// <summary>
/// The contract of every host: send commands, read one state. The answer comes after the commit; the same command a second time changes
/// nothing and succeeds; a conflict with another writer is decided again on the newer state. Lists are SQL, never a question to grains.
/// </summary>
public interface IGrains
{
    /// <summary>One command to one grain.</summary>
    /// <exception cref="OperationCanceledException">The caller stopped waiting; the command may still be carried out.</exception>
    Task<Outcome> Send(GrainId id, Command command, Why why, CancellationToken cancel);

    /// <summary>
    /// Turns of many grains, each whole or not at all, written hundreds at once. One outcome per turn, in order;
    /// a refused turn harms no other.
    /// </summary>
    Task<IReadOnlyList<Outcome>> SendMany(IReadOnlyList<Turn> turns, Why why, CancellationToken cancel);

    /// <summary>The stored state, or null for a grain that does not exist.</summary>
    /// <exception cref="GrainUnavailableException">The database does not answer.</exception>
    Task<Versioned<TState>?> Read<TState>(GrainId id, CancellationToken cancel)
        where TState : class;
}

/// <summary>Commands for one grain that take effect together, in one version.</summary>
/// <param name="PlannedOn">
/// The version an import plan was made on, 0 for a grain that was not there. If the grain has another version by now and the commands would
/// still change something, the turn is refused as changed meanwhile; if they change nothing any more, they were carried out before.
/// </param>
public sealed record Turn(GrainId Id, IReadOnlyList<Command> Commands, int? PlannedOn = null);

/// <summary>What became of a turn.</summary>
/// <param name="Version">The version the grain has now, as far as the turn came to know it.</param>
/// <param name="Events">How many events it wrote; 0 when everything already was as commanded.</param>
public readonly record struct Outcome(int Version, int Events, Refusal? Refusal)
{
    public bool IsDone => Refusal is null;

    public static Outcome Refused(Refusal refusal) => new(0, 0, refusal);
}

/// <summary>A read could not be answered.</summary>
public sealed class GrainUnavailableException(Refusal refusal) : Exception(refusal.German)
{
    public Refusal Refusal { get; } = refusal;
}
