using static Schools.Domain.DeviceLifecycle;

namespace Schools.Domain;

/// <summary>
/// Which steps of a device's life follow which. The forward way and its branches need no reason; a skipped step or a step back does.
/// An import may jump forward, never back.
/// </summary>
public static class DeviceLifecycleRules
{
    /// <summary>The steps that follow without a reason. MDM steps are left out for what no MDM manages.</summary>
    public static IReadOnlyList<DeviceLifecycle> Next(DeviceLifecycle from, DeviceCategory category) => from switch
    {
        Planned => [Ordered, LostOrStolen],
        Ordered => [Delivered, LostOrStolen],
        Delivered => [Inventoried, LostOrStolen],
        Inventoried => category.IsMdmManaged() ? [MdmEnrolled, LostOrStolen] : [Configured, ShippedToSchool, LostOrStolen],
        MdmEnrolled => [Configured, LostOrStolen],
        Configured => [ShippedToSchool, LostOrStolen],
        ShippedToSchool => category.IsEndUserDevice() ? [HandedOut, LostOrStolen] : [HandedOut, InService, LostOrStolen],
        HandedOut => [InService, LostOrStolen],
        InService => [Defective, LostOrStolen, MarkedForDisposal],
        Defective => [InRepair, InService, LostOrStolen, MarkedForDisposal],
        InRepair => [InService, BeyondRepair, LostOrStolen],
        BeyondRepair => [MarkedForDisposal, LostOrStolen],
        MarkedForDisposal => [Wiped, LostOrStolen],
        Wiped => [Retired, LostOrStolen],
        LostOrStolen or Retired => [],
        _ => throw new ArgumentOutOfRangeException(nameof(from), from, null),
    };

    /// <summary>Why the step may not be taken, or null. Equal steps are no question of this function.</summary>
    public static Refusal? Forbidden(DeviceLifecycle from, DeviceLifecycle to, DeviceCategory category, string? reason, Origin origin)
    {
        if (from == Retired)
        {
            return new Refusal(RefusalCode.DeviceRetired);
        }
        if (to == MdmEnrolled && !category.IsMdmManaged())
        {
            return new Refusal(RefusalCode.MdmNotApplicable, Labels.German(category));
        }
        if (origin == Origin.Import && (to < from || from == LostOrStolen))
        {
            return new Refusal(RefusalCode.LifecycleBackward, Labels.German(from), Labels.German(to));
        }
        // A device leaves the books wiped, or written off after a loss; nothing else may skip to the end.
        if ((to == Wiped && from != MarkedForDisposal) || (to == Retired && from is not (Wiped or LostOrStolen)))
        {
            return new Refusal(RefusalCode.LifecycleForbidden, Labels.German(from), Labels.German(to));
        }
        return origin == Origin.Import || Next(from, category).Contains(to) || !string.IsNullOrWhiteSpace(reason)
            ? null
            : new Refusal(RefusalCode.ReasonMissing, Labels.German(from), Labels.German(to));
    }

    /// <summary>Whether a device at this step is somewhere at its school, so that a full list of the school names it.</summary>
    public static bool IsOnSite(DeviceLifecycle step) => step is not (Planned or Ordered or LostOrStolen or Wiped or Retired);

    /// <summary>
    /// What the step needs of the device and does not find, or null. Loan, grant and wipe guards join here with their aggregates.
    /// </summary>
    public static Refusal? Unmet(DeviceLifecycle step, DeviceDetails details, RoomKey? room)
    {
        if (step is < Inventoried or LostOrStolen)
        {
            return null;
        }
        var category = details.Category!.Value;
        return details.InventoryNumber is null ? new Refusal(RefusalCode.InventoryNumberMissing, Labels.German(step))
            : details.Serial is null && category.NeedsSerialNumber() ? new Refusal(RefusalCode.SerialNumberMissing, Labels.German(category))
            : details.InvoiceNumber is null && details.Legacy != true ? new Refusal(RefusalCode.InvoiceMissing, Labels.German(step))
            : step == MdmEnrolled && !category.IsMdmManaged() ? new Refusal(RefusalCode.MdmNotApplicable, Labels.German(category))
            : step == HandedOut && room is null ? new Refusal(RefusalCode.PlacementMissing, Labels.German(step))
            : null;
    }

    /// <summary>The availability a step brings with it, because a lost device cannot be had; null where the two are independent.</summary>
    public static DeviceAvailability? AvailabilityAfter(DeviceLifecycle from, DeviceLifecycle to) => (from, to) switch
    {
        (_, LostOrStolen) => DeviceAvailability.Lost,
        (_, InRepair) => DeviceAvailability.InRepair,
        (_, HandedOut) => DeviceAvailability.Issued,
        (_, Retired) => DeviceAvailability.Retired,
        (_, BeyondRepair or MarkedForDisposal or Wiped) => DeviceAvailability.Blocked,
        (InRepair or LostOrStolen or Defective, InService) => DeviceAvailability.Available,
        _ => null,
    };
}
