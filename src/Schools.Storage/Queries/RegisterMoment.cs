using Npgsql;

namespace Schools.Storage.Queries;

/// <summary>
/// Whether anything can have changed since a page was made, in one statement that reads no table. As long as PostgreSQL shows the same
/// snapshot no transaction has ended since, so the page would be the same; another one says only that something may have changed.
/// </summary>
public sealed class RegisterMoment(NpgsqlDataSource db)
{
    public async Task<string> Now(CancellationToken cancel)
    {
        await using var command = db.CreateCommand("select pg_current_snapshot()::text");
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }
}
