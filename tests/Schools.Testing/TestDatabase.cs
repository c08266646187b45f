using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Schools.Storage;

namespace Schools.Testing;

/// <summary>
/// A real PostgreSQL database of its own for one test, cloned from a migrated template. The cluster is named by SCHOOLS_TEST_POSTGRES,
/// which tools/test sets after it has started one.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public const string Variable = "SCHOOLS_TEST_POSTGRES";
    private const long TemplateLock = 7_235_098_651_002;
    private static readonly Lazy<Task<string>> Template = new(MakeTemplate);
    private readonly string server;
    private readonly string name;
    private bool endsWithCluster;

    private TestDatabase(string server, string name)
    {
        this.server = server;
        this.name = name;
        OwnerConnectionString = ConnectionTo(name, server);
        Owner = Database.OpenAsOwner(OwnerConnectionString);
        Program = Database.Open(OwnerConnectionString);
    }

    /// <summary>With the rights of the database's owner.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>With the rights of the program.</summary>
    public NpgsqlDataSource Program { get; }

    public string OwnerConnectionString { get; }

    public static async Task<TestDatabase> Create(CancellationToken cancel)
    {
        var template = await Template.Value;
        return await Create(Server, $"template {template}", cancel);
    }

    /// <summary>A database without any migration.</summary>
    public static Task<TestDatabase> CreateEmpty(CancellationToken cancel) => Create(Server, "", cancel);

    /// <summary>A migrated database on a cluster that no other test uses, and with which it goes.</summary>
    public static async Task<TestDatabase> CreateOn(PrivateCluster cluster, CancellationToken cancel)
    {
        var database = await Create(cluster.ConnectionString, "", cancel);
        database.endsWithCluster = true;
        await Migrator.Apply(database.Owner, cancel);
        return database;
    }

    private static string Server =>
        Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException($"{Variable} names no PostgreSQL. Run tools/test, which starts one.");

    private static string ConnectionTo(string database, string server) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        await Program.DisposeAsync();
        if (!endsWithCluster)
        {
            await Administer(server, $"drop database if exists {name} with (force)", CancellationToken.None);
        }
    }

    private static async Task<TestDatabase> Create(string server, string from, CancellationToken cancel)
    {
        var fresh = $"schools_test_{Guid.NewGuid():N}";
        await Administer(server, $"create database {fresh} {from}", cancel);
        return new TestDatabase(server, fresh);
    }

    private static async Task<string> MakeTemplate()
    {
        var steps = string.Join('\n', Migrator.All.Select(m => m.Hash));
        var template = $"schools_template_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(steps)))[..16]}";
        await using var admin = new NpgsqlConnection(ConnectionTo("postgres", Server));
        await admin.OpenAsync();
        // Test programs run side by side; the first makes the template, the others find it.
        await Run(admin, $"select pg_advisory_lock({TemplateLock})");
        await using var known = new NpgsqlCommand($"select 1 from pg_database where datname = '{template}'", admin);
        if (await known.ExecuteScalarAsync() is null)
        {
            var unfinished = $"{template}_unfinished";
            await Run(admin, $"drop database if exists {unfinished} with (force)");
            await Run(admin, $"create database {unfinished}");
            var connection = new NpgsqlConnectionStringBuilder(ConnectionTo(unfinished, Server)) { Pooling = false };
            await using (var owner = NpgsqlDataSource.Create(connection))
            {
                await Migrator.Apply(owner, CancellationToken.None);
            }
            await Run(admin, $"alter database {unfinished} rename to {template}");
        }
        await Run(admin, $"select pg_advisory_unlock({TemplateLock})");
        return template;
    }

    private static async Task Administer(string server, string sql, CancellationToken cancel)
    {
        await using var admin = new NpgsqlConnection(ConnectionTo("postgres", server));
        await admin.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, admin);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
