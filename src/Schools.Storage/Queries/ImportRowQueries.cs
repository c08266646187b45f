using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>Which rows of a stored plan are looked at. Nulls leave nothing out.</summary>
public sealed record ImportRowFilter
{
    public const int LongestSearch = 200;

    /// <summary>Words that must all occur in title, numbers, school or room of the row.</summary>
    public string? Search { get; init; }

    public SchoolKey? School { get; init; }

    /// <summary>Only rows of which something is to be said.</summary>
    public bool WithIssues { get; init; }

    /// <summary>Only rows that ask this question.</summary>
    public string? Choice { get; init; }

    public bool IsEmpty => this == new ImportRowFilter();
}

/// <summary>A school that rows of an import concern.</summary>
public sealed record ImportSchool(SchoolKey Key, string? Name);

/// <summary>The rows of stored plans as lists. 200,000 of them are filtered by reading the import's own rows once.</summary>
public sealed class ImportRowQueries(NpgsqlDataSource db)
{
    /// <summary>Rows of the file in their order, then those the file leaves out; without the rooms they need.</summary>
    /// <param name="status">Null for every status.</param>
    public async Task<IReadOnlyList<ImportRow>> Page(
        AuthorityKey authority, long id, string? status, ImportRowFilter filter, int offset, int limit, CancellationToken cancel)
    {
        var conditions = Conditions(authority, id, filter);
        if (status is not null)
        {
            conditions.Add("r.status = {0}", status);
        }
        var (skipped, shown) = (conditions.Value(offset), conditions.Value(limit));
        // The place is found in an index; only the rows shown are read whole.
        await using var command = Command(conditions,
            $"""
            with shown as (
              select r.import, r.n from import_row r join import i on i.id = r.import
              where {conditions} order by r.n offset {skipped} limit {shown})
            select {ImportStore.RowColumns} from shown
            join import_row using (import, n) join import on import.id = import_row.import
            order by n
            """);
        return await ImportStore.Rows(command, cancel);
    }

    /// <summary>All rows of an import in the order of applying, the rooms they need among them, some at a time.</summary>
    /// <param name="after">The <see cref="ImportRow.N"/> of the last row had before, or 0.</param>
    public async Task<IReadOnlyList<ImportRow>> After(AuthorityKey authority, long id, int after, int limit, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"""
            select {ImportStore.RowColumns} from import_row join import on import.id = import_row.import
            where import = $2 and import.authority = $1 and n > $3 order by n limit $4
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        return await ImportStore.Rows(command, cancel);
    }

    /// <summary>How many rows of each status the filter leaves.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Counts(
        AuthorityKey authority, long id, ImportRowFilter filter, CancellationToken cancel)
    {
        var conditions = Conditions(authority, id, filter);
        await using var command = Command(
            conditions,
            $"select r.status, count(*)::int from import_row r join import i on i.id = r.import where {conditions} group by r.status");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancel))
        {
            counts.Add(reader.GetString(0), reader.GetInt32(1));
        }
        return counts;
    }

    /// <summary>The schools of an import by name, to choose from.</summary>
    public async Task<IReadOnlyList<ImportSchool>> Schools(AuthorityKey authority, long id, int limit, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select r.school, s.name
            from (select distinct school from import_row join import on import.id = import_row.import
                  where import = $2 and import.authority = $1 and school is not null) r
            left join school s on s.authority = $1 and s.key = r.school
            order by s.name, r.school limit $3
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<ImportSchool> schools = [];
        while (await reader.ReadAsync(cancel))
        {
            schools.Add(new ImportSchool(SchoolKey.Parse(reader.GetString(0)), reader.IsDBNull(1) ? null : reader.GetString(1)));
        }
        return schools;
    }

    private static Conditions Conditions(AuthorityKey authority, long id, ImportRowFilter filter)
    {
        var conditions = new Conditions();
        conditions.Add("r.import = {0}", id);
        conditions.Add("i.authority = {0}", authority.Value);
        if (filter.School is { } school)
        {
            conditions.Add("r.school = {0}", school.Value);
        }
        if (filter.WithIssues)
        {
            conditions.Add("(r.issues is not null or r.result is not null)");
        }
        if (filter.Choice is { } choice)
        {
            conditions.Add("r.choice = {0}", choice);
        }
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            conditions.Add("r.search like all({0})", Queries.Conditions.Patterns(filter.Search.ToLowerInvariant()));
        }
        // Rooms that must exist first stand in a list of their own.
        conditions.Add($"r.status <> '{ImportRow.Prerequisite}'");
        return conditions;
    }

    private NpgsqlCommand Command(Conditions conditions, string sql)
    {
        var command = db.CreateCommand(sql);
        foreach (NpgsqlParameter value in conditions.Statement(sql).Parameters)
        {
            command.Parameters.Add(value.Clone());
        }
        return command;
    }
}
