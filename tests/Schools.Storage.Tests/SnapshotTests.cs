using System.Text;
using Schools.Domain;
using Schools.Testing;

namespace Schools.Storage.Tests;

public sealed class SnapshotTests
{
    private static readonly AuthorityKey Authority = AuthorityKey.Parse("rkn");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Schools_and_rooms_of_matched_devices_come_along()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var snapshots = await Filled(database);

        var snapshot = (await snapshots.Snapshot(Authority, Request([], SerialNumber.Parse("SN-2")), Cancel))!;

        Assert.Equal(["DE-NW-100002"], snapshot.Schools.Select(school => school.State.Key.Value));
        Assert.Equal(["DE-NW-100002/101", "DE-NW-100002/B:101"], snapshot.Rooms.Select(room => room.State.Key.Value));
        Assert.Equal(["SN-2"], snapshot.Devices.Select(device => device.State.Details.Serial!.Value.Value));
    }

    [Fact]
    public async Task Named_schools_come_with_their_rooms_and_all_schools_without()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var snapshots = await Filled(database);

        var named = (await snapshots.Snapshot(Authority, Request([SchoolKey.Parse("DE-NW-100001")], SerialNumber.Parse("SN-2")), Cancel))!;
        var all = (await snapshots.Snapshot(Authority, Request(null), Cancel))!;

        Assert.Equal((2, 3, 1), (named.Schools.Count, named.Rooms.Count, named.Devices.Count));
        Assert.Equal((3, 0, 0), (all.Schools.Count, all.Rooms.Count, all.Devices.Count));
        Assert.Null(await snapshots.Snapshot(AuthorityKey.Parse("other"), Request(null), Cancel));
    }

    [Fact]
    public async Task What_is_withdrawn_is_in_no_list_frees_its_numbers_and_tells_its_version()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var snapshots = await Filled(database);
        var key = DeviceKey.For(Authority, "serial:SN-1");
        var withdrawn = Write(
            GrainKind.Device,
            key.Value,
            $$$"""
            {"key":"{{{key.Value}}}","school":"DE-NW-100001","details":{"category":"Tablet","serial":"SN-1"},
             "lifecycle":"Delivered","condition":"Unclear","availability":"Unclear","withdrawnFor":"Import 7 zurückgenommen"}
            """);
        Assert.Equal(1, (await new GrainStore(database.Program).Write([withdrawn], Cancel))[0].Version);

        var request = Request([], SerialNumber.Parse("SN-1")) with { DeviceKeys = [key] };
        var snapshot = (await snapshots.Snapshot(Authority, request, Cancel))!;

        Assert.Single(snapshot.Devices);
        Assert.Equal(1, snapshot.VersionOfNew(GrainId.Of(Authority, key)));
        Assert.Equal(0, snapshot.VersionOfNew(GrainId.Of(Authority, DeviceKey.For(Authority, "serial:SN-9"))));
    }

    /// <summary>The first key of a number stays with the device it was taken for, even if that has another number since.</summary>
    [Fact]
    public async Task A_device_withdrawn_under_a_later_key_tells_its_version_by_its_numbers()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var snapshots = await Filled(database);
        var key = DeviceKey.For(Authority, "serial:SN-7", 1);
        var withdrawn = Write(
            GrainKind.Device,
            key.Value,
            $$$"""
            {"key":"{{{key.Value}}}","school":"DE-NW-100001",
             "details":{"category":"Tablet","serial":"SN-7","inventoryNumber":"I-7","mdmId":"M-7"},
             "lifecycle":"Delivered","condition":"Unclear","availability":"Unclear","withdrawnFor":"Import 7 zurückgenommen"}
            """);
        Assert.Equal(1, (await new GrainStore(database.Program).Write([withdrawn], Cancel))[0].Version);
        var first = DeviceKey.For(Authority, "serial:SN-7");
        SnapshotRequest[] requests =
        [
            new([], [SerialNumber.Parse("SN-7")], [], [], [first]),
            new([], [], [InventoryNumber.Parse("I-7")], [], [first]),
            new([], [], [], ["M-7"], [first]),
        ];

        foreach (var request in requests)
        {
            Assert.Equal(1, (await snapshots.Snapshot(Authority, request, Cancel))!.VersionOfNew(GrainId.Of(Authority, key)));
        }
    }

    private static SnapshotRequest Request(IReadOnlyCollection<SchoolKey>? schools, params SerialNumber[] serials) =>
        new(schools, serials, [], [], []);

    /// <summary>Three schools; the first two have rooms and one device each.</summary>
    private static async Task<SnapshotQueries> Filled(TestDatabase database)
    {
        var results = await new GrainStore(database.Program).Write(
        [
            Write(GrainKind.Authority, "rkn", """{"key":"rkn","details":{"name":"Rhein-Kreis Neuss"}}"""),
            School("100001"), School("100002"), School("100003"),
            Room("100001", "", ""), Room("100002", "", ""), Room("100002", "B:", "B"),
            Device(1, "100001"), Device(2, "100002"),
        ],
            Cancel);
        Assert.All(results, result => Assert.Null(result.Refusal));
        return new SnapshotQueries(database.Program);
    }

    private static GrainWrite School(string number) =>
        Write(GrainKind.School, $"DE-NW-{number}", $$$"""{"key":"DE-NW-{{{number}}}","details":{"name":"Schule"},"buildings":[]}""");

    private static GrainWrite Room(string school, string prefix, string building) =>
        Write(GrainKind.Room, $"DE-NW-{school}/{prefix}101",
            $$$"""
            {"key":"DE-NW-{{{school}}}/{{{prefix}}}101","school":"DE-NW-{{{school}}}","details":{"number":"101"},
             "normalNumber":"101","normalBuilding":"{{{building}}}","isClosed":false}
            """);

    private static GrainWrite Device(int n, string school) =>
        Write(GrainKind.Device, $"d-{n:000}",
            $$$"""
            {"key":"{{{DeviceKey.For(Authority, $"serial:SN-{n}").Value}}}","school":"DE-NW-{{{school}}}",
             "details":{"category":"Tablet","serial":"SN-{{{n}}}"},
             "lifecycle":"Delivered","condition":"Unclear","availability":"Unclear"}
            """);

    private static GrainWrite Write(GrainKind kind, string key, string state) => new(
        new GrainId(kind, Authority, key),
        0,
        Encoding.UTF8.GetBytes(state),
        ["{\"type\":\"x\"}"u8.ToArray()],
        new DateOnly(2026, 11, 22),
        new Why("tests"));
}
