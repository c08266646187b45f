using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace Schools.Storage.Queries;

/// <summary>
/// Numbers of rows that need not be counted again. Each is kept with the snapshot it was counted in: as long as PostgreSQL shows the same
/// snapshot, no transaction has ended since and the same rows are visible, so the number is not merely recent but right.
/// </summary>
internal sealed class KnownCounts
{
    /// <summary>Lists remembered at once; beyond it all are forgotten and counted anew.</summary>
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<string, (string Snapshot, int Count)> known = new(StringComparer.Ordinal);

    /// <summary>Counts the rows of a list up to <see cref="Paging.CountUpTo"/>, unless the number is known.</summary>
    /// <param name="rows">The table and its alias.</param>
    /// <param name="conditions">Which of its rows; belongs to this statement from now on.</param>
    public NpgsqlBatchCommand Ask(string rows, Conditions conditions)
    {
        var where = conditions.ToString();
        var (snapshot, count) = known.GetValueOrDefault(conditions.WithValues, ("", 0));
        return conditions.Statement(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            select case when pg_current_snapshot()::text = {conditions.Value(snapshot)} then {conditions.Value(count)}
                        else (select count(*)::int from (select from {rows} where {where} limit {Paging.CountUpTo}) hits) end,
                   pg_current_snapshot()::text
            """));
    }

    /// <summary>Reads the answer to <see cref="Ask"/>, which was asked with equal conditions.</summary>
    public async Task<int> Read(NpgsqlDataReader reader, Conditions conditions, CancellationToken cancel)
    {
        await reader.ReadAsync(cancel);
        var count = reader.GetInt32(0);
        if (known.Count >= Most)
        {
            known.Clear();
        }
        known[conditions.WithValues] = (reader.GetString(1), count);
        return count;
    }
}
