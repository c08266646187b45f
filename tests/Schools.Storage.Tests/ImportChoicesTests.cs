using Schools.Domain;
using Schools.Testing;

namespace Schools.Storage.Tests;

/// <summary>Rows that wait for an answer before they are applied.</summary>
public sealed class ImportChoicesTests
{
    private static readonly AuthorityKey Authority = AuthorityKey.Parse("rkn");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_that_asks_is_applied_once_it_is_chosen_and_with_what_it_was_chosen_for()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var (choices, progress) = (new ImportChoices(database.Program), new ImportProgress(database.Program));
        var (store, id) = await Stored(database);

        Assert.Equal([(1, "[1]"), (3, "[3]")], await Next(progress, id));
        Assert.Equal(
            [new ImportQuestion("move", 2, 0), new ImportQuestion("doubt", 1, 0)], await choices.Questions(Authority, id, Cancel));

        Assert.Equal(1, await choices.Choose(Authority, id, [1, 2], take: true, Cancel));
        Assert.Equal(0, await choices.Choose(Authority, id, [2], take: true, Cancel));
        Assert.Equal([(1, "[1]"), (2, "[22]"), (3, "[3]")], await Next(progress, id));
        Assert.Equal((3, 1), await Counted(store, id));

        Assert.Equal(1, await choices.Choose(Authority, id, null, take: true, Cancel, "doubt"));
        Assert.Equal([(1, "[1]"), (2, "[22]"), (3, "[33]")], await Next(progress, id));
        Assert.Equal((3, 1), await Counted(store, id));

        Assert.Equal(2, await choices.Choose(Authority, id, null, take: false, Cancel));
        Assert.Equal([(1, "[1]"), (3, "[3]")], await Next(progress, id));
        Assert.Equal((2, 0), await Counted(store, id));
    }

    [Fact]
    public async Task Nothing_is_chosen_after_the_plan_was_approved_nor_by_another_authority()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var choices = new ImportChoices(database.Program);
        var (_, id) = await Stored(database);

        Assert.Null(await choices.Choose(AuthorityKey.Parse("other"), id, null, take: true, Cancel));
        Assert.True(await new ImportProgress(database.Program).Begin(Authority, id, "tests", Cancel));
        Assert.Null(await choices.Choose(Authority, id, null, take: true, Cancel));
        Assert.All(await choices.Questions(Authority, id, Cancel), question => Assert.Equal(0, question.Chosen));
    }

    private static async Task<(ImportStore Store, long Id)> Stored(TestDatabase database)
    {
        var store = new ImportStore(database.Program);
        var id = await store.Add(
            Authority,
            new NewImport("liste.csv", "", "{}", "", "tests", RowsToApply: 2),
            [
                Row(1, "New", "[1]"),
                Row(2, "Conflict", null) with { Choice = "move", CommandsIfChosen = "[22]" },
                Row(3, "Changed", "[3]") with { Choice = "doubt", CommandsIfChosen = "[33]" },
                Row(4, "Unchanged", null),
                Row(5, "Conflict", null) with { Choice = "move", CommandsIfChosen = "[55]" },
            ],
            Cancel);
        return (store, id);
    }

    private static ImportRow Row(int n, string status, string? commands) =>
        new(n, n + 1, status, new GrainId(GrainKind.Device, Authority, $"d-{n}"), 1, commands, null, null, null);

    private static async Task<IEnumerable<(int, string?)>> Next(ImportProgress progress, long id) =>
        (await progress.Next(Authority, id, 0, 10, Cancel)).Select(row => (row.N, row.Commands));

    private static async Task<(int RowsToApply, int Chosen)> Counted(ImportStore store, long id)
    {
        var head = (await store.Find(Authority, id, Cancel))!;
        return (head.RowsToApply, head.Chosen);
    }
}
