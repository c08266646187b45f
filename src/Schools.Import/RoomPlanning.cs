using System.Runtime.InteropServices;
using Schools.Domain;

namespace Schools.Import;

/// <summary>A room of the register, or one that rows of the file name first.</summary>
/// <param name="building">The building as the row that named the room first writes it.</param>
internal sealed class PlaceableRoom(RoomKey key, string normalBuilding, string? building, Room.State? known)
{
    private string? _number, _building = building;
    private RoomType? _type;

    public RoomKey Key => key;

    public string NormalBuilding => normalBuilding;

    public bool IsNew => known is null;

    /// <summary>In the register, or named by a row that is taken; what refused rows name says nothing of other devices.</summary>
    public bool Counts => !IsNew || Line > 0 || MoveLine > 0;

    public bool IsClosed => known is { IsClosed: true };

    /// <summary>The first line whose device will stand here; 0 while none does.</summary>
    public int Line { get; private set; }

    /// <summary>The first line whose device will stand here if it moves; 0 while none may.</summary>
    public int MoveLine { get; private set; }

    public string Shown => known is not null ? Text(known.Details.Number, known.Details.Building) : Text(_number, _building);

    /// <summary>Of several spellings the same one is kept whatever the order of the rows.</summary>
    public void Use(DeviceRow row)
    {
        if (known is not null)
            return;
        Name(row, isFirst: Line == 0);
        Line = Line == 0 ? row.Line : Math.Min(Line, row.Line);
    }

    /// <summary>A move may not happen; where another row needs the room, it is opened for that.</summary>
    public void UseByMove(DeviceRow row)
    {
        if (known is not null || Line > 0)
            return;
        Name(row, isFirst: MoveLine == 0);
        MoveLine = MoveLine == 0 ? row.Line : Math.Min(MoveLine, row.Line);
    }

    private void Name(DeviceRow row, bool isFirst)
    {
        _number = Smaller(_number, row.Room);
        _building = isFirst && row.Building is not null ? row.Building : Smaller(_building, row.Building);
        if (row.RoomType is { } type && (_type is null || type < _type))
            _type = type;
    }

    public PlannedRoom Planned(RegisterSnapshot snapshot, string? meant) => new(
        Line > 0 ? Line : MoveLine, GrainId.Of(snapshot.Authority, key),
        new Room.Describe(key, new Room.Details { Number = _number, Building = _building, Type = _type }),
        snapshot.VersionOfNew(GrainId.Of(snapshot.Authority, key)), meant);

    /// <summary>What rooms written alike have in common; "" where the number says too little.</summary>
    public string Form => Likeness.RoomForm(known?.Details.Number ?? _number ?? "");

    private static string? Smaller(string? one, string? other) =>
        one is null || (other is not null && string.CompareOrdinal(other, one) < 0) ? other : one;

    private static string Text(string? number, string? building) => building is null ? $"{number}" : $"{number}, {building}";
}

/// <summary>
/// Finds the room a row names inside its school, or plans it. Rows with a building are decided first, so that the order of the file does
/// not matter.
/// </summary>
internal sealed class RoomPlanning
{
    private readonly Dictionary<(SchoolKey, string), List<PlaceableRoom>> _byNumber = [];
    private readonly Dictionary<(SchoolKey, string Room, string? Building), List<PlaceableRoom>> _asked = [];
    private readonly Dictionary<RoomKey, PlaceableRoom> _byKey = [];

    public RoomPlanning(RegisterSnapshot snapshot)
    {
        foreach (var (state, _) in snapshot.Rooms)
            Add(state.School, state.NormalNumber, new PlaceableRoom(state.Key, state.NormalBuilding, null, state));
    }

    /// <summary>New rooms in which a device will stand, in the order of the file.</summary>
    public IReadOnlyList<PlannedRoom> New(RegisterSnapshot snapshot) => Planned(snapshot, room => room.Line);

    /// <summary>Those in which a device will stand only if it moves.</summary>
    public IReadOnlyList<PlannedRoom> OfMoves(RegisterSnapshot snapshot) =>
        Planned(snapshot, room => room.Line > 0 ? 0 : room.MoveLine);

    /// <param name="line">By which they are in order; 0 for a room that is not meant.</param>
    private PlannedRoom[] Planned(RegisterSnapshot snapshot, Func<PlaceableRoom, int> line)
    {
        var known = _byKey.Values.Where(room => room is { IsNew: false, IsClosed: false })
            .GroupBy(room => (room.Key.School, room.NormalBuilding, room.Form))
            .ToDictionary(alike => alike.Key, alike => alike.First().Shown);
        return
        [
            .. _byKey.Values.Where(room => room.IsNew && line(room) > 0).OrderBy(line)
                .ThenBy(room => room.Key.Value, StringComparer.Ordinal)
                .Select(room => room.Planned(snapshot, room.Form.Length == 0
                    ? null
                    : known.GetValueOrDefault((room.Key.School, room.NormalBuilding, room.Form)))),
        ];
    }

    /// <summary>One room; none when the text is too long for a room; several when the building is missing.</summary>
    public IReadOnlyList<PlaceableRoom> Find(SchoolKey school, string room, string? building)
    {
        ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(_asked, (school, room, building), out var known);
        if (!known)
            found = Search(school, room, building);
        return found!;
    }

    public string Shown(RoomKey? key) => key is not { } room ? "–"
        : _byKey.TryGetValue(room, out var known) ? known.Shown
        : room.InSchool;

    private List<PlaceableRoom> Search(SchoolKey school, string room, string? building)
    {
        var number = RoomNumbers.Normal(room);
        var normalBuilding = string.IsNullOrWhiteSpace(building) ? "" : RoomNumbers.Normal(building);
        var sameNumber = _byNumber.GetValueOrDefault((school, number)) ?? [];
        if (sameNumber.Find(candidate => candidate.NormalBuilding == normalBuilding) is { } exact)
            return [exact];
        if (normalBuilding.Length == 0 && sameNumber.FindAll(candidate => candidate.Counts) is { Count: > 0 } several)
            return several;
        var attempt = 0;
        var key = RoomKey.For(school, building, room);
        while (_byKey.ContainsKey(key))
            key = RoomKey.For(school, building, room, ++attempt);
        if (!RoomKey.TryParse(key.Value, out _))
            return [];
        var planned = new PlaceableRoom(key, normalBuilding, building, null);
        Add(school, number, planned);
        return [planned];
    }

    private void Add(SchoolKey school, string number, PlaceableRoom room)
    {
        _byKey.Add(room.Key, room);
        if (!_byNumber.TryGetValue((school, number), out var rooms))
            _byNumber.Add((school, number), rooms = []);
        rooms.Add(room);
    }
}
