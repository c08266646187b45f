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
        batch.BatchCommands.Add(new(
            "select version, state from school where authority = $1 and ($2::text[] is null or key = any($2)) order by key")
        {
            Parameters = { new() { Value = authority.Value }, Texts(request.Schools?.Select(s => s.Value)) },
        });
        batch.BatchCommands.Add(new(
            "select version, state from room where authority = $1 and $2::text[] is not null and school = any($2) order by key")
        {
            Parameters = { new() { Value = authority.Value }, Texts(request.Schools?.Select(s => s.Value)) },
        });
        batch.BatchCommands.Add(new(
            """
            select version, state from device where authority = $1 and key in (
                select key from device where authority = $1 and serial = any($2)
                union select key from device where authority = $1 and inventory_number = any($3)
                union select key from device where authority = $1 and mdm_id = any($4)
                union select key from device where authority = $1 and key = any($5))
            """)
        {
            Parameters =
            {
                new() { Value = authority.Value },
                Texts(request.Serials.Select(s => s.Value)),
                Texts(request.InventoryNumbers.Select(s => s.Value)),
                Texts(request.MdmIds),
                Texts(request.DeviceKeys.Select(k => k.Value)),
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var authorities = await Read(reader, DomainJson.Default.AuthorityState, cancel);
        var schools = await Read(reader, DomainJson.Default.SchoolState, cancel);
        var rooms = await Read(reader, DomainJson.Default.RoomState, cancel);
        var devices = await Read(reader, DomainJson.Default.DeviceState, cancel);
        return authorities.Count == 0 ? null : new RegisterSnapshot(authority, authorities[0].State.Details, schools, rooms, devices);
    }

    private static async Task<List<Versioned<TState>>> Read<TState>(
        NpgsqlDataReader reader, JsonTypeInfo<TState> json, CancellationToken cancel)
        where TState : class
    {
        List<Versioned<TState>> states = [];
        while (await reader.ReadAsync(cancel))
        {
            states.Add(new(JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(1), json)!, reader.GetInt32(0)));
        }
        await reader.NextResultAsync(cancel);
        return states;
    }

    private static NpgsqlParameter Texts(IEnumerable<string>? values) =>
        new() { Value = (object?)values?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
