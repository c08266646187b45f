using System.Text.Json;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>A room with the devices that stand in it, by the groups of the cockpit.</summary>
public sealed record RoomRow(
    RoomKey Key, string Number, string? Building, string? Name, RoomType? Type, bool IsClosed, int Devices, IReadOnlyList<int> ByKind);

public sealed record RoomDetail(Room.State State, string SchoolName);

public sealed class RoomQueries(NpgsqlDataSource db)
{
    /// <summary>No German school has as many rooms; the limit bounds the page.</summary>
    public const int MostRooms = 2_000;

    /// <summary>The rooms of a school by building and number, the open ones first, and how many devices stand in each.</summary>
    public async Task<IReadOnlyList<RoomRow>> OfSchool(AuthorityKey authority, SchoolKey school, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select r.key, r.number, r.building, r.state -> 'details' ->> 'name', r.type, r.is_closed, coalesce(d.total, 0)::int,
                   array[coalesce(d.k1, 0), coalesce(d.k2, 0), coalesce(d.k3, 0), coalesce(d.k4, 0)]::int[]
              from room r
              left join (select room, count(*) as total,
                                count(*) filter (where category = any($3)) as k1, count(*) filter (where category = any($4)) as k2,
                                count(*) filter (where category = any($5)) as k3, count(*) filter (where category = any($6)) as k4
                           from device
                          where authority = $1 and school = $2 and room is not null and not is_withdrawn group by room) d on d.room = r.key
             where r.authority = $1 and r.school = $2 and not r.is_withdrawn
             order by r.is_closed, r.normal_building, r.normal_number
             limit $7
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = school.Value });
        foreach (var kind in DeviceGroups.Kinds)
        {
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = kind.Members.Words() });
        }
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostRooms });
        List<RoomRow> rooms = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rooms.Add(new RoomRow(
                reader.Key<RoomKey>(0),
                reader.GetString(1),
                reader.TextOrNull(2),
                reader.TextOrNull(3),
                reader.IsDBNull(4) ? null : reader.Word<RoomType>(4),
                reader.GetBoolean(5),
                reader.GetInt32(6),
                reader.GetFieldValue<int[]>(7)));
        }
        return rooms;
    }

    /// <summary>Building and number of some rooms, by their keys.</summary>
    public async Task<IReadOnlyDictionary<string, (string? Building, string Number)>> Names(
        AuthorityKey authority, IReadOnlyList<string> keys, CancellationToken cancel)
    {
        Dictionary<string, (string?, string)> names = new(StringComparer.Ordinal);
        if (keys.Count == 0)
        {
            return names;
        }
        await using var command = db.CreateCommand("select key, building, number from room where authority = $1 and key = any($2)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys] });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            names.Add(reader.GetString(0), (reader.TextOrNull(1), reader.GetString(2)));
        }
        return names;
    }

    /// <summary>The room, or null when the authority has none of this key.</summary>
    public async Task<RoomDetail?> Find(AuthorityKey authority, RoomKey key, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select r.state, coalesce(s.name, r.school)
              from room r left join school s on s.authority = r.authority and s.key = r.school
             where r.authority = $1 and r.key = $2
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new RoomDetail(JsonSerializer.Deserialize(reader.GetString(0), DomainJson.Default.RoomState)!, reader.GetString(1))
            : null;
    }
}
