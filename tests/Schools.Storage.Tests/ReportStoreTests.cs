using Schools.Domain;
using Schools.Testing;

namespace Schools.Storage.Tests;

/// <summary>Saved reports and templates: whoever deletes one second is told who was first.</summary>
public sealed class ReportStoreTests
{
    private const string Name = "Sitzung Juni";
    private static readonly AuthorityKey Authority = AuthorityKey.Parse("rkn");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_report_is_gone_its_name_free_and_who_deleted_it_known()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new ReportStore(database.Program);
        var saved = await Saved(store);
        Assert.Null(await store.Delete(Authority, saved.Id, "Uwe", Cancel));
        Assert.Null(await store.Find(Authority, saved.Id, Cancel));
        Assert.Empty(await store.All(Authority, Cancel));
        Assert.Equal(
            new Refusal(RefusalCode.ReportDeleted, Name, "Uwe"), await store.Delete(Authority, saved.Id, "Petra", Cancel));
        Assert.NotEqual(saved.Id, (await Saved(store)).Id);
    }

    [Fact]
    public async Task Of_many_who_delete_at_the_same_moment_one_does()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new ReportStore(database.Program);
        var saved = await Saved(store);
        OneDid(await Task.WhenAll(Enumerable.Range(0, 8).Select(n => store.Delete(Authority, saved.Id, $"{n}", Cancel))));
        Assert.Null(await store.SaveTemplate(Authority, Name, "{}", "Petra", Cancel));
        OneDid(await Task.WhenAll(Enumerable.Range(0, 8).Select(n => store.DeleteTemplate(Authority, Name, $"{n}", Cancel))));
        Assert.Empty(await store.Templates(Authority, Cancel));
        Assert.Null(await store.SaveTemplate(Authority, Name, "{}", "Petra", Cancel));
        Assert.Equal(3, Assert.Single(await store.Templates(Authority, Cancel)).Version);
    }

    [Fact]
    public async Task What_is_of_another_authority_is_not_there()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new ReportStore(database.Program);
        var saved = await Saved(store);
        await store.SaveTemplate(Authority, Name, "{}", "Petra", Cancel);
        var other = AuthorityKey.Parse("other");
        Assert.Equal(RefusalCode.ReportUnknown, (await store.Delete(other, saved.Id, "Uwe", Cancel))?.Code);
        Assert.Equal(RefusalCode.ReportUnknown, (await store.DeleteTemplate(other, Name, "Uwe", Cancel))?.Code);
        Assert.NotNull(await store.Find(Authority, saved.Id, Cancel));
        Assert.Single(await store.Templates(Authority, Cancel));
    }

    private static void OneDid(Refusal?[] answers)
    {
        Assert.Single(answers, answer => answer is null);
        var late = Assert.Single(answers.OfType<Refusal>().Distinct());
        Assert.Equal((RefusalCode.ReportDeleted, Name), (late.Code, late.Subject));
    }

    private static async Task<StoredReport> Saved(ReportStore store) =>
        (await store.Save(Authority, Name, new(2026, 6, 30), new(2026, 3, 1), null, "{}", "Petra", Cancel)).Report!;
}
