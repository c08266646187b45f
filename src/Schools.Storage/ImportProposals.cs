using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>What happened to a plan on its way to a decision.</summary>
public enum ImportStepKind
{
    Proposed,
    Returned,
    Approved,

    /// <summary>Nobody decided in time.</summary>
    Expired,
}

/// <param name="Import">The plan it was done to: this one, or one that it replaces.</param>
/// <param name="By">Empty for what the program did by itself.</param>
public sealed record ImportStep(long Import, ImportStepKind Kind, DateTimeOffset At, string By, string? Comment);

/// <summary>A plan that waits for the Dezernat.</summary>
public sealed record WaitingImport(long Id, string FileName, int RowsToApply, DateTimeOffset At, string By, string? Comment);

/// <summary>Plans handed in, returned and approved.</summary>
public sealed class ImportProposals(NpgsqlDataSource db)
{
    /// <summary>Hands a plan in or returns it; false when it was no longer in the status from which that was decided.</summary>
    public async Task<bool> Move(
        AuthorityKey authority, long id, ImportStatus from, ImportStatus to, string by, string? comment, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            with moved as (
              update import set status = $4 where authority = $1 and id = $2 and status = $3 returning id),
            noted as (insert into import_step (import, actor, step, comment) select id, $5, $4, $6 from moved)
            select exists (select from moved)
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = from.ToString() });
        command.Parameters.Add(new() { Value = to.ToString() });
        command.Parameters.Add(new() { Value = by });
        command.Parameters.Add(new() { Value = (object?)comment ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>All that happened to a plan and to those it replaces, in order.</summary>
    public async Task<IReadOnlyList<ImportStep>> Steps(AuthorityKey authority, long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            with recursive plans as (
              select id, replaces from import where authority = $1 and id = $2
              union all select i.id, i.replaces from import i join plans on i.id = plans.replaces)
            select s.import, s.step, s.at, s.actor, s.comment from import_step s join plans on plans.id = s.import order by s.id
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<ImportStep> steps = [];
        while (await reader.ReadAsync(cancel))
        {
            steps.Add(new ImportStep(
                reader.GetInt64(0),
                Enum.Parse<ImportStepKind>(reader.GetString(1)),
                reader.GetFieldValue<DateTimeOffset>(2),
                reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4)));
        }
        return steps;
    }

    /// <summary>What waits for approval, the longest waiting first.</summary>
    public async Task<IReadOnlyList<WaitingImport>> Waiting(AuthorityKey authority, int limit, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select i.id, i.file_name, i.rows_to_apply, coalesce(s.at, i.planned_at), coalesce(s.actor, i.planned_by), s.comment
            from import i
            left join lateral (
              with recursive plans as (
                select i.id, i.replaces
                union all select p.id, p.replaces from import p join plans on p.id = plans.replaces)
              select s.at, s.actor, s.comment from import_step s join plans on plans.id = s.import
              where s.step = 'Proposed' order by s.id desc limit 1) s on true
            where i.authority = $1 and i.status = 'Proposed' order by 4, i.id limit $2
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<WaitingImport> waiting = [];
        while (await reader.ReadAsync(cancel))
        {
            waiting.Add(new WaitingImport(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetInt32(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5)));
        }
        return waiting;
    }
}
