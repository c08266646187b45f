using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>Several values that pages count and filter as one; the name is what addresses carry, <c>?category=Network</c>.</summary>
public sealed record DeviceGroup<T>(string Name, string German, IReadOnlyList<T> Members)
    where T : struct, Enum;

/// <summary>The groups of the cockpit. Each value belongs to exactly one group, so the columns add up to all devices.</summary>
public static class DeviceGroups
{
    public static readonly DeviceGroup<DeviceCategory> EndUser = new(
        "EndUserDevices", "Endgeräte", [.. Enum.GetValues<DeviceCategory>().Where(c => c.IsEndUserDevice())]);

    public static readonly DeviceGroup<DeviceCategory> Presentation = new(
        "Presentation",
        "Präsentation",
        [
            DeviceCategory.InteractiveDisplay, DeviceCategory.Projector, DeviceCategory.DocumentCamera, DeviceCategory.StreamingReceiver,
        ]);

    public static readonly DeviceGroup<DeviceCategory> Network = new(
        "Network",
        "Netz",
        [
            DeviceCategory.AccessPoint, DeviceCategory.Switch, DeviceCategory.Firewall, DeviceCategory.Router,
            DeviceCategory.WlanController, DeviceCategory.Ups,
        ]);

    public static readonly DeviceGroup<DeviceCategory> Remaining = new(
        "Remaining",
        "Sonstige",
        [.. Enum.GetValues<DeviceCategory>().Except([.. EndUser.Members, .. Presentation.Members, .. Network.Members])]);

    public static readonly DeviceGroup<DeviceLifecycle> Underway = new(
        "Underway", "Unterwegs", [.. Enum.GetValues<DeviceLifecycle>().Where(l => l <= DeviceLifecycle.ShippedToSchool)]);

    /// <summary>In somebody's hands or at its place: what counts as usable for the relation of pupils to devices.</summary>
    public static readonly DeviceGroup<DeviceLifecycle> InUse = new(
        "InUse", "In Betrieb", [DeviceLifecycle.HandedOut, DeviceLifecycle.InService]);

    public static readonly DeviceGroup<DeviceLifecycle> Faulty = new(
        "Faulty", "Defekt/Reparatur", [DeviceLifecycle.Defective, DeviceLifecycle.InRepair, DeviceLifecycle.BeyondRepair]);

    public static readonly DeviceGroup<DeviceLifecycle> Lost = new("Lost", "Verloren", [DeviceLifecycle.LostOrStolen]);

    public static readonly DeviceGroup<DeviceLifecycle> Discarded = new(
        "Discarded", "Ausgesondert", [DeviceLifecycle.MarkedForDisposal, DeviceLifecycle.Wiped, DeviceLifecycle.Retired]);

    public static readonly IReadOnlyList<DeviceGroup<DeviceCategory>> Kinds = [EndUser, Presentation, Network, Remaining];

    public static readonly IReadOnlyList<DeviceGroup<DeviceLifecycle>> Phases = [Underway, InUse, Faulty, Lost, Discarded];

    /// <summary>How far devices of an order have got. Each holds what the one before it holds, but for what nobody has any more.</summary>
    public static readonly DeviceGroup<DeviceLifecycle> FromDelivered = new(
        "FromDelivered", "Geliefert oder weiter", [.. Enum.GetValues<DeviceLifecycle>().Where(l => l >= DeviceLifecycle.Delivered)]);

    public static readonly DeviceGroup<DeviceLifecycle> FromInventoried = new(
        "FromInventoried",
        "Inventarisiert oder weiter",
        [.. Enum.GetValues<DeviceLifecycle>().Where(l => l >= DeviceLifecycle.Inventoried)]);

    public static readonly DeviceGroup<DeviceLifecycle> HandedOut = new(
        "WithSomebody", "Ausgegeben, auch defekt", [.. Enum.GetValues<DeviceLifecycle>().Where(WaveStocks.IsHandedOut)]);

    public static readonly IReadOnlyList<DeviceGroup<DeviceLifecycle>> Stages = [FromDelivered, FromInventoried, HandedOut];

    /// <summary>The place of a lifecycle's group in <see cref="Phases"/>.</summary>
    public static int PhaseOf(DeviceLifecycle lifecycle)
    {
        for (var i = 0; i < Phases.Count; i++)
        {
            if (Phases[i].Members.Contains(lifecycle))
            {
                return i;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(lifecycle), lifecycle, "A lifecycle without a group.");
    }

    /// <summary>The words of a group as the database holds them.</summary>
    internal static string[] Words<T>(this IEnumerable<T> values)
        where T : struct, Enum => [.. values.Select(value => value.ToString())];
}
