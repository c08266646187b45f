using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>A school of a wave and its open rooms, with their names.</summary>
public sealed record WaveSchool(SchoolKey Key, string Name, IReadOnlyList<Choice> Rooms);

/// <summary>A device that was found by its number.</summary>
public sealed record ScannedDevice(Device.State State, int Version);

/// <summary>Waves, and the devices of their orders.</summary>
public sealed class WaveQueries(NpgsqlDataSource db)
{
    private static readonly string[] WithSomebody = DeviceGroups.HandedOut.Members.Words();

    /// <summary>All waves of an authority by their keys. A Kreis has dozens.</summary>
    public async Task<IReadOnlyDictionary<string, Wave.State>> All(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("select key, state from wave where authority = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        Dictionary<string, Wave.State> waves = new(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            waves.Add(reader.GetString(0), JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(1), DomainJson.Default.WaveState)!);
        }
        return waves;
    }

    /// <summary>The licences of an authority that were not withdrawn, by product. A Kreis has hundreds.</summary>
    public async Task<IReadOnlyList<Licence.State>> Licences(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            "select state from licence where authority = $1 and not is_withdrawn order by product, key");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        List<Licence.State> licences = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            licences.Add(JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(0), DomainJson.Default.LicenceState)!);
        }
        return licences;
    }

    /// <summary>
    /// The devices of some orders, counted by place, kind, step, the wave that handed them out and the day on which it did. Without a wave
    /// it is the day on which they were first in use; what a list knew only as broken was in use by then.
    /// </summary>
    public async Task<IReadOnlyList<WaveStock>> Stock(AuthorityKey authority, IReadOnlyList<string> orders, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select d.order_number, d.school, d.room, d.category, d.lifecycle, used.since, count(*)::int, used.reason
              from device d
              left join lateral (
                   select coalesce(
                              (array_agg(j."on" order by j.version desc)
                                  filter (where starts_with(j.event ->> 'reason', $4)))[1],
                              min(j."on")) as since,
                          (array_agg(j.event ->> 'reason' order by j.version desc)
                              filter (where starts_with(j.event ->> 'reason', $4)))[1] as reason
                     from journal j
                    where j.authority = d.authority and j.kind = 'device' and j.key = d.key and j.fact_lifecycle = any($3)) used on true
             where d.authority = $1 and d.order_number = any($2) and not d.is_withdrawn
             group by d.order_number, d.school, d.room, d.category, d.lifecycle, used.since, used.reason
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. orders.Distinct(StringComparer.Ordinal)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = WithSomebody });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = WaveHandOut.ReasonBegins });
        List<WaveStock> stock = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            stock.Add(new WaveStock(
                reader.GetString(0),
                reader.Key<SchoolKey>(1),
                reader.TextOrNull(2),
                reader.Word<DeviceCategory>(3),
                reader.Word<DeviceLifecycle>(4),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<DateOnly>(5),
                reader.GetInt32(6),
                WaveHandOut.WaveOf(reader.TextOrNull(7))));
        }
        return stock;
    }

    /// <summary>The names of schools and of their open rooms, in the order of building and number.</summary>
    public async Task<IReadOnlyDictionary<SchoolKey, WaveSchool>> Schools(
        AuthorityKey authority, IEnumerable<SchoolKey> keys, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select s.key, coalesce(s.name, s.key), r.key, concat_ws(' · ', nullif(r.building, ''), r.number)
              from school s
              left join room r on r.authority = s.authority and r.school = s.key and not r.is_closed and not r.is_withdrawn
             where s.authority = $1 and s.key = any($2)
             order by s.key, r.normal_building, r.normal_number
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Distinct().Select(key => key.Value)] });
        List<(SchoolKey Key, string Name, Choice? Room)> rows = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add((
                reader.Key<SchoolKey>(0),
                reader.GetString(1),
                reader.IsDBNull(2) ? null : new Choice(reader.GetString(2), reader.GetString(3))));
        }
        return rows.GroupBy(row => (row.Key, row.Name)).ToDictionary(
            school => school.Key.Key,
            school => new WaveSchool(school.Key.Key, school.Key.Name, [.. school.Select(row => row.Room).OfType<Choice>()]));
    }

    /// <summary>
    /// The devices whose serial or inventory number was scanned, in whatever case; several where one's serial number is the other's
    /// inventory number, or where inventory numbers differ by case alone.
    /// </summary>
    public async Task<IReadOnlyList<ScannedDevice>> Scanned(AuthorityKey authority, string scanned, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select state, version from device where authority = $1 and not is_withdrawn and serial = any($2)
            union
            select state, version from device
             where authority = $1 and not is_withdrawn
               and inventory_number = any(array( -- so asked, a walk along the index of the numbers finds them
                   select inventory_number from device
                    where authority = $1 and not is_withdrawn
                      and upper(inventory_number collate "de-x-icu") = upper($3::text collate "de-x-icu")))
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Serials(scanned) });
        command.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlDbType.Text,
            Value = InventoryNumber.TryParse(scanned, out var number) ? number.Value : DBNull.Value,
        });
        List<ScannedDevice> found = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            found.Add(new ScannedDevice(
                JsonSerializer.Deserialize(reader.GetString(0), DomainJson.Default.DeviceState)!, reader.GetInt32(1)));
        }
        return found;
    }

    /// <summary>
    /// A bar code on a box may begin with S, the data identifier of serial numbers (ANSI MH10.8.2), which is no part of the number.
    /// </summary>
    private static string[] Serials(string scanned) =>
        !SerialNumber.TryParse(scanned, out var serial) ? []
        : serial.Value[0] == 'S' && SerialNumber.TryParse(serial.Value[1..], out var behind) ? [serial.Value, behind.Value]
        : [serial.Value];
}
