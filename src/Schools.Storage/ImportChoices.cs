using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>Rows of one import that ask the same question.</summary>
/// <param name="Choice">The kind of question, as <see cref="ImportRow.Choice"/>.</param>
/// <param name="Chosen">Rows of these that a person has chosen.</param>
public sealed record ImportQuestion(string Choice, int Rows, int Chosen);

/// <summary>What a person decides in a preview: rows whose commands are held back until they are chosen.</summary>
public sealed class ImportChoices(NpgsqlDataSource db)
{
    /// <summary>Takes rows, or leaves them again, while the import is planned or returned. Rows that ask nothing stay.</summary>
    /// <param name="ns">Their <see cref="ImportRow.N"/>; null for all rows that ask.</param>
    /// <param name="choice">Only rows that ask this question; null for every question.</param>
    /// <returns>How many answers changed; null when there is no such import or it is no longer open for choices.</returns>
    public async Task<int?> Choose(
        AuthorityKey authority, long id, IReadOnlyCollection<int>? ns, bool take, CancellationToken cancel, string? choice = null)
    {
        await using var command = db.CreateCommand(
            """
            with planned as (
              select id from import where authority = $1 and id = $2 and status in ('Planned', 'Returned') for update),
            answered as (
              update import_row r set chosen = $4 from planned
              where r.import = planned.id and r.choice is not null and r.chosen <> $4
                and ($3::int[] is null or r.n = any($3)) and ($5::text is null or r.choice = $5)
              returning r.status, r.commands is null as idle),
            counted as (
              select count(*)::int as rows, (count(*) filter (where idle))::int as idle,
                (count(*) filter (where status = 'Conflict'))::int as conflicts
              from answered)
            update import i
            set rows_to_apply = rows_to_apply + case when $4 then counted.idle else -counted.idle end,
              chosen = chosen + case when $4 then counted.conflicts else -counted.conflicts end
            from planned, counted where i.id = planned.id
            returning counted.rows
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(
            new() { Value = (object?)ns?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = take });
        command.Parameters.Add(new() { Value = (object?)choice ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return (int?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>What the rows of an import ask, most rows first.</summary>
    public async Task<IReadOnlyList<ImportQuestion>> Questions(AuthorityKey authority, long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select choice, count(*)::int, (count(*) filter (where import_row.chosen))::int
            from import_row join import on import.id = import_row.import
            where import = $1 and import.authority = $2 and choice is not null
            group by choice order by count(*) desc, choice
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = authority.Value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<ImportQuestion> questions = [];
        while (await reader.ReadAsync(cancel))
        {
            questions.Add(new ImportQuestion(reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2)));
        }
        return questions;
    }
}
