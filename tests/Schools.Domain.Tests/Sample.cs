namespace Schools.Domain.Tests;

internal static class Sample
{
    public static readonly AuthorityKey Authority = AuthorityKey.Parse("rkn");
    public static readonly SchoolKey School = SchoolKey.Parse("DE-NW-172686");
    public static readonly SchoolKey OtherSchool = SchoolKey.Parse("DE-NW-172698");
    public static readonly RoomKey Room = RoomKey.For(School, null, "R 1.33");
    public static readonly DeviceKey Key = DeviceKey.For(Authority, "serial:C4T9");

    public static DecisionContext Context(Origin origin = Origin.Person) => new(Authority, new DateOnly(2026, 11, 22), origin);

    public static readonly DeviceDetails Details = new()
    {
        Category = DeviceCategory.Tablet,
        Serial = SerialNumber.Parse("C4T9"),
        InventoryNumber = InventoryNumber.Parse("RKN-0001"),
        InvoiceNumber = "R-2024-17",
    };

    public static Device.State Device(
        DeviceCategory category = DeviceCategory.Tablet, DeviceLifecycle lifecycle = DeviceLifecycle.InService) => new(
        Key, School, Room, Details with { Category = category }, lifecycle, DeviceCondition.Ok, DeviceAvailability.Available);

    public static Device.Restore Restore() => new(
        School, Room, Details, DeviceLifecycle.InService, DeviceCondition.Ok, DeviceAvailability.Available, "Import 7 zurückgenommen");

    public static Device.Register Register() => new(
        Key, School, Room, Details, DeviceLifecycle.InService, DeviceCondition.Ok, DeviceAvailability.Available);
}
