using System.Globalization;
using System.Text;
using Schools.Domain;
using Schools.Testing;

namespace Schools.Storage.Tests;

public sealed class GrainStoreTests
{
    private static readonly AuthorityKey Authority = AuthorityKey.Parse("rkn");
    private static readonly Why Why = new("tests", Request: "r-1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_writes_on_the_expected_version_are_taken_and_only_they_reach_the_journal()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new GrainStore(database.Program);
        await store.Write([School(1, 0), School(2, 0)], Cancel);

        var results = await store.Write([School(1, 1), School(2, 5), School(3, 0), School(1, 0), School(4, 3)], Cancel);

        Assert.Equal([2, 0, 1, 0, 0], results.Select(r => r.Version));
        Assert.Equal([false, true, false, true, true], results.Select(r => r.IsConflict));
        Assert.Equal(
            ["1 v1", "1 v2", "2 v1", "3 v1"],
            await Rows(
                database,
                """
                select key || ' v' || version from journal
                where kind = 'school' and actor = 'tests' and request = 'r-1'
                order by key, version
                """));
    }

    [Fact]
    public async Task One_bad_row_is_named_and_harms_no_other()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new GrainStore(database.Program);
        var writes = Enumerable.Range(0, 200).Select(n => Device(n, n is 77 or 140 ? "SN-00003" : $"SN-{n:00000}")).ToList();

        var results = await store.Write(writes, Cancel);

        Assert.Equal(198, results.Count(r => r.Version == 1));
        Assert.All([results[77], results[140]], r => Assert.Equal(new Refusal(RefusalCode.SerialNumberTaken, "SN-00003"), r.Refusal));
        Assert.Equal(["198"], await Rows(database, "select count(*)::text from journal"));
    }

    [Fact]
    public async Task What_an_attempt_reported_before_it_was_rolled_back_is_not_taken_for_written()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var owner = new GrainStore(database.Owner);
        await owner.Write([School(1, 0), Device(1, "SN-TWICE")], Cancel);
        // With one connection in the pool, whoever waits for it comes between the attempt that fails and the next one.
        await using var single = Database.Open($"{database.OwnerConnectionString};Maximum Pool Size=1");

        var writing = new GrainStore(single).Write([School(1, 1), Device(2, "SN-TWICE")], Cancel);
        await using (await single.OpenConnectionAsync(Cancel))
        {
            Assert.Equal(2, (await owner.Write([School(1, 1)], Cancel))[0].Version);
        }
        var results = await writing;

        Assert.True(results[0].IsConflict, $"reported as version {results[0].Version}, which another writer wrote");
        Assert.Equal(new Refusal(RefusalCode.SerialNumberTaken, "SN-TWICE"), results[1].Refusal);
        Assert.Equal(["1 v1", "1 v2"], await Rows(database, "select key || ' v' || version from journal where kind = 'school' order by 1"));
    }

    [Theory]
    [InlineData("serial", "S1", RefusalCode.SerialNumberTaken)]
    [InlineData("inventoryNumber", "I, 1", RefusalCode.InventoryNumberTaken)]
    [InlineData("mdmId", "M1", RefusalCode.MdmIdTaken)]
    public async Task A_unique_value_is_refused_by_its_name(string field, string value, RefusalCode code)
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new GrainStore(database.Program);
        var state = $$$"""{"details":{"{{{field}}}":"{{{value}}}"}}""";
        await store.Write([Write(GrainKind.Device, "d-1", 0, state)], Cancel);

        var results = await store.Write([Write(GrainKind.Device, "d-2", 0, state)], Cancel);

        Assert.Equal(code, results[0].Refusal!.Code);
    }

    [Fact]
    public async Task Rooms_of_one_school_have_different_numbers_and_those_of_two_schools_need_not()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new GrainStore(database.Program);
        static string State(string school) => $$$"""{"school":"{{{school}}}","normalNumber":"101","normalBuilding":""}""";
        await store.Write([Write(GrainKind.Room, "a/101", 0, State("a")), Write(GrainKind.Room, "b/101", 0, State("b"))], Cancel);

        var results = await store.Write([Write(GrainKind.Room, "a/101~2", 0, State("a"))], Cancel);

        Assert.Equal(new Refusal(RefusalCode.RoomNumberTaken, "101"), results[0].Refusal);
        Assert.Equal(["2"], await Rows(database, "select count(*)::text from room"));
    }

    [Fact]
    public async Task What_exists_is_loaded_and_what_does_not_has_version_0()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new GrainStore(database.Program);
        await store.Write([School(1, 0), Device(1, "S1")], Cancel);

        var rows = await store.Load([School(1, 0).Id, School(2, 0).Id, Device(1, "S1").Id, School(1, 0).Id], Cancel);

        Assert.Equal([1, 0, 1, 1], rows.Select(r => r.Version));
        Assert.Contains("Schule 1", Encoding.UTF8.GetString(rows[0].State!), StringComparison.Ordinal);
        Assert.Null(rows[1].State);
    }

    [Fact]
    public async Task A_database_that_is_away_is_a_refusal()
    {
        await using var away = Database.Open("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2");
        var store = new GrainStore(away);

        Assert.Equal(RefusalCode.DatabaseUnavailable, (await store.Write([School(1, 0)], Cancel))[0].Refusal!.Code);
        Assert.Equal(RefusalCode.DatabaseUnavailable, (await store.Load([School(1, 0).Id], Cancel))[0].Refusal!.Code);
    }

    [Fact]
    public async Task Many_batches_over_the_same_grains_neither_lock_each_other_out_nor_lose_a_version()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var store = new GrainStore(database.Program);
        await store.Write([.. Enumerable.Range(0, 50).Select(n => School(n, 0))], Cancel);
        var random = new Random(17);
        var batches = Enumerable.Range(0, 40)
            .Select(_ => Enumerable.Range(0, 50).OrderBy(_ => random.Next()).Select(n => School(n, 1)).ToList())
            .ToList();

        var results = await Task.WhenAll(batches.Select(b => store.Write(b, Cancel)));

        Assert.All(results.SelectMany(r => r), r => Assert.Null(r.Refusal));
        Assert.Equal(50, results.SelectMany(r => r).Count(r => r.Version == 2));
        Assert.Equal(["100"], await Rows(database, "select count(*)::text from journal"));
    }

    private static GrainWrite School(int n, int expected) => Write(
        GrainKind.School,
        n.ToString(CultureInfo.InvariantCulture),
        expected,
        $$$"""{"details":{"name":"Schule {{{n}}} v{{{expected}}}"}}""");

    private static GrainWrite Device(int n, string serial) =>
        Write(GrainKind.Device, $"d-{n:000}", 0, $$$"""{"details":{"serial":"{{{serial}}}"}}""");

    private static GrainWrite Write(GrainKind kind, string key, int expected, string state) => new(
        new GrainId(kind, Authority, key),
        expected,
        Encoding.UTF8.GetBytes(state),
        ["{\"type\":\"x\"}"u8.ToArray()],
        new DateOnly(2026, 11, 22),
        Why);

    private static async Task<List<string>> Rows(TestDatabase database, string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        List<string> rows = [];
        while (await reader.ReadAsync(Cancel))
        {
            rows.Add(reader.GetString(0));
        }
        return rows;
    }
}
