using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Schools.Domain;
using Schools.Grains;
using Schools.SampleData;
using Schools.Storage;

namespace Schools.Bench;

/// <summary>
/// The authority every benchmark works on: the thirteen schools of the Rhein-Kreis Neuss with forty rooms each, and the devices of one
/// seeded list, once as the file and once as the commands that a plan of it holds.
/// </summary>
internal sealed class Inventory
{
    /// <summary>The authority of the server's built-in identity.</summary>
    public static readonly AuthorityKey Authority = AuthorityKey.Parse("rkn");

    private const int SchoolCount = 13;
    private static readonly Why Founding = new("Messung");
    private readonly List<Turn> places;

    private Inventory(byte[] file, List<Turn> places, List<Device.Register> devices) =>
        (File, this.places, Devices) = (file, places, devices);

    /// <summary>The device list as German Excel writes it.</summary>
    public byte[] File { get; }

    public IReadOnlyList<Device.Register> Devices { get; }

    /// <param name="schools">The thirteen of the Kreis, or more.</param>
    public static Inventory Of(int devices, int schools = SchoolCount)
    {
        var file = FileOf(devices, schools);
        var rows = Read(file);
        return new Inventory(file, Places(rows), rows);
    }

    public static byte[] FileOf(int devices, int schools = SchoolCount)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var file = new MemoryStream();
        SampleInventory.WriteDevices(file, devices, DemoAuthority.DefaultSeed, SampleInventory.SchoolNumbers(schools));
        return file.ToArray();
    }

    public GrainId Grain(int device) => GrainId.Of(Authority, Devices[device].Device);

    /// <summary>The state each device has once it is registered, as it is stored.</summary>
    public IReadOnlyList<(Device.State State, byte[] Json)> States() =>
    [
        .. Devices
            .Select(c => new Device.State(c.Device, c.School, c.Room, c.Details, c.Lifecycle, c.Condition, c.Availability))
            .Select(s => (s, JsonSerializer.SerializeToUtf8Bytes(s, DomainJson.Default.DeviceState))),
    ];

    /// <summary>Founds authority, schools and rooms.</summary>
    public async Task Found(IGrains grains, CancellationToken cancel)
    {
        var kreis = new Authority.Details("Rhein-Kreis Neuss", "NW", "10418", "05162");
        await Send(grains, [new Turn(GrainId.Of(Authority), [new Authority.Describe(kreis)])], cancel);
        // Rooms after their schools.
        foreach (var kind in places.GroupBy(p => p.Id.Kind))
        {
            await Send(grains, [.. kind], cancel);
        }
    }

    public Task Register(IGrains grains, CancellationToken cancel) => Register(grains, (device, _) => device, cancel);

    /// <param name="as">What the register holds of a device where it is not what the file says.</param>
    public Task Register(IGrains grains, Func<Device.Register, int, Device.Register> @as, CancellationToken cancel) =>
        Send(grains, [.. Devices.Select((c, i) => new Turn(Grain(i), [@as(c, i)], 0))], cancel);

    private static async Task Send(IGrains grains, List<Turn> turns, CancellationToken cancel)
    {
        var outcomes = await grains.SendMany(turns, Founding, cancel);
        if (outcomes.FirstOrDefault(o => !o.IsDone).Refusal is { } refusal)
        {
            throw new InvalidOperationException($"The inventory could not be prepared: {refusal.German}");
        }
    }

    private static List<Turn> Places(List<Device.Register> devices)
    {
        var schools = devices.Select(d => d.School).Distinct().Select(key => new Turn(
            GrainId.Of(Authority, key),
            [
                new School.Describe(
                    key,
                    new School.Details { Name = $"Schule {key.Number}", TypeCode = "30", Town = "Neuss", ProviderNumber = "10418" }),
            ],
            0));
        var rooms = devices.Select(d => d.Room!.Value).Distinct().Select(key => new Turn(
            GrainId.Of(Authority, key),
            [
                new Room.Describe(
                    key,
                    new Room.Details { Number = NumberOf(key), Building = "Hauptgebäude", Type = RoomType.Classroom }),
            ],
            0));
        return [.. schools, .. rooms];
    }

    /// <summary>The keys here end in <c>:R1.05</c>, and numbers are compared without the space the file writes.</summary>
    private static string NumberOf(RoomKey room) => $"R {room.Value[(room.Value.LastIndexOf(':') + 2)..]}";

    private static List<Device.Register> Read(byte[] file)
    {
        using var text = new StreamReader(new MemoryStream(file), Encoding.GetEncoding(SampleInventory.Encoding));
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";" });
        List<Device.Register> devices = [];
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            devices.Add(Row(csv));
        }
        return devices;
    }

    private static Device.Register Row(CsvReader row)
    {
        if (!SchoolKey.TryOf("NW", Cell("Schulnummer"), out var school))
        {
            throw new FormatException($"'{Cell("Schulnummer")}' is no school number.");
        }
        var serial = SerialNumber.Parse(Cell("Seriennummer"));
        var details = new DeviceDetails
        {
            Category = Word<DeviceCategory>(Cell("Gerätetyp")),
            InventoryNumber = InventoryNumber.Parse(Cell("Inventarnummer")),
            Serial = serial,
            Manufacturer = Cell("Hersteller"),
            Model = Cell("Modell"),
            ModelNumber = Cell("Modellnummer"),
            WlanMac = MacAddress.Parse(Cell("WLAN-MAC")),
            PurchasedOn = DateOnly.ParseExact(Cell("Anschaffungsdatum"), "dd.MM.yyyy", CultureInfo.InvariantCulture),
            WarrantyUntil = DateOnly.ParseExact(Cell("Garantie bis"), "dd.MM.yyyy", CultureInfo.InvariantCulture),
            Price = new Euro(decimal.Parse(Cell("Preis (€)"), Euro.German)),
            Legacy = true,
            Remark = Cell("Bemerkung") is { Length: > 0 } remark ? remark : null,
        };
        return new Device.Register(
            DeviceKey.For(Authority, $"serial:{serial.Value}"),
            school,
            RoomKey.For(school, Cell("Gebäude"), Cell("Raum")),
            details,
            Word<DeviceLifecycle>(Cell("Status")),
            Word<DeviceCondition>(Cell("Zustand")),
            Word<DeviceAvailability>(Cell("Verfügbarkeit")));

        string Cell(string column) => row.GetField(column)!;
    }

    private static T Word<T>(string german)
        where T : struct, Enum => Words<T>.ByGerman[german];

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<string, T> ByGerman =
            Enum.GetValues<T>().ToDictionary(v => Labels.German(v), StringComparer.Ordinal);
    }
}
