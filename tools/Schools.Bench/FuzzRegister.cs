using Schools.Domain;
using Schools.Import;

namespace Schools.Bench;

/// <summary>The register that damaged files are planned against: that of the golden plans, made by the domain without a database.</summary>
internal static class FuzzRegister
{
    public static readonly DateOnly Today = new(2026, 11, 2);

    private static readonly AuthorityKey Authority = AuthorityKey.Parse("rkn");
    private static readonly DecisionContext Context = new(Authority, Today, Origin.Import);

    public static RegisterSnapshot Snapshot { get; } = Load();

    private static RegisterSnapshot Load()
    {
        var register = RegisterSnapshot.Empty(Authority, new Authority.Details("Rhein-Kreis Neuss", "NW", "10418", "05162"));
        var folder = Path.Combine(WorkingTree.Root, "tests", "Schools.Import.Tests", "Golden", "register");
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var reading = ImportReading.Read(File.ReadAllBytes(file), new ReadOptions()).Required;
            var plan = ImportPlanner.Plan(reading, register, new PlanOptions(Today)).Required;
            register = register with
            {
                Schools = [.. register.Schools, .. States<School, School.State, School.Command, School.Event>(plan, GrainKind.School)],
                Rooms =
                [
                    .. register.Rooms,
                    .. plan.NewRooms.Select(room => After<Room, Room.State, Room.Command, Room.Event>([room.Command])),
                ],
                Devices = [.. register.Devices, .. States<Device, Device.State, Device.Command, Device.Event>(plan, GrainKind.Device)],
            };
        }
        return register;
    }

    private static IEnumerable<Versioned<TState>> States<TAggregate, TState, TCommand, TEvent>(ImportPlan plan, GrainKind kind)
        where TAggregate : IAggregate<TState, TCommand, TEvent>
        where TState : class
        where TCommand : Command
        where TEvent : class =>
        plan.Rows.Where(row => row.Commands.Count > 0 && row.Grain!.Value.Kind == kind)
            .Select(row => After<TAggregate, TState, TCommand, TEvent>(row.Commands));

    private static Versioned<TState> After<TAggregate, TState, TCommand, TEvent>(IReadOnlyList<Command> commands)
        where TAggregate : IAggregate<TState, TCommand, TEvent>
        where TState : class
        where TCommand : Command
        where TEvent : class
    {
        TState? state = null;
        foreach (var command in commands)
        {
            foreach (var happened in TAggregate.Decide(state, (TCommand)command, Context).Events)
            {
                state = TAggregate.Evolve(state, happened);
            }
        }
        return new Versioned<TState>(state!, 1);
    }
}
