using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>
/// A licence contract: a product, how it is counted, how many, and which school has how many of them. Ten thousand seats are one number,
/// never ten thousand rows. More may be assigned than there are; the balance shows it. What is said of a day keeps its day, so that an
/// amount entered late takes its place and does not overturn a later one.
/// </summary>
public sealed partial class Licence : IAggregate<Licence.State, Licence.Command, Licence.Event>
{
    public const int LongestText = 200;
    private const int LargestQuantity = 10_000_000;
    public static readonly CountRange Quantities = new(1, LargestQuantity);

    /// <summary>What a school may have of it.</summary>
    public static readonly CountRange Parts = new(0, LargestQuantity);
    public static readonly CountRange NoticeDays = new(0, 3_650);

    /// <summary>More schools than the largest Land has.</summary>
    public const int MostSchools = 6_000;

    private Licence()
    {
    }

    /// <summary>How many one school has.</summary>
    /// <param name="Since">The first day on which it had any, as far as was said.</param>
    public sealed record Assignment(SchoolKey School, int Count, DateOnly Since);

    /// <param name="Evidence">Where the proof lies: a file reference, an order number, an address.</param>
    /// <param name="Reason">Why it was reached without the check of data protection.</param>
    public sealed record ReachedStep(DateOnly Day, string? Evidence = null, string? Reason = null);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Register), "register")]
    [JsonDerivedType(typeof(Describe), "describe")]
    [JsonDerivedType(typeof(Entitle), "entitle")]
    [JsonDerivedType(typeof(Assign), "assign")]
    [JsonDerivedType(typeof(Transfer), "transfer")]
    [JsonDerivedType(typeof(Reach), "reach")]
    [JsonDerivedType(typeof(Revoke), "revoke")]
    [JsonDerivedType(typeof(Withdraw), "withdraw")]
    public abstract record Command : Domain.Command;

    /// <param name="Quantity">Null where the contract sets no limit; only an authority-wide one may.</param>
    public sealed record Register(LicenceKey Licence, LicenceTerms Terms, int? Quantity) : Command;

    /// <summary>Changes what is given and empties what is named. A later end answers the question of renewal.</summary>
    public sealed record Describe(LicenceTerms Given, IReadOnlyList<string>? Cleared = null) : Command;

    /// <summary>From the day of the command on there are so many: the contract was extended or reduced.</summary>
    public sealed record Entitle(int? Quantity) : Command;

    /// <summary>From the day of the command on the school has so many, 0 for none.</summary>
    public sealed record Assign(SchoolKey School, int Count) : Command
    {
        [JsonIgnore]
        public override IReadOnlyList<GrainReference> References => [new(GrainKind.School, School.Value)];
    }

    /// <summary>
    /// Moves so many from one school to another. The one command that is refused when it is sent again: it says what changes and not what
    /// holds, so nothing but itself may call it done.
    /// </summary>
    /// <param name="Had">What the first had when this was decided; on anything else it is refused as changed meanwhile.</param>
    public sealed record Transfer(SchoolKey From, SchoolKey To, int Count, int Had) : Command
    {
        [JsonIgnore]
        public override IReadOnlyList<GrainReference> References => [new(GrainKind.School, From.Value), new(GrainKind.School, To.Value)];
    }

    /// <summary>The step was reached on the day of the command; on another day it is a correction.</summary>
    public sealed record Reach(LicenceStep Step, string? Evidence = null, string? Reason = null) : Command;

    public sealed record Revoke(LicenceStep Step, string Reason) : Command;

    /// <summary>Takes back that the licence was ever entered. Its history stays.</summary>
    public sealed record Withdraw(string Reason) : Command;

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Registered), "registered")]
    [JsonDerivedType(typeof(Described), "described")]
    [JsonDerivedType(typeof(Entitled), "entitled")]
    [JsonDerivedType(typeof(Assigned), "assigned")]
    [JsonDerivedType(typeof(Transferred), "transferred")]
    [JsonDerivedType(typeof(StepReached), "stepReached")]
    [JsonDerivedType(typeof(StepRevoked), "stepRevoked")]
    [JsonDerivedType(typeof(Withdrawn), "withdrawn")]
    public abstract record Event;

    /// <param name="Day">From which the quantity holds; null as it was recorded before quantities had days.</param>
    public sealed record Registered(LicenceKey Licence, LicenceTerms Terms, int? Quantity, DateOnly? Day = null) : Event;

    public sealed record Described(LicenceTerms Changed, IReadOnlyList<string>? Cleared = null) : Event;

    /// <param name="Day">From which it holds; null as it was recorded before quantities had days: after all that was said.</param>
    public sealed record Entitled(int? Quantity, DateOnly? Day = null) : Event;

    public sealed record Assigned(SchoolKey School, int Count, DateOnly Since) : Event;

    /// <param name="Left">What the first school has after it.</param>
    /// <param name="Now">What the second has after it. Both are told: a fold that leaves out later facts never counts below 0.</param>
    public sealed record Transferred(SchoolKey From, SchoolKey To, int Count, int Left, int Now, DateOnly Since) : Event;

    public sealed record StepReached(LicenceStep Step, DateOnly Day, string? Evidence = null, string? Reason = null) : Event;

    public sealed record StepRevoked(LicenceStep Step, string Reason) : Event;

    public sealed record Withdrawn(string Reason) : Event;

    /// <param name="Assignments">By the key of the school; a school that has none is not in it.</param>
    /// <param name="WithdrawnFor">Why it is withdrawn; null while it is one of the register.</param>
    /// <param name="Quantities">What <paramref name="Quantity"/> was said to be, by day; null where only the last is known.</param>
    /// <param name="Courses">What each school was said to have, by day, under its key; of another only the last is known.</param>
    public sealed record State(
        LicenceKey Key,
        LicenceTerms Terms,
        int? Quantity,
        IReadOnlyList<Assignment> Assignments,
        IReadOnlyDictionary<LicenceStep, ReachedStep> Steps,
        string? WithdrawnFor = null,
        IReadOnlyList<Amount>? Quantities = null,
        IReadOnlyDictionary<string, IReadOnlyList<Amount>>? Courses = null)
    {
        /// <summary>Kept in the document for the column to search by.</summary>
        public int Assigned => Assignments.Sum(a => a.Count);

        /// <summary>The last day to give notice. Kept in the document for the column to search by.</summary>
        public DateOnly? Deadline => Term.Deadline;

        /// <summary>How far the licence is; null before any step.</summary>
        public LicenceStep? Step => LicenceSteps.InOrder.Where(step => On(step) is not null).Cast<LicenceStep?>().LastOrDefault();

        [JsonIgnore]
        public LicenceTerm Term => new(
            Terms.From, Terms.Until, Terms.NoticeDays ?? 0, Terms.RenewsAutomatically ?? false, On(LicenceStep.Ended));

        /// <summary>The quantities by day, at least one.</summary>
        [JsonIgnore]
        public IReadOnlyList<Amount> QuantityCourse => Quantities ?? [new Amount(DateOnly.MinValue, Quantity)];

        /// <summary>What was said of a school, by day.</summary>
        public IReadOnlyList<Amount> CourseOf(SchoolKey school) => Courses?.GetValueOrDefault(school.Value)
            ?? (Assignments.FirstOrDefault(a => a.School == school) is { } known ? [new Amount(known.Since, known.Count)] : []);

        public int Of(SchoolKey school) => Assignments.FirstOrDefault(a => a.School == school)?.Count ?? 0;

        /// <summary>The day a step was reached, or null.</summary>
        public DateOnly? On(LicenceStep step) => step == LicenceStep.Assigned
            ? Assignments.Count == 0 ? null : Assignments.Min(a => a.Since)
            : Steps.GetValueOrDefault(step)?.Day;
    }

    public static Decision<Event> Decide(State? state, Command command, in DecisionContext context)
    {
        var day = command.On ?? context.Today;
        return (command, state) switch
        {
            _ when day > context.Today => new Refusal(RefusalCode.FactInFuture, FieldText.Shown(day)),
            _ when day < LicenceRules.Earliest => new Refusal(RefusalCode.DateImplausible, FieldText.Shown(day)),
            (Register c, { WithdrawnFor: null } s) => s.Terms == c.Terms && s.Quantity == c.Quantity
                ? Decision<Event>.Nothing
                : new Refusal(RefusalCode.AlreadyRegistered, c.Terms.Product),
            (Register c, _) => (LicenceRules.Fault(c.Terms) ?? LicenceRules.Fault(c.Quantity, c.Terms)) is { } refusal
                ? refusal
                : new Registered(c.Licence, c.Terms, c.Quantity, day),
            (_, null) => new Refusal(RefusalCode.LicenceUnknown),
            (not Withdraw, { WithdrawnFor: not null }) => new Refusal(RefusalCode.LicenceUnknown),
            (Describe c, { } s) => Describing(s, c),
            (Entitle c, { } s) => Entitling(s, c, day),
            (Assign c, { } s) => Assigning(s, c, day),
            (Transfer c, { } s) => Transferring(s, c, day),
            (Reach c, { } s) => Reaching(s, c, day),
            (Revoke c, { } s) when !s.Steps.ContainsKey(c.Step) => Decision<Event>.Nothing,
            (Revoke c, _) => Owed(c.Reason) is { } owed ? owed : new StepRevoked(c.Step, c.Reason.Trim()),
            (Withdraw, { WithdrawnFor: not null }) => Decision<Event>.Nothing,
            (Withdraw c, _) => Owed(c.Reason) is { } owed ? owed : new Withdrawn(c.Reason.Trim()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public static State Evolve(State? state, Event happened) => happened switch
    {
        Registered e => new State(
            e.Licence, e.Terms, e.Quantity, [], new Dictionary<LicenceStep, ReachedStep>(),
            Quantities: [new Amount(e.Day ?? DateOnly.MinValue, e.Quantity)]),
        Described e => state! with { Terms = LicenceTerms.Fields.Merge(state.Terms, e.Changed, e.Cleared ?? []) },
        Entitled e => With(state!, e),
        Assigned e => With(state!, e.School, new Amount(e.Since, e.Count)),
        Transferred e => With(With(state!, e.From, new Amount(e.Since, e.Left)), e.To, new Amount(e.Since, e.Now)),
        StepReached e => state! with
        {
            Steps = new Dictionary<LicenceStep, ReachedStep>(state.Steps) { [e.Step] = new ReachedStep(e.Day, e.Evidence, e.Reason) },
        },
        StepRevoked e => state! with { Steps = state.Steps.Where(step => step.Key != e.Step).ToDictionary() },
        Withdrawn e => state! with { WithdrawnFor = e.Reason },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>
    /// What enters a step as reached, each command a turn of its own. A step that is said to be reached later than it was entered did not
    /// hold in between: the first entry is taken back for its own day, or else every past day would go on showing it. For an entry that
    /// would be refused nothing is taken back.
    /// </summary>
    public static IReadOnlyList<Command> Entering(State state, Reach entry, in DecisionContext context)
    {
        var day = entry.On ?? context.Today;
        if (state.Steps.GetValueOrDefault(entry.Step) is not { } now || now.Day >= day)
        {
            return [entry];
        }
        var kept = entry with { Evidence = entry.Evidence ?? now.Evidence, Reason = entry.Reason ?? now.Reason };
        return Decide(state, kept, context).Refusal is not null
            ? [kept]
            : [new Revoke(entry.Step, $"berichtigt: erreicht am {FieldText.Shown(day)}") { On = now.Day }, kept];
    }

    private static Decision<Event> Describing(State s, Describe c)
    {
        var changed = LicenceTerms.Fields.Differing(s.Terms, c.Given);
        var cleared = LicenceTerms.Fields.Filled(s.Terms, c.Cleared ?? []);
        if (changed is null && cleared.Count == 0)
        {
            return Decision<Event>.Nothing;
        }
        var after = LicenceTerms.Fields.Merge(s.Terms, c.Given, cleared);
        if ((LicenceRules.Fault(after) ?? LicenceRules.Fault(s.Quantity, after)) is { } refusal)
        {
            return refusal;
        }
        List<Event> events = [new Described(changed ?? new LicenceTerms(), cleared.Count == 0 ? null : cleared)];
        if (s.Terms.Until is { } end && (after.Until is null || after.Until > end) && s.Steps.ContainsKey(LicenceStep.RenewalPending))
        {
            events.Add(new StepRevoked(LicenceStep.RenewalPending, "Laufzeit verlängert"));
        }
        return events;
    }

    private static Decision<Event> Reaching(State s, Reach c, DateOnly day)
    {
        if (c.Step == LicenceStep.Assigned)
        {
            return new Refusal(RefusalCode.StepDerived, Labels.German(c.Step));
        }
        if (s.Steps.GetValueOrDefault(c.Step) is { } now && now.Day == day && (c.Evidence is null || now.Evidence == c.Evidence))
        {
            return Decision<Event>.Nothing;
        }
        if ((TooLong("Nachweis", c.Evidence) ?? TooLong("Begründung", c.Reason)) is { } tooLong)
        {
            return tooLong;
        }
        return LicenceSteps.NeedsCheck(c.Step) && s.On(LicenceStep.DataProtectionChecked) is null && string.IsNullOrWhiteSpace(c.Reason)
            ? new Refusal(
                RefusalCode.PrerequisiteMissing, Labels.German(c.Step), Labels.German(LicenceStep.DataProtectionChecked))
            : new StepReached(c.Step, day, c.Evidence, string.IsNullOrWhiteSpace(c.Reason) ? null : c.Reason.Trim());
    }

    private static Refusal? Owed(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? new Refusal(RefusalCode.ExplanationMissing) : TooLong("Begründung", reason);

    private static Refusal? TooLong(string field, string? text) =>
        text?.Length > LongestText ? new Refusal(RefusalCode.TextTooLong, field, $"{LongestText}") : null;

    private static string Shown(int number) => number.ToString("N0", Euro.German);
}
