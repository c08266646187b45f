using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>One thing of the inventory. Lifecycle, condition and availability are three dimensions that change apart.</summary>
public sealed class Device : IAggregate<Device.State, Device.Command, Device.Event>
{
    private Device()
    {
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Register), "register")]
    [JsonDerivedType(typeof(Correct), "correct")]
    [JsonDerivedType(typeof(Move), "move")]
    [JsonDerivedType(typeof(Advance), "advance")]
    [JsonDerivedType(typeof(AssessCondition), "assessCondition")]
    [JsonDerivedType(typeof(SetAvailability), "setAvailability")]
    [JsonDerivedType(typeof(Restore), "restore")]
    [JsonDerivedType(typeof(Withdraw), "withdraw")]
    [JsonDerivedType(typeof(ReportAbsent), "reportAbsent")]
    [JsonDerivedType(typeof(ReportMissing), "reportMissing")]
    [JsonDerivedType(typeof(ReportFound), "reportFound")]
    public abstract record Command : Domain.Command;

    /// <summary>Enters a device into the inventory, at whatever step it already is; one that was withdrawn comes in again.</summary>
    public sealed record Register(
        DeviceKey Device,
        SchoolKey School,
        RoomKey? Room,
        DeviceDetails Details,
        DeviceLifecycle Lifecycle,
        DeviceCondition Condition = DeviceCondition.Unclear,
        DeviceAvailability Availability = DeviceAvailability.Unclear) : Command
    {
        [JsonIgnore]
        public override IReadOnlyList<GrainReference> References => Placement(School, Room);
    }

    /// <summary>Sets what is given, keeps the rest, empties the fields named in <paramref name="Cleared"/>.</summary>
    public sealed record Correct(DeviceDetails Given, IReadOnlyList<string>? Cleared = null) : Command;

    public sealed record Move(SchoolKey School, RoomKey? Room) : Command
    {
        [JsonIgnore]
        public override IReadOnlyList<GrainReference> References => Placement(School, Room);
    }

    /// <param name="Reason">Owed for skipped steps and for steps back.</param>
    public sealed record Advance(DeviceLifecycle To, string? Reason = null) : Command;

    public sealed record AssessCondition(DeviceCondition Condition) : Command;

    public sealed record SetAvailability(DeviceAvailability Availability) : Command;

    /// <summary>
    /// Sets everything back to what it was. What held once may hold again, so the order of the lifecycle does not bind it; but what is
    /// retired, and was so before, stays as it left the books.
    /// </summary>
    public sealed record Restore(
        SchoolKey School,
        RoomKey? Room,
        DeviceDetails Details,
        DeviceLifecycle Lifecycle,
        DeviceCondition Condition,
        DeviceAvailability Availability,
        string Reason,
        DateOnly? AbsentSince = null,
        DateOnly? MissingSince = null) : Command
    {
        [JsonIgnore]
        public override IReadOnlyList<GrainReference> References => Placement(School, Room);
    }

    /// <summary>
    /// Takes back that the device was ever entered. It leaves every list and figure and frees its numbers; its history stays.
    /// </summary>
    public sealed record Withdraw(string Reason) : Command;

    /// <summary>A full list of its school leaves it out; it is not missed yet.</summary>
    public sealed record ReportAbsent : Command;

    /// <summary>It is looked for (vermisst). Whether it is lost or stolen is for a person to say.</summary>
    public sealed record ReportMissing : Command;

    /// <summary>It was seen again.</summary>
    public sealed record ReportFound : Command;

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Registered), "registered")]
    [JsonDerivedType(typeof(Corrected), "corrected")]
    [JsonDerivedType(typeof(Moved), "moved")]
    [JsonDerivedType(typeof(Advanced), "advanced")]
    [JsonDerivedType(typeof(ConditionAssessed), "conditionAssessed")]
    [JsonDerivedType(typeof(AvailabilitySet), "availabilitySet")]
    [JsonDerivedType(typeof(Restored), "restored")]
    [JsonDerivedType(typeof(Withdrawn), "withdrawn")]
    [JsonDerivedType(typeof(ReportedAbsent), "reportedAbsent")]
    [JsonDerivedType(typeof(ReportedMissing), "reportedMissing")]
    [JsonDerivedType(typeof(ReportedFound), "reportedFound")]
    public abstract record Event;

    public sealed record Registered(
        DeviceKey Device,
        SchoolKey School,
        RoomKey? Room,
        DeviceDetails Details,
        DeviceLifecycle Lifecycle,
        DeviceCondition Condition,
        DeviceAvailability Availability) : Event;

    public sealed record Corrected(DeviceDetails Changed, IReadOnlyList<string>? Cleared = null) : Event;

    public sealed record Moved(SchoolKey School, RoomKey? Room) : Event;

    public sealed record Advanced(DeviceLifecycle To, string? Reason) : Event;

    public sealed record ConditionAssessed(DeviceCondition Condition) : Event;

    public sealed record AvailabilitySet(DeviceAvailability Availability) : Event;

    public sealed record Restored(
        SchoolKey School,
        RoomKey? Room,
        DeviceDetails Details,
        DeviceLifecycle Lifecycle,
        DeviceCondition Condition,
        DeviceAvailability Availability,
        string Reason,
        DateOnly? AbsentSince = null,
        DateOnly? MissingSince = null) : Event;

    public sealed record Withdrawn(string Reason) : Event;

    public sealed record ReportedAbsent(DateOnly Since) : Event;

    public sealed record ReportedMissing(DateOnly Since) : Event;

    public sealed record ReportedFound : Event;

    /// <param name="AbsentSince">The day of the first full list that left it out, and since when no list names it.</param>
    /// <param name="MissingSince">The day since when it is missed.</param>
    /// <param name="WithdrawnFor">Why the device is withdrawn; null while it is in the inventory.</param>
    public sealed record State(
        DeviceKey Key,
        SchoolKey School,
        RoomKey? Room,
        DeviceDetails Details,
        DeviceLifecycle Lifecycle,
        DeviceCondition Condition,
        DeviceAvailability Availability,
        DateOnly? AbsentSince = null,
        DateOnly? MissingSince = null,
        string? WithdrawnFor = null);

    public static Decision<Event> Decide(State? state, Command command, in DecisionContext context) => (command, state) switch
    {
        ({ On: { } day }, _) when day > context.Today => new Refusal(RefusalCode.FactInFuture, FieldText.Shown(day)),
        (Register c, null or { WithdrawnFor: not null }) => Registering(c),
        (Register c, { } s) => Repeats(c, s) ? Decision<Event>.Nothing : new Refusal(RefusalCode.AlreadyRegistered, s.Key.Value),
        (_, null) => new Refusal(RefusalCode.DeviceUnknown),
        (Restore c, { } s) => Restoring(s, c),
        (Withdraw, { WithdrawnFor: not null }) => Decision<Event>.Nothing,
        (Withdraw c, _) => new Withdrawn(c.Reason),
        (_, { WithdrawnFor: not null }) => new Refusal(RefusalCode.DeviceWithdrawn),
        (Correct c, { } s) => Correcting(s, c),
        (Move c, { } s) when c.School == s.School && c.Room == s.Room => Decision<Event>.Nothing,
        (Move c, { } s) => Misplaced(c.School, c.Room) is { } refusal ? refusal : UnlessRetired(s, new Moved(c.School, c.Room)),
        (Advance c, { } s) => Advancing(s, c, context.Origin),
        (AssessCondition c, { } s) when c.Condition == s.Condition => Decision<Event>.Nothing,
        (AssessCondition c, { } s) => UnlessRetired(s, new ConditionAssessed(c.Condition)),
        (SetAvailability c, { } s) when c.Availability == s.Availability => Decision<Event>.Nothing,
        (SetAvailability c, { } s) => UnlessRetired(s, new AvailabilitySet(c.Availability)),
        // Of what is lost already a list without it says nothing new.
        (ReportAbsent, { AbsentSince: not null } or { Lifecycle: DeviceLifecycle.LostOrStolen }) => Decision<Event>.Nothing,
        (ReportAbsent c, { } s) => UnlessRetired(s, new ReportedAbsent(c.On ?? context.Today)),
        (ReportMissing, { MissingSince: not null } or { Lifecycle: DeviceLifecycle.LostOrStolen }) => Decision<Event>.Nothing,
        (ReportMissing c, { } s) => UnlessRetired(s, new ReportedMissing(c.On ?? context.Today)),
        (ReportFound, { AbsentSince: null, MissingSince: null }) => Decision<Event>.Nothing,
        (ReportFound, _) => new ReportedFound(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static State Evolve(State? state, Event happened) => happened switch
    {
        Registered e => new State(e.Device, e.School, e.Room, e.Details, e.Lifecycle, e.Condition, e.Availability),
        Corrected e => state! with { Details = DeviceDetails.Fields.Merge(state.Details, e.Changed, e.Cleared ?? []) },
        Moved e => state! with { School = e.School, Room = e.Room },
        // A loss or the end of its life says more than that a list left it out.
        Advanced { To: DeviceLifecycle.LostOrStolen or DeviceLifecycle.Retired } e =>
            state! with { Lifecycle = e.To, AbsentSince = null, MissingSince = null },
        Advanced e => state! with { Lifecycle = e.To },
        ConditionAssessed e => state! with { Condition = e.Condition },
        AvailabilitySet e => state! with { Availability = e.Availability },
        Restored e => new State(
            state!.Key, e.School, e.Room, e.Details, e.Lifecycle, e.Condition, e.Availability, e.AbsentSince, e.MissingSince),
        Withdrawn e => state! with { WithdrawnFor = e.Reason },
        ReportedAbsent e => state! with { AbsentSince = e.Since },
        ReportedMissing e => state! with { AbsentSince = state.AbsentSince ?? e.Since, MissingSince = e.Since },
        ReportedFound => state! with { AbsentSince = null, MissingSince = null },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Decision<Event> Registering(Register c)
    {
        if ((Misplaced(c.School, c.Room) ?? c.Details.Implausible() ?? DeviceLifecycleRules.Unmet(c.Lifecycle, c.Details, c.Room))
            is { } refusal)
        {
            return refusal;
        }
        return new Registered(c.Device, c.School, c.Room, c.Details, c.Lifecycle, c.Condition, c.Availability);
    }

    private static bool Repeats(Register c, State s) =>
        c.School == s.School && c.Room == s.Room && c.Lifecycle == s.Lifecycle && c.Condition == s.Condition
        && c.Availability == s.Availability && c.Details == s.Details;

    private static Decision<Event> Correcting(State s, Correct c)
    {
        var changed = DeviceDetails.Fields.Differing(s.Details, c.Given);
        var cleared = DeviceDetails.Fields.Filled(s.Details, c.Cleared ?? []);
        if (changed is null && cleared.Count == 0)
        {
            return Decision<Event>.Nothing;
        }
        var corrected = new Corrected(changed ?? new DeviceDetails(), cleared.Count == 0 ? null : cleared);
        var after = Evolve(s, corrected).Details;
        return s.Lifecycle == DeviceLifecycle.Retired ? new Refusal(RefusalCode.DeviceRetired)
            : (after.Implausible() ?? DeviceLifecycleRules.Unmet(s.Lifecycle, after, s.Room)) is { } refusal ? refusal
            : corrected;
    }

    private static Decision<Event> Advancing(State s, Advance c, Origin origin)
    {
        if (c.To == s.Lifecycle)
        {
            return Decision<Event>.Nothing;
        }
        var refusal = DeviceLifecycleRules.Forbidden(s.Lifecycle, c.To, s.Details.Category!.Value, c.Reason, origin)
            ?? DeviceLifecycleRules.Unmet(c.To, s.Details, s.Room);
        if (refusal is not null)
        {
            return refusal;
        }
        List<Event> events = [new Advanced(c.To, c.Reason)];
        if (DeviceLifecycleRules.AvailabilityAfter(s.Lifecycle, c.To) is { } availability && availability != s.Availability)
        {
            events.Add(new AvailabilitySet(availability));
        }
        return events;
    }

    private static Decision<Event> Restoring(State s, Restore c)
    {
        var restored = new Restored(
            c.School, c.Room, c.Details, c.Lifecycle, c.Condition, c.Availability, c.Reason, c.AbsentSince, c.MissingSince);
        return Evolve(s, restored) == s ? Decision<Event>.Nothing
            : s.Lifecycle == DeviceLifecycle.Retired && c.Lifecycle == DeviceLifecycle.Retired && s.WithdrawnFor is null
                ? new Refusal(RefusalCode.DeviceRetired)
            : (Misplaced(c.School, c.Room) ?? c.Details.Implausible()) is { } refusal ? refusal
            : restored;
    }

    /// <summary>What is retired stays as it left the books.</summary>
    private static Decision<Event> UnlessRetired(State s, Event happened) =>
        s.Lifecycle == DeviceLifecycle.Retired ? new Refusal(RefusalCode.DeviceRetired) : happened;

    private static Refusal? Misplaced(SchoolKey school, RoomKey? room) =>
        room is { } r && r.School != school ? new Refusal(RefusalCode.RoomOfOtherSchool, r.Value, school.Value) : null;

    private static GrainReference[] Placement(SchoolKey school, RoomKey? room) => room is { } r
        ? [new(GrainKind.School, school.Value), new(GrainKind.Room, r.Value)]
        : [new(GrainKind.School, school.Value)];
}
