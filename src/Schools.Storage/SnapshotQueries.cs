using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>Reads the part of the register that a file speaks of, in one round trip.</summary>
public sealed class SnapshotQueries(NpgsqlDataSource db)
{
    /// <summary>Null when the authority does not exist.</summary>
    public async Task<RegisterSnapshot?> Snapshot(AuthorityKey authority, SnapshotRequest request, CancellationToken cancel)
    {
        await using var batch = db.CreateBatch();
        batch.BatchCommands.Add(new("select version, state from authority where authority = $1 and key = $1")
        {
            Parameters = { new() { Value = authority.Value } },
        });
        // A row may name a device and no school: it then means the device's school, whose rooms it may name as well.
        batch.BatchCommands.Add(new(
            """
            with matched as materialized (
                select key, school from device where authority = $1 and serial = any($3)
                union select key, school from device where authority = $1 and inventory_number = any($4)
                union select key, school from device where authority = $1 and mdm_id = any($5)
                union select key, school from device where authority = $1 and key = any($6)),
            named as materialized (
                select unnest($2::text[]) as key union select school from matched)
            select 'device' as kind, d.version, d.state from matched m
            join device d on d.authority = $1 and d.key = m.key
            union all
            select 'school', version, state from school
            where authority = $1 and ($2::text[] is null or key in (select key from named))
            union all
            select 'room', version, state from room
            where authority = $1 and school in (select key from named)
            """)
        {
            Parameters =
            {
                new() { Value = authority.Value },
                Texts(request.Schools?.Select(s => s.Value)),
                Texts(request.Serials.Select(s => s.Value)),
                Texts(request.InventoryNumbers.Select(s => s.Value)),
                Texts(request.MdmIds),
                Texts(request.DeviceKeys.Select(k => k.Value)),
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
        {
            return null;
        }
        var details = JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(1), DomainJson.Default.AuthorityState)!.Details;
        await reader.NextResultAsync(cancel);
        return await Read(reader, authority, details, cancel);
    }

    private static async Task<RegisterSnapshot> Read(
        NpgsqlDataReader reader, AuthorityKey authority, Authority.Details details, CancellationToken cancel)
    {
        List<Versioned<School.State>> schools = [];
        List<Versioned<Room.State>> rooms = [];
        List<Versioned<Device.State>> devices = [];
        while (await reader.ReadAsync(cancel))
        {
            switch (reader.GetString(0))
            {
                case "school": schools.Add(Row(reader, DomainJson.Default.SchoolState)); break;
                case "room": rooms.Add(Row(reader, DomainJson.Default.RoomState)); break;
                default: devices.Add(Row(reader, DomainJson.Default.DeviceState)); break;
            }
        }
        // In an order that does not hang on the plan of the database, so that the same register gives the same plan of an import.
        schools.Sort((a, b) => string.CompareOrdinal(a.State.Key.Value, b.State.Key.Value));
        rooms.Sort((a, b) => string.CompareOrdinal(a.State.Key.Value, b.State.Key.Value));
        devices.Sort((a, b) => string.CompareOrdinal(a.State.Key.Value, b.State.Key.Value));
        return new RegisterSnapshot(authority, details, schools, rooms, devices);
    }

    private static Versioned<TState> Row<TState>(NpgsqlDataReader reader, JsonTypeInfo<TState> json)
        where TState : class =>
        new(JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(2), json)!, reader.GetInt32(1));

    private static NpgsqlParameter Texts(IEnumerable<string>? values) =>
        new() { Value = (object?)values?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
