using Npgsql;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using GrainId = Schools.Domain.GrainId;

namespace Schools.Orleans;

/// <summary>What every turn in a silo asks besides the grain's own state: the day, and whether what a command points at exists.</summary>
internal sealed class TurnRules(NpgsqlDataSource db, TimeProvider clock)
{
    private readonly KnownGrains known = new(new GrainStore(db));

    public DateOnly Today => GermanCalendar.Today(clock);

    public ValueTask<Refusal?> Missing(AuthorityKey authority, IReadOnlyList<Command> commands) =>
        known.Missing(authority, commands, CancellationToken.None);
}

/// <summary>Keys of grains as Orleans carries them: authority/key.</summary>
internal static class GrainKeys
{
    public static GrainId Parse(GrainKind kind, string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < key.Length - 1 && AuthorityKey.TryParse(key[..slash], out var authority)
            ? new GrainId(kind, authority, key[(slash + 1)..])
            : throw new ArgumentException(
                $"The key \"{key}\" of a grain of kind {kind} lacks its authority: keys read authority/key.", nameof(key));
    }

    public static global::Orleans.Runtime.GrainId Of(GrainId id) =>
        global::Orleans.Runtime.GrainId.Create(GrainStore.TableOf(id.Kind), Parse(id.Kind, id.ToString()).ToString());
}
