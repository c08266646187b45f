using System.Globalization;
using System.Text.Json;
using Schools.Domain;

namespace Schools.Import.Tests;

/// <summary>A register in memory that applies plans as the program does: each command decided, each event evolved.</summary>
internal sealed class PlannedRegister(AuthorityKey authority, Authority.Details details)
{
    private readonly Dictionary<string, Versioned<School.State>> _schools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Versioned<Room.State>> _rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Versioned<Device.State>> _devices = new(StringComparer.Ordinal);
    private readonly Dictionary<GrainId, List<RecordedTurn<object>>> _history = [];

    private DateOnly _today = Today;
    private long _import;

    public static readonly DateOnly Today = new(2026, 11, 2);

    public static PlannedRegister RheinKreisNeuss() =>
        new(AuthorityKey.Parse("rkn"), new Authority.Details("Rhein-Kreis Neuss", "NW", "10418", "05162"));

    public IEnumerable<Device.State> Devices => _devices.Values.Select(device => device.State);

    public IEnumerable<Room.State> Rooms => _rooms.Values.Select(room => room.State);

    public IEnumerable<School.State> Schools => _schools.Values.Select(school => school.State);

    /// <summary>Devices as they are, whatever the domain would say of them.</summary>
    public void Put(IEnumerable<ExportedDevice> devices)
    {
        foreach (var device in devices)
            _devices[device.State.Key.Value] = new Versioned<Device.State>(device.State, device.Version);
    }

    /// <summary>A device as a line of an export.</summary>
    public ExportedDevice Exported(Device.State device)
    {
        var room = device.Room is { } key ? _rooms[key.Value].State.Details : null;
        return new ExportedDevice(device, _devices[device.Key.Value].Version, "", room?.Building, room?.Number);
    }

    public RegisterSnapshot Snapshot(SnapshotRequest request)
    {
        var schools = request.Schools?.Select(school => school.Value).ToHashSet(StringComparer.Ordinal);
        var serials = request.Serials.ToHashSet();
        var numbers = request.InventoryNumbers.ToHashSet();
        var keys = request.DeviceKeys.ToHashSet();
        List<Versioned<Device.State>> devices = [.. _devices.Values.Where(device => keys.Contains(device.State.Key)
            || device.State.Details.Serial is { } serial && serials.Contains(serial)
            || device.State.Details.InventoryNumber is { } number && numbers.Contains(number)
            || device.State.Details.MdmId is { } mdmId && request.MdmIds.Contains(mdmId)
            || device.State.Details.WlanMac is { } wlan && request.Macs.Contains(wlan)
            || device.State.Details.LanMac is { } lan && request.Macs.Contains(lan)
            || request.WholeSchools.Contains(device.State.School))];
        schools?.UnionWith(devices.Select(device => device.State.School.Value));
        return new RegisterSnapshot(authority, details,
            [.. _schools.Values.Where(school => schools?.Contains(school.State.Key.Value) ?? true)],
            [.. _rooms.Values.Where(room => schools?.Contains(room.State.School.Value) ?? false)],
            devices)
        {
            Models = [.. Devices.Select(device => new KnownModel(device.Details.Manufacturer, device.Details.Model)).Distinct()],
        };
    }

    public ImportPlan Plan(ImportReading reading, PlanOptions? options = null) =>
        Outcome(reading, options).Required;

    public Outcome<ImportPlan> Outcome(ImportReading reading, PlanOptions? options) =>
        ImportPlanner.Plan(reading, Snapshot(reading.Wanted(authority, options?.Full is not null)), options ?? new PlanOptions(Today));

    public ImportPlan Plan(ReadOnlyMemory<byte> bytes, ReadOptions? read = null, PlanOptions? options = null) =>
        Plan(ImportReading.Read(bytes, read ?? new ReadOptions()).Required, options);

    /// <param name="choice">Rows that ask this are taken too.</param>
    /// <returns>The number of the import.</returns>
    public long Apply(ImportPlan plan, PlanChoice? choice = null, DateOnly? today = null)
    {
        _import++;
        foreach (var room in plan.NewRooms.Concat(choice == PlanChoice.Move ? plan.RoomsOfMoves : []))
            Send<Room, Room.State, Room.Command, Room.Event>(_rooms, room.Grain, 0, [room.Command]);
        _today = today ?? Today;
        foreach (var row in plan.Rows)
        {
            var commands = row.Choice is not null && row.Choice == choice ? row.CommandsIfChosen : row.Commands;
            if (commands.Count == 0)
                continue;
            switch (row.Grain!.Value.Kind)
            {
                case GrainKind.School:
                    Send<School, School.State, School.Command, School.Event>(_schools, row.Grain.Value, row.PlannedOn, commands);
                    break;
                default:
                    Send<Device, Device.State, Device.Command, Device.Event>(_devices, row.Grain.Value, row.PlannedOn, commands);
                    break;
            }
        }
        var serials = Devices.Select(device => device.Details.Serial?.Value ?? device.Key.Value);
        Assert.Equal(_devices.Count, serials.Distinct(StringComparer.Ordinal).Count());
        return _import;
    }

    /// <summary>Takes back all that an import wrote; what it opened goes when nothing stands in it any more.</summary>
    /// <returns>The number of the undo, an import of its own.</returns>
    public long Undo(long import)
    {
        _import++;
        var rooms = Of(GrainKind.Room, Undoing.Rooms);
        foreach (var (id, undo) in rooms.Where(room => room.Undo.Status == UndoStatus.Restored))
            Send<Room, Room.State, Room.Command, Room.Event>(_rooms, id, undo.Version, Undoing.Commands(undo, "Test"));
        foreach (var (id, undo) in Of(GrainKind.Device, Undoing.Devices))
            Send<Device, Device.State, Device.Command, Device.Event>(_devices, id, undo.Version, Undoing.Commands(undo, "Test"));
        foreach (var (id, undo) in rooms.Where(room => room.Undo.Status == UndoStatus.Withdrawn))
            Send<Room, Room.State, Room.Command, Room.Event>(_rooms, id, undo.Version, Undoing.Commands(undo, "Test"));
        return _import;

        List<(GrainId Id, GrainUndo<TState, TEvent> Undo)> Of<TState, TEvent>(GrainKind kind, Undoing<TState, TEvent> undoing)
            where TState : class =>
        [
            .. from grain in _history
               where grain.Key.Kind == kind
               let turns = grain.Value.ConvertAll(turn => new RecordedTurn<TEvent>(
                   turn.Version, turn.At, turn.Actor, turn.Import, [.. turn.Events.Cast<TEvent>()]))
               let undo = undoing.Of(turns, import)
               where undo is not null
               select (grain.Key, undo),
        ];
    }

    /// <summary>All states as one text, by which registers are compared; without what is withdrawn.</summary>
    public string Text() => string.Join('\n',
    [
        .. Lines(_schools, state => JsonSerializer.Serialize(state, DomainJson.Default.SchoolState)),
        .. Lines(_rooms, state => JsonSerializer.Serialize(state, DomainJson.Default.RoomState)),
        .. Lines(_devices, state => JsonSerializer.Serialize(state, DomainJson.Default.DeviceState)),
    ]);

    private static IEnumerable<string> Lines<TState>(Dictionary<string, Versioned<TState>> grains, Func<TState, string> write)
        where TState : class =>
        grains.OrderBy(grain => grain.Key, StringComparer.Ordinal).Select(grain => $"{grain.Key} {write(grain.Value.State)}")
            .Where(line => !line.Contains("\"withdrawnFor\"", StringComparison.Ordinal));

    private void Send<TAggregate, TState, TCommand, TEvent>(
        Dictionary<string, Versioned<TState>> grains, GrainId grain, int plannedOn, IReadOnlyList<Command> commands)
        where TAggregate : IAggregate<TState, TCommand, TEvent>
        where TState : class
        where TCommand : Command
        where TEvent : class
    {
        var known = grains.GetValueOrDefault(grain.Key);
        Assert.Equal(plannedOn, known?.Version ?? 0);
        var state = known?.State;
        List<object> events = [];
        foreach (var command in commands)
        {
            foreach (var reference in command.References)
                Assert.True(Exists(reference), string.Create(CultureInfo.InvariantCulture, $"{grain.Key} points at {reference}"));
            var decision = TAggregate.Decide(state, (TCommand)command, new DecisionContext(authority, _today, Origin.Import));
            Assert.Null(decision.Refusal);
            foreach (var happened in decision.Events)
            {
                state = TAggregate.Evolve(state, happened);
                events.Add(happened);
            }
        }
        if (events.Count == 0)
            return;
        if (!_history.TryGetValue(grain, out var turns))
            _history.Add(grain, turns = []);
        turns.Add(new RecordedTurn<object>(plannedOn + 1, default, "Test", _import, events));
        grains[grain.Key] = new Versioned<TState>(state!, plannedOn + 1);
    }

    private bool Exists(GrainReference reference) =>
        reference.Kind == GrainKind.School ? _schools.ContainsKey(reference.Key) : _rooms.ContainsKey(reference.Key);
}
