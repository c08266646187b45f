using System.Globalization;
using System.Text.Json;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>A device as a line of a list.</summary>
public sealed record DeviceRow(
    DeviceKey Key,
    string? InventoryNumber,
    string? Serial,
    DeviceCategory Category,
    string? Name,
    string? Manufacturer,
    string? Model,
    SchoolKey School,
    string SchoolName,
    RoomKey? Room,
    string? RoomNumber,
    string? Building,
    DeviceLifecycle Lifecycle,
    DeviceCondition Condition,
    DeviceAvailability Availability);

/// <summary>A school or room that a filter offers.</summary>
public sealed record Choice(string Key, string Name);

/// <param name="Schools">The authority's own schools, at most <see cref="DeviceQueries.MostChoices"/>, and the chosen one.</param>
/// <param name="Rooms">The open rooms of the chosen school; none without one.</param>
public sealed record DeviceList(Page<DeviceRow> Page, IReadOnlyList<Choice> Schools, IReadOnlyList<Choice> Rooms);

/// <summary>One device with the names of its place.</summary>
public sealed record DeviceDetail(Device.State State, int Version, string SchoolName, string? RoomNumber, string? Building);

/// <summary>How many devices of an authority are of which kind and how far.</summary>
public sealed record RegisterStatus(
    int Schools,
    int Rooms,
    int Devices,
    IReadOnlyDictionary<DeviceCategory, int> ByCategory,
    IReadOnlyDictionary<DeviceLifecycle, int> ByLifecycle);

public sealed class DeviceQueries(NpgsqlDataSource db)
{
    public const int MostChoices = 500;

    private static readonly StringComparer ByName = StringComparer.Create(Euro.German, ignoreCase: true);

    private const string RowColumns =
        """
        d.key, d.inventory_number, d.serial, d.category, d.name, d.manufacturer, d.model, d.school, coalesce(s.name, d.school),
        d.room, r.number, r.building, d.lifecycle, d.condition, d.availability
        """;

    // The authority's own schools come first, and the chosen one whoever keeps it. Two texts: with a school that may be absent PostgreSQL
    // would plan the statement anew each time.
    private const string SchoolChoices =
        """
        select 'school', s.key, coalesce(s.short_name, s.name) as name
          from school s
         where s.authority = $1 and not s.is_withdrawn
           and (s.provider_number = (select a.provider_number from authority a where a.authority = $1 and a.key = $1)
                or (select a.provider_number from authority a where a.authority = $1 and a.key = $1) is null)
         order by name limit $2
        """;

    private const string SchoolAndRoomChoices =
        $"""
        ({SchoolChoices})
        union
        select 'school', s.key, coalesce(s.short_name, s.name) from school s where s.authority = $1 and s.key = $3
        union all
        (select 'room', r.key, concat_ws(' · ', r.building, r.number)
           from room r where r.authority = $1 and r.school = $3 and not r.is_closed and not r.is_withdrawn
          order by r.normal_building, r.normal_number limit $2)
        """;

    private readonly KnownCounts counts = new();

    /// <summary>One page of devices, the number of all that match and what the filters offer: three statements, one round trip.</summary>
    public async Task<DeviceList> List(AuthorityKey authority, DeviceFilter filter, CancellationToken cancel)
    {
        await using var batch = db.CreateBatch();
        batch.BatchCommands.Add(Rows(authority, filter));
        batch.BatchCommands.Add(Count(authority, filter));
        batch.BatchCommands.Add(Choices(authority, filter.School ?? filter.Room?.School));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var page = await Page(reader, authority, filter, cancel);
        await reader.NextResultAsync(cancel);
        List<Choice> schools = [], rooms = [];
        while (await reader.ReadAsync(cancel))
        {
            (reader.GetString(0) == "school" ? schools : rooms).Add(new Choice(reader.GetString(1), reader.GetString(2)));
        }
        schools.Sort((left, right) => ByName.Compare(left.Name, right.Name));
        return new DeviceList(page, schools, rooms);
    }

    /// <summary>One page of devices without what a page's filters offer.</summary>
    public async Task<Page<DeviceRow>> Page(AuthorityKey authority, DeviceFilter filter, CancellationToken cancel)
    {
        await using var batch = db.CreateBatch();
        batch.BatchCommands.Add(Rows(authority, filter));
        batch.BatchCommands.Add(Count(authority, filter));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        return await Page(reader, authority, filter, cancel);
    }

    /// <summary>The device, or null when the authority has none of this key.</summary>
    public async Task<DeviceDetail?> Find(AuthorityKey authority, DeviceKey key, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select d.state, d.version, coalesce(s.name, d.school), r.number, r.building
              from device d
              left join school s on s.authority = d.authority and s.key = d.school
              left join room r on r.authority = d.authority and r.key = d.room
             where d.authority = $1 and d.key = $2
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new DeviceDetail(
                JsonSerializer.Deserialize(reader.GetString(0), DomainJson.Default.DeviceState)!,
                reader.GetInt32(1),
                reader.GetString(2),
                reader.TextOrNull(3),
                reader.TextOrNull(4))
            : null;
    }

    public async Task<RegisterStatus> Status(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select d.category, d.lifecycle, count(*)::int from device d
             where d.authority = $1 and not d.is_withdrawn group by d.category, d.lifecycle
            union all select 'schools', null, count(*)::int from school where authority = $1 and not is_withdrawn
            union all select 'rooms', null, count(*)::int from room where authority = $1 and not is_closed and not is_withdrawn
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        var byCategory = new SortedDictionary<DeviceCategory, int>();
        var byLifecycle = new SortedDictionary<DeviceLifecycle, int>();
        int schools = 0, rooms = 0, devices = 0;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var count = reader.GetInt32(2);
            switch (reader.GetString(0))
            {
                case "schools":
                    schools = count;
                    break;
                case "rooms":
                    rooms = count;
                    break;
                default:
                    var (category, lifecycle) = (reader.Word<DeviceCategory>(0), reader.Word<DeviceLifecycle>(1));
                    byCategory[category] = byCategory.GetValueOrDefault(category) + count;
                    byLifecycle[lifecycle] = byLifecycle.GetValueOrDefault(lifecycle) + count;
                    devices += count;
                    break;
            }
        }
        return new RegisterStatus(schools, rooms, devices, byCategory, byLifecycle);
    }

    private static NpgsqlBatchCommand Rows(AuthorityKey authority, DeviceFilter filter)
    {
        var conditions = filter.Conditions(authority);
        // The page is cut before names are joined, so that a long list costs fifty joins and not all.
        var join = filter.Order switch
        {
            DeviceOrder.School => DeviceFilter.SchoolJoin,
            DeviceOrder.Room => DeviceFilter.RoomJoin,
            _ => "",
        };
        var (order, direction) = (filter.Position(conditions), filter.Direction);
        // The first page has a text without offset: for a number it does not know PostgreSQL would expect a long way to it.
        var skip = filter.PageNumber == 1 ? "" : $"offset {conditions.Value((filter.PageNumber - 1) * Paging.Size)}";
        return conditions.Statement(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            select {RowColumns}
              from (select d.authority, d.key, d.inventory_number, d.serial, d.category, d.state -> 'details' ->> 'name' as name,
                           d.manufacturer, d.model, d.school, d.room, d.lifecycle, d.condition, d.availability, {order} as position
                      from device d {join}
                     where {conditions}
                     order by {order} {direction}, d.key
                     limit {Paging.Size} {skip}) d
              left join school s on s.authority = d.authority and s.key = d.school
              left join room r on r.authority = d.authority and r.key = d.room
             order by d.position {direction}, d.key
            """));
    }

    private NpgsqlBatchCommand Count(AuthorityKey authority, DeviceFilter filter) =>
        counts.Ask("device d", filter.Conditions(authority));

    private static NpgsqlBatchCommand Choices(AuthorityKey authority, SchoolKey? chosen)
    {
        var choices = new NpgsqlBatchCommand(chosen is null ? SchoolChoices : SchoolAndRoomChoices)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = authority.Value },
                new NpgsqlParameter<int> { TypedValue = MostChoices },
            },
        };
        if (chosen is { } school)
        {
            choices.Parameters.Add(new NpgsqlParameter<string> { TypedValue = school.Value });
        }
        return choices;
    }

    private async Task<Page<DeviceRow>> Page(
        NpgsqlDataReader reader, AuthorityKey authority, DeviceFilter filter, CancellationToken cancel)
    {
        List<DeviceRow> rows = [];
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(Row(reader));
        }
        await reader.NextResultAsync(cancel);
        return new Page<DeviceRow>(rows, await counts.Read(reader, filter.Conditions(authority), cancel), filter.PageNumber);
    }

    private static DeviceRow Row(NpgsqlDataReader reader) => new(
        reader.Key<DeviceKey>(0),
        reader.TextOrNull(1),
        reader.TextOrNull(2),
        reader.Word<DeviceCategory>(3),
        reader.TextOrNull(4),
        reader.TextOrNull(5),
        reader.TextOrNull(6),
        reader.Key<SchoolKey>(7),
        reader.GetString(8),
        reader.IsDBNull(9) ? null : reader.Key<RoomKey>(9),
        reader.TextOrNull(10),
        reader.TextOrNull(11),
        reader.Word<DeviceLifecycle>(12),
        reader.Word<DeviceCondition>(13),
        reader.Word<DeviceAvailability>(14));
}
