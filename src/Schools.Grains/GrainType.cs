using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Schools.Domain;

namespace Schools.Grains;

/// <summary>A decided turn: the next state and what to store of it, or why not.</summary>
internal readonly record struct Decided(object? State, IReadOnlyList<byte[]> Events, Refusal? Refusal);

/// <summary>One aggregate as the hosts see it. A new kind of grain is one line in <see cref="All"/>.</summary>
public abstract class GrainType
{
    private static readonly GrainType[] All =
    [
        new GrainType<Authority, Authority.State, Authority.Command, Authority.Event>(
            DomainJson.Default.AuthorityState, DomainJson.Default.AuthorityEvent),
        new GrainType<School, School.State, School.Command, School.Event>(DomainJson.Default.SchoolState, DomainJson.Default.SchoolEvent),
        new GrainType<Room, Room.State, Room.Command, Room.Event>(DomainJson.Default.RoomState, DomainJson.Default.RoomEvent),
        new GrainType<Device, Device.State, Device.Command, Device.Event>(DomainJson.Default.DeviceState, DomainJson.Default.DeviceEvent),
        new GrainType<Rollout, Rollout.State, Rollout.Command, Rollout.Event>(
            DomainJson.Default.RolloutState, DomainJson.Default.RolloutEvent),
        new GrainType<EquipmentStandard, EquipmentStandard.State, EquipmentStandard.Command, EquipmentStandard.Event>(
            DomainJson.Default.EquipmentStandardState, DomainJson.Default.EquipmentStandardEvent),
        new GrainType<Licence, Licence.State, Licence.Command, Licence.Event>(
            DomainJson.Default.LicenceState, DomainJson.Default.LicenceEvent),
        new GrainType<Wave, Wave.State, Wave.Command, Wave.Event>(
            DomainJson.Default.WaveState, DomainJson.Default.WaveEvent),
        new GrainType<MasterPlan, MasterPlan.State, MasterPlan.Command, MasterPlan.Event>(
            DomainJson.Default.MasterPlanState, DomainJson.Default.MasterPlanEvent),
    ];

    private protected GrainType()
    {
    }

    public static GrainType Of(GrainKind kind) => All[(int)kind];

    /// <summary>Whether commands say nothing that is not so after some events.</summary>
    /// <param name="events">The oldest first, and the one that makes the grain among them.</param>
    public abstract bool Holds(IEnumerable<byte[]> events, IReadOnlyList<Command> commands, in DecisionContext context);

    internal abstract object ReadState(ReadOnlySpan<byte> json);

    internal abstract byte[] WriteState(object state);

    /// <summary>Decides the commands one after the other; the first refusal undoes the turn.</summary>
    internal abstract Decided Decide(object? state, IReadOnlyList<Command> commands, in DecisionContext context);
}

internal sealed class GrainType<TAggregate, TState, TCommand, TEvent>(
    JsonTypeInfo<TState> stateJson, JsonTypeInfo<TEvent> eventJson) : GrainType
    where TAggregate : IAggregate<TState, TCommand, TEvent>
    where TState : class
    where TCommand : Command
    where TEvent : class
{
    public override bool Holds(IEnumerable<byte[]> events, IReadOnlyList<Command> commands, in DecisionContext context)
    {
        var state = events.Aggregate(
            (TState?)null, (before, happened) => TAggregate.Evolve(before, JsonSerializer.Deserialize(happened, eventJson)!));
        return Decide(state, commands, context) is { Refusal: null, Events.Count: 0 };
    }

    internal override object ReadState(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, stateJson) ?? throw new JsonException("A stored state is null.");

    internal override byte[] WriteState(object state) => JsonSerializer.SerializeToUtf8Bytes((TState)state, stateJson);

    internal override Decided Decide(object? state, IReadOnlyList<Command> commands, in DecisionContext context)
    {
        var current = (TState?)state;
        List<byte[]>? events = null;
        foreach (var command in commands)
        {
            var decision = TAggregate.Decide(current, (TCommand)command, context);
            if (decision.Refusal is not null)
            {
                return new Decided(state, [], decision.Refusal);
            }
            foreach (var happened in decision.Events)
            {
                current = TAggregate.Evolve(current, happened);
                (events ??= []).Add(JsonSerializer.SerializeToUtf8Bytes(happened, eventJson));
            }
        }
        return new Decided(current, events ?? (IReadOnlyList<byte[]>)[], null);
    }
}
