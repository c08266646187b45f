using Npgsql;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>What makes an undo more than an import: there is one at a time.</summary>
public sealed class UndoStore(NpgsqlDataSource db, ImportStore imports)
{
    private const string OpenUndo = "import_undo_open";

    /// <summary>The undo of an import that is open or under way; null when there is none.</summary>
    public async Task<long?> Open(AuthorityKey authority, long import, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select id from import where authority = $1 and undoes = $2 and status in ('Planned', 'Proposed', 'Returned', 'Applying')
            """);
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
}
