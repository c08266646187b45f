using Schools.Domain;

namespace Schools.Import.Tests;

/// <summary>Devices whose values are hard to write and to read again.</summary>
internal static class SampleDevices
{
    /// <summary>Texts that other programs and spreadsheets stumble over.</summary>
    public static readonly string[] HostileTexts =
    [
        "=1+1", "+49 2131 1", "-5", "@SUM(A1)", "'=1", "''+1", "'quoted'", "\"A\";B", "Zeile 1\nZeile 2", "a\r\nb", "0012", "1E5", "1E+5",
        "00123.0", "12-3", "2024-01-02", "-", "k. A.", "null", "#NV", "ÄÖÜ äöü ß – „€“", " am Rand ", "a\tb", "_x0041_", "<b>&amp;</b>",
        "192.168.0.1", "WAHR", "1,234", "5.555", "Summe", "R 1 / Gebäude B", "sep=;", "😀", "c41b3534966e",
    ];

    public static DeviceKey Key(int n) => DeviceKey.For(AuthorityKey.Parse("rkn"), $"test:{n}");

    private static ExportedDevice Device(int n, DeviceDetails details) => new(
        new Device.State(Key(n), SchoolKey.Parse("DE-NW-172686"), null, details, DeviceLifecycle.Delivered, DeviceCondition.Unclear,
            DeviceAvailability.Unclear),
        1, "BTI", null, null);

    /// <summary>Each text in every field that takes any.</summary>
    public static List<ExportedDevice> Hostile() => [.. HostileTexts.Select((text, n) => Device(n, new DeviceDetails
    {
        Category = DeviceCategory.Accessory,
        InventoryNumber = InventoryNumber.TryParse(text + n, out var number) ? number : null,
        Serial = SerialNumber.TryParse(text + n, out var serial) ? serial : null,
        Name = text, Manufacturer = text, Model = text, ModelNumber = text, OperatingSystem = text, MdmId = $"{text}{n}", Supplier = text,
        OrderNumber = text, InvoiceNumber = text, FixedAssetNumber = text, CostCentre = text, Remark = text,
    }))];

    /// <summary>Devices with every field filled by a rule that gives no two alike.</summary>
    public static List<ExportedDevice> Filled() => [.. Enumerable.Range(0, 200).Select(n => Device(1_000 + n, new DeviceDetails
    {
        Category = (DeviceCategory)(n % Enum.GetValues<DeviceCategory>().Length),
        InventoryNumber = InventoryNumber.Parse($"{n:000000}"),
        Serial = SerialNumber.Parse($"{n:00}E{n:00}"),
        Name = HostileTexts[n % HostileTexts.Length] + HostileTexts[n * 7 % HostileTexts.Length],
        Manufacturer = HostileTexts[n * 3 % HostileTexts.Length],
        WlanMac = MacAddress.Parse($"{n:X12}"),
        LanMac = MacAddress.Parse($"{n + 1_000:X12}"),
        MdmId = $"{n:00000000}-0000",
        PurchasedOn = new DateOnly(2000, 1, 1).AddDays(n * 31),
        WarrantyUntil = new DateOnly(2030, 1, 1).AddDays(n),
        Price = new Euro(n * 12.345m),
        Ownership = (DeviceOwnership)(n % 5),
        Legacy = n % 2 == 0,
        Remark = string.Join("\r\n", HostileTexts.Take(n % HostileTexts.Length)),
    }))];
}
