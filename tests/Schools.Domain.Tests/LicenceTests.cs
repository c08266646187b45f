using System.Text.Json;
using static Schools.Domain.LicenceStep;

namespace Schools.Domain.Tests;

/// <summary>State × command → outcome of licences, and what follows from their numbers and days.</summary>
public sealed class LicenceTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);
    private static readonly DateOnly Today = Sample.Context().Today;

    private static readonly LicenceTerms Terms = new()
    {
        Product = "Jamf School", Vendor = "Jamf", Metric = LicenceMetric.Device, ContractNumber = "V-17", From = new(2025, 8, 1),
        Until = new(2027, 7, 31), NoticeDays = 90, CostPerYear = new Euro(5_500m),
    };

    private static readonly LicenceKey Key = LicenceKey.For(Sample.Authority, Terms);

    private static readonly Licence.Register Register = new(Key, Terms, 1_000) { On = Day };

    private static readonly Licence.Assign Hundred = new(Sample.School, 100) { On = Day };

    private static readonly Licence.Transfer Thirty = new(Sample.School, Sample.OtherSchool, 30, Had: 100);

    private static Licence.State After(params Licence.Command[] commands) => After(null, [Register, .. commands]);

    private static Licence.State After(Licence.State? state, params Licence.Command[] commands)
    {
        foreach (var command in commands)
        {
            var decision = Licence.Decide(state, command, Sample.Context());
            Assert.Null(decision.Refusal);
            state = decision.Events.Aggregate(state, Licence.Evolve);
        }
        return state!;
    }

    private static string Outcome(Licence.State? state, Licence.Command command)
    {
        var decision = Licence.Decide(state, command, Sample.Context());
        return decision.Refusal?.Wire
            ?? (decision.Events.Count == 0 ? "nothing" : string.Join('+', decision.Events.Select(e => e.GetType().Name)));
    }

    public static readonly TheoryData<string, Licence.Command, string> OnNothing = new()
    {
        { "as it should be", Register, "Registered" },
        { "no name", Register with { Terms = Terms with { Product = " " } }, "name-missing" },
        { "no metric", Register with { Terms = Terms with { Metric = null } }, "licence-metric-missing" },
        { "no quantity", Register with { Quantity = null }, "licence-quantity-missing" },
        { "for all", new Licence.Register(Key, Terms with { Metric = LicenceMetric.Authority }, null), "Registered" },
        { "none of it", Register with { Quantity = 0 }, "count-out-of-range" },
        { "too many", Register with { Quantity = 10_000_001 }, "count-out-of-range" },
        { "ends before it begins", Register with { Terms = Terms with { Until = new(2025, 7, 31) } }, "term-swapped" },
        { "another century", Register with { Terms = Terms with { Until = new(2927, 7, 31) } }, "date-implausible" },
        { "negative notice", Register with { Terms = Terms with { NoticeDays = -1 } }, "count-out-of-range" },
        { "negative cost", Register with { Terms = Terms with { CostPerYear = new Euro(-1) } }, "amount-implausible" },
        { "parts of a cent", Register with { Terms = Terms with { CostPerYear = new Euro(0.001m) } }, "amount-implausible" },
        { "a novel", Register with { Terms = Terms with { Remark = new string('x', 201) } }, "text-too-long" },
        { "tomorrow", Register with { On = Today.AddDays(1) }, "fact-in-future" },
        { "long ago", Register with { On = new(1979, 12, 31) }, "date-implausible" },
        { "unknown licence", Hundred, "licence-unknown" },
        { "withdrawn before it was", new Licence.Withdraw("Irrtum"), "licence-unknown" },
    };

    [Theory]
    [MemberData(nameof(OnNothing))]
    public void A_licence_begins_with_its_contract(string why, Licence.Command command, string outcome)
    {
        Assert.NotEmpty(why);
        Assert.Equal(outcome, Outcome(null, command));
    }

    public static readonly TheoryData<string, Licence.Command, string> OnHundred = new()
    {
        { "the same contract", Register, "nothing" },
        { "another one of that key", Register with { Quantity = 5 }, "already-registered" },
        { "the same terms", new Licence.Describe(Terms), "nothing" },
        { "another cost centre", new Licence.Describe(new LicenceTerms { CostCentre = "40.1" }), "Described" },
        { "no notice period", new Licence.Describe(new LicenceTerms(), ["noticeDays"]), "Described" },
        { "no product", new Licence.Describe(new LicenceTerms(), ["product"]), "name-missing" },
        { "an end before the beginning", new Licence.Describe(new LicenceTerms { Until = new(2020, 1, 1) }), "term-swapped" },
        { "as many on the same day", new Licence.Entitle(1_000) { On = Day }, "nothing" },
        { "as many on a later day", new Licence.Entitle(1_000), "Entitled" },
        { "before there were any", new Licence.Entitle(900) { On = Day.AddDays(-1) }, "quantity-before-first" },
        { "more", new Licence.Entitle(1_500), "Entitled" },
        { "none", new Licence.Entitle(0), "count-out-of-range" },
        { "no limit", new Licence.Entitle(null), "licence-quantity-missing" },
        { "the same count", Hundred, "nothing" },
        { "none any more", Hundred with { Count = 0 }, "Assigned" },
        { "as many on a later day", Hundred with { On = Today }, "Assigned" },
        { "none, as before", new Licence.Assign(Sample.OtherSchool, 0), "Assigned" },
        { "more than there are", Hundred with { Count = 1_001 }, "Assigned" },
        { "fewer than none", Hundred with { Count = -1 }, "count-out-of-range" },
        { "before the contract begins", Hundred with { Count = 1, On = Terms.From!.Value.AddDays(-1) }, "assigned-before-term" },
        { "to another before it begins", Thirty with { On = Terms.From!.Value.AddDays(-1) }, "assigned-before-term" },
        { "on its first day", Hundred with { Count = 1, On = Terms.From }, "Assigned" },
        { "none before it begins", Hundred with { Count = 0, On = Terms.From!.Value.AddDays(-1) }, "Assigned" },
        { "some to another school", Thirty, "Transferred" },
        { "all to another school", Thirty with { Count = 100 }, "Transferred" },
        { "more than are there", Thirty with { Count = 101 }, "licences-too-few" },
        { "none to another school", Thirty with { Count = 0 }, "count-out-of-range" },
        { "to another before it had so many", Thirty with { On = Day.AddDays(-1) }, "licences-said-later" },
        { "to itself", Thirty with { To = Sample.School }, "transfer-to-itself" },
        { "seen before another change", Thirty with { Had = 90 }, "changed-meanwhile" },
        { "from where none are", new Licence.Transfer(Sample.OtherSchool, Sample.School, 1, Had: 0), "licences-too-few" },
        { "needed", new Licence.Reach(Needed), "StepReached" },
        { "bought unchecked", new Licence.Reach(Procured), "prerequisite-missing" },
        { "provided unchecked", new Licence.Reach(Provisioned), "prerequisite-missing" },
        { "used unchecked", new Licence.Reach(InUse), "prerequisite-missing" },
        { "bought unchecked for a reason", new Licence.Reach(Procured, Reason: "Altvertrag"), "StepReached" },
        { "checked", new Licence.Reach(DataProtectionChecked, "AVV 2026-3"), "StepReached" },
        { "assigned by hand", new Licence.Reach(LicenceStep.Assigned), "step-derived" },
        { "under notice", new Licence.Reach(Ended), "StepReached" },
        { "a step not reached", new Licence.Revoke(Procured, "Irrtum"), "nothing" },
        { "withdrawn without a word", new Licence.Withdraw(" "), "explanation-missing" },
        { "withdrawn", new Licence.Withdraw("doppelt erfasst"), "Withdrawn" },
    };

    [Theory]
    [MemberData(nameof(OnHundred))]
    public void Of_a_thousand_one_school_has_a_hundred(string why, Licence.Command command, string outcome)
    {
        Assert.NotEmpty(why);
        Assert.Equal(outcome, Outcome(After(Hundred), command));
    }

    [Fact]
    public void What_a_school_had_earlier_than_was_known_it_has_since_then()
    {
        var earlier = Day.AddDays(-1);
        Assert.True(Terms.From <= earlier);
        var state = After(Hundred, Hundred with { Count = 60, On = earlier }, Hundred with { Count = 70, On = Day.AddDays(1) });
        Assert.Equal((70, earlier), (state.Assignments[0].Count, state.Assignments[0].Since));
    }

    [Fact]
    public void A_transfer_sent_twice_is_one_and_made_anew_it_is_another()
    {
        var state = After(Hundred, Thirty);
        Assert.Equal((70, 30, 100), (state.Of(Sample.School), state.Of(Sample.OtherSchool), state.Assigned));
        Assert.Equal("changed-meanwhile", Outcome(state, Thirty));
        var again = After(Hundred, Thirty, Thirty with { Had = 70 });
        Assert.Equal((40, 60), (again.Of(Sample.School), again.Of(Sample.OtherSchool)));
        Assert.Equal("licences-too-few", Outcome(After(Hundred, Thirty with { Count = 80 }), Thirty with { Had = 20 }));
    }

    [Fact]
    public void A_transfer_that_never_happened_is_not_called_done()
    {
        // Somebody else has given the school as many as the transfer would have left.
        var state = After(Hundred, Hundred with { Count = 70, On = Today });
        Assert.Equal("changed-meanwhile", Outcome(state, Thirty));
    }

    [Fact]
    public void A_step_is_reached_once_corrected_and_taken_back()
    {
        var check = new Licence.Reach(DataProtectionChecked, "AVV 2026-3") { On = Day };
        var state = After(check, new Licence.Reach(Procured) { On = Day });
        Assert.Equal("nothing", Outcome(state, check));
        Assert.Equal("StepReached", Outcome(state, check with { On = Day.AddDays(1) }));
        Assert.Equal(Procured, state.Step);
        Assert.Equal("explanation-missing", Outcome(state, new Licence.Revoke(Procured, "")));
        var revoked = new Licence.StepRevoked(Procured, "Irrtum");
        Assert.Equal(DataProtectionChecked, Licence.Evolve(state, revoked).Step);
    }

    [Fact]
    public void Assigned_follows_from_the_assignments()
    {
        Assert.Equal(Day, After(Hundred, Hundred with { Count = 200, On = Today }).On(LicenceStep.Assigned));
        Assert.Null(After(Hundred, Hundred with { Count = 0 }).Step);
    }

    [Fact]
    public void A_later_end_answers_the_question_of_renewal()
    {
        var asked = After(new Licence.Reach(RenewalPending));
        var longer = new Licence.Describe(new LicenceTerms { Until = new(2028, 7, 31) });
        Assert.Equal("Described+StepRevoked", Outcome(asked, longer));
        Assert.Equal("Described", Outcome(asked, longer with { Given = new LicenceTerms { Until = new(2027, 1, 1) } }));
    }

    [Fact]
    public void What_is_withdrawn_can_be_registered_again_and_not_be_changed()
    {
        var state = After(Hundred, new Licence.Withdraw("doppelt erfasst"));
        Assert.Equal("licence-unknown", Outcome(state, Hundred));
        Assert.Equal("nothing", Outcome(state, new Licence.Withdraw("doppelt erfasst")));
        Assert.Equal("Registered", Outcome(state, Register));
    }

    [Fact]
    public void A_fold_without_later_facts_never_counts_below_zero()
    {
        Licence.Event[] known =
        [
            new Licence.Registered(Key, Terms, 1_000), new Licence.Transferred(Sample.School, Sample.OtherSchool, 30, 70, 30, Day),
            new Licence.StepRevoked(Procured, "Irrtum"), new Licence.Assigned(Sample.OtherSchool, 0, Day),
        ];
        var state = known.Aggregate((Licence.State?)null, Licence.Evolve)!;
        Assert.Equal([70], state.Assignments.Select(a => a.Count));
    }

    [Fact]
    public void The_document_holds_what_the_columns_show_and_reads_back()
    {
        var state = After(Hundred, new Licence.Reach(DataProtectionChecked, "AVV 2026-3") { On = Day });
        var json = JsonSerializer.Serialize(state, DomainJson.Default.LicenceState);
        var document = JsonElement.Parse(json);
        Assert.Equal(100, document.GetProperty("assigned").GetInt32());
        Assert.Equal("2027-05-02", document.GetProperty("deadline").GetString());
        Assert.Equal("Assigned", document.GetProperty("step").GetString());
        var read = JsonSerializer.Deserialize(json, DomainJson.Default.LicenceState)!;
        Assert.Equal(json, JsonSerializer.Serialize(read, DomainJson.Default.LicenceState));
        Assert.Equal([Thirty], CommandJson.Read(GrainKind.Licence, CommandJson.Write(GrainKind.Licence, [Thirty])));
    }

    [Fact]
    public void The_same_contract_has_the_same_key()
    {
        Assert.Equal(Key, LicenceKey.For(Sample.Authority, Terms with { Product = " jamf school ", Remark = "neu" }));
        Assert.NotEqual(Key, LicenceKey.For(Sample.Authority, Terms with { ContractNumber = "V-18" }));
        Assert.True(LicenceKey.TryParse(Key.Value, out var parsed));
        Assert.Equal(Key, parsed);
        Assert.False(LicenceKey.TryParse(Sample.Key.Value, out _));
    }
}
