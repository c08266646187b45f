using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Testing;

namespace Schools.Storage.Tests;

/// <summary>What failed until a day is told as it was on that day, whatever became of the devices since.</summary>
public sealed class OutageQueryTests
{
    private static readonly DateOnly Since = new(2025, 12, 31);
    private static readonly DateOnly Broken = new(2026, 4, 1);
    private static readonly DateOnly Changed = new(2026, 5, 1);
    private static readonly DeviceKey AccessPoint = DeviceKey.For(SmallKreis.Authority, "serial:T000003");
    private static readonly DeviceKey Switch = DeviceKey.For(SmallKreis.Authority, "serial:T000006");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_outage_counts_for_what_the_device_was_on_the_day()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        await Write(database, AccessPoint, new Device.Advanced(DeviceLifecycle.Defective, "Blitz"), Broken);
        await Write(database, Switch, new Device.Advanced(DeviceLifecycle.Defective, "Netzteil"), Broken);
        await Write(database, AccessPoint, new Device.Corrected(new DeviceDetails { Category = DeviceCategory.Notebook }), Changed);
        await Write(database, Switch, new Device.Withdrawn("falsche Liste"), Changed);

        Assert.Equal(
            [new(DeviceCategory.AccessPoint, "Blitz", 1), new(DeviceCategory.Switch, "Netzteil", 1)],
            await Outages(database, Changed.AddDays(-1)));
        Assert.Empty(await Outages(database, Changed));
        Assert.Empty(await Outages(database, Broken.AddDays(-1)));
    }

    private static Task<IReadOnlyList<OutageCause>> Outages(TestDatabase database, DateOnly on) =>
        new OutageQueries(database.Program).OfTheNetwork(SmallKreis.Authority, Since, new FigureMoment(on), Cancel);

    private static async Task Write(TestDatabase database, DeviceKey key, Device.Event happened, DateOnly on)
    {
        var store = new GrainStore(database.Program);
        var id = GrainId.Of(SmallKreis.Authority, key);
        var stored = (await store.Load([id], Cancel))[0];
        await FactTests.Write(store, id, stored.Version, stored.State!, happened, DomainJson.Default.DeviceEvent, on);
    }
}
