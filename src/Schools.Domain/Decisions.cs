using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>What somebody wants of one grain. <see cref="On"/> is the day from which the fact holds; without it, today.</summary>
public abstract record Command
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? On { get; init; }

    /// <summary>
    /// Grains this command points at. They must exist before it is decided; as no grain is ever deleted, once is for ever.
    /// </summary>
    [JsonIgnore]
    public virtual IReadOnlyList<GrainReference> References => [];
}

/// <summary>Another grain of the same authority.</summary>
public readonly record struct GrainReference(GrainKind Kind, string Key);

/// <summary>Where a command comes from. An import may move a lifecycle forward, never back.</summary>
public enum Origin
{
    Person,
    Import,
}

/// <summary>All that a decision may know besides the state and the command; there is no other clock.</summary>
public readonly record struct DecisionContext(AuthorityKey Authority, DateOnly Today, Origin Origin);

/// <summary>Either what happened, which may be nothing because it already holds, or a refusal.</summary>
public readonly record struct Decision<TEvent>
{
    private Decision(IReadOnlyList<TEvent> events, Refusal? refusal)
    {
        Events = events;
        Refusal = refusal;
    }

    public IReadOnlyList<TEvent> Events { get; }

    public Refusal? Refusal { get; }

    public static readonly Decision<TEvent> Nothing = new([], null);

    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);

    public static implicit operator Decision<TEvent>(TEvent happened) => new([happened], null);

    public static implicit operator Decision<TEvent>(List<TEvent> events) => new(events, null);
}

/// <summary>
/// The skeleton every aggregate follows in this order: enums, details, commands, events, state, Decide, Evolve.
/// Decide is pure and total: an expected "no" is a <see cref="Refusal"/>, the same command a second time decides nothing.
/// </summary>
public interface IAggregate<TState, TCommand, TEvent>
    where TState : class
    where TCommand : Command
    where TEvent : class
{
    static abstract Decision<TEvent> Decide(TState? state, TCommand command, in DecisionContext context);

    static abstract TState Evolve(TState? state, TEvent happened);
}

/// <summary>The kinds of grain. The name in lower case is the name of its table and the word in the journal.</summary>
public enum GrainKind
{
    Authority,
    School,
    Room,
    Device,

    /// <summary>How far the WLAN of a school or room is; its key is that of the school or room.</summary>
    Rollout,
    Standard,
    Licence,
    Wave,
    Plan,
}

/// <summary>The address of one grain.</summary>
public readonly record struct GrainId(GrainKind Kind, AuthorityKey Authority, string Key)
{
    /// <summary>A prefix with a slash keeps Orleans from reading a key of digits as an integer or a Guid.</summary>
    public override string ToString() => $"{Authority.Value}/{Key}";

    public static GrainId Of(AuthorityKey authority) => new(GrainKind.Authority, authority, authority.Value);

    public static GrainId Of(AuthorityKey authority, SchoolKey school) => new(GrainKind.School, authority, school.Value);

    public static GrainId Of(AuthorityKey authority, RoomKey room) => new(GrainKind.Room, authority, room.Value);

    public static GrainId Of(AuthorityKey authority, DeviceKey device) => new(GrainKind.Device, authority, device.Value);

    public static GrainId Of(AuthorityKey authority, LicenceKey licence) => new(GrainKind.Licence, authority, licence.Value);
}
