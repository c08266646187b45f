using System.Text.Json;
using static Schools.Domain.RolloutStep;

namespace Schools.Domain.Tests;

/// <summary>State × command → outcome of the WLAN rollout.</summary>
public sealed class RolloutTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    private static Rollout.Reach Reach(RolloutStep step, string? reason = null) =>
        new(Sample.School, null, step, Reason: reason) { On = Day };

    private static Rollout.State After(params Rollout.Command[] commands)
    {
        Rollout.State? state = null;
        foreach (var command in commands)
        {
            var decision = Rollout.Decide(state, command, Sample.Context());
            Assert.Null(decision.Refusal);
            state = decision.Events.Aggregate(state, Rollout.Evolve);
        }
        return state ?? Rollout.State.Empty;
    }

    private static string Outcome(Rollout.State? state, Rollout.Command command)
    {
        var decision = Rollout.Decide(state, command, Sample.Context());
        return decision.Refusal?.Wire
            ?? (decision.Events.Count == 0 ? "nothing" : string.Join('+', decision.Events.Select(e => e.GetType().Name)));
    }

    [Theory]
    [InlineData(FibreOrdered, null, "StepReached")]
    [InlineData(FibreBuilt, null, "prerequisite-missing")]
    [InlineData(FibreBuilt, "Altanschluss", "StepReached")]
    [InlineData(Accepted, null, "prerequisite-missing")]
    public void A_step_waits_for_those_before_it_or_owes_a_reason(RolloutStep step, string? reason, string outcome) =>
        Assert.Equal(outcome, Outcome(null, Reach(step, reason)));

    [Fact]
    public void The_same_step_on_the_same_day_says_nothing_and_another_day_corrects_it()
    {
        var state = After(Reach(FibreOrdered));
        Assert.Equal("nothing", Outcome(state, Reach(FibreOrdered)));
        Assert.Equal("StepReached", Outcome(state, Reach(FibreOrdered) with { On = Day.AddDays(1) }));
    }

    [Theory]
    [InlineData(1, "step-in-future")]
    [InlineData(0, "StepReached")]
    [InlineData(-20_000, "date-implausible")]
    public void A_fact_holds_from_a_day_that_was(int days, string outcome) =>
        Assert.Equal(outcome, Outcome(null, Reach(FibreOrdered) with { On = Sample.Context().Today.AddDays(days) }));

    [Theory]
    [InlineData(Cabled, "StepReached")]
    [InlineData(AccessPointsMounted, "StepReached")]
    [InlineData(FibreOrdered, "step-of-school")]
    [InlineData(Accepted, "step-of-school")]
    [InlineData(InService, "StepReached")]
    public void A_room_has_the_steps_of_rooms_only(RolloutStep step, string outcome) =>
        Assert.Equal(outcome, Outcome(null, new Rollout.Reach(Sample.School, Sample.Room, step)));

    [Fact]
    public void A_room_belongs_to_its_school() =>
        Assert.Equal("room-of-other-school", Outcome(null, new Rollout.Reach(Sample.OtherSchool, Sample.Room, Cabled)));

    [Fact]
    public void What_is_revoked_is_open_again_and_keeps_its_date_of_plan()
    {
        var planned = new Rollout.Schedule(Sample.School, null, FibreOrdered, Day, RolloutExecutor.Contractor);
        var state = After(planned, Reach(FibreOrdered), new Rollout.Revoke(Sample.School, null, FibreOrdered, "Irrtum"));
        Assert.Equal(new Rollout.Step(Day, null, RolloutExecutor.Contractor), state.Of(FibreOrdered));
        Assert.Equal("nothing", Outcome(state, new Rollout.Revoke(Sample.School, null, FibreOrdered, "Irrtum")));
        Assert.Equal("nothing", Outcome(state, planned));
    }

    [Fact]
    public void A_blockade_has_a_reason_and_ends()
    {
        Assert.Equal("explanation-missing", Outcome(null, new Rollout.Block(Sample.School, null, " ")));
        var block = new Rollout.Block(Sample.School, null, "Freischaltung fehlt", "Provider") { On = Day };
        var state = After(block);
        Assert.Equal(new Rollout.Blockade("Freischaltung fehlt", "Provider", Day), state.Blockade);
        Assert.Equal("nothing", Outcome(state, block with { By = " Provider " }));
        Assert.Equal("text-too-long", Outcome(null, block with { By = new string('x', Rollout.LongestText + 1) }));
        Assert.Null(After(block, new Rollout.Unblock(Sample.School, null)).Blockade);
    }

    [Fact]
    public void Several_things_block_at_once_and_each_is_lifted_on_its_own()
    {
        var asbestos = new Rollout.Block(Sample.School, null, "Asbest", "Hochbauamt") { On = Day };
        var power = new Rollout.Block(Sample.School, null, "Stromkreis fehlt") { On = Day.AddDays(-1) };
        var state = After(asbestos, power);
        Assert.Equal(new Rollout.Blockade("Stromkreis fehlt; Asbest (Hochbauamt)", null, Day.AddDays(-1)), state.Blockade);
        Assert.Equal(["Stromkreis fehlt", "Asbest"], state.AllBlockades.Select(blockade => blockade.Reason));
        Assert.Equal("nothing", Outcome(state, asbestos with { On = Day.AddDays(2), By = null }));
        Assert.Equal("blockade-unclear", Outcome(state, new Rollout.Unblock(Sample.School, null)));
        var lifted = After(asbestos, power, new Rollout.Unblock(Sample.School, null, "Stromkreis fehlt"));
        Assert.Equal(new Rollout.Blockade("Asbest", "Hochbauamt", Day), lifted.Blockade);
        Assert.Equal("nothing", Outcome(lifted, new Rollout.Unblock(Sample.School, null, "Stromkreis fehlt")));
        // Who must move is corrected; since when it blocks stays.
        Assert.Equal(
            new Rollout.Blockade("Asbest", "Umweltamt", Day),
            After(asbestos, asbestos with { By = "Umweltamt", On = Day.AddDays(3) }).Blockade);
        var many = After([.. Enumerable.Range(1, 20).Select(number => asbestos with { Reason = $"{number}" })]);
        Assert.Equal("count-implausible", Outcome(many, asbestos));
    }

    [Fact]
    public void A_journal_from_when_one_blockade_took_the_place_of_another_folds_as_it_did()
    {
        string[] journal =
        [
            """{"type":"blocked","reason":"Asbest","by":null,"since":"2026-11-02"}""",
            """{"type":"blocked","reason":"Stromkreis fehlt","by":null,"since":"2026-11-03"}""",
            """{"type":"unblocked"}""",
        ];
        var events = journal.Select(json => JsonSerializer.Deserialize(json, DomainJson.Default.RolloutEvent)!).ToList();
        var before = Rollout.Evolve(Rollout.Evolve(null, events[0]), events[1]);
        Assert.Equal(new Rollout.Blockade("Stromkreis fehlt", null, Day.AddDays(1)), Assert.Single(before.AllBlockades));
        Assert.Empty(Rollout.Evolve(before, events[2]).AllBlockades);
        var both = Rollout.Evolve(before, new Rollout.Blocked("Asbest", null, Day, IsBeside: true));
        var stored = JsonSerializer.Deserialize(
            JsonSerializer.Serialize(both, DomainJson.Default.RolloutState), DomainJson.Default.RolloutState)!;
        Assert.Equal(both.AllBlockades, stored.AllBlockades);
        Assert.Empty(Rollout.Evolve(both, events[2]).AllBlockades);
    }

    [Fact]
    public void A_reason_that_comes_after_the_move_is_kept()
    {
        var planned = new Rollout.Schedule(Sample.School, null, Cabled, new DateOnly(2027, 2, 15), null);
        var moved = planned with { Planned = new DateOnly(2027, 4, 30) };
        var explained = moved with { Reason = " Asbest " };
        var state = After(planned, moved, explained);
        Assert.Equal(new Rollout.Step(new DateOnly(2027, 4, 30), MovedFor: "Asbest"), state.Of(Cabled));
        Assert.Equal(("nothing", "nothing"), (Outcome(state, explained), Outcome(state, moved)));
        Assert.Null(After(planned, moved, explained, planned).Of(Cabled).MovedFor);
        Assert.Equal("nothing", Outcome(null, planned with { Planned = null, Reason = "Asbest" }));
    }

    [Fact]
    public void A_defect_is_settled_once()
    {
        var state = After(new Rollout.RecordDefect(Sample.School, null, 1, "Dose lose", Day));
        Assert.Equal("DefectSettled", Outcome(state, new Rollout.SettleDefect(Sample.School, null, 1)));
        Assert.Equal("defect-unknown", Outcome(state, new Rollout.SettleDefect(Sample.School, null, 2)));
        Assert.Equal("nothing", Outcome(
            After(new Rollout.RecordDefect(Sample.School, null, 1, "Dose lose"), new Rollout.SettleDefect(Sample.School, null, 1)),
            new Rollout.SettleDefect(Sample.School, null, 1)));
    }

    [Fact]
    public void Of_two_who_record_a_defect_at_once_the_second_is_told()
    {
        var first = new Rollout.RecordDefect(Sample.School, null, 1, "Dose lose", Day);
        var state = After(first, new Rollout.SettleDefect(Sample.School, null, 1));
        Assert.Equal("changed-meanwhile", Outcome(state, first with { Text = "Kabel fehlt" }));
        Assert.Equal("nothing", Outcome(state, first));
        Assert.Equal("date-implausible", Outcome(null, first with { Due = new(1999, 1, 1) }));
        var later = Rollout.Decide(state, first with { Due = Day.AddDays(7) }, Sample.Context()).Events.Aggregate(state, Rollout.Evolve);
        Assert.Equal(new Rollout.Defect(1, "Dose lose", Day.AddDays(7), Sample.Context().Today), Assert.Single(later.AllDefects));
    }

    [Theory]
    [InlineData(null, "Reach")]
    [InlineData(-3, "Revoke+Reach")]
    [InlineData(0, "Reach")]
    [InlineData(3, "Reach")]
    public void A_step_that_was_reached_later_than_entered_did_not_hold_before(int? entered, string commands)
    {
        var state = entered is { } days ? After(Reach(FibreOrdered) with { On = Day.AddDays(days) }) : Rollout.State.Empty;
        var turns = Rollout.Entering(state, Reach(FibreOrdered), Sample.Context());
        Assert.Equal(commands, string.Join('+', turns.Select(turn => turn.GetType().Name)));
        Assert.Equal(turns.Count == 2 ? Day.AddDays(entered!.Value) : Day, turns[0].On);
        var after = turns.Aggregate(state, (s, turn) => Rollout.Decide(s, turn, Sample.Context()).Events.Aggregate(s, Rollout.Evolve));
        Assert.Equal(Day, after.Of(FibreOrdered).Reached);
    }

    [Fact]
    public void Nothing_is_taken_back_for_a_correction_that_is_refused()
    {
        var state = After(Reach(FibreOrdered));
        var tomorrow = Reach(FibreOrdered) with { On = Sample.Context().Today.AddDays(1) };
        Assert.Equal("step-in-future", Outcome(state, Assert.Single(Rollout.Entering(state, tomorrow, Sample.Context()))));
    }

    [Fact]
    public void Who_carried_a_step_out_stays_unless_another_is_named()
    {
        var planned = new Rollout.Schedule(Sample.School, null, FibreOrdered, Day, RolloutExecutor.Contractor);
        Assert.Equal(RolloutExecutor.Contractor, After(planned, Reach(FibreOrdered)).Of(FibreOrdered).Executor);
        var school = Reach(FibreOrdered) with { Executor = RolloutExecutor.School };
        Assert.Equal(RolloutExecutor.School, After(planned, school).Of(FibreOrdered).Executor);
        Assert.Equal("StepReached", Outcome(After(planned, Reach(FibreOrdered)), school));
    }

    [Fact]
    public void No_step_waits_for_itself()
    {
        foreach (var rule in RolloutSteps.All)
        {
            Assert.DoesNotContain(rule.Step, Before(rule.Step));
        }

        static HashSet<RolloutStep> Before(RolloutStep step)
        {
            HashSet<RolloutStep> found = [];
            Stack<RolloutStep> open = new(RolloutSteps.Of(step).Requires);
            while (open.TryPop(out var next))
            {
                if (found.Add(next))
                {
                    foreach (var required in RolloutSteps.Of(next).Requires)
                    {
                        open.Push(required);
                    }
                }
            }
            return found;
        }
    }
}
