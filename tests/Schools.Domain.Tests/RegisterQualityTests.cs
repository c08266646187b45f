namespace Schools.Domain.Tests;

/// <summary>Facts → which rules they break, and the score of it.</summary>
public sealed class RegisterQualityTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly DeviceProfile Good = new(
        DeviceCategory.Tablet, DeviceLifecycle.InService, DeviceCondition.Ok, DeviceAvailability.Available, true, true, true, false, false,
        false, false);

    private static readonly RoomKey Classroom = RoomKey.For(Sample.School, "A", "1");

    [Theory]
    [InlineData("", "")]
    [InlineData("no-serial", "ohne-seriennummer")]
    [InlineData("no-serial Projector", "")]
    [InlineData("no-serial no-inventory no-room no-date Ordered", "")]
    [InlineData("no-serial no-inventory no-date Delivered no-room", "ohne-seriennummer ohne-inventarnummer ohne-anschaffungsdatum")]
    [InlineData("no-inventory Inventoried", "ohne-inventarnummer")]
    [InlineData("no-room", "ohne-raum")]
    [InlineData("no-room Defective", "ohne-raum")]
    [InlineData("no-room ShippedToSchool", "")]
    [InlineData("shared", "nummer-doppelt")]
    [InlineData("shared Retired avail:Retired", "")]
    [InlineData("no-date", "ohne-anschaffungsdatum")]
    [InlineData("no-date legacy", "")]
    [InlineData("future", "anschaffung-kuenftig")]
    [InlineData("future Ordered no-room", "")]
    [InlineData("unseen", "lange-nicht-gesehen")]
    [InlineData("unseen LostOrStolen avail:Lost", "")]
    [InlineData("cond:Unclear", "zustand-unklar")]
    [InlineData("cond:Unclear Configured", "")]
    [InlineData("Planned", "widerspruch")]
    [InlineData("Ordered no-room avail:Issued", "widerspruch")]
    [InlineData("avail:Lost", "widerspruch")]
    [InlineData("cond:Defective", "widerspruch")]
    [InlineData("cond:Defective avail:Blocked", "")]
    [InlineData("LostOrStolen", "widerspruch")]
    [InlineData("Defective avail:Retired", "widerspruch")]
    public void A_device_breaks_these_rules(string device, string rules)
    {
        var profile = device.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(Good, With);
        Assert.Equal(rules, string.Join(' ', QualityRules.OfDevices.Where(rule => rule.Finds(profile)).Select(rule => rule.Key)));
    }

    [Fact]
    public void Rules_have_names_texts_and_weights_of_their_own()
    {
        Assert.Equal(QualityRules.All.Count, QualityRules.All.Select(rule => rule.Key).Distinct().Count());
        Assert.All(QualityRules.All, rule =>
        {
            Assert.Matches("^[a-z-]+$", rule.Key);
            Assert.EndsWith(".", rule.Remedy, StringComparison.Ordinal);
            Assert.InRange(rule.Weight, 1, 3);
            Assert.Same(rule, QualityRules.Of(rule.Key));
        });
        Assert.Null(QualityRules.Of("gibt-es-nicht"));
    }

    [Theory]
    [InlineData(0, 100, 100, QualityGrade.Good)]
    [InlineData(1, 1000, 99, QualityGrade.Good)]
    [InlineData(5, 100, 95, QualityGrade.Good)]
    [InlineData(6, 100, 94, QualityGrade.Fair)]
    [InlineData(20, 100, 80, QualityGrade.Fair)]
    [InlineData(1, 3, 66, QualityGrade.Poor)]
    [InlineData(3, 3, 0, QualityGrade.Poor)]
    public void The_score_is_the_part_that_keeps_a_rule_rounded_down(int broken, int of, int score, QualityGrade grade)
    {
        var quality = new SchoolQuality(null, [new RuleResult(QualityRules.All[0], broken, of), new RuleResult(QualityRules.All[1], 0, 0)]);
        Assert.Equal((score, grade), (quality.Score, quality.Grade));
        Assert.Equal(new Figure("data-quality", score, 100, null, null, Today), quality.Figure(Today));
    }

    [Fact]
    public void A_grave_rule_counts_three_times_a_gap_and_nothing_checked_counts_for_nothing()
    {
        var grave = QualityRules.Of("ohne-seriennummer")!;
        var gap = QualityRules.Of("raum-ohne-typ")!;
        Assert.Equal(25, new SchoolQuality(null, [new RuleResult(grave, 10, 10), new RuleResult(gap, 0, 4)]).Score);
        Assert.Equal(75, new SchoolQuality(null, [new RuleResult(grave, 0, 10), new RuleResult(gap, 4, 4)]).Score);
        Assert.Null(new SchoolQuality(null, [new RuleResult(grave, 0, 0)]).Score);
        Assert.Null(new SchoolQuality(null, []).Grade);
    }

    [Theory]
    [InlineData(100, 10, 121, "")]
    [InlineData(100, 10, 122, "zu-viele-tablets")]
    [InlineData(1, 0, 1, "")]
    [InlineData(1, 0, 2, "zu-viele-tablets")]
    [InlineData(null, null, 500, "ohne-personen")]
    [InlineData(null, 10, 500, "ohne-personen")]
    [InlineData(100, null, 110, "ohne-personen")]
    public void Tablets_are_held_against_persons_and_a_reserve_of_ten_percent(int? pupils, int? teachers, int tablets, string rules)
    {
        var details = new School.Details { Name = "BBZ", Pupils = pupils, Teachers = teachers };
        var one = Assert.Single(Register(
            details, [(Sample.School, Good, tablets), (Sample.School, Ordered, 1_000)],
            stock: [new(Sample.School, null, DeviceCategory.Tablet, tablets, tablets)]).Schools());
        Assert.Equal(rules, Broken(one));
    }

    [Fact]
    public void A_school_without_a_list_is_not_good()
    {
        var one = Assert.Single(Register(new School.Details { Name = "BBZ", Pupils = 100, Teachers = 10 }).Schools());
        Assert.Equal(("ohne-bestand", QualityGrade.Poor), (Broken(one), one.Grade));
    }

    [Fact]
    public void A_room_in_service_without_an_access_point_is_found_by_its_own_step_or_that_of_its_school()
    {
        RoomFact[] rooms =
        [
            new(Classroom.Value, Sample.School, RoomType.Classroom, null),
            new(RoomKey.For(Sample.School, "A", "2").Value, Sample.School, RoomType.StorageRoom, null),
            new(RoomKey.For(Sample.School, "A", "3").Value, Sample.School, RoomType.Unknown, null),
        ];
        Assert.Equal("raum-ohne-typ", Broken(Assert.Single(Register(rooms: rooms).Schools())));
        var own = Register(rooms: rooms, reached: [(Classroom.Value, RolloutStep.InService)]);
        Assert.Equal(
            [(Classroom.Value, true), (rooms[1].Key, false), (rooms[2].Key, false)],
            own.RoomsOf(Sample.School).Select(room => (room.Room.Key, room.IsInService)));
        var whole = Register(
            rooms: rooms, stock: [new(Sample.School, Classroom.Value, DeviceCategory.AccessPoint, 1, 0)],
            reached: [(Sample.School.Value, RolloutStep.InService)]);
        Assert.Equal(
            [(1, true), (0, false), (0, false)], whole.RoomsOf(Sample.School).Select(room => (room.AccessPoints, room.IsInService)));
    }

    [Fact]
    public void A_step_needs_a_day_and_a_reference_or_a_file()
    {
        var stock = new StockFact(Sample.School, null, DeviceCategory.Switch, 1, 1);
        (string, RolloutStep)[] reached = [(Sample.School.Value, RolloutStep.Surveyed), (Sample.School.Value, RolloutStep.FibreBuilt)];
        var quality = Assert.Single(Register(
            stock: [stock], reached: reached, files: [(Sample.School.Value, RolloutStep.FibreBuilt)]).Schools());
        // The switch shows its step without a day; of the two with a day, one has a file.
        Assert.Equal((1, 3), Counted(quality, "schritt-ohne-tag"));
        Assert.Equal((1, 2), Counted(quality, "schritt-ohne-nachweis"));
    }

    [Fact]
    public void All_schools_together_are_the_sums_of_each_and_the_worst_comes_first()
    {
        var other = SchoolKey.Parse("DE-NW-100001");
        var facts = Facts(new School.Details { Name = "A", Pupils = 500 }) with
        {
            Schools = [new(Sample.School, new() { Name = "A", Pupils = 500 }), new(other, new() { Name = "B", Pupils = 500 })],
        };
        var schools = new RegisterQuality(
            facts, [(Sample.School, Good, 9), (other, Good, 5), (other, Good with { HasSerial = false }, 5)],
            new HashSet<(string, RolloutStep)>()).Schools();
        Assert.Equal([other, Sample.School], schools.Select(school => school.School!.Key));
        Assert.Equal((5, 19), Counted(RegisterQuality.Whole(schools), "ohne-seriennummer"));
    }

    private static DeviceProfile Ordered =>
        Good with { Lifecycle = DeviceLifecycle.Ordered, HasRoom = false, Availability = DeviceAvailability.Reserved };

    private static DeviceProfile With(DeviceProfile device, string word) => word switch
    {
        "no-serial" => device with { HasSerial = false },
        "no-inventory" => device with { HasInventoryNumber = false },
        "no-room" => device with { HasRoom = false },
        "no-date" => device with { IsPurchaseInFuture = null },
        "future" => device with { IsPurchaseInFuture = true },
        "shared" => device with { IsNumberShared = true },
        "legacy" => device with { IsLegacy = true },
        "unseen" => device with { IsLongUnseen = true },
        _ when word.StartsWith("cond:", StringComparison.Ordinal) => device with { Condition = Enum.Parse<DeviceCondition>(word[5..]) },
        _ when word.StartsWith("avail:", StringComparison.Ordinal) =>
            device with { Availability = Enum.Parse<DeviceAvailability>(word[6..]) },
        _ when Enum.TryParse<DeviceLifecycle>(word, out var step) => device with { Lifecycle = step },
        _ => device with { Category = Enum.Parse<DeviceCategory>(word) },
    };

    private static RegisterQuality Register(
        School.Details? school = null,
        IReadOnlyList<(SchoolKey, DeviceProfile, int)>? devices = null,
        IReadOnlyList<RoomFact>? rooms = null,
        IReadOnlyList<StockFact>? stock = null,
        IReadOnlyList<(string Key, RolloutStep Step)>? reached = null,
        IReadOnlyList<(string, RolloutStep)>? files = null) => new(
        Facts(school ?? new School.Details { Name = "BBZ", Pupils = 100, Teachers = 10 }, rooms, stock, reached),
        devices ?? [],
        new HashSet<(string, RolloutStep)>(files ?? []));

    private static RolloutFacts Facts(
        School.Details school,
        IReadOnlyList<RoomFact>? rooms = null,
        IReadOnlyList<StockFact>? stock = null,
        IReadOnlyList<(string Key, RolloutStep Step)>? reached = null) => new(
        Today,
        [new SchoolFact(Sample.School, school)],
        rooms ?? [],
        stock ?? [],
        (reached ?? []).GroupBy(r => r.Key).ToDictionary(
            g => g.Key, g => new Rollout.State(g.ToDictionary(r => r.Step, _ => new Rollout.Step(Reached: Today)))),
        []);

    private static string Broken(SchoolQuality school) =>
        string.Join(' ', school.Results.Where(result => result.Broken > 0).Select(result => result.Rule.Key));

    private static (int Broken, int Checked) Counted(SchoolQuality school, string rule)
    {
        var result = school.Results.Single(known => known.Rule.Key == rule);
        return (result.Broken, result.Checked);
    }
}
