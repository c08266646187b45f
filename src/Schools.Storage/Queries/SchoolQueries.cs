using System.Text.Json;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>A school as a line of a list.</summary>
public sealed record SchoolRow(SchoolKey Key, string Name, string? TypeCode, string? Town, int? Pupils, int Rooms, int Devices);

/// <param name="Search">Words that must all occur in name, short name, town or number.</param>
/// <param name="OwnOnly">Only schools that bear the authority's Trägernummer.</param>
public sealed record SchoolFilter(string? Search = null, bool OwnOnly = false, int PageNumber = 1)
{
    public const int LongestSearch = 200;

    private const string Own = "(select a.provider_number from authority a where a.authority = $1 and a.key = $1)";

    internal Conditions Conditions(AuthorityKey authority)
    {
        var conditions = new Conditions();
        conditions.Add("s.authority = {0}", authority.Value);
        conditions.Add("not s.is_withdrawn");
        if (OwnOnly)
        {
            conditions.Add($"s.provider_number = {Own}");
        }
        if (!string.IsNullOrWhiteSpace(Search))
        {
            conditions.Add(
                "concat_ws(' ', s.name, s.short_name, s.town, s.key) collate \"de-x-icu\" ilike all({0})",
                Queries.Conditions.Patterns(Search));
        }
        return conditions;
    }
}

/// <summary>What one school has.</summary>
/// <param name="Pupils">Null when the school list states none; then no relation can be given.</param>
/// <param name="ByKind">In the order of <see cref="DeviceGroups.Kinds"/>.</param>
/// <param name="ByPhase">In the order of <see cref="DeviceGroups.Phases"/>.</param>
/// <param name="UsableEndUser">End-user devices in use: the devices of "one device per three pupils".</param>
public sealed record SchoolCounts(
    SchoolKey Key,
    string Name,
    string? TypeCode,
    string? Town,
    int? Pupils,
    int Rooms,
    int Devices,
    IReadOnlyList<int> ByKind,
    IReadOnlyList<int> ByPhase,
    int UsableEndUser);

/// <summary>How many devices of one category are in each phase.</summary>
/// <param name="ByPhase">In the order of <see cref="DeviceGroups.Phases"/>.</param>
public sealed record CategoryCounts(DeviceCategory Category, int Devices, IReadOnlyList<int> ByPhase);

/// <summary>How a school's line to the internet came to be known.</summary>
/// <param name="Version">Of the school.</param>
/// <param name="Since">The last day from which its bandwidth was entered; null where it is not known.</param>
public sealed record UplinkKnown(int Version, DateOnly? Since);

public sealed class SchoolQueries(NpgsqlDataSource db)
{
    /// <summary>The cockpit shows one Kreis; a Land needs a page of its own.</summary>
    public const int MostCockpitSchools = 1_000;

    private const string Own = "(select a.provider_number from authority a where a.authority = $1 and a.key = $1)";

    /// <summary>
    /// Counts per school in one grouped statement: the authority's own schools and those that have rooms or devices;
    /// all schools when no Trägernummer says which are its own.
    /// </summary>
    public async Task<IReadOnlyList<SchoolCounts>> Cockpit(AuthorityKey authority, CancellationToken cancel)
    {
        var groups = new Conditions();
        groups.Value(authority.Value);
        var kinds = DeviceGroups.Kinds.Select(g => $"category = any({groups.Value(g.Members.Words())})");
        var phases = DeviceGroups.Phases.Select(g => $"lifecycle = any({groups.Value(g.Members.Words())})").ToList();
        var usable = $"category = any({groups.Value(DeviceGroups.EndUser.Members.Words())}) "
            + $"and lifecycle = any({groups.Value(DeviceGroups.InUse.Members.Words())})";
        static string Sums(IEnumerable<string> filters) =>
            $"array[{string.Join(", ", filters.Select(f => $"coalesce(sum(n) filter (where {f}), 0)"))}]::int[]";
        var sql =
            $"""
            with counted as (
                select school, category, lifecycle, count(*) as n from device
                 where authority = $1 and not is_withdrawn group by school, category, lifecycle),
            devices as (
                select school, sum(n)::int as total, {Sums(kinds)} as kinds, {Sums(phases)} as phases, {Sums([usable])} as usable
                  from counted group by school),
            rooms as (
                select school, count(*)::int as total from room
                 where authority = $1 and not is_closed and not is_withdrawn group by school)
            select s.key, s.name, s.type_code, s.town, s.pupils, coalesce(r.total, 0), coalesce(d.total, 0), d.kinds, d.phases, d.usable
              from school s
              left join devices d on d.school = s.key
              left join rooms r on r.school = s.key
             where s.authority = $1 and not s.is_withdrawn
               and (d.school is not null or r.school is not null or {Own} is null or s.provider_number = {Own})
             order by s.name, s.key
             limit {groups.Value(MostCockpitSchools)}
            """;
        await using var batch = db.CreateBatch();
        batch.BatchCommands.Add(groups.Statement(sql));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        List<SchoolCounts> schools = [];
        while (await reader.ReadAsync(cancel))
        {
            var hasDevices = !reader.IsDBNull(7);
            schools.Add(new SchoolCounts(
                reader.Key<SchoolKey>(0),
                reader.GetString(1),
                reader.TextOrNull(2),
                reader.TextOrNull(3),
                reader.CountOrNull(4),
                reader.GetInt32(5),
                reader.GetInt32(6),
                hasDevices ? reader.GetFieldValue<int[]>(7) : new int[DeviceGroups.Kinds.Count],
                hasDevices ? reader.GetFieldValue<int[]>(8) : new int[DeviceGroups.Phases.Count],
                hasDevices ? reader.GetFieldValue<int[]>(9)[0] : 0));
        }
        return schools;
    }

    /// <summary>One page of schools by name, and the number of all that match.</summary>
    public async Task<Page<SchoolRow>> List(AuthorityKey authority, SchoolFilter filter, CancellationToken cancel)
    {
        var conditions = filter.Conditions(authority);
        var counting = conditions.Statement(
            $"select count(*)::int from (select from school s where {conditions} limit {Paging.CountUpTo}) hits");
        await using var batch = db.CreateBatch();
        batch.BatchCommands.Add(conditions.Statement(
            $"""
            select s.key, s.name, s.type_code, s.town, s.pupils,
                   (select count(*)::int from room r where r.authority = $1 and r.school = s.key
                       and not r.is_closed and not r.is_withdrawn),
                   (select count(*)::int from device d where d.authority = $1 and d.school = s.key and not d.is_withdrawn)
              from (select * from school s where {conditions} order by s.name, s.key limit {conditions.Value(Paging.Size)}
                    offset {conditions.Value((filter.PageNumber - 1) * Paging.Size)}) s
             order by s.name, s.key
            """));
        batch.BatchCommands.Add(counting);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        List<SchoolRow> rows = [];
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(new SchoolRow(
                reader.Key<SchoolKey>(0),
                reader.GetString(1),
                reader.TextOrNull(2),
                reader.TextOrNull(3),
                reader.CountOrNull(4),
                reader.GetInt32(5),
                reader.GetInt32(6)));
        }
        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        return new Page<SchoolRow>(rows, reader.GetInt32(0), filter.PageNumber);
    }

    /// <summary>The school, or null when the authority has none of this key.</summary>
    public async Task<School.State?> Find(AuthorityKey authority, SchoolKey key, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("select state from school where authority = $1 and key = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Value });
        return await command.ExecuteScalarAsync(cancel) is string state
            ? JsonSerializer.Deserialize(state, DomainJson.Default.SchoolState)
            : null;
    }

    /// <returns>Null when the authority has no school of this key.</returns>
    public async Task<UplinkKnown?> Uplink(AuthorityKey authority, SchoolKey key, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select s.version, case when s.uplink is not null then
                   (select max(j."on") from journal j
                     where j.authority = s.authority and j.kind = 'school' and j.key = s.key
                       and coalesce(j.event #>> '{details,uplink}', j.event #>> '{changed,uplink}') is not null) end
              from school s where s.authority = $1 and s.key = $2
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new UplinkKnown(reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateOnly>(1))
            : null;
    }

    /// <summary>The keys of the Schulformen that the schools of the authority have.</summary>
    public async Task<IReadOnlyList<string>> Types(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            "select distinct type_code from school where authority = $1 and not is_withdrawn and type_code is not null order by type_code");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        List<string> types = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            types.Add(reader.GetString(0));
        }
        return types;
    }

    /// <summary>The devices of one school by category, in the order of the categories.</summary>
    public async Task<IReadOnlyList<CategoryCounts>> Categories(AuthorityKey authority, SchoolKey school, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select category, lifecycle, count(*)::int from device
             where authority = $1 and school = $2 and not is_withdrawn group by category, lifecycle
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = school.Value });
        var counts = new SortedDictionary<DeviceCategory, int[]>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var (category, lifecycle) = (reader.Word<DeviceCategory>(0), reader.Word<DeviceLifecycle>(1));
            if (!counts.TryGetValue(category, out var byPhase))
            {
                counts[category] = byPhase = new int[DeviceGroups.Phases.Count];
            }
            byPhase[DeviceGroups.PhaseOf(lifecycle)] += reader.GetInt32(2);
        }
        return [.. counts.Select(c => new CategoryCounts(c.Key, c.Value.Sum(), c.Value))];
    }
}
