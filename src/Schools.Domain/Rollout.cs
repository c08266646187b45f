using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>
/// How far the WLAN of one school or one room is: which step is planned for when and was reached on which day, what blocks it, what the
/// acceptance found. The grain's key is that of the school or the room. Percentages are computed from these days, never stored.
/// </summary>
public sealed class Rollout : IAggregate<Rollout.State, Rollout.Command, Rollout.Event>
{
    public const int LongestText = 500;
    public const int MostDefects = 500;
    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    private Rollout()
    {
    }

    /// <param name="Planned">The day it is meant to be reached.</param>
    /// <param name="Reached">The day it was reached; null while it is open.</param>
    /// <param name="Evidence">Where the proof lies: a file reference, a protocol's number, an address.</param>
    /// <param name="Reason">Why it was reached without the steps before it.</param>
    /// <param name="MovedFor">Why its planned day was last changed.</param>
    public sealed record Step(
        DateOnly? Planned = null,
        DateOnly? Reached = null,
        RolloutExecutor? Executor = null,
        string? Evidence = null,
        bool WithDefects = false,
        string? Reason = null,
        string? MovedFor = null);

    /// <summary>What holds the work up.</summary>
    /// <param name="By">Who or what must move: a provider, a building permit, the school.</param>
    public sealed record Blockade(string Reason, string? By, DateOnly Since);

    /// <summary>One entry of the list of defects (Mängelliste) of an acceptance.</summary>
    public sealed record Defect(int Number, string Text, DateOnly? Due, DateOnly? Settled = null);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Schedule), "schedule")]
    [JsonDerivedType(typeof(Reach), "reach")]
    [JsonDerivedType(typeof(Revoke), "revoke")]
    [JsonDerivedType(typeof(Block), "block")]
    [JsonDerivedType(typeof(Unblock), "unblock")]
    [JsonDerivedType(typeof(RecordDefect), "recordDefect")]
    [JsonDerivedType(typeof(SettleDefect), "settleDefect")]
    public abstract record Command(SchoolKey School, RoomKey? Room) : Domain.Command
    {
        [JsonIgnore]
        public override IReadOnlyList<GrainReference> References => Room is { } room
            ? [new(GrainKind.Room, room.Value)]
            : [new(GrainKind.School, School.Value)];
    }

    /// <summary>Sets when a step is meant to be reached and by whom; null takes either back.</summary>
    /// <param name="Reason">Why another day than before, for those who ask what slipped.</param>
    public sealed record Schedule(
        SchoolKey School, RoomKey? Room, RolloutStep Step, DateOnly? Planned, RolloutExecutor? Executor, string? Reason = null)
        : Command(School, Room);

    /// <summary>The step was reached on the day of the command; on another day it is a correction.</summary>
    /// <param name="Reason">Owed when steps before it are open.</param>
    /// <param name="Executor">Who carried it out; null where it stays as it was planned.</param>
    public sealed record Reach(
        SchoolKey School,
        RoomKey? Room,
        RolloutStep Step,
        string? Evidence = null,
        bool WithDefects = false,
        string? Reason = null,
        RolloutExecutor? Executor = null) : Command(School, Room);

    /// <summary>
    /// The step is not reached after all. A mistake is revoked for the day of the step, so that it never held; a step that was lost, for
    /// the day of the loss.
    /// </summary>
    public sealed record Revoke(SchoolKey School, RoomKey? Room, RolloutStep Step, string Reason) : Command(School, Room);

    public sealed record Block(SchoolKey School, RoomKey? Room, string Reason, string? By = null) : Command(School, Room);

    /// <param name="Reason">That of the blockade that is lifted; may be left out where one stands alone.</param>
    public sealed record Unblock(SchoolKey School, RoomKey? Room, string? Reason = null) : Command(School, Room);

    public sealed record RecordDefect(SchoolKey School, RoomKey? Room, int Number, string Text, DateOnly? Due = null)
        : Command(School, Room);

    public sealed record SettleDefect(SchoolKey School, RoomKey? Room, int Number) : Command(School, Room);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(StepScheduled), "stepScheduled")]
    [JsonDerivedType(typeof(StepReached), "stepReached")]
    [JsonDerivedType(typeof(StepRevoked), "stepRevoked")]
    [JsonDerivedType(typeof(Blocked), "blocked")]
    [JsonDerivedType(typeof(Unblocked), "unblocked")]
    [JsonDerivedType(typeof(DefectRecorded), "defectRecorded")]
    [JsonDerivedType(typeof(DefectSettled), "defectSettled")]
    public abstract record Event;

    public sealed record StepScheduled(RolloutStep Step, DateOnly? Planned, RolloutExecutor? Executor, string? Reason = null) : Event;

    public sealed record StepReached(
        RolloutStep Step, DateOnly Day, string? Evidence, bool WithDefects, string? Reason, RolloutExecutor? Executor = null) : Event;

    public sealed record StepRevoked(RolloutStep Step, string Reason) : Event;

    /// <param name="IsBeside">
    /// What blocked before goes on blocking; in journals from when one blockade took another's place it does not.
    /// </param>
    public sealed record Blocked(string Reason, string? By, DateOnly Since, bool IsBeside = false) : Event;

    /// <param name="Reason">That of the blockade that was lifted; null where everything was.</param>
    public sealed record Unblocked(string? Reason = null) : Event;

    public sealed record DefectRecorded(Defect Defect) : Event;

    public sealed record DefectSettled(int Number, DateOnly Day) : Event;

    /// <param name="Steps">By step; a step that was neither planned nor reached is not in it.</param>
    /// <param name="Blockade">What blocks; of several all reasons together, since the oldest day.</param>
    /// <param name="Blockades">Each by itself, the oldest first, where several stand at once.</param>
    public sealed record State(
        IReadOnlyDictionary<RolloutStep, Step> Steps,
        Blockade? Blockade = null,
        IReadOnlyList<Defect>? Defects = null,
        IReadOnlyList<Blockade>? Blockades = null)
    {
        public static readonly State Empty = new(new Dictionary<RolloutStep, Step>());

        public Step Of(RolloutStep step) => Steps.GetValueOrDefault(step) ?? new Step();

        public bool HasReached(RolloutStep step) => Of(step).Reached is not null;

        /// <summary>The defects of an acceptance, oldest first.</summary>
        [JsonIgnore]
        public IReadOnlyList<Defect> AllDefects => Defects ?? [];

        /// <summary>Each blockade that stands, the oldest first.</summary>
        [JsonIgnore]
        public IReadOnlyList<Blockade> AllBlockades => Blockades ?? (Blockade is null ? [] : [Blockade]);
    }

    public static Decision<Event> Decide(State? state, Command command, in DecisionContext context)
    {
        var s = state ?? State.Empty;
        var day = command.On ?? context.Today;
        return command switch
        {
            { Room: { } room } c when room.School != c.School => new Refusal(RefusalCode.RoomOfOtherSchool, room.Value, c.School.Value),
            _ when day > context.Today => new Refusal(RefusalCode.StepInFuture, FieldText.Shown(day)),
            _ when day < Earliest => new Refusal(RefusalCode.DateImplausible, FieldText.Shown(day)),
            Schedule { Planned: { } planned } when planned < Earliest || planned > Latest =>
                new Refusal(RefusalCode.DateImplausible, FieldText.Shown(planned)),
            Schedule or Reach or Revoke when StepOf(command) is var step && command.Room is not null && !RolloutSteps.Of(step).IsOfRooms =>
                new Refusal(RefusalCode.StepOfSchool, Labels.German(step)),
            Schedule c when SaysNothing(s.Of(c.Step), c) => Decision<Event>.Nothing,
            Schedule c => TooLong(c.Reason) is { } tooLong
                ? tooLong
                : new StepScheduled(c.Step, c.Planned, c.Executor, Clean(c.Reason)),
            Reach c => Reaching(s, c, day),
            Revoke c when !s.HasReached(c.Step) => Decision<Event>.Nothing,
            Revoke c => Owed(c.Reason) is { } owed ? owed : new StepRevoked(c.Step, c.Reason.Trim()),
            Block c => (Owed(c.Reason) ?? TooLong(c.By)) is { } refusal ? refusal
                : RolloutBlockades.Blocking(s.AllBlockades, c.Reason.Trim(), Clean(c.By), day),
            Unblock c => RolloutBlockades.Lifting(s.AllBlockades, Clean(c.Reason)),
            RecordDefect c => Recording(s, c),
            SettleDefect c => Settling(s, c, day),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public static State Evolve(State? state, Event happened)
    {
        var s = state ?? State.Empty;
        return happened switch
        {
            StepScheduled e => With(s, e.Step, step => step with
            {
                Planned = e.Planned,
                Executor = e.Executor,
                MovedFor = e.Reason ?? (e.Planned == step.Planned ? step.MovedFor : null),
            }),
            StepReached e => With(s, e.Step, step => step with
            {
                Reached = e.Day,
                Evidence = e.Evidence ?? step.Evidence,
                WithDefects = e.WithDefects,
                Reason = e.Reason,
                Executor = e.Executor ?? step.Executor,
            }),
            StepRevoked e => With(s, e.Step, step => step with { Reached = null, WithDefects = false, Reason = null }),
            Blocked e => RolloutBlockades.With(s, new Blockade(e.Reason, e.By, e.Since), e.IsBeside),
            Unblocked e => RolloutBlockades.Without(s, e.Reason),
            DefectRecorded e => s with { Defects = [.. s.AllDefects.Where(d => d.Number != e.Defect.Number), e.Defect] },
            DefectSettled e => s with
            {
                Defects = [.. s.AllDefects.Select(d => d.Number == e.Number ? d with { Settled = e.Day } : d)],
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>
    /// What enters a step as reached, each command a turn of its own. A step that is said to be reached later than it was entered did not
    /// hold in between: the first entry is taken back for its own day, or else every figure of those days would go on counting it. For an
    /// entry that would be refused nothing is taken back.
    /// </summary>
    public static IReadOnlyList<Command> Entering(State state, Reach entry, in DecisionContext context)
    {
        var now = state.Of(entry.Step);
        var (day, kept) = (entry.On ?? context.Today, entry with { Reason = entry.Reason ?? now.Reason });
        return now.Reached is not { } before || before >= day ? [entry]
            : Decide(state, kept, context).Refusal is not null ? [kept]
            : [new Revoke(entry.School, entry.Room, entry.Step, $"berichtigt: erreicht am {FieldText.Shown(day)}") { On = before }, kept];
    }

    /// <summary>A reason that is given later for the same day says something; the day does not move again by it.</summary>
    private static bool SaysNothing(Step now, Schedule c) =>
        now.Planned == c.Planned && now.Executor == c.Executor
        && (c.Planned is null || Clean(c.Reason) is not { } reason || reason == now.MovedFor);

    private static RolloutStep StepOf(Command command) => command switch
    {
        Schedule c => c.Step,
        Reach c => c.Step,
        Revoke c => c.Step,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Decision<Event> Reaching(State s, Reach c, DateOnly day)
    {
        var now = s.Of(c.Step);
        if (now.Reached == day && now.WithDefects == c.WithDefects && (c.Evidence is null || now.Evidence == c.Evidence)
            && (c.Executor is null || now.Executor == c.Executor))
        {
            return Decision<Event>.Nothing;
        }
        if ((TooLong(c.Evidence) ?? TooLong(c.Reason)) is { } tooLong)
        {
            return tooLong;
        }
        var open = RolloutSteps.Required(c.Step, c.Room is not null).Where(step => !s.HasReached(step)).ToList();
        return open.Count > 0 && string.IsNullOrWhiteSpace(c.Reason)
            ? new Refusal(RefusalCode.PrerequisiteMissing, Word(c.Step), string.Join(", ", open.Select(Word)))
            : new StepReached(c.Step, day, c.Evidence, c.WithDefects, Clean(c.Reason), c.Executor);
    }

    private static string Word(RolloutStep step) => Labels.German(step);

    /// <summary>A number that is taken belongs to another defect: two who write at once must not lose one of theirs.</summary>
    private static Decision<Event> Recording(State s, RecordDefect c)
    {
        var known = s.AllDefects.FirstOrDefault(d => d.Number == c.Number);
        return string.IsNullOrWhiteSpace(c.Text) ? new Refusal(RefusalCode.NameMissing)
            : TooLong(c.Text) is { } tooLong ? tooLong
            : c.Number is < 1 or > MostDefects ? new Refusal(RefusalCode.CountImplausible, $"{c.Number}", $"{MostDefects}")
            : c.Due < Earliest || c.Due > Latest ? new Refusal(RefusalCode.DateImplausible, FieldText.Shown(c.Due.Value))
            : known is null ? new DefectRecorded(new Defect(c.Number, c.Text.Trim(), c.Due))
            : known.Text != c.Text.Trim() ? new Refusal(RefusalCode.ChangedMeanwhile, $"Mangel {c.Number}")
            : known.Due == c.Due ? Decision<Event>.Nothing
            : new DefectRecorded(known with { Due = c.Due });
    }

    private static Decision<Event> Settling(State s, SettleDefect c, DateOnly day) =>
        s.AllDefects.FirstOrDefault(d => d.Number == c.Number) switch
        {
            null => new Refusal(RefusalCode.DefectUnknown, $"{c.Number}"),
            { Settled: not null } => Decision<Event>.Nothing,
            _ => new DefectSettled(c.Number, day),
        };

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static Refusal? Owed(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? new Refusal(RefusalCode.ExplanationMissing) : TooLong(reason);

    private static Refusal? TooLong(string? text) =>
        text?.Length > LongestText ? new Refusal(RefusalCode.TextTooLong, "Begründung oder Nachweis", $"{LongestText}") : null;

    private static State With(State s, RolloutStep step, Func<Step, Step> change) =>
        s with { Steps = new Dictionary<RolloutStep, Step>(s.Steps) { [step] = change(s.Of(step)) } };
}
