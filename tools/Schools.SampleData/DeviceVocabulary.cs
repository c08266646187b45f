using Schools.Domain;

namespace Schools.SampleData;

public enum DevicePlatform
{
    None,
    Windows,
    Apple,
}

/// <summary>
/// The words schools write. The first vocabulary is that of the program's own labels; the second differs, because no two schools name
/// things alike.
/// </summary>
public static class DeviceVocabulary
{
    public static bool IsNetwork(DeviceCategory category) => category
        is DeviceCategory.AccessPoint or DeviceCategory.Switch or DeviceCategory.Firewall or DeviceCategory.Router
            or DeviceCategory.Server;

    public static string Word(Enum value, bool second) => value switch
    {
        DeviceCategory.Notebook when second => "Laptop",
        DeviceCategory.Desktop when second => "Desktop-PC",
        DeviceCategory.AccessPoint when second => "AP",
        DeviceLifecycle.LostOrStolen when second => "Verloren",
        RoomType.SmallGroupRoom when second => "Differenzierung",
        _ => Labels.German(value),
    };

    public static DeviceAvailability Availability(DeviceLifecycle lifecycle) => lifecycle switch
    {
        DeviceLifecycle.InService => DeviceAvailability.Available,
        DeviceLifecycle.HandedOut => DeviceAvailability.Issued,
        DeviceLifecycle.InRepair => DeviceAvailability.InRepair,
        DeviceLifecycle.LostOrStolen => DeviceAvailability.Lost,
        DeviceLifecycle.Defective or DeviceLifecycle.BeyondRepair or DeviceLifecycle.MarkedForDisposal => DeviceAvailability.Blocked,
        _ => DeviceAvailability.Reserved,
    };
}
