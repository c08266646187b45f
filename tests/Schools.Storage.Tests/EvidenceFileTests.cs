using Npgsql;
using Schools.Domain;
using Schools.Testing;

namespace Schools.Storage.Tests;

/// <summary>Files that prove steps: kept once, withdrawn once, and never changed.</summary>
public sealed class EvidenceFileTests
{
    private const string Place = "DE-NW-173800";
    private static readonly AuthorityKey Authority = AuthorityKey.Parse("rkn");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_withdrawn_file_neither_bytes_nor_name_are_left_in_the_database()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var files = new EvidenceFiles(database.Program);
        var id = await Laid(files, 1);
        Assert.Null(await files.Withdraw(Authority, Place, id, " Gesicht im Bild ", "Uwe", Cancel));
        Assert.Equal(
            "name, bytes; by Petra; withdrawn by Uwe: Gesicht im Bild",
            await Value(
                database.Owner,
                """
                select concat_ws(', ', case when name is null then 'name' end, case when bytes is null then 'bytes' end)
                    || '; by ' || added_by || '; withdrawn by ' || withdrawn_by || ': ' || withdrawn_for from evidence_file
                """));
        var (found, refusal) = await files.Find(Authority, id, Cancel);
        Assert.Equal((null, RefusalCode.EvidenceWithdrawn), (found, refusal?.Code));
        Assert.Empty(await files.Steps(Authority, Cancel));
    }

    [Fact]
    public async Task Withdrawn_at_the_same_moment_one_reason_stays_and_all_succeed()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var files = new EvidenceFiles(database.Program);
        var id = await Laid(files, 1);
        var refusals = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => files.Withdraw(Authority, Place, id, $"Grund {n}", $"{n}", Cancel)));
        Assert.All(refusals, Assert.Null);
        var withdrawn = Assert.Single((await files.Of(Authority, Place, Cancel)).Withdrawn);
        Assert.Equal($"Grund {withdrawn.WithdrawnBy}", withdrawn.Reason);
        Assert.Null(await files.Withdraw(Authority, Place, id, "später", "9", Cancel));
        Assert.Equal(withdrawn.Reason, Assert.Single((await files.Of(Authority, Place, Cancel)).Withdrawn).Reason);
    }

    [Fact]
    public async Task A_step_that_is_full_takes_another_once_one_is_withdrawn()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var files = new EvidenceFiles(database.Program);
        for (byte n = 0; n < EvidenceFiles.MostOfStep; n++)
        {
            await Laid(files, n);
        }
        Assert.Equal(RefusalCode.EvidenceFilesTooMany, (await Add(files, 99))?.Code);
        var first = (await files.Of(Authority, Place, Cancel)).Files[0];
        Assert.Null(await files.Withdraw(Authority, Place, first.Id, "doppelt", "Uwe", Cancel));
        Assert.Null(await Add(files, 99));
        Assert.Equal(EvidenceFiles.MostOfStep, (await files.Of(Authority, Place, Cancel)).Files.Count);
    }

    [Fact]
    public async Task The_same_content_may_be_laid_down_and_withdrawn_again_and_again()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var files = new EvidenceFiles(database.Program);
        for (var n = 0; n < 3; n++)
        {
            Assert.Null(await files.Withdraw(Authority, Place, await Laid(files, 1), "doppelt", "Uwe", Cancel));
        }
        var evidence = await files.Of(Authority, Place, Cancel);
        Assert.Equal((0, 3), (evidence.Files.Count, evidence.Withdrawn.Count));
    }

    [Theory]
    [InlineData("other", Place, 0)]
    [InlineData("rkn", "DE-NW-173812", 0)]
    [InlineData("rkn", Place, 1)]
    public async Task A_file_of_another_authority_or_place_is_not_there(string authority, string place, long next)
    {
        await using var database = await TestDatabase.Create(Cancel);
        var files = new EvidenceFiles(database.Program);
        var id = await Laid(files, 1);
        var refusal = await files.Withdraw(AuthorityKey.Parse(authority), place, id + next, "Gesicht im Bild", "Uwe", Cancel);
        Assert.Equal(RefusalCode.EvidenceUnknown, refusal?.Code);
        Assert.NotNull((await files.Find(Authority, id, Cancel)).Evidence);
    }

    [Theory]
    [InlineData("update evidence_file set withdrawn_for = 'x'")]
    [InlineData("update evidence_file set bytes = null")]
    [InlineData("delete from evidence_file")]
    public async Task The_program_may_not(string sql)
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var command = database.Program.CreateCommand(sql);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancel));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private static async Task<long> Laid(EvidenceFiles files, byte content)
    {
        Assert.Null(await Add(files, content));
        return (await files.Of(Authority, Place, Cancel)).Files[^1].Id;
    }

    private static Task<Refusal?> Add(EvidenceFiles files, byte content) => files.Add(
        Authority, Place, RolloutStep.Cabled, new EvidenceContent("Ada Lovelace.jpg", "image/jpeg", [content]), "Petra", Cancel);

    private static async Task<string?> Value(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync(Cancel);
    }
}
