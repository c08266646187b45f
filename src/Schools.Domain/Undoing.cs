namespace Schools.Domain;

/// <summary>One write of a grain, as the journal has it.</summary>
/// <param name="Import">The import that wrote it; null for a person.</param>
public sealed record RecordedTurn<TEvent>(int Version, DateTimeOffset At, string Actor, long? Import, IReadOnlyList<TEvent> Events);

/// <summary>What taking back an import does with one grain.</summary>
public enum UndoStatus
{
    /// <summary>It goes back to what it was before.</summary>
    Restored,

    /// <summary>The import made it, and it leaves the register.</summary>
    Withdrawn,

    /// <summary>It was changed since; left alone unless somebody chooses it.</summary>
    Conflict,

    /// <summary>It cannot be taken back by itself, with the reason.</summary>
    Kept,

    /// <summary>It is as it was before the import already.</summary>
    Unchanged,
}

/// <summary>One value of a state that changes, is compared and goes back by itself.</summary>
/// <param name="Take">The first state with this value as the second has it.</param>
/// <param name="Same">Whether two states agree in it, where that is cheaper to say than by its value.</param>
public sealed record Facet<TState>(
    string Name,
    string German,
    Func<TState, object?> Get,
    Func<TState, TState, TState> Take,
    Func<TState, TState, bool>? Same = null)
{
    public bool AreEqual(TState one, TState other) => Same?.Invoke(one, other) ?? Equals(Get(one), Get(other));

    public FieldChange Change(TState from, TState to) => new(Name, German, FieldText.Shown(Get(from)), FieldText.Shown(Get(to)));
}

/// <summary>What taking back an import means for one grain.</summary>
/// <param name="Now">The present state, and <paramref name="Version"/> its version.</param>
/// <param name="Target">The state to go back to, of what is restored or in conflict; null otherwise.</param>
/// <param name="Back">What goes back, from its present to its former text.</param>
/// <param name="Since">What was changed since the import, from what it had left to the present.</param>
/// <param name="Later">The writes since, by others.</param>
public sealed record GrainUndo<TState, TEvent>(
    UndoStatus Status,
    TState Now,
    int Version,
    TState? Target,
    IReadOnlyList<FieldChange> Back,
    IReadOnlyList<FieldChange> Since,
    IReadOnlyList<RecordedTurn<TEvent>> Later)
    where TState : class;

/// <summary>
/// Computes the inverse of what an import wrote to one grain from the grain's history alone: the state before is the fold of what was
/// recorded before the import's first write.
/// </summary>
public sealed class Undoing<TState, TEvent>(
    Func<TState?, TEvent, TState> evolve, Func<TState, bool> isWithdrawn, IReadOnlyList<Facet<TState>> facets)
    where TState : class
{
    /// <param name="turns">The whole history, the oldest write first.</param>
    /// <returns>Null when the import wrote nothing to the grain.</returns>
    public GrainUndo<TState, TEvent>? Of(IReadOnlyList<RecordedTurn<TEvent>> turns, long import)
    {
        TState? state = null, before = null, left = null;
        // Of each value the import changed, the state that held it before.
        Dictionary<Facet<TState>, TState> origins = [];
        List<RecordedTurn<TEvent>> later = [];
        foreach (var turn in turns)
        {
            var previous = state;
            state = turn.Events.Aggregate(state, evolve);
            if (turn.Import != import)
            {
                if (left is not null)
                {
                    later.Add(turn);
                }
                continue;
            }
            before = left is null ? previous : before;
            left = state!;
            if (previous is not null && !isWithdrawn(previous) && !isWithdrawn(left))
            {
                foreach (var facet in facets.Where(facet => !facet.AreEqual(previous, left)))
                {
                    origins.TryAdd(facet, previous);
                }
            }
        }
        return left is null ? null : Decide(before, left, state!, turns[^1].Version, origins, later);
    }

    private GrainUndo<TState, TEvent> Decide(
        TState? before,
        TState left,
        TState now,
        int version,
        Dictionary<Facet<TState>, TState> origins,
        List<RecordedTurn<TEvent>> later)
    {
        var isAsLeft = later.Count == 0 || Differing(left, now).Count == 0 && isWithdrawn(left) == isWithdrawn(now);
        if (before is null || isWithdrawn(before))
        {
            // Imports that changed it and were taken back cancel out; what people did is history worth keeping.
            return isWithdrawn(now) ? Ended(UndoStatus.Unchanged)
                : isAsLeft && later.TrueForAll(turn => turn.Import is not null) ? Ended(UndoStatus.Withdrawn)
                : Ended(UndoStatus.Kept);
        }
        if (isWithdrawn(left))
        {
            return isWithdrawn(now) ? Ended(UndoStatus.Restored) with { Target = before }
                : Differing(before, now).Count == 0 ? Ended(UndoStatus.Unchanged)
                : Ended(UndoStatus.Kept);
        }
        if (isWithdrawn(now))
        {
            return Ended(UndoStatus.Kept);
        }
        var target = origins.Aggregate(now, (into, origin) => origin.Key.Take(into, origin.Value));
        var back = Differing(now, target);
        return back.Count == 0
            ? Ended(UndoStatus.Unchanged)
            : Ended(isAsLeft ? UndoStatus.Restored : UndoStatus.Conflict) with { Target = target, Back = back };

        GrainUndo<TState, TEvent> Ended(UndoStatus status) => new(status, now, version, null, [], Differing(left, now), later);
    }

    private List<FieldChange> Differing(TState from, TState to) => ReferenceEquals(from, to)
        ? []
        : [.. facets.Where(facet => !facet.AreEqual(from, to)).Select(facet => facet.Change(from, to))];
}

/// <summary>Undoing for each kind of grain that imports write, and the commands that carry it out.</summary>
public static class Undoing
{
    /// <summary>The change of a device's school and room; its texts are their keys.</summary>
    public const string Place = "place";

    public static readonly Undoing<Device.State, Device.Event> Devices = new(
        Device.Evolve,
        state => state.WithdrawnFor is not null,
        [
            new(
                Place,
                "Standort",
                state => state.Room?.Value ?? state.School.Value,
                (into, from) => into with { School = from.School, Room = from.Room }),
            new("lifecycle", "Lebenszyklus", state => state.Lifecycle, (into, from) => into with { Lifecycle = from.Lifecycle }),
            new("condition", "Zustand", state => state.Condition, (into, from) => into with { Condition = from.Condition }),
            new(
                "availability",
                "Verfügbarkeit",
                state => state.Availability,
                (into, from) => into with { Availability = from.Availability }),
            new("absentSince", "Fehlt in Listen seit", state => state.AbsentSince,
                (into, from) => into with { AbsentSince = from.AbsentSince }),
            new("missingSince", "Vermisst seit", state => state.MissingSince,
                (into, from) => into with { MissingSince = from.MissingSince }),
            .. Fields<Device.State, DeviceDetails>(DeviceDetails.Fields, s => s.Details, (s, details) => s with { Details = details }),
        ]);

    public static readonly Undoing<Room.State, Room.Event> Rooms = new(
        Room.Evolve,
        state => state.WithdrawnFor is not null,
        [
            .. Fields<Room.State, Room.Details>(Room.Details.Fields, s => s.Details, (s, details) => s with { Details = details }),
            new("closed", "Geschlossen", state => state.IsClosed, (into, from) => into with { IsClosed = from.IsClosed }),
        ]);

    public static readonly Undoing<School.State, School.Event> Schools = new(
        School.Evolve,
        state => state.WithdrawnFor is not null,
        [
            .. Fields<School.State, School.Details>(School.Details.Fields, s => s.Details, (s, details) => s with { Details = details }),
            new(
                "buildings",
                "Gebäude",
                state => string.Join(", ", state.Buildings.Select(building => building.Name)),
                (into, from) => into with { Buildings = from.Buildings }),
        ]);

    /// <summary>What carries out an undo; nothing for what is kept or unchanged. Of a conflict, what is done when it is chosen.</summary>
    public static IReadOnlyList<Command> Commands(GrainUndo<Device.State, Device.Event> undo, string reason) => undo switch
    {
        { Status: UndoStatus.Withdrawn } => [new Device.Withdraw(reason)],
        { Target: { } target } =>
        [
            new Device.Restore(
                target.School, target.Room, target.Details, target.Lifecycle, target.Condition, target.Availability, reason,
                target.AbsentSince, target.MissingSince),
        ],
        _ => [],
    };

    public static IReadOnlyList<Command> Commands(GrainUndo<Room.State, Room.Event> undo, string reason)
    {
        if (undo is not { Target: { } target })
        {
            return undo.Status == UndoStatus.Withdrawn ? [new Room.Withdraw(reason)] : [];
        }
        var describe = new Room.Describe(target.Key, target.Details, Emptied(Room.Details.Fields, undo.Now.Details, target.Details));
        return target.IsClosed ? [describe, new Room.Close(reason)] : [describe];
    }

    public static IReadOnlyList<Command> Commands(GrainUndo<School.State, School.Event> undo, string reason)
    {
        if (undo is not { Target: { } target })
        {
            return undo.Status == UndoStatus.Withdrawn ? [new School.Withdraw(reason)] : [];
        }
        return
        [
            new School.Describe(target.Key, target.Details, Emptied(School.Details.Fields, undo.Now.Details, target.Details)),
            .. target.Buildings.Select(building => new School.AddBuilding(building.Name, building.Site)),
        ];
    }

    private static IEnumerable<Facet<TState>> Fields<TState, TDetails>(
        FieldTable<TDetails> table, Func<TState, TDetails> details, Func<TState, TDetails, TState> with)
        where TDetails : class => table.All.Select(field => new Facet<TState>(
            field.Name,
            field.German,
            state => field.Get(details(state)),
            (into, from) => with(into, table.With(details(into), field, details(from))),
            (one, other) => field.AreEqual(details(one), details(other))));

    private static List<string>? Emptied<TDetails>(FieldTable<TDetails> table, TDetails now, TDetails target)
        where TDetails : class
    {
        List<string> names = [.. table.All.Where(f => f.IsStated(now) && !f.IsStated(target)).Select(f => f.Name)];
        return names.Count == 0 ? null : names;
    }
}
