using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>Reads the part of the register that a file speaks of.</summary>
public sealed class SnapshotQueries(NpgsqlDataSource db)
{
    /// <summary>States handed to another core at once while the next ones arrive.</summary>
    private const int ParsedTogether = 1_000;

    /// <summary>Null when the authority does not exist.</summary>
    public async Task<RegisterSnapshot?> Snapshot(AuthorityKey authority, SnapshotRequest request, CancellationToken cancel)
    {
        await using var connection = await db.OpenConnectionAsync(cancel);
        // Several statements, one moment.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using var known = new NpgsqlCommand("select state from authority where authority = $1 and key = $1", connection)
        {
            Parameters = { new() { Value = authority.Value } },
        };
        if (await known.ExecuteScalarAsync(cancel) is not string details)
        {
            return null;
        }
        var devices = request.NamesDevices ? await Devices(connection, authority, request, cancel) : [];
        // A row may name a device and no school: it then means the device's school, whose rooms it may name as well.
        var named = request.Schools?.Union(devices.Select(device => device.State.School)).Select(school => school.Value).ToArray();
        var schools = await States(connection, DomainJson.Default.SchoolState, """
            select version, state from school where authority = $1 and not is_withdrawn and ($2::text[] is null or key = any($2))
            """, [Text(authority.Value), Texts(named)], cancel);
        var rooms = await States(connection, DomainJson.Default.RoomState, """
            select version, state from room where authority = $1 and school = any($2) and not is_withdrawn
            """, [Text(authority.Value), Texts(named ?? [])], cancel);
        var models = request.NamesDevices ? await Models(connection, authority, cancel) : [];
        // In an order that does not hang on the plan of the database, so that the same register gives the same plan of an import.
        schools.Sort((a, b) => string.CompareOrdinal(a.State.Key.Value, b.State.Key.Value));
        rooms.Sort((a, b) => string.CompareOrdinal(a.State.Key.Value, b.State.Key.Value));
        devices.Sort((a, b) => string.CompareOrdinal(a.State.Key.Value, b.State.Key.Value));
        var about = JsonSerializer.Deserialize(details, DomainJson.Default.AuthorityState)!.Details;
        return new RegisterSnapshot(authority, about, schools, rooms, devices)
        {
            Models = models,
            Withdrawn = await Withdrawn(connection, authority, request, named, cancel),
        };
    }

    /// <summary>
    /// What was withdrawn and would come in again under its old key; there is little of it, if any. A device may have had a later key than
    /// the one its row asks for, which is why its numbers are asked for too.
    /// </summary>
    private static async Task<Dictionary<GrainId, int>> Withdrawn(
        NpgsqlConnection connection, AuthorityKey authority, SnapshotRequest request, string[]? schools, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            select 'Device', key, version from device where authority = $1 and is_withdrawn
              and (key = any($2) or serial = any($4) or inventory_number = any($5) or mdm_id = any($6))
            union all
            select 'Room', key, version from room where authority = $1 and is_withdrawn and school = any($3)
            union all
            select 'School', key, version from school where authority = $1 and is_withdrawn and ($3::text[] is null or key = any($3))
            """,
            connection)
        {
            Parameters =
            {
                Text(authority.Value), Texts(request.DeviceKeys.Select(key => key.Value)), Texts(schools),
                Texts(request.Serials.Select(s => s.Value)), Texts(request.InventoryNumbers.Select(s => s.Value)), Texts(request.MdmIds),
            },
        };
        Dictionary<GrainId, int> withdrawn = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            withdrawn.Add(new GrainId(Enum.Parse<GrainKind>(reader.GetString(0)), authority, reader.GetString(1)), reader.GetInt32(2));
        }
        return withdrawn;
    }

    /// <summary>Every device that a key of the file names; each row of the table is looked at once, whichever keys name it.</summary>
    private static Task<List<Versioned<Device.State>>> Devices(
        NpgsqlConnection connection, AuthorityKey authority, SnapshotRequest request, CancellationToken cancel) =>
        States(connection, DomainJson.Default.DeviceState, """
            select version, state from device
            where authority = $1 and not is_withdrawn
              and (serial = any($2) or inventory_number = any($3) or mdm_id = any($4) or key = any($5)
                or wlan_mac = any($6) or lan_mac = any($6) or school = any($7))
            """,
            [
                Text(authority.Value),
                Texts(request.Serials.Select(s => s.Value)),
                Texts(request.InventoryNumbers.Select(s => s.Value)),
                Texts(request.MdmIds),
                Texts(request.DeviceKeys.Select(k => k.Value)),
                Texts(request.Macs.Select(mac => mac.Value)),
                Texts(request.WholeSchools.Select(school => school.Value)),
            ],
            cancel);

    /// <summary>Every pair of maker and model, in the order of their bytes.</summary>
    private static async Task<List<KnownModel>> Models(NpgsqlConnection connection, AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            select manufacturer, model from device where authority = $1 and not is_withdrawn
              and (manufacturer is not null or model is not null)
            group by manufacturer, model order by manufacturer, model limit $2
            """,
            connection)
        {
            Parameters = { Text(authority.Value), new() { Value = StorageLimits.KnownModels } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<KnownModel> models = [];
        while (await reader.ReadAsync(cancel))
        {
            models.Add(new KnownModel(
                reader.IsDBNull(0) ? null : reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1)));
        }
        return models;
    }

    private static async Task<List<Versioned<TState>>> States<TState>(
        NpgsqlConnection connection, JsonTypeInfo<TState> json, string sql, NpgsqlParameter[] parameters, CancellationToken cancel)
        where TState : class
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<Task<Versioned<TState>[]>> parsed = [];
        List<(int Version, byte[] State)> arrived = new(ParsedTogether);
        while (await reader.ReadAsync(cancel))
        {
            arrived.Add((reader.GetInt32(0), reader.GetFieldValue<byte[]>(1)));
            if (arrived.Count == ParsedTogether)
            {
                var full = arrived;
                parsed.Add(Task.Run(() => Parse(full), cancel));
                arrived = new(ParsedTogether);
            }
        }
        var last = Parse(arrived);
        return [.. (await Task.WhenAll(parsed)).SelectMany(states => states), .. last];

        Versioned<TState>[] Parse(List<(int Version, byte[] State)> rows) =>
            [.. rows.Select(row => new Versioned<TState>(JsonSerializer.Deserialize(row.State, json)!, row.Version))];
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private static NpgsqlParameter Texts(IEnumerable<string>? values) =>
        new() { Value = (object?)values?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
