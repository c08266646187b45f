using System.Globalization;
using Schools.Domain;

namespace Schools.SampleData;

/// <summary>
/// A model on the market. <see cref="Serial"/> is the shape of the maker's serial numbers: # a digit, * a letter,
/// ? one of both, anything else itself. Prices are gross, in euros.
/// </summary>
public sealed record DeviceModel(
    DeviceCategory Kind, DevicePlatform Platform, string Manufacturer, string Model, string Number, string OperatingSystem,
    int FirstYear, int LastYear, decimal Price, int WarrantyYears, string Serial, string WlanPrefix, string LanPrefix)
{
    public static IReadOnlyList<DeviceModel> Catalogue { get; } = DistrictFacts.Read<List<DeviceModel>>("models");
}

/// <summary>Hands out what must be unique in the district: inventory numbers, serial numbers, MAC addresses.</summary>
public sealed class UniqueNumbers(SeededRandom random)
{
    // Without I and O, as makers print them.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Both = Digits + Letters;

    private readonly HashSet<string> issued = new(StringComparer.Ordinal);
    private int lastInventoryNumber;

    public string InventoryNumber(DateOnly purchased) =>
        string.Create(CultureInfo.InvariantCulture, $"RKN-{purchased.Year}-{++lastInventoryNumber:00000}");

    public string Serial(string shape) => Unused(() => string.Create(shape.Length, shape, (text, pattern) =>
    {
        for (var place = 0; place < text.Length; place++)
        {
            text[place] = pattern[place] switch
            {
                '#' => Digits[random.Below(Digits.Length)],
                '*' => Letters[random.Below(Letters.Length)],
                '?' => Both[random.Below(Both.Length)],
                var itself => itself,
            };
        }
    }));

    /// <summary>An address under the maker's prefix (six hex digits), or nothing where the model has no such interface.</summary>
    public string Mac(string prefix) => prefix.Length == 0 ? "" : Unused(() =>
    {
        var rest = random.Below(1 << 24);
        return string.Create(CultureInfo.InvariantCulture,
            $"{prefix[..2]}:{prefix[2..4]}:{prefix[4..]}:{rest >> 16:X2}:{(rest >> 8) & 0xFF:X2}:{rest & 0xFF:X2}");
    });

    private string Unused(Func<string> draw)
    {
        string drawn;
        do
        {
            drawn = draw();
        }
        while (!issued.Add(drawn));
        return drawn;
    }
}
