using System.Text.Json;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>A row that two plans of one file see differently; null where one of them has no such row.</summary>
/// <param name="Line">0 for a device that the file does not name.</param>
/// <param name="Was">Status, and what was to be changed, in the plan that was replaced.</param>
public sealed record ImportDifference(
    int Line, string? Title, string? Was, IReadOnlyList<FieldChange> ChangesThen, string? Now, IReadOnlyList<FieldChange> ChangesNow);

/// <summary>A plan that takes the place of another: when that is due, what goes over, and what differs.</summary>
public sealed class ImportReplacing(NpgsqlDataSource db)
{
    /// <summary>
    /// Whether something that an import would write has another version by now than it was planned on, has come to exist or was
    /// withdrawn. To be asked before the first row is applied: the import's own rows count as well.
    /// </summary>
    public async Task<bool> IsOutdated(AuthorityKey authority, long id, CancellationToken cancel)
    {
        var tables = new[] { GrainKind.Device, GrainKind.Room, GrainKind.School }.Select(GrainStore.TableOf);
        await using var command = db.CreateCommand(
            $"""
            with planned as (
              select r.kind, r.key, r.expected_version from import_row r join import i on i.id = r.import
              where i.authority = $1 and r.import = $2
                and case when r.chosen then r.commands_if_chosen else r.commands end is not null)
            select {string.Join(" or ", tables.Select(table =>
                $"""
                exists (select from planned p left join {table} g on g.authority = $1 and g.key = p.key
                  where p.kind = '{table}' and coalesce(g.version, 0) <> p.expected_version)
                """))}
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>
    /// The rows whose status or changes are not what they were in the replaced plan: those of a file by their line, those of an undo and
    /// devices that a full list leaves out by what they concern.
    /// </summary>
    /// <returns>How many there are, and the first of them.</returns>
    public async Task<(int Count, IReadOnlyList<ImportDifference> First)> Differences(
        AuthorityKey authority, long id, int limit, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"""
            with both_plans as (
              select r.import = i.id as is_new, r.n, r.line, r.status, r.shown ->> 'title' as title,
                (r.shown -> 'changes')::text as changes,
                case when r.line > 0 and i.undoes is null then r.line::text else r.kind || ' ' || r.key end as what
              from import i join import_row r on r.import = i.id or r.import = i.replaces
              where i.authority = $1 and i.id = $2 and r.status <> '{ImportRow.Prerequisite}')
            select (count(*) over ())::int, coalesce(fresh.line, old.line), coalesce(fresh.title, old.title),
              old.status, old.changes, fresh.status, fresh.changes
            from (select * from both_plans where not is_new) as old
            full join (select * from both_plans where is_new) as fresh on fresh.what = old.what
            where fresh.status is distinct from old.status or fresh.changes is distinct from old.changes
            order by coalesce(fresh.n, old.n) limit $3
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var count = 0;
        List<ImportDifference> first = [];
        while (await reader.ReadAsync(cancel))
        {
            count = reader.GetInt32(0);
            first.Add(new ImportDifference(
                reader.GetInt32(1), Text(2), Text(3), Changes(Text(4)), Text(5), Changes(Text(6))));
        }
        return (count, first);

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    /// <summary>Ends the plan that is replaced, if it still is as it was when that was decided.</summary>
    internal static async Task<bool> End(
        NpgsqlConnection connection, AuthorityKey authority, ReplacedImport replaced, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "update import set status = 'Cancelled', ended_at = now() where authority = $1 and id = $2 and status = $3", connection)
        {
            Parameters =
            {
                new() { Value = authority.Value }, new() { Value = replaced.Id }, new() { Value = replaced.Status.ToString() },
            },
        };
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    /// <summary>Gives the new plan the file, and the answers to rows that ask what they asked before.</summary>
    internal static async Task Inherit(NpgsqlConnection connection, long from, long to, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("update import_file set import = $2 where import = $1")
                {
                    Parameters = { new() { Value = from }, new() { Value = to } },
                },
                new("""
                    with answered as (
                      update import_row n set chosen = true from import_row o
                      where n.import = $2 and o.import = $1 and o.chosen and n.choice = o.choice and n.kind = o.kind and n.key = o.key
                        and n.shown::text = o.shown::text and n.commands_if_chosen::text = o.commands_if_chosen::text
                        and n.issues::text is not distinct from o.issues::text
                      returning n.status, n.commands is null as idle)
                    update import
                    set rows_to_apply = rows_to_apply + (select count(*) from answered where idle),
                      chosen = chosen + (select count(*) from answered where status = 'Conflict')
                    where id = $2
                    """)
                {
                    Parameters = { new() { Value = from }, new() { Value = to } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static List<FieldChange> Changes(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, DomainJson.Default.FieldChanges)!;
}
