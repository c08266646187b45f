namespace Schools.Domain;

/// <summary>A state with the version it was stored as.</summary>
public sealed record Versioned<TState>(TState State, int Version)
    where TState : class;

/// <summary>What a file speaks of, so that a snapshot holds that and not a whole Land.</summary>
/// <param name="Schools">Schools named in the file, or null for all: a school list is compared with every school.</param>
/// <param name="DeviceKeys">Keys that new devices of the file would get; one that is taken already needs another attempt.</param>
public sealed record SnapshotRequest(
    IReadOnlyCollection<SchoolKey>? Schools,
    IReadOnlyCollection<SerialNumber> Serials,
    IReadOnlyCollection<InventoryNumber> InventoryNumbers,
    IReadOnlyCollection<string> MdmIds,
    IReadOnlyCollection<DeviceKey> DeviceKeys)
{
    /// <summary>Network addresses of rows that state no serial number.</summary>
    public IReadOnlyCollection<MacAddress> Macs { get; init; } = [];

    /// <summary>Schools of which every device is wanted, because the file is a full list of them.</summary>
    public IReadOnlyCollection<SchoolKey> WholeSchools { get; init; } = [];

    public bool NamesDevices =>
        Serials.Count + InventoryNumbers.Count + MdmIds.Count + DeviceKeys.Count + Macs.Count + WholeSchools.Count > 0;
}

/// <summary>A maker and a model that devices of the register have together.</summary>
public readonly record struct KnownModel(string? Manufacturer, string? Model);

/// <summary>The part of the register an import is planned against, as it was at one moment.</summary>
/// <param name="Authority">The Schulträger the import belongs to.</param>
/// <param name="Schools">The requested schools that exist, and those of the devices.</param>
/// <param name="Rooms">All rooms of these schools.</param>
/// <param name="Devices">
/// Devices that match the request by key, serial number, inventory number, MDM id or network address, wherever they stand, and all devices
/// of the schools wanted whole.
/// </param>
public sealed record RegisterSnapshot(
    AuthorityKey Authority,
    Authority.Details Details,
    IReadOnlyList<Versioned<School.State>> Schools,
    IReadOnlyList<Versioned<Room.State>> Rooms,
    IReadOnlyList<Versioned<Device.State>> Devices)
{
    /// <summary>
    /// Versions of what is withdrawn and would come in again under the same key. Withdrawn grains are in none of the lists.
    /// </summary>
    public IReadOnlyDictionary<GrainId, int> Withdrawn { get; init; } = new Dictionary<GrainId, int>();

    /// <summary>The version on which something new is planned: 0 where there never was anything.</summary>
    public int VersionOfNew(GrainId id) => Withdrawn.GetValueOrDefault(id);

    /// <summary>Makers and models of all devices of the authority, where the request names devices; to find new words and slips.</summary>
    public IReadOnlyList<KnownModel> Models { get; init; } = [];

    public static RegisterSnapshot Empty(AuthorityKey authority, Authority.Details details) => new(authority, details, [], [], []);
}
