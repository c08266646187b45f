namespace Schools.Domain.Tests;

/// <summary>Two days of facts → what was put off between them.</summary>
public sealed class SlippingTests
{
    private static readonly DateOnly Day = new(2026, 6, 30);
    private static readonly DateOnly Later = new(2026, 9, 30);

    private static Rollout.State Planned(DateOnly? day, string? reason = null, DateOnly? reached = null) =>
        new(new Dictionary<RolloutStep, Rollout.Step> { [RolloutStep.Cabled] = new(day, reached, MovedFor: reason) });

    public static TheoryData<string, Rollout.State?, Rollout.State, string?> Steps => new()
    {
        { "later, with a reason", Planned(Day), Planned(Later, "Firma insolvent"), "Firma insolvent" },
        { "later, without", Planned(Day), Planned(Later), "" },
        { "blocked", Planned(Day), Planned(Later) with { Blockade = new("Brandschutz", null, Day) }, "Brandschutz" },
        { "the same day", Planned(Day), Planned(Day), null },
        { "earlier", Planned(Later), Planned(Day), null },
        { "planned for the first time", Planned(null), Planned(Later), null },
        { "nothing was known", null, Planned(Later), null },
        { "no longer planned", Planned(Day), Planned(null), null },
        { "later, and reached", Planned(Day), Planned(Later, reached: Day), null },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void An_open_step_that_is_due_later_has_moved(string what, Rollout.State? before, Rollout.State now, string? reason)
    {
        var facts = new RolloutFacts(
            Later, [new SchoolFact(Sample.School, new School.Details())], [], [],
            new Dictionary<string, Rollout.State> { [Sample.School.Value] = now }, []);
        Dictionary<string, Rollout.State> then = before is null ? [] : new() { [Sample.School.Value] = before };
        var moved = Slipping.Moved(facts, Standings.Of(facts), then).SingleOrDefault();
        Assert.Equal((what, reason), (what, moved is null ? null : moved.Reason ?? ""));
        if (moved is not null)
        {
            Assert.Equal((Day, Later), (moved.Before, moved.After));
        }
    }

    [Fact]
    public void Rooms_of_one_school_that_one_change_put_off_are_told_together()
    {
        var blocked = Planned(Day) with { Blockade = new("Brandschutz", null, Day) };
        (string Room, Rollout.State? Before, Rollout.State Now)[] rooms =
        [
            ("1.02", Planned(Day), Planned(Later, "Firma insolvent")), ("1.01", Planned(Day), Planned(Later, "Firma insolvent")),
            ("other reason", Planned(Day), Planned(Later, "Estrich")), ("other day", Planned(Day), Planned(Day.AddDays(1), "Estrich")),
            ("no reason", Planned(Day), Planned(Later)), ("blocked", Planned(Day), blocked with { Steps = Planned(Later).Steps }),
            ("same", Planned(Day), Planned(Day)), ("reached", Planned(Day), Planned(Later, reached: Day)),
            ("new", null, Planned(Later)), ("first time", Planned(null), Planned(Later)), ("closed", Planned(Day), Planned(Later)),
        ];
        var school = new SchoolFact(Sample.School, new School.Details());
        var facts = new RolloutFacts(
            Later, [school],
            [.. rooms.Where(r => r.Room != "closed").Select(r => new RoomFact(Key(r.Room), Sample.School, RoomType.Classroom, null))], [],
            rooms.ToDictionary(r => Key(r.Room), r => r.Now), []);
        var before = rooms.Where(r => r.Before is not null).ToDictionary(r => Key(r.Room), r => r.Before!);

        Assert.Equal(
            [
                "1.01, 1.02 2026-09-30 Firma insolvent", "other reason 2026-09-30 Estrich", "other day 2026-07-01 Estrich",
                "no reason 2026-09-30 ", "blocked 2026-09-30 Brandschutz",
            ],
            Told(facts));
        // What holds up a school holds up its rooms.
        var held = new Dictionary<string, Rollout.State>(facts.Rollouts) { [Sample.School.Value] = blocked };
        Assert.Contains("blocked, no reason 2026-09-30 Brandschutz", Told(facts with { Rollouts = held }));
        Assert.Empty(Slipping.Moved(facts, Standings.Of(facts), before));

        IEnumerable<string> Told(RolloutFacts of) => Slipping.OfRooms(of, before).Select(m =>
            $"{string.Join(", ", m.Rooms.Select(r => r[(r.IndexOf('/') + 1)..]))} {m.After:yyyy-MM-dd} {m.Reason}");

        static string Key(string room) => $"{Sample.School}/{room}";
    }

    [Fact]
    public void What_devices_of_a_room_show_is_not_put_off()
    {
        var (mounted, broken) = ($"{Sample.School}/1.01", $"{Sample.School}/1.02");
        var facts = new RolloutFacts(
            Later, [new SchoolFact(Sample.School, new School.Details())],
            [.. new[] { mounted, broken }.Select(key => new RoomFact(key, Sample.School, RoomType.Classroom, null))],
            [
                new StockFact(Sample.School, mounted, DeviceCategory.AccessPoint, 1, 1),
                new StockFact(Sample.School, broken, DeviceCategory.AccessPoint, 1, 0),
            ],
            All(Later), []);

        var told = Assert.Single(Slipping.OfRooms(facts, All(Day)));
        Assert.Equal([broken], told.Rooms);

        Dictionary<string, Rollout.State> All(DateOnly planned) => new[] { mounted, broken }.ToDictionary(key => key, _ =>
            new Rollout.State(new Dictionary<RolloutStep, Rollout.Step> { [RolloutStep.AccessPointsMounted] = new(planned) }));
    }

    [Fact]
    public void A_day_that_moves_keeps_its_reason_until_it_moves_again()
    {
        Rollout.State? state = null;
        void Send(DateOnly planned, RolloutExecutor? executor, string? reason)
        {
            var command = new Rollout.Schedule(Sample.School, null, RolloutStep.Cabled, planned, executor, reason);
            state = Rollout.Decide(state, command, Sample.Context()).Events.Aggregate(state, Rollout.Evolve);
        }
        Send(Day, null, null);
        Send(Later, null, " Firma insolvent ");
        Send(Later, RolloutExecutor.Contractor, null);
        Assert.Equal("Firma insolvent", state!.Of(RolloutStep.Cabled).MovedFor);
        Send(Day, RolloutExecutor.Contractor, null);
        Assert.Null(state.Of(RolloutStep.Cabled).MovedFor);
    }

    [Fact]
    public void Measures_and_milestones_of_a_plan_move_with_their_reasons()
    {
        MasterPlan.Event[] begun =
        [
            new MasterPlan.Described(new("Plan", MasterPlanKind.Masterplan)),
            new MasterPlan.MeasurePut(new("wlan", "f", "WLAN", End: Day)), new MasterPlan.MeasurePut(new("alt", "f", "Alt", End: Day)),
            new MasterPlan.MilestonePut(new("alle", "wlan", "Alle Schulen", Day)),
            new MasterPlan.MilestonePut(new("halb", "wlan", "Hälfte", Day)),
        ];
        MasterPlan.Event[] since =
        [
            new MasterPlan.MeasurePut(new("wlan", "f", "WLAN", End: Later), new(Later, Day, "Vergabe wiederholt")),
            new MasterPlan.MeasurePut(new("alt", "f", "Alt", End: Later)),
            new MasterPlan.MeasureProceeded("alt", new(MeasureStatus.Dropped, Day, "entfällt")),
            new MasterPlan.MeasurePut(new("neu", "f", "Neu", End: Later)),
            new MasterPlan.MilestonePostponed("alle", new(Later, Day, "Leitungen fehlen")),
            new MasterPlan.MilestonePostponed("halb", new(Later, Day, "Leitungen fehlen")),
            new MasterPlan.MilestoneReached("halb", Day, null),
        ];
        var before = begun.Aggregate((MasterPlan.State?)null, MasterPlan.Evolve)!;
        var now = since.Aggregate(before, MasterPlan.Evolve);
        Assert.Equal(
            [
                new MovedPart(MasterPlanPart.Measure, "wlan", "WLAN", Day, Later, "Vergabe wiederholt"),
                new MovedPart(MasterPlanPart.Milestone, "wlan", "Alle Schulen", Day, Later, "Leitungen fehlen"),
            ],
            Slipping.Moved(now, before));
        Assert.Empty(Slipping.Moved(now, now));
    }
}
