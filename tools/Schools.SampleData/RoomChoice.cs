using Schools.Domain;

namespace Schools.SampleData;

/// <summary>
/// Where devices of a kind stand in one school: boards and access points one to a room in turn, computers many to a room.
/// </summary>
internal sealed class RoomChoice
{
    private const int ComputersPerRoom = 14;
    private const int TabletsPerCase = 16;

    private readonly List<SampleRoom> rooms;
    private readonly int perVisit;
    private int handedOut;

    public RoomChoice(IReadOnlyList<SampleRoom> all, DeviceCategory kind, SeededRandom random)
    {
        Store = all.First(room => room.Type == RoomType.StorageRoom);
        rooms = [.. all.Where(room => Suits(kind, room))];
        random.Shuffle(rooms);
        if (kind == DeviceCategory.AccessPoint)
        {
            // Every teaching room first; what is left hangs in offices and staff rooms.
            rooms = [.. rooms.OrderByDescending(room => room.IsForTeaching)];
        }

        perVisit = kind switch
        {
            DeviceCategory.Desktop or DeviceCategory.Monitor or DeviceCategory.Notebook => ComputersPerRoom,
            DeviceCategory.Tablet => TabletsPerCase,
            _ => 1,
        };
    }

    public SampleRoom Store { get; }

    public SampleRoom Next() => rooms[handedOut++ / perVisit % rooms.Count];

    private static bool Suits(DeviceCategory kind, SampleRoom room) => kind switch
    {
        DeviceCategory.Switch or DeviceCategory.Firewall or DeviceCategory.Router or DeviceCategory.Server =>
            room.Type == RoomType.DistributionRoom,
        DeviceCategory.InteractiveDisplay or DeviceCategory.Projector or DeviceCategory.DocumentCamera => room.IsForTeaching,
        DeviceCategory.Tablet => room.Type is RoomType.Classroom or RoomType.SmallGroupRoom,
        DeviceCategory.Desktop or DeviceCategory.Monitor =>
            room.Type is RoomType.SpecialistRoom or RoomType.Workshop or RoomType.Administration,
        DeviceCategory.Notebook =>
            room.Type is RoomType.Classroom or RoomType.SpecialistRoom or RoomType.StaffRoom,
        DeviceCategory.Printer => room.Type is RoomType.StaffRoom or RoomType.Administration or RoomType.SpecialistRoom,
        _ => room.IsForTeaching || room.Type is RoomType.StaffRoom or RoomType.Administration,
    };
}
