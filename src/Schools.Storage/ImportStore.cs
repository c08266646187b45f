using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>Stored plans and what became of them.</summary>
public sealed class ImportStore(NpgsqlDataSource db)
{
    private const string HeadColumns = """
        id, status, file_name, file_hash, plan, planned_at, planned_by, applied_by, apply_started_at, ended_at,
        rows_to_apply, done_through, written, refused, chosen, undoes,
        (with recursive undo as (
          select u.id, u.undoes from import u where u.undoes = import.id and u.apply_started_at is not null
          union all
          select u.id, u.undoes from import u join undo on u.undoes = undo.id where u.apply_started_at is not null)
         select array_agg(array[id, undoes]) from undo),
        choices, replaces, is_recomputed, (select r.id from import r where r.replaces = import.id) as replaced_by,
        case when refused = 0 or undoes is not null then 0 else (select count(*)::int from import_row w
          where w.import = import.id and (w.status = 'Missing' or w.choice is not null) and w.result is not null and w.cells is null) end
        """;

    internal const string RowColumns =
        "n, line, import_row.status, authority, kind, key, expected_version, commands, shown, issues, cells, result, "
        + "choice, commands_if_chosen, import_row.chosen";

    /// <summary>Stores a plan with all its rows and its file, or nothing of it.</summary>
    /// <returns>The id by which the import is known from now on; for a list of the intake that of the one that is there.</returns>
    public async Task<long> Add(
        AuthorityKey authority, NewImport import, IEnumerable<ImportRow> rows, CancellationToken cancel) =>
        (await Add(authority, import, null, rows, cancel))!.Value;

    /// <summary>
    /// Stores a plan in the place of an open one, which ends; the file goes over to the new plan, and so do answers where a row still
    /// asks the same.
    /// </summary>
    /// <returns>Null when somebody else decided about the open plan meanwhile.</returns>
    public Task<long?> Replace(
        AuthorityKey authority, ReplacedImport replaced, NewImport import, IEnumerable<ImportRow> rows, CancellationToken cancel) =>
        Add(authority, import, replaced, rows, cancel);

    private async Task<long?> Add(
        AuthorityKey authority, NewImport import, ReplacedImport? replaced, IEnumerable<ImportRow> rows, CancellationToken cancel)
    {
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (replaced is not null && !await ImportReplacing.End(connection, authority, replaced, cancel))
        {
            return null;
        }
        await using var head = new NpgsqlCommand(
            """
            insert into import (authority, status, file_name, file_hash, plan, preview, planned_by, rows_to_apply, undoes, choices,
              replaces, is_recomputed, intake)
            values ($1, $9, $2, $3, $4, $5, $6, $7, $8, $10, $11, $12, $13)
            on conflict (intake, file_name) where intake is not null do nothing returning id
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = authority.Value }, new() { Value = import.FileName }, new() { Value = import.FileHash },
                new() { Value = import.Plan, NpgsqlDbType = NpgsqlDbType.Json }, new() { Value = import.Preview },
                new() { Value = import.By }, new() { Value = import.RowsToApply },
                new() { Value = (object?)import.Undoes ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                new() { Value = (replaced is { IsRecomputed: true } ? replaced.Status : ImportStatus.Planned).ToString() },
                new() { Value = (object?)import.Choices ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Json },
                new() { Value = (object?)replaced?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                new() { Value = replaced is { IsRecomputed: true } },
                new() { Value = (object?)import.Intake ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            },
        };
        if (await head.ExecuteScalarAsync(cancel) is not long id)
        {
            return await OfIntake(connection, import, cancel);
        }
        await Copy(connection, id, rows, cancel);
        if (replaced is not null)
        {
            await ImportReplacing.Inherit(connection, replaced.Id, id, cancel);
        }
        else if (import.File is { } file)
        {
            await ImportFiles.Keep(connection, id, file, cancel);
        }
        await transaction.CommitAsync(cancel);
        return id;
    }

    private static async Task<long> OfIntake(NpgsqlConnection connection, NewImport import, CancellationToken cancel)
    {
        await using var known = new NpgsqlCommand("select id from import where intake = $1 and file_name = $2", connection)
        {
            Parameters = { new() { Value = import.Intake!.Value }, new() { Value = import.FileName } },
        };
        return (long)(await known.ExecuteScalarAsync(cancel))!;
    }

    public async Task<ImportHead?> Find(AuthorityKey authority, long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand($"select {HeadColumns} from import where authority = $1 and id = $2");
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        return (await Heads(command, cancel)).FirstOrDefault();
    }

    /// <summary>An import, or the last of the plans that were made in its place one after the other.</summary>
    public async Task<ImportHead?> Newest(AuthorityKey authority, long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"""
            with recursive plans as (
              select $2::bigint as id
              union all select i.id from import i join plans on i.replaces = plans.id)
            select {HeadColumns} from import where authority = $1 and id = (select max(id) from plans)
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        return (await Heads(command, cancel)).FirstOrDefault();
    }

    /// <summary>The newest imports first, without plans that others took the place of.</summary>
    public async Task<IReadOnlyList<ImportHead>> Recent(AuthorityKey authority, int limit, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"""
            select {HeadColumns} from import where authority = $1 and not exists (select from import r where r.replaces = import.id)
            order by id desc limit $2
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = limit });
        return await Heads(command, cancel);
    }

    /// <summary>Rooms that the rows of the file need, those that could not be opened first, then school by school.</summary>
    public async Task<IReadOnlyList<ImportRow>> Rooms(AuthorityKey authority, long id, int limit, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"""
            select {RowColumns} from import_row join import on import.id = import_row.import
            where import = $1 and import.authority = $2 and import_row.status = '{ImportRow.Prerequisite}'
              and (commands is not null or import_row.chosen)
            order by result is null, school, n limit $3
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = limit });
        return await Rows(command, cancel);
    }

    /// <summary>The German text form of the plan; null when there is no such import.</summary>
    public async Task<string?> Preview(AuthorityKey authority, long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("select preview from import where authority = $1 and id = $2");
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        return (string?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>Rows of which something is to be said, those not taken first.</summary>
    public async Task<IReadOnlyList<ImportRow>> RowsWithIssues(AuthorityKey authority, long id, int limit, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"""
            select {RowColumns} from import_row join import on import.id = import_row.import
            where import = $1 and import.authority = $2 and (issues is not null or result is not null)
            order by import_row.status in ('Error', 'Conflict') or result is not null desc, n limit $3
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = limit });
        return await Rows(command, cancel);
    }

    /// <summary>Rows that were not taken into the register: wrong in the file, in conflict, or refused when applied.</summary>
    public async Task<IReadOnlyList<ImportRow>> BadRows(AuthorityKey authority, long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"""
            select {RowColumns} from import_row join import on import.id = import_row.import
            where import = $1 and import.authority = $2 and cells is not null
              and (import_row.status in ('Error', 'Conflict') and not import_row.chosen or result is not null)
            order by n
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = authority.Value });
        return await Rows(command, cancel);
    }

    private static async Task Copy(NpgsqlConnection connection, long id, IEnumerable<ImportRow> rows, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy import_row (import, n, line, status, kind, key, expected_version, commands, shown, issues, cells,
              choice, commands_if_chosen, school, search)
            from stdin (format binary)
            """,
            cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(id, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(row.N, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(row.Line, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(row.Status, NpgsqlDbType.Text, cancel);
            await Write(row.Grain is { } grain ? GrainStore.TableOf(grain.Kind) : null, NpgsqlDbType.Text);
            await Write(row.Grain?.Key, NpgsqlDbType.Text);
            await copy.WriteAsync(row.PlannedOn, NpgsqlDbType.Integer, cancel);
            await Write(row.Commands, NpgsqlDbType.Json);
            await Write(row.Shown, NpgsqlDbType.Json);
            await Write(row.Issues, NpgsqlDbType.Json);
            await Write(row.Cells, NpgsqlDbType.Array | NpgsqlDbType.Text);
            await Write(row.Choice, NpgsqlDbType.Text);
            await Write(row.CommandsIfChosen, NpgsqlDbType.Json);
            await Write(row.School, NpgsqlDbType.Text);
            await Write(row.Search, NpgsqlDbType.Text);
        }
        await copy.CompleteAsync(cancel);

        Task Write<T>(T? value, NpgsqlDbType type)
            where T : class => value is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(value, type, cancel);
    }

    private static async Task<List<ImportHead>> Heads(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<ImportHead> heads = [];
        while (await reader.ReadAsync(cancel))
        {
            heads.Add(new ImportHead(
                reader.GetInt64(0),
                Enum.Parse<ImportStatus>(reader.GetString(1)),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetFieldValue<DateTimeOffset>(5),
                reader.GetString(6),
                await Maybe<string>(7),
                await reader.IsDBNullAsync(8, cancel) ? null : reader.GetFieldValue<DateTimeOffset>(8),
                await reader.IsDBNullAsync(9, cancel) ? null : reader.GetFieldValue<DateTimeOffset>(9),
                reader.GetInt32(10),
                reader.GetInt32(11),
                reader.GetInt32(12),
                reader.GetInt32(13),
                reader.IsDBNull(15) ? null : reader.GetInt64(15),
                reader.IsDBNull(16) ? null : ImportHead.UndoOf(reader.GetInt64(0), reader.GetFieldValue<long[,]>(16)),
                reader.GetInt32(14))
            {
                Choices = await Maybe<string>(17),
                Replaces = reader.IsDBNull(18) ? null : reader.GetInt64(18),
                IsRecomputed = reader.GetBoolean(19),
                ReplacedBy = reader.IsDBNull(20) ? null : reader.GetInt64(20),
                RefusedWithoutLine = reader.GetInt32(21),
            });
        }
        return heads;

        async Task<T?> Maybe<T>(int column)
            where T : class => await reader.IsDBNullAsync(column, cancel) ? null : await reader.GetFieldValueAsync<T>(column, cancel);
    }

    internal static async Task<List<ImportRow>> Rows(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<ImportRow> rows = [];
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(new ImportRow(
                reader.GetInt32(0),
                reader.GetInt32(1),
                reader.GetString(2),
                reader.IsDBNull(4)
                    ? null
                    : new GrainId(
                        Enum.Parse<GrainKind>(reader.GetString(4), ignoreCase: true),
                        AuthorityKey.Parse(reader.GetString(3)),
                        reader.GetString(5)),
                reader.GetInt32(6),
                Text(7),
                Text(8),
                Text(9),
                reader.IsDBNull(10) ? null : reader.GetFieldValue<string[]>(10),
                Text(11))
            {
                Choice = Text(12),
                CommandsIfChosen = Text(13),
                IsChosen = reader.GetBoolean(14),
            });
        }
        return rows;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
