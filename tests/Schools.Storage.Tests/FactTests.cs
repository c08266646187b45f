using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Testing;

namespace Schools.Storage.Tests;

/// <summary>The facts behind figures: the register of today and the journal say the same, and each clock counts for itself.</summary>
public sealed class FactTests
{
    private static readonly AuthorityKey Authority = SmallKreis.Authority;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Today_is_the_same_from_the_register_and_from_the_journal()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        await Reach(database, RolloutStep.FibreOrdered, new DateOnly(2026, 3, 3), version: 0);
        var facts = new FactQueries(database.Program);
        var today = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1);
        Assert.Equal(Told(await facts.Now(Authority, today, Cancel)), Told(await facts.At(Authority, new FigureMoment(today), Cancel)));
    }

    [Fact]
    public async Task A_call_for_money_holds_from_its_day_and_was_not_known_before()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        var facts = new FactQueries(database.Program);
        var store = new GrainStore(database.Program);
        var plan = new GrainId(GrainKind.Plan, Authority, SmallPlan.Key);
        var before = await Clock(database);
        var day = new DateOnly(2026, 9, 1);
        var stored = (await store.Load([plan], Cancel))[0];
        await Write(
            store, plan, stored.Version, stored.State!,
            new MasterPlan.GrantDrawn(new(SmallPlan.Grant, "3", new(100), day)), DomainJson.Default.MasterPlanEvent, day);

        Assert.Equal([200, 200, 300], [await Drawn(day.AddDays(-1)), await Drawn(day, before), await Drawn(day)]);

        async Task<decimal> Drawn(DateOnly on, DateTimeOffset? known = null)
        {
            var then = await facts.At(Authority, new FigureMoment(on, known), Cancel);
            return Assert.Single(GrantStanding.Of(Assert.Single(then.Grants!), on)).Drawn.Amount;
        }
    }

    [Fact]
    public async Task A_day_before_the_import_has_nothing()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        var facts = await new FactQueries(database.Program).At(Authority, new FigureMoment(new DateOnly(2026, 1, 1)), Cancel);
        Assert.Empty(facts.Stock);
        Assert.Empty(facts.Rooms);
    }

    [Fact]
    public async Task A_step_entered_late_holds_from_its_day_and_was_not_known_before()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        var facts = new FactQueries(database.Program);
        var before = await Clock(database);
        await Reach(database, RolloutStep.FibreOrdered, new DateOnly(2026, 4, 1), version: 0);
        // Recorded after the other, holding from before it.
        await Reach(database, RolloutStep.Surveyed, new DateOnly(2026, 3, 10), version: 1);

        Assert.Equal([], await Reached(facts, new DateOnly(2026, 3, 9)));
        Assert.Equal([RolloutStep.Surveyed], await Reached(facts, new DateOnly(2026, 3, 10)));
        Assert.Equal([RolloutStep.FibreOrdered, RolloutStep.Surveyed], await Reached(facts, new DateOnly(2026, 4, 1)));
        Assert.Equal([], await Reached(facts, new DateOnly(2026, 4, 1), before));
    }

    [Fact]
    public async Task What_was_known_never_changes_afterwards()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        var facts = new FactQueries(database.Program);
        var moment = new FigureMoment(new DateOnly(2026, 6, 1), await Clock(database));
        var first = Told(await facts.At(Authority, moment, Cancel));
        var store = new GrainStore(database.Program);
        var moved = (await store.Load([GrainId.Of(Authority, SmallKreis.Travelled)], Cancel))[0];
        await Write(
            store, GrainId.Of(Authority, SmallKreis.Travelled), moved.Version, moved.State!,
            new Device.Advanced(DeviceLifecycle.Retired, "alt"), DomainJson.Default.DeviceEvent, new DateOnly(2026, 5, 1));
        await Reach(database, RolloutStep.FibreOrdered, new DateOnly(2026, 4, 1), version: 0);

        Assert.Equal(first, Told(await facts.At(Authority, moment, Cancel)));
        Assert.NotEqual(first, Told(await facts.At(Authority, moment with { Known = null }, Cancel)));
    }

    [Fact]
    public async Task What_was_planned_anew_since_a_day_is_told_as_it_was_then()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        var facts = new FactQueries(database.Program);
        var (moved, kept, late) = (SmallKreis.Classroom.Value, SmallKreis.Workshop.Value, SmallKreis.Nordpark.Value);
        DateOnly since = new(2026, 4, 1);
        foreach (var place in new[] { moved, kept, late })
        {
            await Plan(database, place, new(2026, 6, 1), new(2026, 3, 10), version: 0);
        }
        var known = await Clock(database);
        await Plan(database, moved, new(2026, 9, 1), new(2026, 5, 4), version: 1);
        await Plan(database, late, new(2026, 9, 1), new(2026, 7, 1), version: 1);
        await Reach(database, kept, RolloutStep.Surveyed, new(2026, 5, 4), version: 1);
        await Plan(database, RoomKey.For(SmallKreis.Hammfeld, "A", "1.02").Value, new(2026, 9, 1), new(2026, 5, 4), version: 0);

        var then = await facts.BeforePlannedAnew(Authority, since, new FigureMoment(new(2026, 6, 30)), Cancel);
        Assert.Equal([moved], then.Keys);
        Assert.Equal(new DateOnly(2026, 6, 1), then[moved].Of(RolloutStep.Cabled).Planned);
        then = await facts.BeforePlannedAnew(Authority, since, new FigureMoment(new(2026, 7, 1)), Cancel);
        Assert.Equal([moved, late], then.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(await facts.BeforePlannedAnew(Authority, since, new FigureMoment(new(2026, 7, 1), known), Cancel));
        Assert.Empty(await facts.BeforePlannedAnew(AuthorityKey.Parse("other"), since, new FigureMoment(new(2026, 7, 1)), Cancel));
    }

    private static Task Plan(TestDatabase database, string place, DateOnly planned, DateOnly on, int version)
    {
        var happened = new Rollout.StepScheduled(RolloutStep.Cabled, planned, null);
        return Write(
            new GrainStore(database.Program), new GrainId(GrainKind.Rollout, Authority, place), version,
            JsonSerializer.SerializeToUtf8Bytes(Rollout.Evolve(null, happened), DomainJson.Default.RolloutState), happened,
            DomainJson.Default.RolloutEvent, on);
    }

    private static async Task<DateTimeOffset> Clock(TestDatabase database)
    {
        await using var command = database.Program.CreateCommand("select clock_timestamp()");
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(Cancel))!);
    }

    private static async Task<RolloutStep[]> Reached(FactQueries facts, DateOnly day, DateTimeOffset? known = null)
    {
        var then = await facts.At(Authority, new FigureMoment(day, known), Cancel);
        return then.Rollouts.TryGetValue(SmallKreis.Nordpark.Value, out var state) ? [.. state.Steps.Keys.Order()] : [];
    }

    private static Task Reach(TestDatabase database, RolloutStep step, DateOnly day, int version) =>
        Reach(database, SmallKreis.Nordpark.Value, step, day, version);

    private static Task Reach(TestDatabase database, string place, RolloutStep step, DateOnly day, int version) => Write(
        new GrainStore(database.Program), new GrainId(GrainKind.Rollout, Authority, place), version,
        JsonSerializer.SerializeToUtf8Bytes(
            new Rollout.State(new Dictionary<RolloutStep, Rollout.Step> { [step] = new(Reached: day) }), DomainJson.Default.RolloutState),
        new Rollout.StepReached(step, day, null, false, null), DomainJson.Default.RolloutEvent, day);

    internal static async Task Write<TEvent>(
        GrainStore store, GrainId id, int version, byte[] state, TEvent happened, JsonTypeInfo<TEvent> json, DateOnly day)
    {
        var result = await store.Write(
            [new GrainWrite(id, version, state, [JsonSerializer.SerializeToUtf8Bytes(happened, json)], day, new Why("Test"))], Cancel);
        Assert.Equal(version + 1, result[0].Version);
    }

    /// <summary>Facts as text in an order of their own, for a record compares lists by reference.</summary>
    private static string Told(RolloutFacts facts) => string.Join('\n',
        facts.Schools.Select(s => $"{s.Key} {s.Details}").Order(StringComparer.Ordinal)
            .Concat(facts.Rooms.Select(r => $"{r}").Order(StringComparer.Ordinal))
            .Concat(facts.Stock.Select(s => $"{s}").Order(StringComparer.Ordinal))
            .Concat(facts.Rollouts.Select(r => $"{r.Key} {string.Join(',', r.Value.Steps.OrderBy(s => s.Key))} {r.Value.Blockade}")
                .Order(StringComparer.Ordinal))
            .Concat(facts.Standards.Select(s => $"{s.Key} {JsonSerializer.Serialize(s.State, DomainJson.Default.EquipmentStandardState)}")
                .Order(StringComparer.Ordinal))
            .Concat((facts.Grants ?? []).Select(g => JsonSerializer.Serialize(g, DomainJson.Default.GrantFact)))
            .Concat((facts.Waves ?? []).Select(w => w.Key + JsonSerializer.Serialize(w.State, DomainJson.Default.WaveState))));
}
