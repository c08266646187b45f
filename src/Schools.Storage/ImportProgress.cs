using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>A row that was refused when it was applied.</summary>
/// <param name="IsPrerequisite">No row of the file, and not counted as one.</param>
public readonly record struct RefusedRow(int N, string Result, bool IsPrerequisite);

/// <summary>
/// The steps of applying a plan. The rows up to <see cref="ImportHead.DoneThrough"/> are done; after a crash the batch in between is sent
/// again, which changes nothing where it had been written.
/// </summary>
public sealed class ImportProgress(NpgsqlDataSource db)
{
    private const int LockSpace = 72_350; // keeps the ids of imports apart from other advisory locks

    /// <summary>Starts applying; false when the import was started, ended or cancelled before.</summary>
    /// <param name="from">Planned, or Proposed: then who starts it approves it.</param>
    public async Task<bool> Begin(
        AuthorityKey authority, long id, string by, CancellationToken cancel, ImportStatus from = ImportStatus.Planned)
    {
        await using var command = db.CreateCommand(
            $"""
            with begun as (
              update import set status = 'Applying', applied_by = $3, apply_started_at = now()
              where authority = $1 and id = $2 and status = $4 returning id),
            opened as (
              update import_row r set chosen = true from begun
              where r.import = begun.id and r.status = '{ImportRow.Prerequisite}' and r.commands is null and r.key in (
                select c ->> 'room' from import_row d cross join json_array_elements(d.commands_if_chosen) c
                where d.import = $2 and d.choice is not null and d.chosen)),
            noted as (
              insert into import_step (import, actor, step)
              select id, $3, '{nameof(ImportStepKind.Approved)}' from begun where $4 = 'Proposed')
            select exists (select from begun)
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = by });
        command.Parameters.Add(new() { Value = from.ToString() });
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Ends a plan that will not be applied, or stops one between two batches; what was written stays.</summary>
    public async Task<bool> Cancel(AuthorityKey authority, long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            with ended as (
              update import set status = 'Cancelled', ended_at = now()
              where authority = $1 and id = $2 and status in ('Planned', 'Proposed', 'Returned', 'Applying') returning id),
            swept as (delete from import_file f using ended where f.import = ended.id)
            select exists (select from ended)
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Ends plans that nobody decided about within <see cref="StorageLimits.OpenPlanDays"/>, and with them their files.</summary>
    public async Task<int> EndExpired(CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"""
            with ended as (
              update import set status = 'Cancelled', ended_at = now()
              where status in ('Planned', 'Proposed', 'Returned') and planned_at < now() - make_interval(days => $1) returning id),
            swept as (delete from import_file f using ended where f.import = ended.id),
            noted as (insert into import_step (import, actor, step) select id, '', '{nameof(ImportStepKind.Expired)}' from ended)
            select count(*)::int from ended
            """);
        command.Parameters.Add(new() { Value = StorageLimits.OpenPlanDays });
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Imports that were being applied when a program ended.</summary>
    public async Task<IReadOnlyList<(AuthorityKey Authority, long Id)>> Unfinished(CancellationToken cancel)
    {
        await using var command = db.CreateCommand("select authority, id from import where status = 'Applying' order by id");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<(AuthorityKey, long)> unfinished = [];
        while (await reader.ReadAsync(cancel))
        {
            unfinished.Add((AuthorityKey.Parse(reader.GetString(0)), reader.GetInt64(1)));
        }
        return unfinished;
    }

    /// <summary>Keeps other programs from applying the same import; the lock ends with the program. Null when another one has it.</summary>
    public Task<IAsyncDisposable?> Own(long id, CancellationToken cancel) => Lock("", id, cancel);

    /// <summary>
    /// Keeps every program from applying the import while what it wrote is looked at; several may look at once. Null while one applies it,
    /// also when it was cancelled already and its last batch is under way.
    /// </summary>
    public Task<IAsyncDisposable?> Rest(long id, CancellationToken cancel) => Lock("_shared", id, cancel);

    private async Task<IAsyncDisposable?> Lock(string kind, long id, CancellationToken cancel)
    {
        var connection = await db.OpenConnectionAsync(cancel);
        var owned = false;
        try
        {
            await using var command = new NpgsqlCommand($"select pg_try_advisory_lock{kind}($1, $2)", connection)
            {
                Parameters = { new() { Value = LockSpace }, new() { Value = unchecked((int)id) } },
            };
            owned = (bool)(await command.ExecuteScalarAsync(cancel))!;
            return owned ? new Ownership(connection, kind, unchecked((int)id)) : null;
        }
        finally
        {
            if (!owned)
            {
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>The next rows with something to do; of a row that asks, what its answer brings.</summary>
    public async Task<IReadOnlyList<ImportRow>> Next(AuthorityKey authority, long id, int after, int limit, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select n, line, status, $2, kind, key, expected_version,
              case when chosen then commands_if_chosen else commands end, null, null, null, null, choice, null, chosen
            from import_row
            where import = $1 and n > $3 and case when chosen then commands_if_chosen else commands end is not null
            order by n limit $4
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        return await ImportStore.Rows(command, cancel);
    }

    /// <summary>Notes the batch after <paramref name="from"/> as done.</summary>
    /// <returns>False when the import was cancelled meanwhile, or another program went on with it after a lost connection.</returns>
    public async Task<bool> Note(
        long id, int from, int doneThrough, int written, IReadOnlyList<RefusedRow> refused, CancellationToken cancel)
    {
        await using var batch = db.CreateBatch();
        if (refused.Count > 0)
        {
            batch.BatchCommands.Add(new(
                """
                update import_row r set result = x.result from unnest($2, $3) as x (n, result)
                where import = $1 and r.n = x.n
                """)
            {
                Parameters =
                {
                    new() { Value = id },
                    new() { Value = refused.Select(r => r.N).ToArray() },
                    new() { Value = refused.Select(r => r.Result).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json },
                },
            });
        }
        batch.BatchCommands.Add(new(
            """
            update import set done_through = $2, written = written + $3, refused = refused + $4
            where id = $1 and done_through = $5 returning status
            """)
        {
            Parameters =
            {
                new() { Value = id },
                new() { Value = doneThrough },
                new() { Value = written },
                new() { Value = refused.Count(r => !r.IsPrerequisite) }, new() { Value = from },
            },
        });
        return await batch.ExecuteScalarAsync(cancel) is nameof(ImportStatus.Applying);
    }

    /// <summary>Which of these rooms and schools are withdrawn.</summary>
    public async Task<HashSet<GrainReference>> Withdrawn(
        AuthorityKey authority, IReadOnlyCollection<GrainReference> places, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select 'Room', key from room where authority = $1 and is_withdrawn and key = any($2)
            union all
            select 'School', key from school where authority = $1 and is_withdrawn and key = any($3)
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = Keys(GrainKind.Room) });
        command.Parameters.Add(new() { Value = Keys(GrainKind.School) });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        HashSet<GrainReference> withdrawn = [];
        while (await reader.ReadAsync(cancel))
        {
            withdrawn.Add(new GrainReference(Enum.Parse<GrainKind>(reader.GetString(0)), reader.GetString(1)));
        }
        return withdrawn;

        string[] Keys(GrainKind kind) => [.. places.Where(place => place.Kind == kind).Select(place => place.Key)];
    }

    /// <summary>All rows are done.</summary>
    public async Task End(long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            with ended as (update import set status = 'Applied', ended_at = now() where id = $1 and status = 'Applying' returning id)
            delete from import_file f using ended where f.import = ended.id
            """);
        command.Parameters.Add(new() { Value = id });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private sealed class Ownership(NpgsqlConnection connection, string kind, int id) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // The connection goes back to the pool, so the lock must not stay on it.
            await using (connection)
            {
                await using var command = new NpgsqlCommand($"select pg_advisory_unlock{kind}($1, $2)", connection)
                {
                    Parameters = { new() { Value = LockSpace }, new() { Value = id } },
                };
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }
}
