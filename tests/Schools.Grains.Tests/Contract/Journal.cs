using Npgsql;
using Schools.Domain;
using Schools.Testing;

namespace Schools.Grains.Tests.Contract;

/// <summary>What the database holds, asked without any host.</summary>
internal static class Journal
{
    /// <summary>The versions of a grain in its journal, one per event, in order.</summary>
    public static async Task<IEnumerable<int>> Versions(TestDatabase database, GrainId id, CancellationToken cancel)
    {
        await using var command = database.Owner.CreateCommand(
            "select array_agg(version order by version, n) from journal where authority = $1 and kind = $2 and key = $3");
        command.Parameters.Add(new() { Value = id.Authority.Value });
        command.Parameters.Add(new() { Value = Storage.GrainStore.TableOf(id.Kind) });
        command.Parameters.Add(new() { Value = id.Key });
        return await command.ExecuteScalarAsync(cancel) as int[] ?? [];
    }

    public static async Task<T> Scalar<T>(TestDatabase database, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, await database.Owner.OpenConnectionAsync(cancel));
        await using (command.Connection)
        {
            return (T)(await command.ExecuteScalarAsync(cancel))!;
        }
    }
}
