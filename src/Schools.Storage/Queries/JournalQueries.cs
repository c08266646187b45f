using System.Text.Json;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>One event of a device as it was recorded.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="On">The day from which it holds.</param>
/// <param name="Import">The import that brought it.</param>
/// <param name="SchoolName">The name of the school the event places the device in.</param>
/// <param name="RoomNumber">The number of the room the event places the device in.</param>
public sealed record DeviceJournalRow(
    int Version,
    DateTimeOffset At,
    DateOnly On,
    string Actor,
    string? Request,
    long? Import,
    Device.Event Event,
    string? SchoolName,
    string? RoomNumber);

/// <summary>One event of any grain as JSON.</summary>
/// <param name="On">The day from which it holds.</param>
public sealed record JournalEvent(GrainId Id, int Version, DateOnly On, byte[] Event);

public sealed class JournalQueries(NpgsqlDataSource db)
{
    /// <summary>A device changes a few dozen times in its life; the limit bounds the page.</summary>
    public const int MostEvents = 5_000;

    /// <summary>All events of a device, the oldest first, for a page that folds them again.</summary>
    public async Task<IReadOnlyList<DeviceJournalRow>> OfDevice(AuthorityKey authority, DeviceKey key, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select j.version, j.at, j."on", j.actor, j.request, j.import, j.event, s.name, concat_ws(' · ', r.building, r.number)
              from journal j
              left join school s on s.authority = j.authority and s.key = j.event ->> 'school'
              left join room r on r.authority = j.authority and r.key = j.event ->> 'room'
             where j.authority = $1 and j.kind = 'device' and j.key = $2
             order by j.version, j.n
             limit $3
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Value });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostEvents });
        List<DeviceJournalRow> rows = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(new DeviceJournalRow(
                reader.GetInt32(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.GetFieldValue<DateOnly>(2),
                reader.GetString(3),
                reader.TextOrNull(4),
                reader.IsDBNull(5) ? null : reader.GetInt64(5),
                JsonSerializer.Deserialize(reader.GetString(6), DomainJson.Default.DeviceEvent)!,
                reader.TextOrNull(7),
                reader.TextOrNull(8) is { Length: > 0 } room ? room : null));
        }
        return rows;
    }

    /// <summary>All events of some grains of an authority, those of each from the oldest on.</summary>
    public async Task<IReadOnlyList<JournalEvent>> Of(AuthorityKey authority, IReadOnlyList<GrainId> ids, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select asked.n, j.version, j."on", j.event
              from unnest($2::text[], $3::text[]) with ordinality as asked(kind, key, n)
              join journal j on j.authority = $1 and j.kind = asked.kind and j.key = asked.key
             order by asked.n, j.version, j.n
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. ids.Select(id => GrainStore.TableOf(id.Kind))] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. ids.Select(id => id.Key)] });
        List<JournalEvent> events = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            events.Add(new JournalEvent(
                ids[(int)reader.GetInt64(0) - 1], reader.GetInt32(1), reader.GetFieldValue<DateOnly>(2), reader.GetFieldValue<byte[]>(3)));
        }
        return events;
    }
}
