using System.Data.Common;
using System.Globalization;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>A device with what the rules see of it.</summary>
/// <param name="Other">Another device with the same number, where there is one.</param>
public sealed record QualityDevice(
    DeviceKey Key, string? InventoryNumber, string? Serial, string? Manufacturer, string? Model, string? Room, DeviceKey? Other,
    DeviceProfile Profile);

/// <summary>
/// What the rules of data quality are held against. The database groups and lists, the domain judges: there is one text of each rule.
/// </summary>
public sealed class QualityQueries(NpgsqlDataSource db)
{
    /// <summary>More devices than any school has; bounds what one list reads.</summary>
    public const int MostDevices = 20_000;

    /// <summary>
    /// Who has a number that another device has too. Serial numbers are unique but for the S that scanners read before them.
    /// </summary>
    private const string Shared =
        """
        mac as (
            select wlan_mac as mac, key from device where authority = $1 and wlan_mac is not null and not is_withdrawn
            union
            select lan_mac, key from device where authority = $1 and lan_mac is not null and not is_withdrawn),
        owner as (
            select key, min(key) over same as first, max(key) over same as last from mac window same as (partition by mac)),
        scanned as (
            select long.key, short.key as other from device long
              join device short on short.authority = $1 and short.serial = substr(long.serial, 2) and not short.is_withdrawn
             where long.authority = $1 and long.serial like 'S%' and not long.is_withdrawn),
        shared as (
            select key, min(other) as other from (
                select key, case when key = first then last else first end from owner where first <> last
                union all
                select key, other from scanned
                union all
                select other, key from scanned) pair (key, other)
             group by key)
        """;

    private const string Profile =
        """
        d.category, d.lifecycle, d.condition, d.availability, d.serial is not null, d.inventory_number is not null, d.room is not null,
        o.key is not null, d.state -> 'details' ->> 'purchasedOn' > $2,
        coalesce((d.state -> 'details' ->> 'legacy')::boolean, false),
        coalesce(least(d.state ->> 'absentSince', d.missing_since) < $3, false)
        """;

    /// <summary>The profiles of all devices, with how many of each school have them.</summary>
    public async Task<IReadOnlyList<(SchoolKey School, DeviceProfile Profile, int Count)>> Profiles(
        AuthorityKey authority, DateOnly today, CancellationToken cancel)
    {
        await using var command = Of(
            $"""
            with {Shared}
            select d.school, {Profile}, count(*)::int from device d left join shared o on o.key = d.key
             where d.authority = $1 and not d.is_withdrawn
             group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
            """,
            authority,
            today);
        List<(SchoolKey, DeviceProfile, int)> profiles = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            profiles.Add((reader.Key<SchoolKey>(0), Read(reader, 1), reader.GetInt32(12)));
        }
        return profiles;
    }

    /// <summary>The devices of a school by inventory number.</summary>
    public async Task<IReadOnlyList<QualityDevice>> Devices(
        AuthorityKey authority, SchoolKey school, DateOnly today, CancellationToken cancel)
    {
        await using var command = Of(
            $"""
            with {Shared}
            select d.key, d.inventory_number, d.serial, d.manufacturer, d.model, d.room, o.other, {Profile}
              from device d left join shared o on o.key = d.key
             where d.authority = $1 and d.school = $4 and not d.is_withdrawn
             order by d.inventory_number, d.key limit $5
            """,
            authority,
            today);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = school.Value });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostDevices });
        List<QualityDevice> devices = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            devices.Add(new QualityDevice(
                reader.Key<DeviceKey>(0), reader.TextOrNull(1), reader.TextOrNull(2), reader.TextOrNull(3), reader.TextOrNull(4),
                reader.TextOrNull(5), reader.IsDBNull(6) ? null : reader.Key<DeviceKey>(6), Read(reader, 7)));
        }
        return devices;
    }

    private NpgsqlCommand Of(string sql, AuthorityKey authority, DateOnly today)
    {
        var command = db.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Iso(today) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Iso(today.AddDays(-QualityRules.UnseenDays)) });
        return command;
    }

    /// <summary>Days are kept as texts, which sort as they do.</summary>
    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static DeviceProfile Read(DbDataReader reader, int at) => new(
        reader.Word<DeviceCategory>(at), reader.Word<DeviceLifecycle>(at + 1), reader.Word<DeviceCondition>(at + 2),
        reader.Word<DeviceAvailability>(at + 3), reader.GetBoolean(at + 4), reader.GetBoolean(at + 5), reader.GetBoolean(at + 6),
        reader.GetBoolean(at + 7), reader.IsDBNull(at + 8) ? null : reader.GetBoolean(at + 8), reader.GetBoolean(at + 9),
        reader.GetBoolean(at + 10));
}
