namespace Schools.Domain;

/// <summary>What a device is. Network components and displays are inventory as much as tablets are.</summary>
public enum DeviceCategory
{
    Tablet,
    Notebook,
    Desktop,
    ThinClient,
    Server,
    Monitor,
    InteractiveDisplay,
    Projector,
    DocumentCamera,
    StreamingReceiver,
    Printer,
    AccessPoint,
    Switch,
    Firewall,
    Router,
    WlanController,
    Ups,
    Phone,
    Cart,
    Accessory,
    Other,
}

/// <summary>Where a device stands on its way from plan to disposal (Lebenszyklus). Order of declaration is the order of the way.</summary>
public enum DeviceLifecycle
{
    Planned,
    Ordered,
    Delivered,
    Inventoried,
    MdmEnrolled,
    Configured,
    ShippedToSchool,
    HandedOut,
    InService,
    Defective,
    InRepair,
    BeyondRepair,
    LostOrStolen,
    MarkedForDisposal,
    Wiped,
    Retired,
}

/// <summary>The state of the thing itself (Zustand).</summary>
public enum DeviceCondition
{
    Unclear,
    Ok,
    DamagedUsable,
    Defective,
}

/// <summary>Whether somebody may have it now (Verfügbarkeit).</summary>
public enum DeviceAvailability
{
    Unclear,
    Available,
    Reserved,
    Issued,
    InRepair,
    Blocked,
    Lost,
    Retired,
}

/// <summary>Whose the device is (Eigentum).</summary>
public enum DeviceOwnership
{
    Owned,
    Leased,
    OnLoan,
    Byod,
    Donated,
}

public static class DeviceCategories
{
    /// <summary>Managed by an MDM; the others skip the step.</summary>
    public static bool IsMdmManaged(this DeviceCategory category) => category
        is DeviceCategory.Tablet or DeviceCategory.Notebook or DeviceCategory.Desktop or DeviceCategory.StreamingReceiver
            or DeviceCategory.Phone;

    /// <summary>Bears a maker's serial number that the inventory must hold.</summary>
    public static bool NeedsSerialNumber(this DeviceCategory category) => category
        is not (DeviceCategory.Accessory or DeviceCategory.Cart or DeviceCategory.Other or DeviceCategory.Monitor
            or DeviceCategory.Projector or DeviceCategory.DocumentCamera);

    /// <summary>A device a person works with: the numerator of "one device per three pupils".</summary>
    public static bool IsEndUserDevice(this DeviceCategory category) => category
        is DeviceCategory.Tablet or DeviceCategory.Notebook or DeviceCategory.Desktop or DeviceCategory.ThinClient;
}
