using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>What makes an undo more than an import: there is one at a time, and rows in conflict are chosen.</summary>
public sealed class UndoStore(NpgsqlDataSource db, ImportStore imports)
{
    private const string OpenUndo = "import_undo_open";

    /// <summary>The undo of an import that is planned or under way; null when there is none.</summary>
    public async Task<long?> Open(AuthorityKey authority, long import, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            "select id from import where authority = $1 and undoes = $2 and status in ('Planned', 'Applying')");
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = import });
        return (long?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>Stores an undo, or answers with the one that somebody else stored at the same moment.</summary>
    public async Task<long> Add(AuthorityKey authority, NewImport undo, IEnumerable<ImportRow> rows, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await imports.Add(authority, undo, rows, cancel);
            }
            catch (PostgresException taken) when (taken.ConstraintName == OpenUndo)
            {
                if (await Open(authority, undo.Undoes!.Value, cancel) is { } other)
                {
                    return other;
                }
            }
        }
    }

    /// <summary>
    /// Says which rows in conflict go back all the same; those not named stay. Nothing happens once the undo was begun.
    /// </summary>
    /// <param name="rows">Their <see cref="ImportRow.N"/>, or null for all.</param>
    public async Task Choose(AuthorityKey authority, long undo, IReadOnlyCollection<int>? rows, CancellationToken cancel)
    {
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var lockIt = new NpgsqlCommand(
            "select id from import where authority = $1 and id = $2 and undoes is not null and status = 'Planned' for update", connection)
        {
            Parameters = { new() { Value = authority.Value }, new() { Value = undo } },
        };
        if (await lockIt.ExecuteScalarAsync(cancel) is null)
        {
            return;
        }
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(
                    """
                    update import_row set commands = case when $2 or n = any($3) then offered end
                    where import = $1 and offered is not null
                    """)
                {
                    Parameters =
                    {
                        new() { Value = undo },
                        new() { Value = rows is null },
                        new() { Value = rows?.ToArray() ?? [], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                    },
                },
                new(
                    """
                    update import set rows_to_apply = c.chosen + c.plain,
                        plan = jsonb_set(jsonb_set(plan::jsonb, '{counts,conflict}', to_jsonb(c.open)),
                                         '{counts,changed}', to_jsonb(c.chosen + c.plain))
                    from (select count(*) filter (where offered is not null and commands is not null)::int as chosen,
                                 count(*) filter (where offered is not null and commands is null)::int as open,
                                 count(*) filter (where offered is null and commands is not null)::int as plain
                            from import_row where import = $1) c
                    where id = $1
                    """)
                {
                    Parameters = { new() { Value = undo } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>How many rows of an undo there are of each status.</summary>
    public async Task<IReadOnlyDictionary<UndoStatus, int>> Counts(AuthorityKey authority, long undo, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select r.status, count(*)::int from import_row r join import i on i.id = r.import
             where r.import = $2 and i.authority = $1 and i.undoes is not null group by r.status
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = undo });
        Dictionary<UndoStatus, int> counts = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            counts[Enum.Parse<UndoStatus>(reader.GetString(0))] = reader.GetInt32(1);
        }
        return counts;
    }

    /// <summary>The rows in conflict that were chosen.</summary>
    public async Task<HashSet<int>> Chosen(AuthorityKey authority, long undo, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select r.n from import_row r join import i on i.id = r.import
             where r.import = $2 and i.authority = $1 and r.status = 'Conflict' and r.commands is not null
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = undo });
        HashSet<int> chosen = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            chosen.Add(reader.GetInt32(0));
        }
        return chosen;
    }
}
