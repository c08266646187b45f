namespace Schools.Domain.Tests;

/// <summary>State × command → outcome of equipment standards.</summary>
public sealed class EquipmentStandardTests
{
    private static readonly EquipmentStandard.Item Display =
        new("display", "Anzeigegerät", StandardBasis.Room, 1, 1, [DeviceCategory.InteractiveDisplay], [RoomType.Classroom]);

    private static readonly EquipmentStandard.Item Ratio =
        new("tablet", "Endgerät je drei Lernende", StandardBasis.Pupil, 1, 3, [DeviceCategory.Tablet]);

    private static EquipmentStandard.Publish Publish(params EquipmentStandard.Item[] items) => new("Standard 2026", null, items);

    private static EquipmentStandard.State After(params EquipmentStandard.Command[] commands) => commands
        .Aggregate((EquipmentStandard.State?)null, (state, command) =>
            EquipmentStandard.Decide(state, command, Sample.Context()).Events.Aggregate(state, EquipmentStandard.Evolve))!;

    private static string Outcome(EquipmentStandard.State? state, EquipmentStandard.Command command)
    {
        var decision = EquipmentStandard.Decide(state, command, Sample.Context());
        return decision.Refusal?.Wire
            ?? (decision.Events.Count == 0 ? "nothing" : string.Join('+', decision.Events.Select(e => e.GetType().Name)));
    }

    [Theory]
    [InlineData(1, 3, "Published")]
    [InlineData(0, 3, "count-out-of-range")]
    [InlineData(1, 0, "count-out-of-range")]
    [InlineData(200_000, 1, "count-out-of-range")]
    public void A_target_is_a_number_above_zero(int count, int per, string outcome) =>
        Assert.Equal(outcome, Outcome(null, Publish(Ratio with { Count = count, Per = per })));

    [Fact]
    public void An_item_asks_for_one_thing()
    {
        Assert.Equal("standard-item-unclear", Outcome(null, Publish(Display with { Categories = [] })));
        Assert.Equal("standard-item-unclear", Outcome(null, Publish(Ratio with { Categories = [], Subject = StandardSubject.Ports })));
        Assert.Equal("Published", Outcome(null, Publish(Display with { Categories = [], Subject = StandardSubject.Ports, Count = 4 })));
        Assert.Equal("standard-empty", Outcome(null, Publish()));
        Assert.Equal("standard-item-twice", Outcome(null, Publish(Display, Display with { Name = "Noch eins" })));
    }

    [Fact]
    public void The_same_text_again_is_no_new_edition()
    {
        var state = After(Publish(Display, Ratio));
        Assert.Equal("nothing", Outcome(state, Publish(Display with { Categories = [.. Display.Categories] }, Ratio)));
        Assert.Equal(2, After(Publish(Display), Publish(Display, Ratio)).Edition);
    }

    /// <summary>Today's figures take the last edition: it holds neither from a day to come nor from one before the last.</summary>
    [Theory]
    [InlineData(1, 0, "fact-in-future")]
    [InlineData(0, 0, "Published")]
    [InlineData(-10, -10, "Published")]
    [InlineData(-11, -10, "edition-before-last")]
    [InlineData(-20_000, -10, "date-implausible")]
    public void An_edition_holds_from_a_day_that_was_and_not_before_the_last(int days, int last, string outcome)
    {
        var today = Sample.Context().Today;
        var state = After(Publish(Display) with { On = today.AddDays(last) });
        Assert.Equal(outcome, Outcome(state, Publish(Display, Ratio) with { On = today.AddDays(days) }));
    }

    [Fact]
    public void A_school_deviates_with_a_reason()
    {
        var state = After(Publish(Display, Ratio));
        var deviate = new EquipmentStandard.Deviate(Sample.School, "tablet", 1, 1, "Vollausstattung nach Konzept");
        Assert.Equal("Deviated", Outcome(state, deviate));
        Assert.Equal("explanation-missing", Outcome(state, deviate with { Reason = " " }));
        Assert.Equal("standard-item-unknown", Outcome(state, deviate with { Item = "beamer" }));
        Assert.Equal("text-too-long", Outcome(state, deviate with { Reason = new string('x', EquipmentStandard.LongestText + 1) }));
        Assert.Equal(
            "Endgerät je drei Lernende, Anzahl: „-5“ ist zu klein. Bitte eine Zahl von 1 bis 100.000 eintragen.",
            EquipmentStandard.Decide(state, deviate with { Count = -5 }, Sample.Context()).Refusal?.German);
        Assert.Equal("nothing", Outcome(After(Publish(Display, Ratio), deviate), deviate));
        Assert.Empty(After(Publish(Ratio), deviate, new EquipmentStandard.EndDeviation(Sample.School, "tablet")).Deviations);
    }

    /// <summary>It ends from a day that was, on which its last edition held already.</summary>
    [Theory]
    [InlineData(1, "fact-in-future")]
    [InlineData(0, "Retired")]
    [InlineData(-10, "Retired")]
    [InlineData(-11, "standard-ends-before-it-holds")]
    public void A_standard_ends_from_a_day_on(int days, string outcome)
    {
        var today = Sample.Context().Today;
        var state = After(Publish(Display) with { On = today.AddDays(-10) });
        Assert.Equal(outcome, Outcome(state, new EquipmentStandard.Retire("überholt") { On = today.AddDays(days) }));
    }

    [Fact]
    public void What_is_ended_changes_only_by_a_new_edition()
    {
        var today = Sample.Context().Today;
        var ending = new EquipmentStandard.Retire(" überholt ") { On = today.AddDays(-5) };
        var publish = Publish(Display, Ratio) with { On = today.AddDays(-10) };
        var deviate = new EquipmentStandard.Deviate(Sample.School, "tablet", 1, 1, "Konzept");
        var state = After(publish, deviate, ending);
        Assert.Equal(("überholt", today.AddDays(-5)), (state.RetiredFor, state.RetiredFrom));
        Assert.Equal("nothing", Outcome(state, ending));
        Assert.Equal("nothing", Outcome(state, ending with { On = null }));
        Assert.Equal("standard-ended", Outcome(state, ending with { On = today }));
        Assert.Equal("standard-ended", Outcome(state, ending with { Reason = "anders" }));
        Assert.Equal("standard-ended", Outcome(state, deviate));
        Assert.Equal("standard-ended", Outcome(state, new EquipmentStandard.EndDeviation(Sample.School, "tablet")));
        Assert.Equal("edition-before-end", Outcome(state, publish with { On = today.AddDays(-6) }));
        Assert.Equal("explanation-missing", Outcome(After(publish), ending with { Reason = " " }));

        var again = After(publish, deviate, ending, publish with { On = today.AddDays(-5) });
        Assert.Equal((2, null, null), (again.Edition, again.RetiredFor, again.RetiredFrom));
        Assert.Single(again.Deviations);
    }

    /// <summary>A journal of a program that kept no day still says that the standard is ended.</summary>
    [Fact]
    public void An_end_without_a_day_is_an_end() =>
        Assert.Equal("standard-ended", Outcome(
            EquipmentStandard.Evolve(After(Publish(Display)), new EquipmentStandard.Retired("überholt")),
            new EquipmentStandard.EndDeviation(Sample.School, "display")));

    [Fact]
    public void Nothing_is_known_of_a_standard_that_was_never_published() =>
        Assert.Equal("standard-unknown", Outcome(null, new EquipmentStandard.Retire("überholt")));
}
