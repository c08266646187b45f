using System.Text.Json.Serialization;

namespace Schools.Domain;

public enum RoomType
{
    Unknown,
    Classroom,
    SpecialistRoom,
    SmallGroupRoom,
    Workshop,
    StaffRoom,
    Administration,
    DistributionRoom,
    StorageRoom,
}

/// <summary>The two networks of a German school: Verwaltungsnetz and pädagogisches Netz.</summary>
public enum SchoolNetwork
{
    Pedagogical,
    Administrative,
}

/// <summary>A room of a school. Its number is unique inside building and school, never across schools.</summary>
public sealed class Room : IAggregate<Room.State, Room.Command, Room.Event>
{
    public const int LargestPortCount = 500;
    public const int LongestText = 200;

    private Room()
    {
    }

    public sealed record Details
    {
        public string? Number { get; init; }
        public string? Building { get; init; }
        public string? Name { get; init; }
        public RoomType? Type { get; init; }
        public string? Floor { get; init; }
        public SchoolNetwork? Network { get; init; }
        public int? Ports { get; init; }

        public static readonly FieldTable<Details> Fields = new(
            new Details(),
            details => details with { },
            ("number", "Raumnummer"),
            ("building", "Gebäude"),
            ("name", "Bezeichnung"),
            ("type", "Raumtyp"),
            ("floor", "Etage"),
            ("network", "Netz"),
            ("ports", "Netzwerkanschlüsse"));
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Describe), "describe")]
    [JsonDerivedType(typeof(Close), "close")]
    [JsonDerivedType(typeof(Withdraw), "withdraw")]
    public abstract record Command : Domain.Command;

    /// <summary>Opens the room, or changes what is known of it. A closed or withdrawn room that is described is open again.</summary>
    public sealed record Describe(RoomKey Room, Details Given, IReadOnlyList<string>? Cleared = null) : Command
    {
        [JsonIgnore]
        public override IReadOnlyList<GrainReference> References => [new(GrainKind.School, Room.School.Value)];
    }

    public sealed record Close(string? Reason = null) : Command;

    /// <summary>Takes back that the room was ever opened; nothing may stand in it. Its history stays.</summary>
    public sealed record Withdraw(string Reason) : Command;

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Opened), "opened")]
    [JsonDerivedType(typeof(Described), "described")]
    [JsonDerivedType(typeof(Closed), "closed")]
    [JsonDerivedType(typeof(Reopened), "reopened")]
    [JsonDerivedType(typeof(Withdrawn), "withdrawn")]
    public abstract record Event;

    public sealed record Opened(RoomKey Room, Details Details) : Event;

    public sealed record Described(Details Changed, IReadOnlyList<string>? Cleared = null) : Event;

    public sealed record Closed(string? Reason) : Event;

    public sealed record Reopened : Event;

    public sealed record Withdrawn(string Reason) : Event;

    /// <param name="NormalNumber">The number as compared: unique inside school and building.</param>
    /// <param name="WithdrawnFor">Why the room is withdrawn; null while it is one of the school's.</param>
    public sealed record State(
        RoomKey Key,
        SchoolKey School,
        Details Details,
        string NormalNumber,
        string NormalBuilding,
        bool IsClosed = false,
        string? WithdrawnFor = null);

    public static Decision<Event> Decide(State? state, Command command, in DecisionContext context) => (command, state) switch
    {
        (Describe c, _) when Implausible(c) is { } refusal => refusal,
        (Describe c, null or { WithdrawnFor: not null }) => string.IsNullOrWhiteSpace(c.Given.Number)
            ? new Refusal(RefusalCode.NumberMissing)
            : new Opened(c.Room, c.Given),
        (Describe c, { } s) => Describing(s, c),
        (_, null) => new Refusal(RefusalCode.RoomUnknown),
        (Withdraw, { WithdrawnFor: not null }) => Decision<Event>.Nothing,
        (Withdraw c, _) => new Withdrawn(c.Reason),
        (_, { WithdrawnFor: not null }) => new Refusal(RefusalCode.RoomWithdrawn),
        (Close, { IsClosed: true }) => Decision<Event>.Nothing,
        (Close c, _) => new Closed(c.Reason),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static State Evolve(State? state, Event happened) => happened switch
    {
        Opened e => Normalised(new State(e.Room, e.Room.School, e.Details, "", "")),
        Described e => Normalised(state! with { Details = Details.Fields.Merge(state.Details, e.Changed, e.Cleared ?? []) }),
        Closed => state! with { IsClosed = true },
        Reopened => state! with { IsClosed = false },
        Withdrawn e => state! with { WithdrawnFor = e.Reason },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static State Normalised(State state) => state with
    {
        NormalNumber = RoomNumbers.Normal(state.Details.Number!),
        NormalBuilding = string.IsNullOrWhiteSpace(state.Details.Building) ? "" : RoomNumbers.Normal(state.Details.Building),
    };

    private static Decision<Event> Describing(State state, Describe command)
    {
        List<Event> events = [];
        if (state.IsClosed)
        {
            events.Add(new Reopened());
        }
        var changed = Details.Fields.Differing(state.Details, command.Given);
        var cleared = Details.Fields.Filled(state.Details, command.Cleared ?? []);
        if (changed is not null || cleared.Count > 0)
        {
            events.Add(new Described(changed ?? new Details(), cleared.Count == 0 ? null : cleared));
        }
        return events;
    }

    private static Refusal? Implausible(Describe command)
    {
        if (command.Given.Ports is < 0 or > LargestPortCount)
        {
            return new Refusal(RefusalCode.CountImplausible, $"{command.Given.Ports}", $"{LargestPortCount}");
        }
        if (command.Cleared?.Contains("number") == true || command.Given.Number is { } number && string.IsNullOrWhiteSpace(number))
        {
            return new Refusal(RefusalCode.NumberMissing);
        }
        return Details.Fields.LongerThan(LongestText, command.Given) is { } tooLong
            ? new Refusal(RefusalCode.TextTooLong, tooLong.German, $"{LongestText}")
            : null;
    }
}
