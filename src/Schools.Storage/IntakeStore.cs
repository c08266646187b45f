using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>How far a file of the intake is.</summary>
public enum IntakeStatus
{
    /// <summary>It is there; its plan is being made, or was when the program ended.</summary>
    Arrived,

    /// <summary>All its lists are planned.</summary>
    Planned,

    /// <summary>It, or a list of it, was not taken.</summary>
    Refused,
}

/// <summary>A file that comes in.</summary>
/// <param name="Source">Where from: <c>folder</c>, <c>folder/PROFILE</c> or <c>api</c>.</param>
/// <param name="ModifiedAt">Written last, by the clock of who sent it.</param>
/// <param name="Profile">The profile it is to be read by; null where it is to be recognised.</param>
public sealed record ArrivingFile(string Source, string Name, string Hash, DateTimeOffset ModifiedAt, string? Profile);

/// <summary>An import made of a file of the intake, or the one that took its place.</summary>
public sealed record IntakeImport(long Id, string FileName, ImportStatus Status);

/// <param name="Reason">Why it was not taken and what to do, in German.</param>
/// <param name="IsOpen">Refused, and no file of this name was taken since.</param>
public sealed record IntakeEntry(
    long Id, ArrivingFile File, IntakeStatus Status, string? Reason, DateTimeOffset ArrivedAt, IReadOnlyList<IntakeImport> Imports,
    bool IsOpen);

/// <summary>What came in and what became of it, so that a file is planned once, whenever the program ends.</summary>
public sealed class IntakeStore(NpgsqlDataSource db)
{
    /// <summary>Any number will do, as long as every program of this kind uses the same.</summary>
    private const long TurnLock = 7_235_098_651_003;

    private const string IsOpen = """
        i.status = 'Refused' and not exists (select from intake later where later.authority = i.authority
          and later.file_name = i.file_name and later.id > i.id and later.status = 'Planned')
        """;

    /// <summary>Keeps other programs from the folder while this one looks at it; null when another one does.</summary>
    public async Task<IAsyncDisposable?> Turn(CancellationToken cancel)
    {
        var connection = await db.OpenConnectionAsync(cancel);
        var mine = false;
        try
        {
            mine = (bool)(await Ask(connection, $"select pg_try_advisory_lock({TurnLock})", cancel))!;
            return mine ? new Held(connection) : null;
        }
        finally
        {
            if (!mine)
            {
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>Notes that the file is there, or finds what was noted of it before.</summary>
    public async Task<IntakeEntry> Arrive(AuthorityKey authority, ArrivingFile file, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            insert into intake (authority, source, file_name, file_hash, modified_at, profile) values ($1, $2, $3, $4, $5, $6)
            on conflict (authority, source, file_hash, file_name, modified_at) do update set source = excluded.source
            returning id
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = file.Source });
        command.Parameters.Add(new() { Value = file.Name });
        command.Parameters.Add(new() { Value = file.Hash });
        command.Parameters.Add(new() { Value = file.ModifiedAt.ToUniversalTime() });
        command.Parameters.Add(new() { Value = (object?)file.Profile ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        var id = (long)(await command.ExecuteScalarAsync(cancel))!;
        return (await Entries(authority, "i.id = $2", id, cancel)).Single();
    }

    /// <summary>Notes what became of a file that had arrived; what was noted before stays.</summary>
    /// <param name="reason">Why it was not taken; null when it was.</param>
    public async Task Settle(AuthorityKey authority, long id, string? reason, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            update intake set status = case when $3 is null then 'Planned' else 'Refused' end, reason = $3, settled_at = now()
            where authority = $1 and id = $2 and status = 'Arrived'
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = (object?)reason ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The newest files first.</summary>
    public Task<IReadOnlyList<IntakeEntry>> Recent(AuthorityKey authority, int limit, CancellationToken cancel) =>
        Entries(authority, "true", limit, cancel, "order by i.id desc limit $2");

    public async Task<IntakeEntry?> Find(AuthorityKey authority, long id, CancellationToken cancel) =>
        (await Entries(authority, "i.id = $2", id, cancel)).SingleOrDefault();

    /// <summary>Files that were not taken, the newest first; one of which a later delivery was taken is settled.</summary>
    public Task<IReadOnlyList<IntakeEntry>> Failures(AuthorityKey authority, int limit, CancellationToken cancel) =>
        Entries(authority, IsOpen, limit, cancel, "order by i.id desc limit $2");

    public async Task<int> CountFailures(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand($"select count(*)::int from intake i where i.authority = $1 and {IsOpen}");
        command.Parameters.Add(new() { Value = authority.Value });
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    private async Task<IReadOnlyList<IntakeEntry>> Entries(
        AuthorityKey authority, string which, long value, CancellationToken cancel, string order = "")
    {
        await using var command = db.CreateCommand(
            $"""
            select i.id, i.source, i.file_name, i.file_hash, i.modified_at, i.profile, i.status, i.reason, i.arrived_at, {IsOpen},
              m.ids, m.names, m.states
            from intake i left join lateral (
              select array_agg(newest.id order by first.id) as ids, array_agg(first.file_name order by first.id) as names,
                array_agg(newest.status order by first.id) as states
              from import first cross join lateral (
                with recursive plans as (
                  select first.id, first.status
                  union all select r.id, r.status from import r join plans on r.replaces = plans.id)
                select id, status from plans order by id desc limit 1) newest
              where first.intake = i.id) m on true
            where i.authority = $1 and {which} {order}
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<IntakeEntry> entries = [];
        while (await reader.ReadAsync(cancel))
        {
            entries.Add(new IntakeEntry(
                reader.GetInt64(0),
                new ArrivingFile(
                    reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4), Text(5)),
                Enum.Parse<IntakeStatus>(reader.GetString(6)),
                Text(7),
                reader.GetFieldValue<DateTimeOffset>(8),
                Imports(reader),
                reader.GetBoolean(9)));
        }
        return entries;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private static IReadOnlyList<IntakeImport> Imports(NpgsqlDataReader reader) => reader.IsDBNull(10)
        ? []
        : [.. reader.GetFieldValue<long[]>(10).Zip(reader.GetFieldValue<string[]>(11), reader.GetFieldValue<string[]>(12))
            .Select(import => new IntakeImport(import.First, import.Second, Enum.Parse<ImportStatus>(import.Third)))];

    private static async Task<object?> Ask(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel);
    }

    private sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await Ask(connection, $"select pg_advisory_unlock({TurnLock})", CancellationToken.None);
            }
            catch (NpgsqlException)
            {
                // The lock has ended with the connection.
            }
            await connection.DisposeAsync();
        }
    }
}
