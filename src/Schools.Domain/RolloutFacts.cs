namespace Schools.Domain;

/// <summary>A school as the figures know it.</summary>
public sealed record SchoolFact(SchoolKey Key, School.Details Details)
{
    /// <summary>Pupils, and teachers as far as they are stated; null without pupils, for teachers alone are no school.</summary>
    public int? Persons => Details.Pupils is { } pupils ? pupils + (Details.Teachers ?? 0) : null;
}

/// <summary>An open room.</summary>
/// <param name="Key">As text, for stock is joined by it a thousand times.</param>
public readonly record struct RoomFact(string Key, SchoolKey School, RoomType Type, int? Ports);

/// <summary>How many devices of one category stand in a room, or in a school outside any room.</summary>
/// <param name="Usable">Of these, handed out or in service.</param>
public readonly record struct StockFact(SchoolKey School, string? Room, DeviceCategory Category, int All, int Usable);

/// <summary>An equipment standard that holds.</summary>
public sealed record StandardFact(string Key, EquipmentStandard.State State);

/// <summary>A wave, on whatever day.</summary>
public sealed record WaveFact(string Key, Wave.State State);

/// <summary>All that the figures of one day are computed from, whether the day is today or long past.</summary>
/// <param name="Rollouts">By the key of the school or room.</param>
/// <param name="Grants">Of the plans that have any, by the name of the plan.</param>
/// <param name="Waves">In the order of their keys.</param>
public sealed record RolloutFacts(
    DateOnly AsOf,
    IReadOnlyList<SchoolFact> Schools,
    IReadOnlyList<RoomFact> Rooms,
    IReadOnlyList<StockFact> Stock,
    IReadOnlyDictionary<string, Rollout.State> Rollouts,
    IReadOnlyList<StandardFact> Standards,
    IReadOnlyList<GrantFact>? Grants = null,
    IReadOnlyList<WaveFact>? Waves = null)
{
    /// <summary>
    /// A list of rooms or devices was taken in that holds on the day. Without one, what there was is not known and no zero.
    /// </summary>
    public bool HasInventory => Rooms.Count > 0 || Stock.Any(entry => entry.All > 0);

    /// <summary>The schools of which there is such a list.</summary>
    public IReadOnlySet<SchoolKey> Recorded() =>
        Rooms.Select(room => room.School).Concat(Stock.Where(entry => entry.All > 0).Select(entry => entry.School)).ToHashSet();
}
