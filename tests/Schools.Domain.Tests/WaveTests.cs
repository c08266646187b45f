namespace Schools.Domain.Tests;

/// <summary>State × command → outcome of a wave.</summary>
public sealed class WaveTests
{
    private const string Key = "w-klasse-7";
    private static readonly DateOnly Start = new(2026, 11, 9);
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoOthers = new Dictionary<string, IReadOnlyList<string>>();

    internal static readonly Wave.Details Plan = new(
        "Klasse 7", "NW", [DeviceCategory.Tablet], "B-17", 30, Start.AddDays(-3), Start, Start.AddDays(30), 25,
        [new Wave.Place(Sample.School, 20, Sample.Room, "7b"), new Wave.Place(Sample.OtherSchool, 10)], []);

    private static readonly Wave.Describe Describe = new(Key, Plan, NoOthers);
    private static readonly Wave.Begin Begin = new([]) { On = Start };
    private static readonly Wave.Finish Finish = new() { On = Start.AddDays(5) };
    private static readonly Wave.Abort Abort = new("Haushaltssperre") { On = Start.AddDays(5) };
    private static readonly Wave.Resume Resume = new("Doch nicht");

    private static Wave.State? After(params Wave.Command[] commands)
    {
        Wave.State? state = null;
        foreach (var command in commands)
        {
            var decision = Wave.Decide(state, command, Sample.Context());
            Assert.Null(decision.Refusal);
            state = decision.Events.Aggregate(state, Wave.Evolve);
        }
        return state;
    }

    private static string Outcome(Wave.State? state, Wave.Command command)
    {
        var decision = Wave.Decide(state, command, Sample.Context());
        return decision.Refusal?.Wire
            ?? (decision.Events.Count == 0 ? "nothing" : string.Join('+', decision.Events.Select(e => e.GetType().Name)));
    }

    private static Refusal? Refused(Wave.Details plan) =>
        Wave.Decide(null, Describe with { Given = plan }, Sample.Context()).Refusal;

    [Fact]
    public void Each_status_allows_what_the_table_says()
    {
        (string, Wave.State?)[] states =
        [
            ("none", null), ("planned", After(Describe)), ("running", After(Describe, Begin)),
            ("finished", After(Describe, Begin, Finish)), ("aborted", After(Describe, Abort)),
        ];
        Wave.Command[] commands = [Describe, new Wave.RecordDelivery { On = Start }, Begin, Finish, Abort, Resume];
        var table = string.Join('\n', states.Select(s =>
            $"{s.Item1}: {string.Join(" | ", commands.Select(command => Outcome(s.Item2, command)))}"));
        Assert.Equal(
            """
            none: Described | wave-unknown | wave-unknown | wave-unknown | wave-unknown | wave-unknown
            planned: nothing | DeliveryRecorded | Begun | wave-status-forbids | Aborted | nothing
            running: nothing | DeliveryRecorded | nothing | Finished | Aborted | nothing
            finished: wave-status-forbids | DeliveryRecorded | wave-status-forbids | nothing | wave-status-forbids | Resumed
            aborted: wave-status-forbids | DeliveryRecorded | wave-status-forbids | wave-status-forbids | nothing | Resumed
            """.ReplaceLineEndings("\n"),
            table);
    }

    public static TheoryData<string, string> Faults()
    {
        var all = new TheoryData<string, string>();
        foreach (var (name, _, code) in FaultyPlans)
        {
            all.Add(name, code);
        }
        return all;
    }

    private static readonly (string Name, Wave.Details Plan, string Code)[] FaultyPlans =
    [
        ("no name", Plan with { Name = " " }, "name-missing"),
        ("no order", Plan with { OrderNumber = "" }, "wave-order-missing"),
        ("no kind", Plan with { Categories = [] }, "category-missing"),
        ("nothing ordered", Plan with { Ordered = 0 }, "count-out-of-range"),
        ("no capacity", Plan with { WeeklyCapacity = 0 }, "count-out-of-range"),
        ("too much capacity", Plan with { WeeklyCapacity = 1_000_000 }, "count-out-of-range"),
        ("no place", Plan with { Places = [] }, "wave-without-places"),
        ("target 0", Plan with { Places = [new Wave.Place(Sample.School, 0)] }, "count-out-of-range"),
        ("negative target", Plan with { Places = [new Wave.Place(Sample.School, -1)] }, "count-out-of-range"),
        ("school twice", Plan with { Places = [new(Sample.School, 1), new(Sample.School, 2, Class: "7a")] }, "wave-place-twice"),
        ("room of another school", Plan with { Places = [new(Sample.OtherSchool, 1, Sample.Room)] }, "room-of-other-school"),
        ("before its delivery", Plan with { Delivery = Start.AddDays(1) }, "wave-before-delivery"),
        ("end before start", Plan with { End = Start.AddDays(-1) }, "wave-ends-before-start"),
        ("Land without calendar", Plan with { Land = "BY" }, "calendar-unknown"),
        ("beyond the calendar", Plan with { End = new DateOnly(2050, 1, 1) }, "calendar-unknown"),
        ("licence without a key", Plan with { Requires = [new(WaveNeed.Licence)] }, "requirement-unclear"),
        ("WLAN with a key", Plan with { Requires = [new(WaveNeed.Wlan, "x")] }, "requirement-unclear"),
        ("itself before it", Plan with { Requires = [new(WaveNeed.Wave, Key)] }, "wave-circle"),
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_plan_that_cannot_be_is_refused(string name, string code) =>
        Assert.Equal(code, Refused(FaultyPlans.Single(fault => fault.Name == name).Plan)?.Wire);

    [Fact]
    public void A_wave_before_its_delivery_is_refused_with_both_days()
    {
        var text = Refused(Plan with { Delivery = Start.AddDays(1) })!.German;
        Assert.Contains("09.11.2026", text, StringComparison.Ordinal);
        Assert.Contains("10.11.2026", text, StringComparison.Ordinal);
        // Delivered earlier than planned, it may begin earlier too.
        var delivered = After(Describe, new Wave.RecordDelivery { On = Start.AddDays(-5) })!;
        Assert.Equal("Described", Outcome(delivered, Describe with { Given = Plan with { Start = Start.AddDays(-5) } }));
        Assert.Equal("wave-before-delivery", Outcome(After(Describe), Begin with { On = Start.AddDays(-4) }));
        Assert.Equal("Begun", Outcome(delivered, Begin with { On = Start.AddDays(-4) }));
    }

    [Fact]
    public void An_unknown_calendar_is_refused_in_the_words_of_the_calendar() =>
        Assert.Equal(Calendars.SchoolCalendar.Unknown("BY"), Refused(Plan with { Land = "BY" }));

    [Fact]
    public void A_circle_of_waves_is_refused_and_named()
    {
        var waiting = new Dictionary<string, IReadOnlyList<string>> { ["w-b"] = ["w-x", "w-c"], ["w-c"] = [Key], ["w-d"] = ["w-b"] };
        var circle = Describe with { Given = Plan with { Requires = [new(WaveNeed.Wave, "w-b")] }, Waiting = waiting };
        var refusal = Wave.Decide(null, circle, Sample.Context()).Refusal!;
        Assert.Equal("wave-circle", refusal.Wire);
        Assert.Contains("w-klasse-7 → w-b → w-c → w-klasse-7", refusal.German, StringComparison.Ordinal);
        // A circle among others is none of this wave's.
        var others = new Dictionary<string, IReadOnlyList<string>> { ["w-b"] = ["w-c"], ["w-c"] = ["w-b"] };
        Assert.Equal("Described", Outcome(null, circle with { Waiting = others }));
    }

    [Fact]
    public void What_is_missing_at_the_begin_owes_a_reason_and_is_told()
    {
        var planned = After(Describe);
        var early = new Wave.Begin(["BBZ: WLAN nicht in Betrieb"]) { On = Start };
        Assert.Equal("wave-not-ready", Outcome(planned, early));
        Assert.Contains(
            "BBZ: WLAN nicht in Betrieb", Wave.Decide(planned, early, Sample.Context()).Refusal!.German, StringComparison.Ordinal);
        var begun = After(Describe, early with { Reason = "Prüfungen" })!;
        Assert.Equal(("BBZ: WLAN nicht in Betrieb", "Prüfungen"), (Assert.Single(begun.MissingAtBegin!), begun.BegunFor));
    }

    [Theory]
    [InlineData(0, "Aborted")]
    [InlineData(1, "fact-in-future")]
    [InlineData(-20_000, "date-implausible")]
    public void A_fact_holds_from_a_day_that_was(int days, string outcome) =>
        Assert.Equal(outcome, Outcome(After(Describe), Abort with { On = Sample.Context().Today.AddDays(days) }));

    [Fact]
    public void An_end_has_its_reason_and_its_order()
    {
        Assert.Equal("explanation-missing", Outcome(After(Describe), new Wave.Abort(" ")));
        Assert.Equal("explanation-missing", Outcome(After(Describe, Abort), new Wave.Resume("")));
        Assert.Equal("wave-ends-before-start", Outcome(After(Describe, Begin), Finish with { On = Start.AddDays(-1) }));
        Assert.Equal(WaveStatus.Running, After(Describe, Begin, Abort, Resume)!.Status);
        Assert.Equal(WaveStatus.Planned, After(Describe, Abort, Resume)!.Status);
    }

    [Fact]
    public void Every_event_folds_without_those_between()
    {
        Wave.Event[] events =
        [
            new Wave.DeliveryRecorded(Start), new Wave.Begun(Start, [], null), new Wave.Finished(Start), new Wave.Aborted(Start, "x"),
            new Wave.Resumed("x"), new Wave.Described(Plan),
        ];
        foreach (var happened in events)
        {
            Assert.Equal(Plan, Wave.Evolve(new Wave.State(Plan), happened).Details);
        }
    }

    [Theory]
    [InlineData("Tablets für Klasse 7", "w-tablets-fuer-klasse-7")]
    [InlineData(" 1. Welle (Förderschulen) ", "w-1-welle-foerderschulen")]
    [InlineData("–", null)]
    public void A_name_makes_a_key(string name, string? key) => Assert.Equal(key, WaveRules.KeyOf(name));
}
