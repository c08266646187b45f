using Npgsql;
using Schools.Storage;

namespace Schools.Bench;

/// <summary>A migrated database of its own for one run; dropped afterwards.</summary>
internal sealed class FreshDatabase : IAsyncDisposable
{
    private static int made;
    private readonly string admin;
    private readonly string name;

    private FreshDatabase(string admin, string name)
    {
        this.admin = admin;
        this.name = name;
        Connection = new NpgsqlConnectionStringBuilder(admin) { Database = name }.ConnectionString;
        Owner = Database.OpenAsOwner(Connection);
        Program = Database.Open(Connection);
    }

    public string Connection { get; }

    /// <summary>With the rights of the login, and the driver set up as the program does it.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>With the rights of the program.</summary>
    public NpgsqlDataSource Program { get; }

    public static async Task<FreshDatabase> Create(BenchRun run, CancellationToken cancel)
    {
        var fresh = $"schools_bench_{Environment.ProcessId}_{Interlocked.Increment(ref made)}";
        await Administer(run.Admin, $"create database {fresh}", cancel);
        var database = new FreshDatabase(run.Admin, fresh);
        await Migrator.Apply(database.Owner, cancel);
        return database;
    }

    /// <summary>Writes out what was prepared, so that its cost does not fall into the measured time.</summary>
    public async Task Settle(CancellationToken cancel)
    {
        await Execute("vacuum analyze", cancel);
        await Execute("checkpoint", cancel);
    }

    public async Task Execute(string sql, CancellationToken cancel)
    {
        await using var command = Owner.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await Owner.DisposeAsync();
        await Administer(admin, $"drop database {name} with (force)", CancellationToken.None);
    }

    private static async Task Administer(string admin, string sql, CancellationToken cancel)
    {
        var settings = new NpgsqlConnectionStringBuilder(admin) { Pooling = false, CommandTimeout = 0 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
