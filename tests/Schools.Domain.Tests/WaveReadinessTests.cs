namespace Schools.Domain.Tests;

/// <summary>Facts → what a place of a wave still needs, and what a scan leads to.</summary>
public sealed class WaveReadinessTests
{
    private const string Order = "B-17";
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Wave.Details Plan = WaveTests.Plan with { Places = [new(Sample.School, 20, Sample.Room)], Requires = [] };

    private static RolloutFacts Facts(RolloutStep? school = null, RolloutStep? room = null, int accessPoints = 0)
    {
        Dictionary<string, Rollout.State> rollouts = [];
        foreach (var (key, step) in new[] { (Sample.School.Value, school), (Sample.Room.Value, room) })
        {
            if (step is { } reached)
            {
                rollouts[key] = new Rollout.State(new Dictionary<RolloutStep, Rollout.Step> { [reached] = new(Reached: Today) });
            }
        }
        return new RolloutFacts(
            Today,
            [new SchoolFact(Sample.School, new School.Details { Name = "BBZ" })],
            [new RoomFact(Sample.Room.Value, Sample.School, RoomType.Classroom, null)],
            accessPoints == 0
                ? []
                : [new StockFact(Sample.School, Sample.Room.Value, DeviceCategory.AccessPoint, accessPoints, accessPoints)],
            rollouts,
            []);
    }

    private static WaveStock Stock(
        DeviceLifecycle step, int count, RoomKey? room = null, DeviceCategory category = DeviceCategory.Tablet, string order = Order) =>
        new(order, Sample.School, room?.Value, category, step, null, count);

    private static string Told(WaveReadiness readiness) => string.Join(" / ", readiness.Places.Select(place =>
        $"{place.HandedOut} {place.Status}" + string.Concat(place.Lacks.Select(lack => $" {lack.Need}"))));

    private static string Told(Wave.Details plan, RolloutFacts facts, params WaveStock[] stock) =>
        Told(Of(new Wave.State(plan, BegunOn: Today), facts, stock, []));

    private static WaveReadiness Of(
        Wave.State wave, RolloutFacts facts, WaveStock[] stock, LicenceSeats[] licences, params (string Key, Wave.State Wave)[] others)
    {
        var share = WaveStocks.Shares(new Dictionary<string, Wave.State> { ["w"] = wave }, stock)["w"];
        return WaveReadiness.Of(wave, facts, share, licences, others.ToDictionary(other => other.Key, other => other.Wave));
    }

    [Theory]
    [InlineData(null, null, "0 NotReady Wlan")]
    [InlineData(RolloutStep.Accepted, null, "0 NotReady Wlan")]
    [InlineData(RolloutStep.InService, null, "0 Ready")]
    [InlineData(null, RolloutStep.InService, "0 Ready")]
    public void Tablets_need_WLAN_whether_it_is_stated_or_not(RolloutStep? school, RolloutStep? room, string told) =>
        Assert.Equal(told, Told(Plan, Facts(school, room), Stock(DeviceLifecycle.Inventoried, 20)));

    [Fact]
    public void Other_devices_need_WLAN_where_it_is_stated()
    {
        var beamers = Plan with { Categories = [DeviceCategory.Projector] };
        var stock = Stock(DeviceLifecycle.Inventoried, 20, category: DeviceCategory.Projector);
        Assert.Equal("0 Ready", Told(beamers, Facts(), stock));
        Assert.Equal("0 NotReady Wlan", Told(beamers with { Requires = [new(WaveNeed.Wlan)] }, Facts(), stock));
    }

    [Theory]
    [InlineData(0, null, "0 NotReady AccessPoint")]
    [InlineData(1, null, "0 Ready")]
    [InlineData(0, RolloutStep.AccessPointsMounted, "0 Ready")]
    public void A_room_shows_its_access_point(int accessPoints, RolloutStep? room, string told) =>
        Assert.Equal(told, Told(
            Plan with { Requires = [new(WaveNeed.AccessPoint)] }, Facts(RolloutStep.InService, room, accessPoints),
            Stock(DeviceLifecycle.Inventoried, 20)));

    [Theory]
    [InlineData(DeviceLifecycle.Ordered, "0 NotReady Delivered Inventoried Enrolled")]
    [InlineData(DeviceLifecycle.Delivered, "0 NotReady Inventoried Enrolled")]
    [InlineData(DeviceLifecycle.Inventoried, "0 NotReady Enrolled")]
    [InlineData(DeviceLifecycle.MdmEnrolled, "0 Ready")]
    [InlineData(DeviceLifecycle.ShippedToSchool, "0 Ready")]
    [InlineData(DeviceLifecycle.LostOrStolen, "0 NotReady Delivered Inventoried Enrolled")]
    public void Devices_are_asked_how_far_they_are(DeviceLifecycle step, string told) =>
        Assert.Equal(told, Told(Plan with { Requires = [new(WaveNeed.Enrolled)] }, Facts(RolloutStep.InService), Stock(step, 20)));

    [Fact]
    public void What_no_MDM_manages_is_never_enrolled() =>
        Assert.Equal("0 Ready", Told(
            Plan with { Categories = [DeviceCategory.Projector], Requires = [new(WaveNeed.Enrolled)] }, Facts(),
            Stock(DeviceLifecycle.Inventoried, 20, category: DeviceCategory.Projector)));

    [Fact]
    public void Devices_in_hand_serve_the_places_in_their_order_and_each_device_once()
    {
        var plan = Plan with { Places = [new(Sample.School, 20, Sample.Room), new(Sample.School, 10)] };
        Assert.Equal(
            "5 Ready / 2 NotReady Delivered Inventoried",
            Told(
                plan, Facts(RolloutStep.InService), Stock(DeviceLifecycle.HandedOut, 5, Sample.Room), Stock(DeviceLifecycle.InService, 2),
                Stock(DeviceLifecycle.Inventoried, 19), Stock(DeviceLifecycle.Inventoried, 99, order: "B-18"),
                Stock(DeviceLifecycle.InService, 99, Sample.Room, DeviceCategory.Notebook)));
        var readiness = Of(new Wave.State(plan), Facts(RolloutStep.InService), [Stock(DeviceLifecycle.Delivered, 25)], []);
        Assert.Equal("5 von 10 Geräten noch nicht geliefert", readiness.Places[1].Lacks[0].German);
    }

    [Fact]
    public void Devices_of_one_school_do_not_make_another_ready()
    {
        var plan = Plan with
        {
            Places = [new(Sample.School, 20, Sample.Room), new(Sample.OtherSchool, 10)], Requires = [new(WaveNeed.Enrolled)],
        };
        WaveStock[] stock =
        [
            Stock(DeviceLifecycle.Inventoried, 20), Stock(DeviceLifecycle.MdmEnrolled, 40) with { School = Sample.OtherSchool },
        ];
        var lack = Assert.Single(Of(new Wave.State(plan), Facts(RolloutStep.InService), stock, []).Places[0].Lacks);
        Assert.Equal("20 von 20 Geräten noch nicht im MDM registriert", lack.German);
        // What waits in a store has come, but not here.
        var stored = Of(
            new Wave.State(Plan), Facts(RolloutStep.InService),
            [Stock(DeviceLifecycle.Inventoried, 5), Stock(DeviceLifecycle.Inventoried, 30) with { School = Sample.OtherSchool }], []);
        Assert.Equal(
            "15 von 20 Geräten noch nicht geliefert, 30 der Bestellung sind an Schulen ohne Platz in der Welle",
            stored.Places[0].Lacks[0].German);
    }

    [Fact]
    public void A_place_that_has_all_its_devices_needs_nothing() =>
        Assert.Equal("20 Complete", Told(Plan, Facts(), Stock(DeviceLifecycle.Defective, 20, Sample.Room)));

    [Fact]
    public void A_licence_needs_a_seat_for_each_device_of_the_school()
    {
        var plan = Plan with { Requires = [new(WaveNeed.Licence, "l-1")] };
        string With(params LicenceSeats[] seats) => Told(Of(
            new Wave.State(plan), Facts(RolloutStep.InService), [Stock(DeviceLifecycle.Inventoried, 20)], seats));
        Assert.Equal("0 NotReady Licence", With());
        Assert.Equal("0 NotReady Licence", With(new LicenceSeats("l-1", "Jamf", Sample.School, 19)));
        Assert.Equal("0 Ready", With(new LicenceSeats("l-1", "Jamf", Sample.School, 20)));
        Assert.Equal("0 Ready", With(new LicenceSeats("l-1", "Jamf", Sample.School, null)));
        Assert.Equal("0 Ready", With(new LicenceSeats("l-1", "Jamf", null, null)));
        Assert.Equal("0 NotReady Licence", With(new LicenceSeats("l-1", "Jamf", Sample.OtherSchool, 20)));
    }

    [Theory]
    [InlineData(LicenceMetric.Device, 50, null, "30 at the school")]
    [InlineData(LicenceMetric.NamedUser, 50, null, "30 at the school")]
    [InlineData(LicenceMetric.Device, null, null, "enough at the school")]
    [InlineData(LicenceMetric.School, 50, null, "enough at the school")]
    [InlineData(LicenceMetric.Fte, 50, null, "enough at the school")]
    [InlineData(LicenceMetric.Authority, null, null, "enough everywhere")]
    [InlineData(LicenceMetric.Device, 50, "2026-10-31", "0 at the school")]
    [InlineData(LicenceMetric.Authority, null, "2026-10-31", "0 everywhere")]
    public void What_a_licence_counts_says_how_many_seats_a_school_has(LicenceMetric metric, int? quantity, string? until, string seats)
    {
        var terms = new LicenceTerms
        {
            Product = "Jamf", Metric = metric, Until = until is null ? null : DateOnly.Parse(until, Euro.German),
        };
        var licence = new Licence.State(
            LicenceKey.For(Sample.Authority, terms), terms, quantity, [new Licence.Assignment(Sample.School, 30, Today)],
            new Dictionary<LicenceStep, Licence.ReachedStep>());
        var found = Assert.Single(LicenceSeats.Of(licence, Today));
        var count = found.Seats is { } n ? $"{n}" : "enough";
        Assert.Equal(seats, $"{count} {(found.School is null ? "everywhere" : "at the school")}");
    }

    [Fact]
    public void Another_wave_comes_first()
    {
        var plan = new Wave.State(Plan with { Requires = [new(WaveNeed.Wave, "w-1")] });
        WaveReadiness With(Wave.State first) =>
            Of(plan, Facts(RolloutStep.InService), [Stock(DeviceLifecycle.Inventoried, 20)], [], ("w-1", first));
        var open = new Wave.State(Plan, BegunOn: Today);
        Assert.Equal("Die Welle „Klasse 7“ ist nicht abgeschlossen", Assert.Single(With(open).Lacks).German);
        Assert.False(With(open).IsReady);
        Assert.True(With(open with { EndedOn = Today }).IsReady);
        Assert.False(With(open with { EndedOn = Today, AbortedFor = "x" }).IsReady);
    }

    [Theory]
    [InlineData(DeviceLifecycle.Inventoried, "Move+Advance")]
    [InlineData(DeviceLifecycle.ShippedToSchool, "Move+Advance")]
    [InlineData(DeviceLifecycle.Delivered, "hand-out-state")]
    [InlineData(DeviceLifecycle.Defective, "hand-out-state")]
    [InlineData(DeviceLifecycle.LostOrStolen, "hand-out-state")]
    [InlineData(DeviceLifecycle.InService, "hand-out-elsewhere")]
    public void A_scan_depends_on_how_far_the_device_is(DeviceLifecycle step, string outcome) =>
        Assert.Equal(outcome, Scan(device => device with { Lifecycle = step }));

    [Fact]
    public void A_scan_of_what_does_not_belong_here_is_refused()
    {
        Assert.Equal("hand-out-category", Scan(d => d with { Details = d.Details with { Category = DeviceCategory.Notebook } }));
        Assert.Equal("hand-out-order", Scan(d => d with { Details = d.Details with { OrderNumber = "B-18" } }));
        Assert.Equal("hand-out-order", Scan(d => d with { Details = d.Details with { OrderNumber = null } }));
        Assert.Equal("hand-out-other-school", Scan(d => d with { School = Sample.OtherSchool }));
        Assert.Equal("wave-status-forbids", Scan(d => d, new Wave.State(Plan)));
    }

    [Fact]
    public void A_scan_finds_the_device_in_its_place_or_brings_it_there()
    {
        Assert.Equal("there", Scan(d => d with { Lifecycle = DeviceLifecycle.HandedOut, Room = Sample.Room }));
        Assert.Equal("Advance", Scan(d => d with { Room = Sample.Room }));
        Assert.Equal("ReportFound+Move+Advance", Scan(d => d with { MissingSince = Today }));
        // A school as a whole has no room to give.
        var whole = new Wave.State(Plan with { Places = [new(Sample.School, 20)] }, BegunOn: Today);
        Assert.Equal("Advance", Scan(d => d, whole));
        Assert.Equal("there", Scan(d => d with { Lifecycle = DeviceLifecycle.InService, Room = Sample.Room }, whole));
    }

    [Fact]
    public void A_scan_says_what_the_device_has_not_reached()
    {
        var wave = new Wave.State(Plan with { Requires = [new(WaveNeed.Enrolled)] }, BegunOn: Today);
        WaveNeed? Lacks(DeviceLifecycle step, Wave.State to)
        {
            var device = Sample.Device(lifecycle: step);
            return WaveHandOut.Of(
                to, Plan.Places[0], device with { Details = device.Details with { OrderNumber = Order } }).Lacks;
        }
        Assert.Equal(WaveNeed.Enrolled, Lacks(DeviceLifecycle.Inventoried, wave));
        Assert.Null(Lacks(DeviceLifecycle.MdmEnrolled, wave));
        Assert.Null(Lacks(DeviceLifecycle.Inventoried, new Wave.State(Plan, BegunOn: Today)));
    }

    [Fact]
    public void An_order_is_checked_step_by_step()
    {
        var check = OrderCheck.Of(
            30, Order,
            [
                Stock(DeviceLifecycle.Ordered, 3), Stock(DeviceLifecycle.Delivered, 4), Stock(DeviceLifecycle.Configured, 5),
                Stock(DeviceLifecycle.InService, 6), Stock(DeviceLifecycle.InRepair, 1), Stock(DeviceLifecycle.LostOrStolen, 1),
                Stock(DeviceLifecycle.InService, 50, order: "B-18"),
            ]);
        Assert.Equal(new OrderCheck(30, 20, 17, 13, 7), check);
        Assert.Equal(13, check.Undelivered);
    }

    private static string Scan(Func<Device.State, Device.State> change, Wave.State? wave = null)
    {
        var device = Sample.Device(lifecycle: DeviceLifecycle.Configured);
        wave ??= new Wave.State(Plan, BegunOn: Today);
        var scan = WaveHandOut.Of(
            wave, wave.Details.Places[0], change(device with { Room = null, Details = device.Details with { OrderNumber = Order } }));
        return scan.Refusal?.Wire ?? (scan.Commands.Count == 0 ? "there" : string.Join('+', scan.Commands.Select(c => c.GetType().Name)));
    }
}
