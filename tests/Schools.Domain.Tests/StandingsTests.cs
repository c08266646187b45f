namespace Schools.Domain.Tests;

/// <summary>Facts → how schools stand, and the figures of it.</summary>
public sealed class StandingsTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly EquipmentStandard.Item Display = new(
        "display", "Anzeigegerät", StandardBasis.Room, 1, 1, [DeviceCategory.InteractiveDisplay, DeviceCategory.Projector],
        [RoomType.Classroom]);

    private static readonly EquipmentStandard.Item AccessPoint =
        new("ap", "Access Point", StandardBasis.Room, 1, 1, [DeviceCategory.AccessPoint], [RoomType.Classroom]);

    private static readonly EquipmentStandard.Item Ports =
        new("ports", "Vier Anschlüsse", StandardBasis.Room, 4, 1, [], [RoomType.Classroom], StandardSubject.Ports);

    private static readonly EquipmentStandard.Item Ratio =
        new("geraete", "Gerät je drei Personen", StandardBasis.Person, 1, 3, [DeviceCategory.Tablet]);

    private static readonly EquipmentStandard.Item Line =
        new("anbindung", "Anbindung", StandardBasis.School, 1000, 1, [], null, StandardSubject.Uplink);

    private static RoomFact Room(string number, RoomType type = RoomType.Classroom, int? ports = null) =>
        new(RoomKey.For(Sample.School, null, number).Value, Sample.School, type, ports);

    private static StockFact Stock(DeviceCategory category, int usable, string? room = null, int unusable = 0) => new(
        Sample.School, room is null ? null : RoomKey.For(Sample.School, null, room).Value, category, usable + unusable, usable);

    private static RolloutFacts Facts(
        IReadOnlyList<EquipmentStandard.Item> items,
        IReadOnlyList<RoomFact>? rooms = null,
        IReadOnlyList<StockFact>? stock = null,
        School.Details? school = null,
        params (string Key, RolloutStep Step)[] reached) => new(
        Today,
        [new SchoolFact(Sample.School, school ?? new School.Details { Name = "BBZ", TypeCode = "30", Pupils = 100, Teachers = 10 })],
        rooms ?? [],
        stock ?? [],
        reached.GroupBy(r => r.Key).ToDictionary(
            g => g.Key, g => new Rollout.State(g.ToDictionary(r => r.Step, _ => new Rollout.Step(Reached: Today)))),
        items.Count == 0 ? [] : [new StandardFact("rkn", new EquipmentStandard.State("RKN", 1, Today, null, items, []))]);

    private static ItemStanding Item(RolloutFacts facts) => Assert.Single(Standings.Of(facts)[0].Items);

    [Fact]
    public void A_full_room_never_fills_an_empty_one()
    {
        var item = Item(Facts(
            [Display],
            [Room("1"), Room("2"), Room("3"), Room("Lager", RoomType.StorageRoom)],
            [
                Stock(DeviceCategory.InteractiveDisplay, 2, "1"), Stock(DeviceCategory.Projector, 1, "2"),
                Stock(DeviceCategory.Projector, 9, "Lager"),
            ]));
        Assert.Equal((3, 2, 1, 3, 2), (item.Target, item.Actual, item.Gap, item.Rooms, item.Equipped));
        Assert.Equal(RolloutStatus.Underway, item.Status);
    }

    [Fact]
    public void What_is_broken_or_on_its_way_does_not_count()
    {
        var item = Item(Facts([Display], [Room("1")], [Stock(DeviceCategory.Projector, 0, "1", unusable: 3)]));
        Assert.Equal((0, RolloutStatus.NotBegun), (item.Actual, item.Status));
    }

    [Theory]
    [InlineData(100, 10, 37)] // 110 persons: 36 would leave two without
    [InlineData(99, 9, 36)]
    [InlineData(1, null, 1)]
    public void A_ratio_rounds_up_to_whole_devices(int pupils, int? teachers, int target) => Assert.Equal(
        target, Item(Facts([Ratio], school: new School.Details { Pupils = pupils, Teachers = teachers })).Target);

    [Fact]
    public void Without_persons_there_is_no_target_and_the_school_leaves_the_figure()
    {
        var facts = Facts([Ratio], stock: [Stock(DeviceCategory.Tablet, 5)], school: new School.Details { Name = "BBZ" });
        Assert.Null(Item(facts).Target);
        Assert.Equal((null, null), (Figure(facts, "standard:rkn/geraete").Numerator, Figure(facts, "standard:rkn/geraete").Target));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(3, 0)]
    [InlineData(null, 0)]
    public void Ports_are_those_of_the_room(int? ports, int equipped) =>
        Assert.Equal(equipped, Item(Facts([Ports], [Room("1", ports: ports)])).Equipped);

    [Theory]
    [InlineData(1000, 100)]
    [InlineData(600, 0)]
    [InlineData(null, 0)]
    public void A_line_is_there_or_not(int? uplink, int share) =>
        Assert.Equal(share, Figure(Facts([Line], school: new School.Details { Uplink = uplink }), "standard:rkn/anbindung").Actual);

    [Fact]
    public void A_line_that_nobody_measured_is_not_known_to_be_slow()
    {
        var facts = Facts([Line], school: new School.Details());
        var item = Item(facts);
        Assert.Equal((1000, null, null, null), (item.Target, item.Actual, item.Gap, item.Status));
        Assert.Equal("Bandbreite nicht bekannt", item.Unknown);
        Assert.Equal((0m, 1m), (Figure(facts, "standard:rkn/anbindung").Numerator, Figure(facts, "standard:rkn/anbindung").Denominator));
        Assert.Equal((1, 0, 1), Standings.Sum([item]));
        Assert.Equal((2, 1, 1), Standings.Sum([item, item with { Actual = 1000 }]));
    }

    /// <summary>Before the first list nobody knows what there was; what is owed by persons is known all the same.</summary>
    [Theory]
    [InlineData("display", null)]
    [InlineData("geraete", 37)]
    public void Without_a_list_nothing_is_said_to_be_missing(string key, int? target)
    {
        var empty = Facts([key == "display" ? Display : Ratio]);
        var item = Item(empty);
        Assert.Equal((target, null, null, null, "nicht erfasst"), (item.Target, item.Actual, item.Gap, item.Status, item.Unknown));
        Assert.Equal(target is { } owed ? (owed, null, null) : null, Standings.Sum([item]));
        Assert.Null(Figure(empty, $"standard:rkn/{key}").Actual);

        var begun = empty with { Stock = [Stock(DeviceCategory.Printer, 0, unusable: 1)] };
        Assert.Equal(key == "display" ? null : 0, Figure(begun, $"standard:rkn/{key}").Actual);
        Assert.Equal(key == "display" ? "kein Raum dafür" : "", Item(begun) is { Status: null } other ? other.Unknown : "");
    }

    [Fact]
    public void A_deviation_goes_before_the_standard()
    {
        var facts = Facts([Ratio]);
        var standard = facts.Standards[0].State with { Deviations = [new(Sample.School, "geraete", 1, 1, "Konzept")] };
        Assert.Equal(110, Item(facts with { Standards = [new StandardFact("rkn", standard)] }).Target);
    }

    [Fact]
    public void A_standard_of_other_school_types_says_nothing()
    {
        var facts = Facts([Ratio]);
        var standard = facts.Standards[0].State with { SchoolTypes = ["08"] };
        Assert.Empty(Standings.Of(facts with { Standards = [new StandardFact("rkn", standard)] })[0].Items);
    }

    [Fact]
    public void Access_points_move_the_steps_of_a_school_once_all_its_rooms_have_one()
    {
        RoomFact[] rooms = [Room("1"), Room("2")];
        var half = Standings.Of(Facts([AccessPoint], rooms, [Stock(DeviceCategory.AccessPoint, 1, "1")]))[0].Wlan;
        Assert.Equal((RolloutStatus.Underway, (RolloutStep?)null, 1, 2), (half.Status, half.Latest, half.Covered, half.Rooms));
        var whole = Standings.Of(Facts(
            [AccessPoint], rooms, [Stock(DeviceCategory.AccessPoint, 1, "1"), Stock(DeviceCategory.AccessPoint, 1, "2")]))[0].Wlan;
        Assert.Equal((RolloutStatus.Underway, RolloutStep.AccessPointsMounted), (whole.Status, whole.Latest));
    }

    [Fact]
    public void A_switch_moves_the_step_of_its_school() =>
        Assert.Equal(RolloutStep.SwitchesInstalled, Standings.Of(Facts([], [], [Stock(DeviceCategory.Switch, 1)]))[0].Wlan.Latest);

    [Theory]
    [InlineData(RolloutStep.FibreOrdered, RolloutStatus.Rudimentary)]
    [InlineData(RolloutStep.Cabled, RolloutStatus.Underway)]
    [InlineData(RolloutStep.Accepted, RolloutStatus.Underway)]
    [InlineData(RolloutStep.InService, RolloutStatus.Complete)]
    public void The_scale_follows_the_steps(RolloutStep step, RolloutStatus status) =>
        Assert.Equal(status, Standings.Of(Facts([], reached: (Sample.School.Value, step)))[0].Wlan.Status);

    [Fact]
    public void What_is_due_and_open_is_late()
    {
        var state = new Rollout.State(
            new Dictionary<RolloutStep, Rollout.Step>
            {
                [RolloutStep.FibreBuilt] = new(Planned: Today.AddDays(-10)),
                [RolloutStep.Cabled] = new(Planned: Today.AddDays(-5), Reached: Today),
                [RolloutStep.Accepted] = new(Planned: Today),
            },
            new Rollout.Blockade("Freischaltung fehlt", "Provider", Today));
        var facts = Facts([]) with { Rollouts = new Dictionary<string, Rollout.State> { [Sample.School.Value] = state } };
        var late = Assert.Single(Slipping.Of(facts, Standings.Of(facts)));
        Assert.Equal((RolloutStep.FibreBuilt, 10, "Freischaltung fehlt"), (late.Step, late.Days, late.Blockade?.Reason));
    }

    [Fact]
    public void What_the_inventory_shows_to_be_done_is_not_late()
    {
        var state = new Rollout.State(
            new Dictionary<RolloutStep, Rollout.Step> { [RolloutStep.SwitchesInstalled] = new(Planned: Today.AddDays(-10)) });
        var facts = Facts([], stock: [Stock(DeviceCategory.Switch, 1)]) with
        {
            Rollouts = new Dictionary<string, Rollout.State> { [Sample.School.Value] = state },
        };
        Assert.Empty(Slipping.Of(facts, Standings.Of(facts)));
        Assert.Single(Slipping.Of(facts with { Stock = [] }, Standings.Of(facts with { Stock = [] })));
    }

    [Fact]
    public void Before_any_list_was_taken_in_nothing_is_known_which_is_not_zero()
    {
        Assert.Null(Figure(Facts([]), Figures.Devices).Actual);
        Assert.Equal(0, Figure(Facts([], [Room("1")]), Figures.Devices).Actual);
        Assert.Equal(3, Figure(Facts([], stock: [Stock(DeviceCategory.Tablet, 3)]), Figures.Usable).Actual);
    }

    [Fact]
    public void A_school_without_a_list_owes_its_target_and_leaves_the_relation()
    {
        var one = Facts([Ratio, Display], [Room("1")], [Stock(DeviceCategory.Tablet, 11)]);
        var facts = one with { Schools = [.. one.Schools, new SchoolFact(Sample.OtherSchool, one.Schools[0].Details)] };

        Assert.Equal((11m, 74m), (Figure(facts, "standard:rkn/geraete").Actual, Figure(facts, "standard:rkn/geraete").Target));
        Assert.Equal((10m, 110m, 11m), (
            Figure(facts, Figures.PersonsPerDevice).Actual, Figure(facts, Figures.PersonsPerDevice).Numerator,
            Figure(facts, Figures.PersonsPerDevice).Denominator));
        Assert.Equal(["nicht erfasst", "nicht erfasst"], Standings.Of(facts)[1].Items.Select(item => item.Unknown));

        var compared = Assert.Single(Comparison.Of(facts)).Schools;
        Assert.Equal((9.09m, (decimal?)null), (compared[0].PupilsPerDevice.Value, compared[1].PupilsPerDevice.Value));
        Assert.Equal(
            new ComparedValue[] { new(100, null), new(100, null), new(null, null), new(null, null) },
            Comparison.Values.Select(value => value.Of(compared[1])));
    }

    [Fact]
    public void A_number_that_nobody_can_mean_is_still_a_number()
    {
        var facts = Facts([Ratio with { Count = 100_000, Per = 1 }], school: new School.Details { Pupils = 90_000 });
        Assert.Equal(int.MaxValue, Item(facts).Target);
        Assert.Equal(2m * int.MaxValue, Figures.Of([.. Standings.Of(facts), .. Standings.Of(facts)], Today)[^1].Target);
    }

    private static Figure Figure(RolloutFacts facts, string indicator) =>
        Figures.Of(Standings.Of(facts), facts.AsOf).Single(figure => figure.Indicator == indicator);
}
