using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Testing;

namespace Schools.Storage.Tests;

public sealed class LicenceQueryTests
{
    private static readonly AuthorityKey Authority = SmallKreis.Authority;
    private static readonly DateOnly Begin = new(2025, 8, 1);
    private static readonly DateOnly End = new(2026, 7, 31);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every kind of term and balance there is, and days on which they differ: SQL and the domain must choose the same.</summary>
    [Fact]
    public async Task The_database_chooses_as_the_domain_does()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new GrainStore(database.Program);
        var n = 0;
        foreach (var until in new DateOnly?[] { null, End })
        {
            foreach (var (renews, ended) in new[] { (false, false), (true, false), (false, true), (true, true) })
            {
                foreach (var assigned in new[] { 0, 10, 11 })
                {
                    var register = Register($"P{++n:00}", 10, Begin, until, renews);
                    await Send(
                        store, Begin,
                        [
                            register, new Licence.Assign(SmallKreis.Hammfeld, assigned),
                            .. ended ? [new Licence.Reach(LicenceStep.Ended)] : Array.Empty<Licence.Command>(),
                        ]);
                }
            }
        }
        var forAll = SmallKreisLicences.ForAll;
        await Send(store, Begin, [new Licence.Register(SmallKreisLicences.Key(forAll), forAll, null)]);
        var queries = new LicenceQueries(database.Program);
        var all = await queries.Current(Authority, Cancel);
        Assert.Equal(25, all.Count);
        foreach (var days in new[] { -400, -91, -90, -31, -30, -11, -10, 0, 1 })
        {
            var day = End.AddDays(days);
            var rows = all.Select(state => LicenceRow.Of(state, day)).ToList();
            foreach (var show in Enum.GetValues<LicenceShow>())
            {
                var filter = new LicenceFilter(Show: show);
                var list = await queries.List(Authority, filter, day, Cancel);
                Assert.Equal(rows.Where(filter.Matches), list.Page.Rows);
                Assert.Equal(list.Page.Rows.Count, list.Page.Counted);
                Assert.Equal(LicenceTotals.Of(rows), list.Totals);
            }
        }
    }

    [Theory]
    [InlineData("jamf", 1)]
    [InlineData("JAMF v-17", 1)]
    [InlineData("40.1", 1)]
    [InlineData("nord", 1)]
    [InlineData("100%", 0)]
    [InlineData("", 4)]
    public async Task Words_are_sought_in_product_vendor_contract_and_cost_centre(string search, int found)
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreisLicences.Fill(new GrainStore(database.Program), Cancel);
        var list = await new LicenceQueries(database.Program).List(Authority, new LicenceFilter(search), End, Cancel);
        Assert.Equal(found, list.Page.Counted);
        Assert.Equal((4, new Euro(17_600m)), (list.Totals.Licences, list.Totals.Cost));
        Assert.Equal(["Office-Paket"], list.Alerts.Select(row => row.Product));
    }

    [Fact]
    public async Task A_past_day_is_folded_from_the_facts_that_hold_by_then_and_were_known_then()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new GrainStore(database.Program);
        var atlas = Register("Atlas", 100, Begin, null);
        var mistake = Register("Irrtum", 5, Begin, null);
        await Send(store, Begin, [atlas, new Licence.Assign(SmallKreis.Hammfeld, 40)]);
        await Send(store, new(2026, 2, 1), [new Licence.Entitle(150)], atlas);
        await Send(store, new(2026, 3, 1), [new Licence.Transfer(SmallKreis.Hammfeld, SmallKreis.Nordpark, 15, 40)], atlas);
        var known = await Now(database);
        // Told later, though it was so since December.
        await Send(store, new(2025, 12, 1), [new Licence.Assign(SmallKreis.Foreign, 7)], atlas);
        await Send(store, Begin, [mistake]);
        await Send(store, Begin, [new Licence.Withdraw("doppelt erfasst")], mistake);
        var queries = new LicenceQueries(database.Program);

        Assert.Empty(await queries.AsOf(Authority, new FigureMoment(Begin.AddDays(-1)), Cancel));
        Assert.Equal("Atlas 100: 173800=40", await Told(queries, new(2025, 11, 30), null));
        Assert.Equal("Atlas 100: 100001=7 173800=40", await Told(queries, new(2025, 12, 1), null));
        Assert.Equal("Atlas 100: 173800=40", await Told(queries, new(2025, 12, 1), known));
        Assert.Equal("Atlas 150: 100001=7 173800=40", await Told(queries, new(2026, 2, 1), null));
        Assert.Equal("Atlas 150: 100001=7 173800=25 173812=15", await Told(queries, new(2026, 3, 1), null));
        var list = await queries.ListAsOf(
            Authority, new LicenceFilter(Show: LicenceShow.Unused), new FigureMoment(new(2026, 3, 1), known), Cancel);
        Assert.Equal([110], list.Page.Rows.Select(row => row.Balance.Rest));
        Assert.Equal(
            (await queries.Current(Authority, Cancel)).Select(Line),
            (await queries.AsOf(Authority, new FigureMoment(End), Cancel)).Select(Line));
    }

    [Fact]
    public async Task What_is_told_late_takes_its_day_and_leaves_later_ones_as_they_are()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new GrainStore(database.Program);
        var atlas = Register("Atlas", 100, Begin, null);
        await Send(store, Begin, [atlas, new Licence.Assign(SmallKreis.Hammfeld, 40)]);
        await Send(store, new(2026, 3, 1), [new Licence.Entitle(150), new Licence.Assign(SmallKreis.Hammfeld, 60)], atlas);
        await Send(store, new(2026, 3, 1), [new Licence.Assign(SmallKreis.Nordpark, 0)], atlas);
        var known = await Now(database);
        await Send(store, new(2026, 1, 1), [new Licence.Entitle(120), new Licence.Assign(SmallKreis.Hammfeld, 50)], atlas);
        await Send(store, new(2026, 1, 1), [new Licence.Assign(SmallKreis.Nordpark, 7)], atlas);
        var queries = new LicenceQueries(database.Program);

        Assert.Equal("Atlas 100: 173800=40", await Told(queries, new(2025, 12, 31), null));
        Assert.Equal("Atlas 120: 173800=50 173812=7", await Told(queries, new(2026, 1, 1), null));
        Assert.Equal("Atlas 100: 173800=40", await Told(queries, new(2026, 1, 1), known));
        Assert.Equal("Atlas 120: 173800=50 173812=7", await Told(queries, new(2026, 2, 28), null));
        Assert.Equal("Atlas 150: 173800=60", await Told(queries, new(2026, 3, 1), null));
        Assert.Equal("Atlas 150: 173800=60", string.Join("; ", (await queries.Current(Authority, Cancel)).Select(Line)));
        var row = Assert.Single((await queries.List(Authority, new LicenceFilter(), End, Cancel)).Page.Rows);
        Assert.Equal((150, 60), (row.Quantity, row.Assigned));
        Assert.Equal(60, Assert.Single(await queries.OfSchool(Authority, SmallKreis.Hammfeld, End, Cancel)).Count);
        Assert.Empty(await queries.OfSchool(Authority, SmallKreis.Nordpark, End, Cancel));
    }

    [Fact]
    public async Task A_step_that_was_reached_later_than_entered_did_not_hold_before()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new GrainStore(database.Program);
        var atlas = Register("Atlas", 100, Begin, End);
        var state = await Send(store, Begin, [atlas]);
        foreach (var day in new DateOnly[] { new(2025, 10, 1), new(2026, 2, 1) })
        {
            var context = new DecisionContext(Authority, End, Origin.Person);
            foreach (var command in Licence.Entering(state, new Licence.Reach(LicenceStep.Ended) { On = day }, context))
            {
                state = await Send(store, command.On!.Value, [command], atlas);
            }
        }
        var queries = new LicenceQueries(database.Program);
        foreach (var (day, ended) in new (DateOnly, DateOnly?)[]
        {
            (new(2025, 10, 1), null), (new(2026, 1, 31), null), (new(2026, 2, 1), new(2026, 2, 1)), (End, new(2026, 2, 1)),
        })
        {
            Assert.Equal(ended, Assert.Single(await queries.AsOf(Authority, new FigureMoment(day), Cancel)).On(LicenceStep.Ended));
        }
        var row = Assert.Single((await queries.List(Authority, new LicenceFilter(), End, Cancel)).Page.Rows);
        Assert.Equal(new DateOnly(2026, 2, 1), row.Term.EndedOn);
    }

    [Fact]
    public async Task A_school_sees_what_it_has_and_a_licence_its_history_and_schools()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        var queries = new LicenceQueries(database.Program);

        var ofSchool = await queries.OfSchool(Authority, SmallKreis.Hammfeld, End, Cancel);
        Assert.Equal(
            [("Jamf School", 30), ("Office-Paket", 60), ("Vokabeltrainer", 1)],
            ofSchool.Select(one => (one.Licence.Product, one.Count)));
        Assert.Empty(await queries.OfSchool(AuthorityKey.Parse("other"), SmallKreis.Hammfeld, End, Cancel));

        var found = (await queries.Find(Authority, SmallKreisLicences.Key(SmallKreisLicences.Mdm), Cancel))!;
        Assert.Equal((45, 4), (found.State.Assigned, found.Journal.Count));
        Assert.Equal([SmallKreis.Hammfeld.Value, SmallKreis.Nordpark.Value], found.Schools.Select(school => school.Key));
        Assert.Null(await queries.Find(AuthorityKey.Parse("other"), found.State.Key, Cancel));
    }

    [Fact]
    public async Task Costs_of_schools_add_up_to_the_whole()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreisLicences.Fill(new GrainStore(database.Program), Cancel);
        var queries = new LicenceQueries(database.Program);
        var costs = LicenceCosts.On(End, await queries.Current(Authority, Cancel));
        // 30 and 15 of 50 for 5,500; 1 and 1 of 1 for 100; nobody has of the 12,000; the expired costs nothing.
        Assert.Equal(
            [3_350m, 1_700m, 12_550m, 17_600m],
            new[] { costs.OfSchools[SmallKreis.Hammfeld], costs.OfSchools[SmallKreis.Nordpark], costs.Unassigned, costs.Whole }
                .Select(cost => cost.Amount));
        Assert.Equal((await queries.List(Authority, new LicenceFilter(), End, Cancel)).Totals.Cost, costs.Whole);
    }

    private static Task<Licence.State> Send(
        GrainStore store, DateOnly on, IReadOnlyList<Licence.Command> commands, Licence.Register? of = null) =>
        SmallKreisLicences.Send(store, (of ?? (Licence.Register)commands[0]).Licence, on, commands, Cancel);

    private static Licence.Register Register(string product, int quantity, DateOnly from, DateOnly? until, bool renews = false)
    {
        var terms = new LicenceTerms
        {
            Product = product, Metric = LicenceMetric.Device, From = from, Until = until, NoticeDays = 10, RenewsAutomatically = renews,
            CostPerYear = new Euro(120.50m),
        };
        return new Licence.Register(LicenceKey.For(Authority, terms), terms, quantity);
    }

    private static async Task<string> Told(LicenceQueries queries, DateOnly day, DateTimeOffset? known) =>
        string.Join("; ", (await queries.AsOf(Authority, new FigureMoment(day, known), Cancel)).Select(Line));

    private static string Line(Licence.State state) =>
        $"{state.Terms.Product} {state.Quantity}: {string.Join(' ', state.Assignments.Select(a => $"{a.School.Number}={a.Count}"))}";

    private static async Task<DateTimeOffset> Now(TestDatabase database)
    {
        await using var command = database.Owner.CreateCommand("select max(at) from journal");
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        await reader.ReadAsync(Cancel);
        return reader.GetFieldValue<DateTimeOffset>(0);
    }
}
