using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Schools.Storage;

/// <summary>A numbered step of the schema.</summary>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Tells whether a file was changed after it had been applied somewhere.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
}

/// <summary>The database cannot be brought to the schema this program needs; the text says why and what to do.</summary>
public sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Applies the numbered SQL files, forward only, one program at a time.</summary>
public static class Migrator
{
    /// <summary>Any number will do, as long as every version of this program uses the same.</summary>
    private const long Lock = 7_235_098_651_001;

    public static IReadOnlyList<Migration> All { get; } = [.. Embedded().OrderBy(m => m.Number)];

    /// <summary>The schema this program was built for.</summary>
    public static int Newest => All[^1].Number;

    /// <returns>The names of the steps that were applied now.</returns>
    /// <exception cref="MigrationException">
    /// The database is newer, was changed, or refused a step. Nothing of the refused step stays.
    /// </exception>
    public static async Task<IReadOnlyList<string>> Apply(NpgsqlDataSource owner, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel);
        await Run(connection, $"select pg_advisory_lock({Lock})", cancel);
        try
        {
            await Run(
                connection,
                """
                create table if not exists migration (
                    number int primary key,
                    name text not null,
                    hash text not null,
                    applied_at timestamptz not null default now()
                )
                """,
                cancel);
            var applied = await Applied(connection, cancel);
            Check(applied);
            List<string> now = [];
            foreach (var step in All.Where(m => !applied.ContainsKey(m.Number)))
            {
                await Apply(connection, step, cancel);
                now.Add(step.Name);
            }
            return now;
        }
        finally
        {
            await Run(connection, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    /// <summary>The number of the newest step the database has; 0 for an empty one.</summary>
    public static async Task<int> Version(NpgsqlDataSource db, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            "select case when to_regclass('migration') is null then 0 else 1 end");
        if ((int)(await command.ExecuteScalarAsync(cancel))! == 0)
        {
            return 0;
        }
        await using var newest = db.CreateCommand("select coalesce(max(number), 0) from migration");
        return (int)(await newest.ExecuteScalarAsync(cancel))!;
    }

    private static void Check(IReadOnlyDictionary<int, string> applied)
    {
        foreach (var (number, hash) in applied)
        {
            var known = All.FirstOrDefault(m => m.Number == number) ?? throw new MigrationException(
                $"The database has migration {number:0000}, this program knows {Newest:0000} at most. Start the newer program.");
            if (known.Hash != hash)
            {
                throw new MigrationException(
                    $"Migration {known.Name} was changed after it had been applied. Restore the file and add a new one.");
            }
        }
    }

    private static async Task Apply(NpgsqlConnection connection, Migration step, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        try
        {
            await Run(connection, step.Sql, cancel);
            await using var note = new NpgsqlCommand("insert into migration (number, name, hash) values ($1, $2, $3)", connection)
            {
                Parameters = { new() { Value = step.Number }, new() { Value = step.Name }, new() { Value = step.Hash } },
            };
            await note.ExecuteNonQueryAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (PostgresException refused)
        {
            throw new MigrationException($"Migration {step.Name} failed: {refused.MessageText}", refused);
        }
    }

    private static async Task<Dictionary<int, string>> Applied(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select number, hash from migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        Dictionary<int, string> applied = [];
        while (await reader.ReadAsync(cancel))
        {
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        }
        return applied;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static IEnumerable<Migration> Embedded()
    {
        const string folder = "Schools.Storage.Migrations.";
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[folder.Length..^".sql".Length];
            yield return new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }
}
