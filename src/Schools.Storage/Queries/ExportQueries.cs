using System.Data;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>A school with the number of its open rooms and its devices.</summary>
public sealed record SchoolWithCounts(School.State State, int Rooms, int Devices);

/// <summary>A room with its school's name and the number of devices in it.</summary>
public sealed record RoomWithCounts(Room.State State, string SchoolName, int Devices);

/// <summary>An import as one line, without what was understood of its file.</summary>
/// <param name="Counts">JSON of the counts of its plan.</param>
public sealed record ExportedImport(
    long Id, string FileName, string ProfileTitle, ImportStatus Status, string Counts, int Written, int Refused, DateTimeOffset PlannedAt,
    string PlannedBy, string? AppliedBy, DateTimeOffset? EndedAt, string FileHash);

/// <summary>Whole lists, row by row as the database sends them: one statement each, and never a list in memory.</summary>
public sealed class ExportQueries(NpgsqlDataSource db)
{
    /// <summary>The devices of a filter in its order; its page number counts for nothing.</summary>
    public IAsyncEnumerable<DeviceDetail> Devices(AuthorityKey authority, DeviceFilter filter, CancellationToken cancel)
    {
        var conditions = filter.Conditions(authority);
        var order = filter.Position(conditions);
        return Rows(
            conditions.Statement(
                $"""
                select d.state, d.version, coalesce(s.name, d.school), r.number, r.building
                  from device d {DeviceFilter.SchoolJoin} {DeviceFilter.RoomJoin}
                 where {conditions}
                 order by {order} {filter.Direction}, d.key
                """),
            reader => new DeviceDetail(
                JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(0), DomainJson.Default.DeviceState)!,
                reader.GetInt32(1),
                reader.GetString(2),
                reader.TextOrNull(3),
                reader.TextOrNull(4)),
            cancel);
    }

    public IAsyncEnumerable<SchoolWithCounts> Schools(AuthorityKey authority, SchoolFilter filter, CancellationToken cancel)
    {
        var conditions = filter.Conditions(authority);
        return Rows(
            conditions.Statement(
                $"""
                select s.state, coalesce(r.total, 0), coalesce(d.total, 0)
                  from school s
                  left join (select school, count(*)::int as total from room
                              where authority = $1 and not is_closed and not is_withdrawn group by school) r on r.school = s.key
                  left join (select school, count(*)::int as total from device
                              where authority = $1 and not is_withdrawn group by school) d on d.school = s.key
                 where {conditions}
                 order by s.name, s.key
                """),
            reader => new SchoolWithCounts(
                JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(0), DomainJson.Default.SchoolState)!,
                reader.GetInt32(1),
                reader.GetInt32(2)),
            cancel);
    }

    /// <param name="school">One school, or null for all.</param>
    public IAsyncEnumerable<RoomWithCounts> Rooms(AuthorityKey authority, SchoolKey? school, CancellationToken cancel)
    {
        var conditions = new Conditions();
        conditions.Add("r.authority = {0}", authority.Value);
        conditions.Add("not r.is_withdrawn");
        if (school is { } chosen)
        {
            conditions.Add("r.school = {0}", chosen.Value);
        }
        return Rows(
            conditions.Statement(
                $"""
                select r.state, coalesce(s.name, r.school), coalesce(d.total, 0)
                  from room r
                  left join school s on s.authority = r.authority and s.key = r.school
                  left join (select room, count(*)::int as total from device
                              where authority = $1 and not is_withdrawn group by room) d on d.room = r.key
                 where {conditions}
                 order by s.name, r.school, r.is_closed, r.normal_building, r.normal_number
                """),
            reader => new RoomWithCounts(
                JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(0), DomainJson.Default.RoomState)!,
                reader.GetString(1),
                reader.GetInt32(2)),
            cancel);
    }

    /// <summary>The newest imports first, without plans that others took the place of.</summary>
    public IAsyncEnumerable<ExportedImport> Imports(AuthorityKey authority, CancellationToken cancel)
    {
        var conditions = new Conditions();
        conditions.Add("i.authority = {0}", authority.Value);
        conditions.Add("not exists (select from import r where r.replaces = i.id)");
        return Rows(
            conditions.Statement(
                $"""
                select i.id, i.file_name, i.plan ->> 'profileTitle', i.status, (i.plan -> 'counts')::text, i.written, i.refused,
                    i.planned_at, i.planned_by, i.applied_by, i.ended_at, i.file_hash
                  from import i where {conditions} order by i.id desc
                """),
            reader => new ExportedImport(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetString(2),
                Enum.Parse<ImportStatus>(reader.GetString(3)),
                reader.GetString(4),
                reader.GetInt32(5),
                reader.GetInt32(6),
                reader.GetFieldValue<DateTimeOffset>(7),
                reader.GetString(8),
                reader.TextOrNull(9),
                reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10),
                reader.GetString(11)),
            cancel);
    }

    /// <summary>The licences of a filter by product; its page number counts for nothing.</summary>
    public IAsyncEnumerable<LicenceRow> Licences(AuthorityKey authority, LicenceFilter filter, DateOnly day, CancellationToken cancel)
    {
        var conditions = filter.Conditions(authority, day);
        return Rows(
            conditions.Statement($"select {LicenceQueries.RowColumns} from licence l where {conditions} order by l.product, l.key"),
            reader => LicenceQueries.Row(reader, day),
            cancel);
    }

    private async IAsyncEnumerable<T> Rows<T>(
        NpgsqlBatchCommand statement, Func<NpgsqlDataReader, T> row, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var batch = db.CreateBatch();
        batch.Timeout = StorageLimits.ExportTimeoutSeconds;
        batch.BatchCommands.Add(statement);
        await using var reader = await batch.ExecuteReaderAsync(CommandBehavior.SingleResult, cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return row(reader);
        }
    }
}
