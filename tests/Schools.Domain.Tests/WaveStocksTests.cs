namespace Schools.Domain.Tests;

/// <summary>Devices of an order → which wave handed them out, and which none did.</summary>
public sealed class WaveStocksTests
{
    private const string Order = "B-17";
    private static readonly DateOnly Begun = new(2026, 11, 20);

    private static Wave.Details Plan(string name, params Wave.Place[] places) =>
        WaveTests.Plan with { Name = name, OrderNumber = Order, Places = places, Requires = [] };

    private static Wave.Place School(int target) => new(Sample.School, target);

    private static WaveStock InUse(int count, DateOnly since, string? wave = null, RoomKey? room = null) => new(
        Order, Sample.School, room?.Value, DeviceCategory.Tablet, DeviceLifecycle.InService, since, count, wave);

    /// <summary>Per wave what it handed out at each place and what is still open, and what counts for none.</summary>
    private static string Shares(Wave.State[] waves, params WaveStock[] stock)
    {
        var keyed = waves.ToDictionary(wave => WaveRules.KeyOf(wave.Details.Name)!);
        var shares = WaveStocks.Shares(keyed, stock);
        foreach (var share in shares.Values)
        {
            Assert.Equal(share.Details.Target, share.HandedOut() + share.Open);
            Assert.Equal(share.HandedOut(), share.ByDay.Sum(day => day.Done));
        }
        return string.Join(", ", keyed.Select(wave =>
        {
            var share = shares[wave.Key];
            return $"{wave.Value.Details.Name} {string.Join('+', wave.Value.Details.Places.Select(share.HandedOut))} open {share.Open}";
        })) + $", beyond {shares.Values.First().Beyond.Sum(s => s.Count)}";
    }

    [Fact]
    public void What_was_in_use_before_a_wave_began_is_told_beside_it()
    {
        var wave = new Wave.State(Plan("A", School(58)), BegunOn: Begun);
        WaveStock[] stock = [InUse(151, Begun.AddDays(-24)), InUse(4, Begun.AddDays(-1)), InUse(3, Begun), InUse(2, Begun.AddDays(5))];
        Assert.Equal("A 5 open 53, beyond 155", Shares([wave], stock));
        Assert.Equal("A 0 open 58, beyond 160", Shares([wave with { BegunOn = null }], stock));
    }

    [Fact]
    public void A_place_takes_no_more_than_its_target_and_gives_none_to_another()
    {
        var wave = new Wave.State(Plan("A", new(Sample.School, 2, Sample.Room), School(4)), BegunOn: Begun);
        Assert.Equal("A 2+1 open 3, beyond 3", Shares([wave], InUse(5, Begun, room: Sample.Room), InUse(1, Begun)));
        Assert.Equal("A 2+0 open 4, beyond 1", Shares([wave], InUse(3, Begun, "A", Sample.Room)));
    }

    [Fact]
    public void A_device_counts_for_one_wave_of_its_order()
    {
        var first = new Wave.State(Plan("A", School(15)), BegunOn: Begun.AddDays(-40), EndedOn: Begun.AddDays(-10));
        var second = new Wave.State(Plan("B", School(20)), BegunOn: Begun);
        Assert.Equal("A 15 open 0, B 0 open 20, beyond 0", Shares([first, second], InUse(15, Begun.AddDays(-20))));
        // A list of a later day: what the second cannot have handed out was the first one's.
        Assert.Equal("A 5 open 10, B 20 open 0, beyond 0", Shares([first, second], InUse(25, Begun.AddDays(3))));
        Assert.Equal("A 15 open 0, B 20 open 0, beyond 5", Shares([first, second], InUse(40, Begun.AddDays(3))));
        // An aborted wave gets nothing more.
        var aborted = first with { AbortedFor = "x" };
        Assert.Equal("A 0 open 15, B 20 open 0, beyond 5", Shares([aborted, second], InUse(25, Begun.AddDays(3))));
    }

    [Fact]
    public void Of_two_waves_that_run_the_one_that_names_the_room_comes_first_then_the_one_that_began_first()
    {
        var whole = new Wave.State(Plan("A", School(10)), BegunOn: Begun);
        var room = new Wave.State(Plan("B", new Wave.Place(Sample.School, 10, Sample.Room)), BegunOn: Begun.AddDays(1));
        var later = new Wave.State(Plan("C", School(10)), BegunOn: Begun.AddDays(2));
        var day = Begun.AddDays(3);
        Assert.Equal(
            "A 5 open 5, B 10 open 0, C 0 open 10, beyond 0",
            Shares([whole, room, later], InUse(12, day, room: Sample.Room), InUse(3, day)));
    }

    [Fact]
    public void What_was_scanned_counts_for_the_wave_that_scanned_it()
    {
        Wave.State[] waves = [new(Plan("A", School(10)), BegunOn: Begun), new(Plan("B", School(10)), BegunOn: Begun)];
        Assert.Equal("A 10 open 0, B 6 open 4, beyond 0", Shares(waves, InUse(9, Begun), InUse(3, Begun, "B"), InUse(4, Begun, "A")));
        Assert.Equal("A 0 open 10, B 10 open 0, beyond 3", Shares(waves, InUse(13, Begun, "B")));
        // Before it began a wave handed out nothing, whatever the journal says.
        Assert.Equal("A 0 open 10, B 0 open 10, beyond 4", Shares([waves[0] with { BegunOn = null }, waves[1]], InUse(4, Begun, "A")));
    }

    [Fact]
    public void A_wave_is_known_by_the_name_it_had()
    {
        var waves = new Dictionary<string, Wave.State> { ["w-klasse-7"] = new(Plan("Jahrgang 7", School(9)), BegunOn: Begun) };
        int Scanned(string name) =>
            WaveStocks.Shares(waves, [InUse(4, Begun.AddDays(-1), name)])["w-klasse-7"].HandedOut();
        Assert.Equal((4, 4, 0), (Scanned("Klasse 7"), Scanned("Jahrgang 7"), Scanned("Jahrgang acht")));
        Assert.Equal("Klasse „7“", WaveHandOut.WaveOf(WaveHandOut.Reason("Klasse „7“")));
        Assert.Null(WaveHandOut.WaveOf("Ausgabe"));
    }

    [Fact]
    public void Only_devices_of_the_order_and_its_kinds_belong_to_a_wave()
    {
        var wave = new Wave.State(Plan("A", School(10)), BegunOn: Begun);
        var share = WaveStocks.Shares(
            new Dictionary<string, Wave.State> { ["w"] = wave },
            [
                InUse(1, Begun) with { OrderNumber = "B-18" }, InUse(2, Begun) with { Category = DeviceCategory.Notebook },
                InUse(4, Begun) with { School = Sample.OtherSchool }, InUse(8, Begun) with { Lifecycle = DeviceLifecycle.Delivered },
                InUse(16, Begun) with { Lifecycle = DeviceLifecycle.LostOrStolen },
            ])["w"];
        Assert.Equal((0, 4, 24), (share.HandedOut(), share.Beyond.Sum(s => s.Count), share.InHand.Sum(s => s.Count)));
    }

    [Fact]
    public void Waves_share_an_order_unless_one_was_aborted()
    {
        var waves = new Dictionary<string, Wave.State>
        {
            ["w-a"] = new(Plan("A", School(1))), ["w-b"] = new(Plan("B", School(1)), EndedOn: Begun, AbortedFor: "x"),
            ["w-c"] = new(Plan("C", School(1)) with { OrderNumber = "B-18" }),
        };
        string Sharing(string? key) => string.Join(' ', WaveRules.Sharing(key, Order, waves).Select(wave => wave.Details.Name));
        Assert.Equal(("A", "", "A"), (Sharing(null), Sharing("w-a"), Sharing("w-b")));
    }
}
