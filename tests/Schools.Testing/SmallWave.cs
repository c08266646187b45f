using Schools.Domain;
using Schools.Storage;

namespace Schools.Testing;

/// <summary>The wave of <see cref="SmallKreis"/>: tablets of one order for a class and for a school without WLAN.</summary>
public static class SmallWave
{
    public const string Key = "w-tablets-klasse-7";
    public const string Order = "B-2026-17";
    public static readonly DateOnly Start = new(2026, 3, 9);

    public static readonly Wave.Details Details = new(
        "Tablets Klasse 7",
        "NW",
        [DeviceCategory.Tablet],
        Order,
        14,
        Start.AddDays(-7),
        Start,
        Start.AddDays(39),
        10,
        [new Wave.Place(SmallKreis.Hammfeld, 10, SmallKreis.Classroom, "7b"), new Wave.Place(SmallKreis.Nordpark, 4)],
        [new Wave.Requirement(WaveNeed.Wlan), new Wave.Requirement(WaveNeed.AccessPoint), new Wave.Requirement(WaveNeed.Enrolled)]);

    /// <summary>A tablet of the order that is ready to be handed out.</summary>
    public static string Serial(int n) => $"W{n:000000}";

    internal static GrainWrite Begun => SmallKreis.Write(
        new GrainId(GrainKind.Wave, SmallKreis.Authority, Key),
        null,
        [
            new Wave.Described(Details),
            new Wave.DeliveryRecorded(Start.AddDays(-7)),
            // Earlier than planned: on the day on which the tablets came, and were in use.
            new Wave.Begun(Start.AddDays(-7), ["Schule am Nordpark: WLAN nicht in Betrieb"], "Die Klassenarbeiten beginnen"),
        ],
        Wave.Evolve,
        DomainJson.Default.WaveState,
        DomainJson.Default.WaveEvent);

    /// <summary>Brings tablets of the order to Hammfeld, outside of any room and configured.</summary>
    public static async Task Deliver(TestDatabase database, int count, CancellationToken cancel)
    {
        var writes = Enumerable.Range(1, count).Select(n => Registered(new Device.Registered(
            DeviceKey.For(SmallKreis.Authority, $"serial:{Serial(n)}"),
            SmallKreis.Hammfeld,
            null,
            new DeviceDetails
            {
                Category = DeviceCategory.Tablet,
                InventoryNumber = InventoryNumber.Parse($"RKN-W{n:000}"),
                Serial = SerialNumber.Parse(Serial(n)),
                Manufacturer = "Apple",
                Model = "iPad 10. Gen.",
                InvoiceNumber = "R-2026-4",
                OrderNumber = Order,
            },
            DeviceLifecycle.Configured,
            DeviceCondition.Ok,
            DeviceAvailability.Available)));
        foreach (var result in await new GrainStore(database.Program).Write([.. writes], cancel))
        {
            if (result.Version == 0)
            {
                throw new InvalidOperationException(result.Refusal?.German ?? "The tablets were there already.");
            }
        }
    }

    private static GrainWrite Registered(Device.Registered device) => SmallKreis.Write(
        GrainId.Of(SmallKreis.Authority, device.Device),
        null,
        [device],
        Device.Evolve,
        DomainJson.Default.DeviceState,
        DomainJson.Default.DeviceEvent);
}
