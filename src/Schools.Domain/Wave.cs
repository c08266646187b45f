using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>
/// One wave of a rollout: which schools and rooms get how many devices, from which delivery, in which weeks. What was handed out is not
/// kept here but counted from the devices of its order.
/// </summary>
public sealed class Wave : IAggregate<Wave.State, Wave.Command, Wave.Event>
{
    private Wave()
    {
    }

    /// <summary>A place that gets devices.</summary>
    /// <param name="Room">Null for the whole school, or for what is left of it beside the rooms that are named.</param>
    /// <param name="Class">Who works with them: <c>7b</c>. The register counts by room.</param>
    public sealed record Place(SchoolKey School, int Target, RoomKey? Room = null, string? Class = null);

    /// <param name="Of">The key of the licence or the other wave; null for all other needs.</param>
    public sealed record Requirement(WaveNeed Need, string? Of = null);

    /// <param name="Land">Whose holidays hold, as in ISO 3166-2 without the country: <c>NW</c>.</param>
    /// <param name="OrderNumber">The Bestellnummer that the devices of the wave bear.</param>
    /// <param name="Ordered">Devices of that order.</param>
    /// <param name="Delivery">The day on which they are to be delivered.</param>
    /// <param name="End">The day on which the wave is to be finished.</param>
    /// <param name="WeeklyCapacity">Devices that the team can hand out in a week of five workdays.</param>
    public sealed record Details(
        string Name,
        string Land,
        IReadOnlyList<DeviceCategory> Categories,
        string OrderNumber,
        int Ordered,
        DateOnly? Delivery,
        DateOnly Start,
        DateOnly End,
        int WeeklyCapacity,
        IReadOnlyList<Place> Places,
        IReadOnlyList<Requirement> Requires)
    {
        [JsonIgnore]
        public int Target => Places.Sum(place => place.Target);

        /// <summary>All that each place of the wave needs: what is stated, and what every wave of its kind needs.</summary>
        [JsonIgnore]
        public IEnumerable<Requirement> Needs =>
            new Requirement[] { new(WaveNeed.Delivered), new(WaveNeed.Inventoried) }
                .Concat(Categories.Contains(DeviceCategory.Tablet) ? [new Requirement(WaveNeed.Wlan)] : [])
                .Concat(Requires)
                .Distinct();

        [JsonIgnore]
        internal IEnumerable<string> WaitsFor => Requires.Where(r => r.Need == WaveNeed.Wave).Select(r => r.Of!);
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Describe), "describe")]
    [JsonDerivedType(typeof(RecordDelivery), "recordDelivery")]
    [JsonDerivedType(typeof(Begin), "begin")]
    [JsonDerivedType(typeof(Finish), "finish")]
    [JsonDerivedType(typeof(Abort), "abort")]
    [JsonDerivedType(typeof(Resume), "resume")]
    public abstract record Command : Domain.Command;

    /// <summary>Plans the wave, or plans it anew.</summary>
    /// <param name="Waiting">Of each wave the waves it waits for, by their keys: a circle never begins.</param>
    /// <param name="Reason">Why its days are others than before.</param>
    public sealed record Describe(
        string Wave, Details Given, IReadOnlyDictionary<string, IReadOnlyList<string>> Waiting, string? Reason = null) : Command
    {
        [JsonIgnore]
        public override IReadOnlyList<GrainReference> References =>
        [
            .. Given.Places.Select(place => place.Room is { } room
                ? new GrainReference(GrainKind.Room, room.Value)
                : new GrainReference(GrainKind.School, place.School.Value)),
            // What waits for itself is told so, before it is looked for.
            .. Given.Requires.Where(r => r.Of is not null && r.Of != Wave)
                .Select(r => new GrainReference(r.Need == WaveNeed.Licence ? GrainKind.Licence : GrainKind.Wave, r.Of!)),
        ];
    }

    /// <summary>The devices arrived on the day of the command; on another day it is a correction.</summary>
    public sealed record RecordDelivery : Command;

    /// <summary>Hand-out begins.</summary>
    /// <param name="Missing">What is not there yet, as German sentences: <see cref="WaveReadiness"/>.</param>
    /// <param name="Reason">Owed when something is missing.</param>
    public sealed record Begin(IReadOnlyList<string> Missing, string? Reason = null) : Command;

    public sealed record Finish : Command;

    public sealed record Abort(string Reason) : Command;

    /// <summary>Goes on after its end, or is not ended after all.</summary>
    public sealed record Resume(string Reason) : Command;

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Described), "described")]
    [JsonDerivedType(typeof(DeliveryRecorded), "deliveryRecorded")]
    [JsonDerivedType(typeof(Begun), "begun")]
    [JsonDerivedType(typeof(Finished), "finished")]
    [JsonDerivedType(typeof(Aborted), "aborted")]
    [JsonDerivedType(typeof(Resumed), "resumed")]
    public abstract record Event;

    /// <param name="On">The day from which it is planned so.</param>
    public sealed record Described(Details Details, DateOnly? On = null, string? Reason = null) : Event;

    public sealed record DeliveryRecorded(DateOnly Day) : Event;

    public sealed record Begun(DateOnly Day, IReadOnlyList<string> Missing, string? Reason) : Event;

    public sealed record Finished(DateOnly Day) : Event;

    public sealed record Aborted(DateOnly Day, string Reason) : Event;

    public sealed record Resumed(string Reason) : Event;

    /// <param name="Delivered">The day on which the devices arrived.</param>
    /// <param name="BegunOn">The day from which devices are handed out.</param>
    /// <param name="MissingAtBegin">What was not there when it began, and <paramref name="BegunFor"/> why it began all the same.</param>
    /// <param name="AbortedFor">Why it was aborted; null when it was not.</param>
    /// <param name="PlannedOn">The day on which it was first planned.</param>
    /// <param name="Moves">The days that were changed later, the first change first.</param>
    public sealed record State(
        Details Details,
        DateOnly? Delivered = null,
        DateOnly? BegunOn = null,
        IReadOnlyList<string>? MissingAtBegin = null,
        string? BegunFor = null,
        DateOnly? EndedOn = null,
        string? AbortedFor = null,
        DateOnly? PlannedOn = null,
        IReadOnlyList<WaveMove>? Moves = null)
    {
        [JsonIgnore]
        public WaveStatus Status => this switch
        {
            { EndedOn: not null, AbortedFor: not null } => WaveStatus.Aborted,
            { EndedOn: not null } => WaveStatus.Finished,
            { BegunOn: not null } => WaveStatus.Running,
            _ => WaveStatus.Planned,
        };

        /// <summary>The day of the delivery, as it was or as it is planned.</summary>
        [JsonIgnore]
        public DateOnly? DeliveryDay => Delivered ?? Details.Delivery;

        /// <summary>What is planned and has not come yet, in its order.</summary>
        [JsonIgnore]
        public IEnumerable<(WaveDay What, DateOnly Planned)> Open =>
            from promise in new[]
            {
                (What: WaveDay.Delivery, Planned: Details.Delivery, Is: Delivered),
                (WaveDay.Begin, Details.Start, BegunOn),
                (WaveDay.End, Details.End, null),
            }
            where EndedOn is null && promise.Is is null && promise.Planned is not null
            select (promise.What, promise.Planned!.Value);

        /// <summary>What should have come before a day and has not, in its order.</summary>
        public IEnumerable<(WaveDay What, DateOnly Planned)> Overdue(DateOnly day) => Open.Where(promise => promise.Planned < day);
    }

    public static Decision<Event> Decide(State? state, Command command, in DecisionContext context)
    {
        var day = command.On ?? context.Today;
        return (command, state) switch
        {
            _ when day > context.Today => new Refusal(RefusalCode.FactInFuture, FieldText.Shown(day)),
            _ when WaveRules.IsImplausible(day) => new Refusal(RefusalCode.DateImplausible, FieldText.Shown(day)),
            (Describe c, _) => Describing(state, c, day),
            (_, null) => new Refusal(RefusalCode.WaveUnknown),
            (RecordDelivery, { } s) => s.Delivered == day ? Decision<Event>.Nothing : new DeliveryRecorded(day),
            (Begin, { Status: WaveStatus.Running }) => Decision<Event>.Nothing,
            (Begin c, { Status: WaveStatus.Planned } s) => Beginning(s, c, day),
            (Finish, { Status: WaveStatus.Finished }) => Decision<Event>.Nothing,
            (Finish, { Status: WaveStatus.Running } s) => Early(s, day) is { } early ? early : new Finished(day),
            (Abort, { Status: WaveStatus.Aborted }) => Decision<Event>.Nothing,
            (Abort c, { Status: WaveStatus.Planned or WaveStatus.Running } s) =>
                (WaveRules.Owed(c.Reason) ?? Early(s, day)) is { } refusal ? refusal : new Aborted(day, c.Reason.Trim()),
            (Resume, { EndedOn: null }) => Decision<Event>.Nothing,
            (Resume c, _) => WaveRules.Owed(c.Reason) is { } owed ? owed : new Resumed(c.Reason.Trim()),
            (_, { } s) => new Refusal(RefusalCode.WaveStatusForbids, Labels.German(s.Status)),
        };
    }

    public static State Evolve(State? state, Event happened) => happened switch
    {
        Described e => state is null
            ? new State(e.Details, PlannedOn: e.On)
            : state with { Details = e.Details, Moves = WaveMoves.After(state, e) },
        DeliveryRecorded e => state! with { Delivered = e.Day },
        Begun e => state! with { BegunOn = e.Day, MissingAtBegin = e.Missing.Count == 0 ? null : e.Missing, BegunFor = e.Reason },
        Finished e => state! with { EndedOn = e.Day, AbortedFor = null },
        Aborted e => state! with { EndedOn = e.Day, AbortedFor = e.Reason },
        Resumed => state! with { EndedOn = null, AbortedFor = null },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Decision<Event> Describing(State? state, Describe c, DateOnly day)
    {
        if (state is { EndedOn: not null })
        {
            return new Refusal(RefusalCode.WaveStatusForbids, Labels.German(state.Status));
        }
        if ((WaveRules.Fault(c.Given, state?.Delivered) ?? WaveRules.TooLong(c.Reason)) is { } fault)
        {
            return fault;
        }
        var details = WaveRules.Tidied(c.Given);
        return WaveRules.Circle(c.Wave, details.WaitsFor, c.Waiting) is { } circle ? circle
            : state is not null && WaveRules.AreSame(state.Details, details) ? Decision<Event>.Nothing
            : new Described(details, day, state is null || string.IsNullOrWhiteSpace(c.Reason) ? null : c.Reason.Trim());
    }

    private static Decision<Event> Beginning(State s, Begin c, DateOnly day)
    {
        if (s.DeliveryDay is { } delivery && day < delivery)
        {
            return new Refusal(RefusalCode.WaveBeforeDelivery, FieldText.Shown(day), FieldText.Shown(delivery));
        }
        var missing = WaveRules.Bounded(c.Missing);
        if (missing.Count > 0 && string.IsNullOrWhiteSpace(c.Reason))
        {
            return new Refusal(RefusalCode.WaveNotReady, string.Join(" · ", missing));
        }
        return WaveRules.TooLong(c.Reason) is { } tooLong
            ? tooLong
            : new Begun(day, missing, string.IsNullOrWhiteSpace(c.Reason) ? null : c.Reason.Trim());
    }

    private static Refusal? Early(State s, DateOnly day) => s.BegunOn > day
        ? new Refusal(RefusalCode.WaveEndsBeforeStart, FieldText.Shown(day), FieldText.Shown(s.BegunOn))
        : null;
}
