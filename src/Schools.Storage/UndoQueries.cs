using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>One write of a grain; the events as JSON.</summary>
/// <param name="On">The day from which they hold.</param>
public sealed record StoredTurn(int Version, DateTimeOffset At, string Actor, long? Import, DateOnly On, List<byte[]> Events);

/// <summary>A grain that rows of an import meant to write, with its whole history.</summary>
/// <param name="Line">The first line of the file that concerns it.</param>
public sealed record TouchedGrain(GrainId Id, int Line, List<StoredTurn> Turns);

/// <summary>What stands in a place and would stay there.</summary>
/// <param name="IsSure">Something stays in any case, not only something in conflict that nobody chose.</param>
public sealed record Occupant(string Name, bool IsSure);

/// <summary>Something that goes away from its place.</summary>
/// <param name="IsSure">It does, whatever is chosen.</param>
public readonly record struct Leaving(string Key, bool IsSure);

/// <summary>The present name of a school or room.</summary>
public sealed record PlaceName(string Name, bool IsWithdrawn);

/// <summary>Reads what the inverse of an import is computed from, in a handful of statements however long the import was.</summary>
public sealed class UndoQueries(NpgsqlDataSource db)
{
    /// <summary>
    /// The history of every grain that the import had commands for. The rows of the plan name them, so the journal needs no index by
    /// import, which every write would pay for.
    /// </summary>
    public async IAsyncEnumerable<TouchedGrain> Touched(
        AuthorityKey authority, long import, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select r.kind, r.key, r.line, j.version, j.at, j.actor, j.import, j.event, j."on"
              from (select kind, key, min(line) as line from import_row
                     where import = $2 and (commands is not null or chosen) group by kind, key) r
              join journal j on j.authority = $1 and j.kind = r.kind and j.key = r.key
             order by r.kind, r.key, j.version, j.n
            """);
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = import });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        TouchedGrain? grain = null;
        while (await reader.ReadAsync(cancel))
        {
            var id = new GrainId(Enum.Parse<GrainKind>(reader.GetString(0), ignoreCase: true), authority, reader.GetString(1));
            if (grain?.Id != id)
            {
                if (grain is not null)
                {
                    yield return grain;
                }
                grain = new TouchedGrain(id, reader.GetInt32(2), []);
            }
            var version = reader.GetInt32(3);
            if (grain.Turns.Count == 0 || grain.Turns[^1].Version != version)
            {
                grain.Turns.Add(new StoredTurn(
                    version,
                    reader.GetFieldValue<DateTimeOffset>(4),
                    reader.GetString(5),
                    await reader.IsDBNullAsync(6, cancel) ? null : reader.GetInt64(6),
                    reader.GetFieldValue<DateOnly>(8),
                    []));
            }
            grain.Turns[^1].Events.Add(reader.GetFieldValue<byte[]>(7));
        }
        if (grain is not null)
        {
            yield return grain;
        }
    }

    /// <summary>Which of these rooms devices would still stand in, each with an example.</summary>
    public Task<Dictionary<string, Occupant>> DevicesInRooms(
        AuthorityKey authority, IReadOnlyCollection<RoomKey> rooms, IReadOnlyCollection<Leaving> leaving, CancellationToken cancel) =>
        Occupants(
            """
            select x.room, min(coalesce(x.inventory_number, x.serial, x.key)), bool_or(l.key is null)
              from device x left join unnest($3, $4) as l (key, sure) on l.key = x.key
             where x.authority = $1 and not x.is_withdrawn and x.school = any($5) and x.room = any($2) and l.sure is not true
             group by x.room
            """,
            authority,
            [.. rooms.Select(room => room.Value)],
            leaving,
            [.. rooms.Select(room => room.School.Value).Distinct()],
            cancel);

    /// <summary>Which of these schools would still have devices.</summary>
    public Task<Dictionary<string, Occupant>> DevicesInSchools(
        AuthorityKey authority, string[] schools, IReadOnlyCollection<Leaving> leaving, CancellationToken cancel) =>
        InSchools("device", "coalesce(x.inventory_number, x.serial, x.key)", authority, schools, leaving, cancel);

    /// <summary>Which of these schools would still have rooms.</summary>
    public Task<Dictionary<string, Occupant>> RoomsInSchools(
        AuthorityKey authority, string[] schools, IReadOnlyCollection<Leaving> leaving, CancellationToken cancel) =>
        InSchools("room", "'Raum ' || x.number", authority, schools, leaving, cancel);

    /// <summary>Names of schools and rooms by their keys.</summary>
    public async Task<Dictionary<string, PlaceName>> Places(
        AuthorityKey authority, IReadOnlyCollection<string> keys, CancellationToken cancel)
    {
        Dictionary<string, PlaceName> names = new(StringComparer.Ordinal);
        if (keys.Count == 0)
        {
            return names;
        }
        await using var command = db.CreateCommand(
            """
            select s.key, coalesce(s.short_name, s.name), s.is_withdrawn from school s where s.authority = $1 and s.key = any($2)
            union all
            select r.key, coalesce(s.short_name, s.name) || ', Raum ' || concat_ws(' · ', r.building, r.number), r.is_withdrawn
              from room r join school s on s.authority = r.authority and s.key = r.school
             where r.authority = $1 and r.key = any($2)
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            names[reader.GetString(0)] = new PlaceName(reader.GetString(1), reader.GetBoolean(2));
        }
        return names;
    }

    private Task<Dictionary<string, Occupant>> InSchools(
        string table, string name, AuthorityKey authority, string[] schools, IReadOnlyCollection<Leaving> leaving,
        CancellationToken cancel) =>
        Occupants(
            $"""
            select x.school, min({name}), bool_or(l.key is null)
              from {table} x left join unnest($3, $4) as l (key, sure) on l.key = x.key
             where x.authority = $1 and not x.is_withdrawn and x.school = any($2) and l.sure is not true
             group by x.school
            """,
            authority,
            schools,
            leaving,
            null,
            cancel);

    private async Task<Dictionary<string, Occupant>> Occupants(
        string sql,
        AuthorityKey authority,
        string[] places,
        IReadOnlyCollection<Leaving> leaving,
        string[]? schools,
        CancellationToken cancel)
    {
        Dictionary<string, Occupant> occupants = new(StringComparer.Ordinal);
        if (places.Length == 0)
        {
            return occupants;
        }
        await using var command = db.CreateCommand(sql);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = places, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new()
        {
            Value = leaving.Select(l => l.Key).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
        command.Parameters.Add(new() { Value = leaving.Select(l => l.IsSure).ToArray() });
        if (schools is not null)
        {
            command.Parameters.Add(new() { Value = schools, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        }
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            occupants[reader.GetString(0)] = new Occupant(reader.GetString(1), reader.GetBoolean(2));
        }
        return occupants;
    }
}
