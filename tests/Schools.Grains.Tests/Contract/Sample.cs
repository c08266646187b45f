using System.Globalization;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Grains.Tests.Contract;

/// <summary>The few grains the contract speaks of.</summary>
internal static class Sample
{
    public static readonly AuthorityKey Authority = AuthorityKey.Parse("rkn");
    public static readonly SchoolKey School = SchoolKey.Parse("DE-NW-172686");
    public static readonly GrainId SchoolGrain = GrainId.Of(Authority, School);
    public static readonly RoomKey Room = RoomKey.For(School, null, "R 1.33");
    public static readonly Why Person = new("tests");
    public static readonly Why Import = new("tests", Origin.Import, Import: 7);

    public static readonly School.Describe DescribeSchool =
        new(School, new School.Details { Name = "Berufskolleg Technik", Pupils = 1_360 });

    public static readonly Room.Describe DescribeRoom = new(Room, new Room.Details { Number = "R 1.33" });

    public static DeviceKey DeviceKey(int number) =>
        Domain.DeviceKey.For(Authority, string.Create(CultureInfo.InvariantCulture, $"serial:{number}"));

    public static GrainId Device(int number) => GrainId.Of(Authority, DeviceKey(number));

    public static Device.Register Register(int number, string? serial = null) => new(
        DeviceKey(number),
        School,
        null,
        new DeviceDetails
        {
            Category = DeviceCategory.Tablet,
            Serial = SerialNumber.Parse(serial ?? string.Create(CultureInfo.InvariantCulture, $"SN-{number:00000}")),
            InventoryNumber = InventoryNumber.Parse(string.Create(CultureInfo.InvariantCulture, $"RKN-{number:00000}")),
            Legacy = true,
        },
        DeviceLifecycle.Inventoried);

    public static Turn TurnOf(int number, int? plannedOn = 0) => new(Device(number), [Register(number)], plannedOn);

    public static Device.Correct Remark(string text) => new(new DeviceDetails { Remark = text });

    public static async Task Prepare(IGrains grains, CancellationToken cancel) =>
        Assert.Null((await grains.Send(SchoolGrain, DescribeSchool, Person, cancel)).Refusal);
}
