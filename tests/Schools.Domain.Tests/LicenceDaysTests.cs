using static Schools.Domain.LicenceStep;

namespace Schools.Domain.Tests;

/// <summary>What a licence shows of each day, in whatever order it was said.</summary>
public sealed class LicenceDaysTests
{
    private static readonly LicenceTerms Terms = new() { Product = "Jamf School", Metric = LicenceMetric.Device, From = new(2025, 8, 1) };
    private static readonly LicenceKey Key = LicenceKey.For(Sample.Authority, Terms);
    private static readonly Licence.Register Register = new(Key, Terms, 500) { On = Month(1) };
    private static readonly Licence.Assign Hundred = new(Sample.School, 100) { On = Month(10) };

    /// <summary>What was said of a step, in this order, and what each of these days shows of it.</summary>
    [Theory]
    [InlineData("10", "5:- 10:10 15:10 30:10")]
    [InlineData("10 20", "5:- 10:- 15:- 20:20 30:20")]
    [InlineData("20 10", "5:- 10:10 15:10 20:10 30:10")]
    [InlineData("10 20 15", "10:- 14:- 15:15 20:15 30:15")]
    [InlineData("20 10 15", "5:- 10:- 14:- 15:15 20:15 30:15")]
    [InlineData("10 20 30", "10:- 20:- 29:- 30:30")]
    [InlineData("10 10", "5:- 10:10 30:10")]
    public void A_step_that_was_reached_later_than_entered_did_not_hold_before(string days, string shown)
    {
        var licence = new Dated();
        foreach (var day in days.Split(' '))
        {
            var entry = new Licence.Reach(Needed, "Antrag 3") { On = Month(int.Parse(day, Euro.German)) };
            licence.Send([.. Licence.Entering(licence.State!, entry, Sample.Context())]);
        }
        Assert.Equal(shown, string.Join(' ', shown.Split(' ').Select(one => one.Split(':')[0]).Select(day =>
            $"{day}:{licence.On(Month(int.Parse(day, Euro.German))).On(Needed)?.Day.ToString(Euro.German) ?? "-"}")));
        Assert.Equal("Antrag 3", licence.State!.Steps[Needed].Evidence);
    }

    [Fact]
    public void Nothing_is_taken_back_for_a_correction_that_is_refused()
    {
        var licence = new Dated();
        licence.Send([new Licence.Reach(Needed, "Antrag 3") { On = Month(10) }]);
        var tomorrow = new Licence.Reach(Needed) { On = Sample.Context().Today.AddDays(1) };
        var only = Assert.Single(Licence.Entering(licence.State!, tomorrow, Sample.Context()));
        Assert.Equal("fact-in-future", Licence.Decide(licence.State, only, Sample.Context()).Refusal?.Wire);
    }

    /// <summary>
    /// Day and amount as they were said, in this order: a for the school, b for the other one, t for a transfer, q for the quantity.
    /// Then what some days show, the last of them as today does.
    /// </summary>
    [Theory]
    [InlineData("a10=100 a20=60", "9:0/0/500 10:100/0/500 19:100/0/500 20:60/0/500 31:60/0/500")]
    [InlineData("a20=60 a10=100", "9:0/0/500 10:100/0/500 19:100/0/500 20:60/0/500 31:60/0/500")]
    [InlineData("a20=60 a10=100 a15=80", "10:100/0/500 15:80/0/500 20:60/0/500 31:60/0/500")]
    [InlineData("a10=100 a20=100 a15=50", "10:100/0/500 15:50/0/500 20:100/0/500 31:100/0/500")]
    [InlineData("a20=0 a10=100", "9:0/0/500 10:100/0/500 20:0/0/500 31:0/0/500")]
    [InlineData("a10=100 a10=90", "10:90/0/500 31:90/0/500")]
    [InlineData("a20=60 a10=100 a10=90 a20=55", "10:90/0/500 19:90/0/500 20:55/0/500 31:55/0/500")]
    [InlineData("a20=60 b10=7 b5=3", "5:0/3/500 10:0/7/500 20:60/7/500 31:60/7/500")]
    [InlineData("a10=100 t20=30 a15=50", "10:100/0/500 15:50/0/500 20:70/30/500 31:70/30/500")]
    [InlineData("a10=100 t20=30 b10=5", "10:100/5/500 20:70/30/500 31:70/30/500")]
    [InlineData("q20=300 q10=400", "1:0/0/500 10:0/0/400 20:0/0/300 31:0/0/300")]
    [InlineData("q10=400 q20=400 q15=300", "10:0/0/400 15:0/0/300 20:0/0/400 31:0/0/400")]
    [InlineData("q20=300 q20=310 q1=450", "1:0/0/450 19:0/0/450 20:0/0/310 31:0/0/310")]
    public void On_each_day_counts_what_was_said_last_of_it_or_before_whatever_the_order(string said, string shown)
    {
        var licence = new Dated();
        foreach (var one in said.Split(' '))
        {
            var command = Say(licence, one);
            // Said again it changes nothing, but for what is moved.
            Assert.Equal(command is Licence.Transfer, Licence.Decide(licence.State, command, Sample.Context()).Refusal is not null);
            Assert.Empty(Licence.Decide(licence.State, command, Sample.Context()).Events);
        }
        Assert.Equal(shown, string.Join(' ', shown.Split(' ').Select(one => one.Split(':')[0]).Select(day =>
            $"{day}:{Told(licence.On(Month(int.Parse(day, Euro.German))))}")));
        Assert.Equal(shown[(shown.LastIndexOf(':') + 1)..], Told(licence.State!));
    }

    [Fact]
    public void What_was_recorded_before_quantities_had_days_holds_in_its_order()
    {
        Licence.Event[] known =
        [
            new Licence.Registered(Key, Terms, 1_000), new Licence.Entitled(1_200), new Licence.Entitled(900, Month(2)),
            new Licence.Entitled(800),
        ];
        Assert.Equal(
            [1_000, 1_200, 900, 800],
            Enumerable.Range(1, known.Length).Select(n => known[..n].Aggregate((Licence.State?)null, Licence.Evolve)!.Quantity!.Value));
    }

    [Theory]
    [InlineData("a5=60", "100/0/500")]
    [InlineData("a15=60", "60/0/500")]
    [InlineData("q15=5", "100/0/5")]
    public void A_document_without_courses_knows_the_last_amounts(string said, string shown)
    {
        var licence = new Dated();
        licence.Send([Hundred]);
        licence.State = licence.State! with { Courses = null, Quantities = null };
        Say(licence, said);
        Assert.Equal(shown, Told(licence.State));
    }

    [Fact]
    public void Since_when_a_school_has_some_does_not_look_behind_a_day_with_none()
    {
        var licence = new Dated();
        foreach (var said in new[] { "a10=100", "a15=0", "a20=50", "a12=60" })
        {
            Say(licence, said);
        }
        Assert.Equal((50, Month(20)), (licence.State!.Assignments[0].Count, licence.State.Assignments[0].Since));
    }

    /// <summary>A day of October 2025.</summary>
    private static DateOnly Month(int day) => new(2025, 10, day);

    /// <param name="said">As a10=100: what, on which day, how many.</param>
    private static Licence.Command Say(Dated licence, string said)
    {
        var parts = said[1..].Split('=');
        var count = int.Parse(parts[1], Euro.German);
        Licence.Command command = said[0] switch
        {
            'a' => new Licence.Assign(Sample.School, count),
            'b' => new Licence.Assign(Sample.OtherSchool, count),
            't' => new Licence.Transfer(Sample.School, Sample.OtherSchool, count, licence.State!.Of(Sample.School)),
            _ => new Licence.Entitle(count),
        };
        command = command with { On = Month(int.Parse(parts[0], Euro.German)) };
        licence.Send([command]);
        return command;
    }

    private static string Told(Licence.State state) => $"{state.Of(Sample.School)}/{state.Of(Sample.OtherSchool)}/{state.Quantity}";

    /// <summary>A licence with the journal of its turns, which a past day is folded from.</summary>
    private sealed class Dated
    {
        private readonly List<(DateOnly On, Licence.Event Event)> journal = [];

        public Dated() => Send([Register]);

        public Licence.State? State { get; set; }

        public void Send(IReadOnlyList<Licence.Command> commands)
        {
            foreach (var command in commands)
            {
                var decision = Licence.Decide(State, command, Sample.Context());
                Assert.Null(decision.Refusal);
                journal.AddRange(decision.Events.Select(happened => (command.On!.Value, happened)));
                State = decision.Events.Aggregate(State, Licence.Evolve);
            }
        }

        public Licence.State On(DateOnly day) =>
            journal.Where(row => row.On <= day).Select(row => row.Event).Aggregate((Licence.State?)null, Licence.Evolve)!;
    }
}
