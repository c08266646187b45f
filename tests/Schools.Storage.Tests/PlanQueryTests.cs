using System.Text.Json;
using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Testing;

namespace Schools.Storage.Tests;

public sealed class PlanQueryTests
{
    private static readonly AuthorityKey Authority = SmallKreis.Authority;
    private static readonly DateOnly Begin = new(2026, 1, 1);
    private static readonly DateOnly Later = new(2026, 6, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The names of plans and what they continue, on days between which they began and were renamed.</summary>
    [Theory]
    [InlineData("2026-01-01", "alt", "")]
    [InlineData("2026-05-31", "alt", "")]
    [InlineData("2026-06-01", "alt", "neu=Neu")]
    [InlineData("2026-08-01", "alt", "neu=Umbenannt teil=Teil")]
    [InlineData("2026-10-01", "alt", "neu=Umbenannt")]
    [InlineData("2026-06-01", "neu", "alt=Alt")]
    [InlineData("2026-08-01", "teil", "alt=Alt neu=Umbenannt")]
    [InlineData("2026-10-01", "teil", "neu=Umbenannt")]
    public async Task Kin_are_those_of_the_day(string day, string of, string kin)
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new GrainStore(database.Program);
        await Describe(store, "alt", Begin, new("Alt", MasterPlanKind.Masterplan));
        await Describe(store, "neu", Later, new("Neu", MasterPlanKind.Masterplan, Predecessor: "alt"));
        await Describe(store, "neu", new(2026, 8, 1), new("Umbenannt", MasterPlanKind.Masterplan, Predecessor: "alt"));
        await Describe(store, "teil", new(2026, 8, 1), new("Teil", MasterPlanKind.Masterplan, Predecessor: "alt", PartOf: "neu"));
        await Describe(store, "teil", new(2026, 10, 1), new("Teil", MasterPlanKind.Masterplan, PartOf: "neu"));
        await Describe(store, "fremd", Begin, new("Fremd", MasterPlanKind.Masterplan));
        var queries = new PlanQueries(database.Program);
        var moment = new FigureMoment(DateOnly.ParseExact(day, "O", Euro.German));
        var plan = (await queries.FindAt(Authority, of, moment, Cancel))!;
        Assert.Equal(kin, Told(await queries.KinAt(Authority, plan, moment, Cancel)));
        var now = (await queries.Find(Authority, of, Cancel))!;
        Assert.Equal(
            Told(await queries.Kin(Authority, now, Cancel)),
            Told(await queries.KinAt(Authority, now, new FigureMoment(new(2026, 12, 31)), Cancel)));
    }

    [Fact]
    public async Task A_plan_of_a_past_day_is_found_by_its_key()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new GrainStore(database.Program);
        await Describe(store, "alt", Begin, new("Alt", MasterPlanKind.Masterplan));
        await Describe(store, "alt", Later, new("Älter", MasterPlanKind.Masterplan));
        await Describe(store, "alter", Begin, new("Fremd", MasterPlanKind.Masterplan));
        var queries = new PlanQueries(database.Program);
        Assert.Null(await queries.FindAt(Authority, "alt", new FigureMoment(Begin.AddDays(-1)), Cancel));
        Assert.Equal("Alt", (await queries.FindAt(Authority, "alt", new FigureMoment(Later.AddDays(-1)), Cancel))!.State.Head.Name);
        Assert.Equal("Älter", (await queries.FindAt(Authority, "alt", new FigureMoment(Later), Cancel))!.State.Head.Name);
        Assert.Null(await queries.FindAt(Authority, "al", new FigureMoment(Later), Cancel));
        Assert.Null(await queries.FindAt(AuthorityKey.Parse("other"), "alt", new FigureMoment(Later), Cancel));
    }

    private static string Told(IReadOnlyList<PlanName> kin) => string.Join(' ', kin.Select(known => $"{known.Key}={known.Name}"));

    private static async Task Describe(GrainStore store, string key, DateOnly on, MasterPlan.Head head)
    {
        var id = new GrainId(GrainKind.Plan, Authority, key);
        var stored = (await store.Load([id], Cancel))[0];
        var state = stored.State is null ? null : JsonSerializer.Deserialize(stored.State, DomainJson.Default.MasterPlanState);
        MasterPlan.Event happened = new MasterPlan.Described(head);
        var written = await store.Write(
            [
                new GrainWrite(
                    id, stored.Version,
                    JsonSerializer.SerializeToUtf8Bytes(MasterPlan.Evolve(state, happened), DomainJson.Default.MasterPlanState),
                    [JsonSerializer.SerializeToUtf8Bytes(happened, DomainJson.Default.MasterPlanEvent)], on, new Why("Petra Beispiel")),
            ],
            Cancel);
        Assert.True(written[0].Version > 0);
    }
}
