using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Testing;

/// <summary>
/// A Kreis of three schools, four rooms, sixty devices and four licences for tests of what is read, written as the program writes.
/// </summary>
public static class SmallKreis
{
    public const int Devices = 60;
    public static readonly AuthorityKey Authority = AuthorityKey.Parse("rkn");
    public static readonly SchoolKey Hammfeld = SchoolKey.Parse("DE-NW-173800");
    public static readonly SchoolKey Nordpark = SchoolKey.Parse("DE-NW-173812");

    /// <summary>A school of another Träger, without rooms and devices.</summary>
    public static readonly SchoolKey Foreign = SchoolKey.Parse("DE-NW-100001");
    public static readonly RoomKey Classroom = RoomKey.For(Hammfeld, "A", "1.01");
    public static readonly RoomKey Workshop = RoomKey.For(Nordpark, null, "12");

    /// <summary>The device that moved, broke and was corrected.</summary>
    public static readonly DeviceKey Travelled = DeviceKey.For(Authority, "serial:T000001");

    /// <summary>A remark that a page must not take for its own mark-up.</summary>
    public const string HostileRemark = "<script>alert('Gerät')</script>";

    private static readonly Why Import = new("Lokale Anmeldung", Origin.Import, Import: 1);
    private static readonly DateOnly Imported = new(2026, 3, 2);

    public static async Task Fill(TestDatabase database, CancellationToken cancel)
    {
        var store = new GrainStore(database.Program);
        await Write(
            store,
            [
                Founded(),
                Registered(Hammfeld, "Berufsbildungszentrum Neuss-Hammfeld", "30", "Neuss", "10418", 2450),
                Registered(Nordpark, "Schule am Nordpark – Städtische Förderschule, Schwerpunkt Lernen", "08", "Neuss", "10418", null),
                Registered(Foreign, "Gemeinschaftsgrundschule Stessen", "02", "Jüchen", "99999", 210),
                Opened(Classroom, "A", "1.01", RoomType.Classroom),
                Opened(RoomKey.For(Hammfeld, "A", "1.02"), "A", "1.02", RoomType.SpecialistRoom),
                Opened(RoomKey.For(Hammfeld, "B", "0.12"), "B", "0.12", RoomType.DistributionRoom),
                Opened(Workshop, null, "12", null),
                .. Enumerable.Range(1, Devices).Select(n => Registered(DeviceNumber(n))),
                .. SmallRollout.All,
                Write(
                    new GrainId(GrainKind.Plan, Authority, SmallPlan.Key),
                    null,
                    [.. SmallPlan.Events],
                    MasterPlan.Evolve,
                    DomainJson.Default.MasterPlanState,
                    DomainJson.Default.MasterPlanEvent),
            ],
            cancel);
        await Write(store, [TravelOf(DeviceNumber(1))], cancel);
        await SmallKreisLicences.Fill(store, cancel);
    }

    private static async Task Write(GrainStore store, IReadOnlyList<GrainWrite> writes, CancellationToken cancel)
    {
        foreach (var result in await store.Write(writes, cancel))
        {
            if (result.Version == 0)
            {
                throw new InvalidOperationException(result.Refusal?.German ?? "The small Kreis was there already.");
            }
        }
    }

    private static Device.Registered DeviceNumber(int n)
    {
        var serial = $"T{n:000000}";
        var (category, manufacturer, model) = (n % 6) switch
        {
            0 => (DeviceCategory.Switch, "Aruba", "2930F 24G PoE+"),
            1 => (DeviceCategory.Tablet, "Apple", "iPad 9. Gen."),
            2 => (DeviceCategory.InteractiveDisplay, "Promethean", "ActivPanel 9 75\""),
            3 => (DeviceCategory.AccessPoint, "Aruba", "AP-515"),
            _ => (DeviceCategory.Notebook, "Lenovo", "ThinkPad L14"),
        };
        var school = n % 4 == 0 ? Nordpark : Hammfeld;
        return new Device.Registered(
            DeviceKey.For(Authority, $"serial:{serial}"),
            school,
            school == Nordpark ? Workshop : n % 7 == 0 ? null : Classroom,
            new DeviceDetails
            {
                Category = category,
                InventoryNumber = InventoryNumber.Parse($"RKN-{n:0000}"),
                Serial = SerialNumber.Parse(serial),
                Manufacturer = manufacturer,
                Model = model,
                PurchasedOn = new DateOnly(2023, 8, 1),
                Price = new Euro(449.5m),
                InvoiceNumber = "R-2023-17",
                OrderNumber = category == DeviceCategory.Tablet ? SmallWave.Order : null,
                Remark = n == 2 ? HostileRemark : null,
            },
            (n % 10) switch
            {
                7 => DeviceLifecycle.Defective,
                8 => DeviceLifecycle.Delivered,
                9 => DeviceLifecycle.LostOrStolen,
                _ => DeviceLifecycle.InService,
            },
            n % 10 == 7 ? DeviceCondition.Defective : DeviceCondition.Ok,
            n % 10 == 9 ? DeviceAvailability.Lost : DeviceAvailability.Available);
    }

    private static GrainWrite TravelOf(Device.Registered device)
    {
        var before = Device.Evolve(null, device);
        return Write(
            GrainId.Of(Authority, device.Device),
            before,
            [
                new Device.Moved(Nordpark, Workshop),
                new Device.Advanced(DeviceLifecycle.Defective, "Display gesprungen"),
                new Device.ConditionAssessed(DeviceCondition.Defective),
                new Device.Corrected(new DeviceDetails { Model = "iPad 9. Gen. 64 GB" }, ["price"]),
            ],
            Device.Evolve,
            DomainJson.Default.DeviceState,
            DomainJson.Default.DeviceEvent) with
        {
            ExpectedVersion = 1,
            On = new DateOnly(2026, 4, 20),
            Why = new Why("Petra Beispiel"),
        };
    }

    private static GrainWrite Founded() => Write(
        GrainId.Of(Authority),
        null,
        [new Domain.Authority.Described(new Domain.Authority.Details("Rhein-Kreis Neuss", "NW", "10418", "05162"))],
        Domain.Authority.Evolve,
        DomainJson.Default.AuthorityState,
        DomainJson.Default.AuthorityEvent);

    private static GrainWrite Registered(SchoolKey key, string name, string type, string town, string provider, int? pupils) => Write(
        GrainId.Of(Authority, key),
        null,
        [
            new School.Registered(
                key,
                new School.Details
                {
                    Name = name,
                    TypeCode = type,
                    Street = "Hammfelddamm 2",
                    PostalCode = "41460",
                    Town = town,
                    ProviderNumber = provider,
                    Pupils = pupils,
                }),
        ],
        School.Evolve,
        DomainJson.Default.SchoolState,
        DomainJson.Default.SchoolEvent);

    private static GrainWrite Opened(RoomKey key, string? building, string number, RoomType? type) => Write(
        GrainId.Of(Authority, key),
        null,
        [new Room.Opened(key, new Room.Details { Building = building, Number = number, Type = type })],
        Room.Evolve,
        DomainJson.Default.RoomState,
        DomainJson.Default.RoomEvent);

    private static GrainWrite Registered(Device.Registered device) => Write(
        GrainId.Of(Authority, device.Device),
        null,
        [device],
        Device.Evolve,
        DomainJson.Default.DeviceState,
        DomainJson.Default.DeviceEvent);

    internal static GrainWrite Write<TState, TEvent>(
        GrainId id,
        TState? before,
        TEvent[] events,
        Func<TState?, TEvent, TState> evolve,
        JsonTypeInfo<TState> state,
        JsonTypeInfo<TEvent> wire)
        where TState : class => new(
            id,
            0,
            JsonSerializer.SerializeToUtf8Bytes(events.Aggregate(before, evolve)!, state),
            [.. events.Select(e => JsonSerializer.SerializeToUtf8Bytes(e, wire))],
            Imported,
            Import);
}
