using Npgsql;
using Schools.Testing;

namespace Schools.Storage.Tests;

public sealed class MigrationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Schema_sql_shows_what_the_migrations_make()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var path = Path.Combine(SharedFiles.Repository, "src", "Schools.Storage", "schema.sql");

        var actual = await SchemaText.Of(database.Owner, Cancel);
        if (Environment.GetEnvironmentVariable("SCHOOLS_REWRITE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, actual, Cancel);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, Cancel), actual);
    }

    [Fact]
    public async Task Migrations_apply_once_also_when_several_programs_start_together()
    {
        await using var database = await TestDatabase.CreateEmpty(Cancel);

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.Apply(database.Owner, Cancel)));

        Assert.Equal(Migrator.All.Select(m => m.Name), applied.SelectMany(names => names));
        Assert.Equal(Migrator.Newest, await Migrator.Version(database.Program, Cancel));
    }

    [Fact]
    public async Task An_empty_database_has_version_0()
    {
        await using var database = await TestDatabase.CreateEmpty(Cancel);
        Assert.Equal(0, await Migrator.Version(database.Owner, Cancel));
    }

    [Theory]
    [InlineData("update migration set hash = 'x' where number = 1", "was changed after it had been applied")]
    [InlineData("insert into migration (number, name, hash) values (9999, '9999_future', 'x')", "Start the newer program")]
    public async Task A_database_that_does_not_fit_is_refused_loudly(string change, string text)
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using (var command = database.Owner.CreateCommand(change))
        {
            await command.ExecuteNonQueryAsync(Cancel);
        }

        var refused = await Assert.ThrowsAsync<MigrationException>(() => Migrator.Apply(database.Owner, Cancel));

        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_step_names_itself_and_leaves_nothing()
    {
        await using var database = await TestDatabase.CreateEmpty(Cancel);
        await using (var inTheWay = database.Owner.CreateCommand("create table device (key text)"))
        {
            await inTheWay.ExecuteNonQueryAsync(Cancel);
        }

        var refused = await Assert.ThrowsAsync<MigrationException>(() => Migrator.Apply(database.Owner, Cancel));

        Assert.Contains("0001_grains_and_journal", refused.Message, StringComparison.Ordinal);
        await using var tables = database.Owner.CreateCommand("select count(*) from pg_tables where schemaname = 'public'");
        Assert.Equal(2L, await tables.ExecuteScalarAsync(Cancel)); // the one in the way, and the list of migrations
    }

    [Fact]
    public async Task Title_lines_of_plans_stored_before_lose_their_text()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var step = Migrator.All.Single(m => m.Name.Contains("title_lines", StringComparison.Ordinal));
        await using var stored = database.Owner.CreateCommand(
            """
            insert into import (authority, status, file_name, file_hash, planned_by, rows_to_apply, plan, preview) values
            ('rkn', 'Planned', 'a.csv', '', '', 0,
                '{"dialect":{"skippedLines":[{"line":1,"text":"Ada Lovelace"},{"line":3,"text":"Stand"}]}}',
                E'Datei: a.csv\nÜbergangen: Zeile 1 Ada Lovelace\nÜbergangen: Zeile 3 Stand\n\nÜbergangen: 1\n  Zeile 6'),
            ('rkn', 'Planned', 'b.csv', '', '', 0, '{"dialect":{"skippedLines":[]}}', 'Datei: b.csv')
            """);
        await stored.ExecuteNonQueryAsync(Cancel);

        await using var migration = database.Owner.CreateCommand(step.Sql);
        Assert.Equal(1, await migration.ExecuteNonQueryAsync(Cancel));
        Assert.Equal(0, await migration.ExecuteNonQueryAsync(Cancel));

        await using var kept = database.Owner.CreateCommand(
            "select string_agg((plan #> '{dialect,skippedLines}')::text || ' ' || preview, E'\n' order by id) from import");
        Assert.Equal(
            "[1, 3] Datei: a.csv\nÜbergangen: Zeile 1\nÜbergangen: Zeile 3\n\nÜbergangen: 1\n  Zeile 6\n[] Datei: b.csv",
            await kept.ExecuteScalarAsync(Cancel));
    }

    [Theory]
    [InlineData("delete from device")]
    [InlineData("delete from school")]
    [InlineData("update journal set actor = 'x'")]
    [InlineData("delete from journal")]
    [InlineData("truncate journal")]
    [InlineData("delete from import")]
    [InlineData("delete from import_row")]
    [InlineData("drop table journal")]
    [InlineData("update migration set hash = 'x'")]
    [InlineData("create table mine (key text)")]
    public async Task The_program_may_not(string sql)
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var command = database.Program.CreateCommand(sql);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancel));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}
