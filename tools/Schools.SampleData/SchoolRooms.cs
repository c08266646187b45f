using System.Globalization;
using Schools.Domain;

namespace Schools.SampleData;

public sealed record SampleRoom(string Number, string Building, RoomType Type)
{
    public bool IsForTeaching => Type
        is RoomType.Classroom or RoomType.SpecialistRoom or RoomType.SmallGroupRoom or RoomType.Workshop;
}

/// <summary>
/// Rooms of a school by its size and form. A Berufskolleg has many buildings and workshops but its pupils come on two days a
/// week; a Förderschule is small with small classes. Room numbers are unique within the school.
/// </summary>
public static class SchoolRooms
{
    private const int RoomsPerFloor = 14;

    // Pupils per teaching room, present and absent ones together.
    private const int PupilsPerRoomBerufskolleg = 25;
    private const int PupilsPerRoomFoerderschule = 9;
    private const int PupilsPerRoomOther = 22;

    public static int TeachingRooms(SchoolFacts school) => school.Pupils / (school.Form switch
    {
        SchoolFacts.FormBerufskolleg => PupilsPerRoomBerufskolleg,
        SchoolFacts.FormFoerderschule => PupilsPerRoomFoerderschule,
        _ => PupilsPerRoomOther,
    });

    public static IReadOnlyList<SampleRoom> Of(SchoolFacts school)
    {
        var types = Types(school);
        var letters = BuildingCount(school);
        var perBuilding = (types.Count + letters - 1) / letters;
        return [.. types.Select((type, index) => Room(school, letters, index / perBuilding, index % perBuilding, type))];
    }

    private static int BuildingCount(SchoolFacts school) =>
        school.Form is not SchoolFacts.FormBerufskolleg ? 1 : school.Pupils > 2000 ? 4 : 3;

    private static List<RoomType> Types(SchoolFacts school)
    {
        var vocational = school.Form is SchoolFacts.FormBerufskolleg;
        var teaching = TeachingRooms(school);
        var specialist = teaching * (vocational ? 22 : 15) / 100;
        var workshops = vocational ? teaching * 12 / 100 : 0;
        var breakout = teaching * (vocational ? 6 : 20) / 100;
        (RoomType Type, int Count)[] plan =
        [
            (RoomType.Classroom, teaching - specialist - workshops - breakout),
            (RoomType.SpecialistRoom, specialist),
            (RoomType.Workshop, workshops),
            (RoomType.SmallGroupRoom, breakout),
            (RoomType.StaffRoom, vocational ? 3 : 1),
            (RoomType.Administration, vocational ? 8 : 3),
            (RoomType.DistributionRoom, vocational ? 12 : 3),
            (RoomType.StorageRoom, vocational ? 3 : 1),
        ];
        var types = plan.SelectMany(part => Enumerable.Repeat(part.Type, part.Count)).ToList();

        // A building plan is no sorted list; the same for every seed, because walls do not move.
        SeededRandom.For(0, school.Number).Shuffle(types);
        return types;
    }

    private static SampleRoom Room(SchoolFacts school, int buildings, int building, int index, RoomType type)
    {
        var letter = (char)('A' + building);
        var floor = index / RoomsPerFloor;
        var door = (index % RoomsPerFloor) + 1;
        var number = school.Code switch
        {
            "BBW" => string.Create(CultureInfo.InvariantCulture, $"{letter}{floor}{door:00}"),
            "BBG" => string.Create(CultureInfo.InvariantCulture, $"R {letter}-{floor}.{door:00}"),
            _ when buildings > 1 => string.Create(CultureInfo.InvariantCulture, $"{letter} {floor}.{door:00}"),
            "MOS" or "NOR" or "TSK" => string.Create(CultureInfo.InvariantCulture, $"{floor}.{door:00}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"R {floor}.{door:00}"),
        };
        return new SampleRoom(number, buildings > 1 ? $"Gebäude {letter}" : "Hauptgebäude", type);
    }
}
