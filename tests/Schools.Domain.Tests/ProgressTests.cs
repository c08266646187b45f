namespace Schools.Domain.Tests;

/// <summary>Dated facts → the course of a measure; facts → schools beside each other.</summary>
public sealed class ProgressTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly string First = RoomKey.For(Sample.School, null, "1").Value;
    private static readonly string Second = RoomKey.For(Sample.School, null, "2").Value;

    private static readonly StandardItem TwoScreens = Item(
        new("display", "Display", StandardBasis.Room, 2, 1, [DeviceCategory.InteractiveDisplay], [RoomType.Classroom]));

    private static readonly StandardItem Tablets =
        Item(new("tablet", "Tablet", StandardBasis.Pupil, 1, 3, [DeviceCategory.Tablet]));

    private static StandardItem Item(EquipmentStandard.Item item) =>
        new("rkn", new EquipmentStandard.State("RKN", 1, Monday, null, [item], []), item);

    private static RolloutFacts Facts(StandardItem item, params SchoolFact[] schools) => new(
        Monday.AddDays(30),
        schools.Length > 0 ? schools : [School(Sample.School, 9)],
        [new RoomFact(First, Sample.School, RoomType.Classroom, null), new RoomFact(Second, Sample.School, RoomType.Classroom, null)],
        [],
        new Dictionary<string, Rollout.State>(),
        [new StandardFact(item.Standard, item.State)]);

    private static SchoolFact School(SchoolKey key, int? pupils, string type = "30") =>
        new(key, new School.Details { Name = key.Value, TypeCode = type, Pupils = pupils });

    private static UsableSince Since(string? room, int days, int count, DeviceCategory category, SchoolKey? school = null) =>
        new(school ?? Sample.School, room, category, Monday.AddDays(days), count);

    [Fact]
    public void A_room_is_done_on_the_day_it_had_all_of_it()
    {
        var burnup = Progress.OfItem(TwoScreens, Facts(TwoScreens),
        [
            Since(First, 0, 1, DeviceCategory.InteractiveDisplay), Since(First, 9, 1, DeviceCategory.InteractiveDisplay),
            Since(Second, 3, 1, DeviceCategory.InteractiveDisplay), Since(null, 0, 5, DeviceCategory.InteractiveDisplay),
            Since(Second, 0, 5, DeviceCategory.Tablet),
        ])!;
        Assert.Equal(("Räume", "Räumen", 2, 1), (burnup.Unit, burnup.UnitBehindOf, burnup.Target, burnup.Sum));
        Assert.Equal([(Monday.AddDays(9), 1)], burnup.Done);
    }

    [Fact]
    public void What_one_school_has_too_many_fills_no_other_schools_gap()
    {
        var facts = Facts(Tablets, School(Sample.School, 9), School(Sample.OtherSchool, 30));
        var burnup = Progress.OfItem(Tablets, facts,
        [
            Since(null, 0, 2, DeviceCategory.Tablet), Since(null, 7, 8, DeviceCategory.Tablet),
            Since(null, 7, 4, DeviceCategory.Tablet, Sample.OtherSchool),
        ])!;
        Assert.Equal((13, 7), (burnup.Target, burnup.Sum));
        Assert.Equal([(Monday, 2), (Monday.AddDays(7), 5)], burnup.Done);
    }

    [Fact]
    public void Ports_have_no_days()
    {
        var ports = Item(new("ports", "Anschlüsse", StandardBasis.Room, 4, 1, [], null, StandardSubject.Ports));
        Assert.Null(Progress.OfItem(ports, Facts(ports), []));
    }

    [Fact]
    public void The_wlan_grows_by_schools_in_service()
    {
        var reached = new Rollout.State(new Dictionary<RolloutStep, Rollout.Step> { [RolloutStep.InService] = new(Reached: Monday) });
        var facts = Facts(Tablets) with { Rollouts = new Dictionary<string, Rollout.State> { [Sample.School.Value] = reached } };
        Assert.Equal(("Schulen", 1, 1), (Progress.OfWlan(facts).UnitBehindOf, Progress.OfWlan(facts).Target, Progress.OfWlan(facts).Sum));
    }

    [Fact]
    public void Schools_are_compared_within_their_type_with_what_they_are_counted_by()
    {
        var small = School(SchoolKey.Parse("DE-NW-1"), 60, "08");
        var facts = Facts(Tablets, School(Sample.School, 90), School(Sample.OtherSchool, null), small) with
        {
            Stock =
            [
                new StockFact(Sample.School, First, DeviceCategory.Tablet, 40, 30),
                new StockFact(Sample.School, First, DeviceCategory.AccessPoint, 2, 2),
            ],
        };
        var groups = Comparison.Of(facts);
        Assert.Equal(["08", "30"], groups.Select(group => group.TypeCode));
        var school = groups[1].Schools[0];
        Assert.Equal((3m, 90, 30), (school.PupilsPerDevice.Value, school.PupilsPerDevice.Part, school.PupilsPerDevice.Whole));
        Assert.Equal((45m, 15m), (school.PupilsPerAccessPoint.Value, school.DevicesPerClassroom.Value));
        // A school that states no pupils, and one without rooms, have no value and no part in the median.
        Assert.Null(groups[1].Schools[1].PupilsPerDevice.Value);
        Assert.Equal(3m, groups[1].Median(s => s.PupilsPerDevice));
        Assert.Null(groups[0].Median(s => s.PupilsPerDevice));
    }
}
