using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Testing;

namespace Schools.Storage.Tests;

/// <summary>The devices of an order on a real register.</summary>
public sealed class WaveQueryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_devices_of_an_order_are_counted_by_place_and_step_with_their_first_day_in_use()
    {
        await using var database = await Filled();
        var stock = await new WaveQueries(database.Program).Stock(SmallKreis.Authority, [SmallWave.Order, "keine"], Cancel);
        // Handed out and known only as broken: in use by the day of the list.
        Assert.All(stock.Where(s => WaveStocks.IsHandedOut(s.Lifecycle)), s => Assert.NotNull(s.Since));
        // Ten tablets of the Kreis, and the two that came.
        Assert.Equal(12, stock.Sum(s => s.Count));
        Assert.Equal(2, stock.Where(s => s.Lifecycle == DeviceLifecycle.Configured && s.Since is null).Sum(s => s.Count));
        // The one that travelled was in use from the import on, though it broke since.
        Assert.Contains(
            stock,
            s => s.School == SmallKreis.Nordpark && s.Lifecycle == DeviceLifecycle.Defective && s.Since == new DateOnly(2026, 3, 2));
        var order = OrderCheck.Of(SmallWave.Details.Ordered, SmallWave.Order, stock);
        Assert.Equal(new OrderCheck(14, 12, 12, 12, 8), order);
        Assert.Empty(await new WaveQueries(database.Program).Stock(AuthorityKey.Parse("anderer"), [SmallWave.Order], Cancel));
    }

    [Theory]
    [InlineData(null, 12)]
    [InlineData("FromDelivered", 12)]
    [InlineData("WithSomebody", 8)]
    [InlineData("Configured", 2)]
    public async Task Behind_each_number_of_an_order_is_a_list(string? stage, int devices)
    {
        await using var database = await Filled();
        IReadOnlyList<DeviceLifecycle> lifecycles = stage is null ? []
            : DeviceGroups.Stages.FirstOrDefault(s => s.Name == stage)?.Members ?? [Enum.Parse<DeviceLifecycle>(stage)];
        var list = await new DeviceQueries(database.Program).List(
            SmallKreis.Authority, new DeviceFilter { OrderNumber = SmallWave.Order, Lifecycles = lifecycles }, Cancel);
        Assert.Equal(devices, list.Page.Counted);
    }

    [Theory]
    [InlineData("W000001", 1)]
    [InlineData(" w000001 ", 1)]
    [InlineData("SW000001", 1)]
    [InlineData("RKN-W001", 1)]
    [InlineData(" rkn-w001", 1)]
    [InlineData("W000003", 0)]
    [InlineData("S", 0)]
    [InlineData("'; drop table device; --", 0)]
    public async Task A_scan_finds_a_device_by_serial_or_inventory_number(string scanned, int found)
    {
        await using var database = await Filled();
        Assert.Equal(found, (await new WaveQueries(database.Program).Scanned(SmallKreis.Authority, scanned, Cancel)).Count);
        Assert.Empty(await new WaveQueries(database.Program).Scanned(AuthorityKey.Parse("anderer"), scanned, Cancel));
    }

    [Fact]
    public async Task Waves_schools_and_rooms_come_with_their_names()
    {
        await using var database = await Filled();
        var queries = new WaveQueries(database.Program);
        var wave = Assert.Single(await queries.All(SmallKreis.Authority, Cancel));
        Assert.Equal((SmallWave.Key, WaveStatus.Running), (wave.Key, wave.Value.Status));
        var schools = await queries.Schools(SmallKreis.Authority, [SmallKreis.Hammfeld, SmallKreis.Foreign], Cancel);
        Assert.Equal(["A · 1.01", "A · 1.02", "B · 0.12"], schools[SmallKreis.Hammfeld].Rooms.Select(room => room.Name));
        Assert.Empty(schools[SmallKreis.Foreign].Rooms);
    }

    private static async Task<TestDatabase> Filled()
    {
        var database = await TestDatabase.Create(Cancel);
        await SmallKreis.Fill(database, Cancel);
        await SmallWave.Deliver(database, 2, Cancel);
        return database;
    }
}
