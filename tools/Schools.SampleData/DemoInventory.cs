using System.Globalization;
using Schools.Domain;

namespace Schools.SampleData;

/// <summary>
/// The devices of the demo district: bought in lots since 2017, standing in rooms, most in service, some lots on their way.
/// </summary>
public sealed class DemoInventory
{
    private const int SmallestLot = 6;
    private const int LargestLot = 32;
    private const int RolloutDays = 60;
    private const int RolloutPerMille = 80;
    private const int OldAfterYears = 7;

    private static readonly string[] Suppliers =
        ["ITK Rheinland (Rahmenvertrag)", "Systemhaus Niederrhein GmbH", "Medientechnik Erft GmbH", "Netzwerk West GmbH"];

    private static readonly DeviceLifecycle[] RolloutStages =
    [
        DeviceLifecycle.Delivered, DeviceLifecycle.Inventoried, DeviceLifecycle.MdmEnrolled, DeviceLifecycle.Configured,
        DeviceLifecycle.ShippedToSchool,
    ];

    private static readonly string[] Remarks =
    [
        "Netzteil fehlt", "Stift fehlt", "Displaybruch unten links", "Leihgerät; Vertrag im Sekretariat", "Akku schwach",
        "Gehäuse \"verkratzt\"",
    ];

    private readonly DateOnly reference;
    private readonly SeededRandom random;
    private readonly UniqueNumbers numbers;
    private readonly List<SampleDevice> devices = [];
    private readonly Dictionary<string, int> lastNames = new(StringComparer.Ordinal);
    private int lastInvoice;
    private int lastRollout;

    private DemoInventory(ulong seed, DateOnly reference)
    {
        this.reference = reference;
        random = SeededRandom.For(seed, "devices");
        numbers = new UniqueNumbers(SeededRandom.For(seed, "numbers"));
    }

    public static IReadOnlyList<SampleDevice> Create(DistrictFacts facts, ulong seed, DateOnly reference)
    {
        var inventory = new DemoInventory(seed, reference);
        foreach (var line in facts.Stock)
        {
            var shares = Apportionment.Spread(line.Count, [.. facts.Schools.Select(school => Weight(school, line))]);
            for (var index = 0; index < shares.Count; index++)
            {
                inventory.Stock(facts.Schools[index], line, shares[index]);
            }
        }

        return inventory.devices;
    }

    private static long Weight(SchoolFacts school, StockLine line) => line.WeightBySchoolForm[
        school.Form] * line.By switch
    {
        StockBasis.Pupils => school.Pupils,
        StockBasis.TeachingRooms => SchoolRooms.TeachingRooms(school),
        _ => 1L,
    };

    private void Stock(SchoolFacts school, StockLine line, int count)
    {
        var models = DeviceModel.Catalogue.Where(model => model.Kind == line.Kind && model.Platform == line.Platform).ToList();
        var rooms = new RoomChoice(SchoolRooms.Of(school), line.Kind, random);
        for (var left = count; left > 0;)
        {
            var size = Math.Min(left, random.Between(SmallestLot, LargestLot));
            var current = models.Where(model => model.LastYear >= reference.Year).ToList();
            var onTheWay = line.Kind.IsMdmManaged() && current.Count > 0 && random.Chance(RolloutPerMille);
            var model = random.Pick(onTheWay ? current : models);
            DeviceLifecycle? stage = onTheWay ? RolloutStages[lastRollout++ % RolloutStages.Length] : null;
            var purchase = Buy(model, onTheWay);
            for (var piece = 0; piece < size; piece++)
            {
                devices.Add(Piece(school, model, purchase, stage, rooms));
            }

            left -= size;
        }
    }

    private Purchase Buy(DeviceModel model, bool onTheWay)
    {
        var latest = Earlier(new DateOnly(model.LastYear, 12, 15), reference.AddDays(-RolloutDays));
        var earliest = onTheWay ? reference.AddDays(1 - RolloutDays) : new DateOnly(model.FirstYear, 2, 1);
        var date = onTheWay
            ? earliest.AddDays(random.Below(RolloutDays - 7))
            : earliest.AddDays(random.Below(latest.DayNumber - earliest.DayNumber + 1));
        while (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            date = date.AddDays(-1);
        }

        var price = decimal.Round(model.Price * random.Between(970, 1030) / 1000, 1) + (random.Chance(500) ? 0 : 0.09m);
        var invoice = string.Create(CultureInfo.InvariantCulture, $"RE-{date.Year}-{++lastInvoice:0000}");
        var order = string.Create(CultureInfo.InvariantCulture, $"B-{date.Year}-{Code(model.Kind)}");
        return new Purchase(date, date.AddYears(model.WarrantyYears), price, invoice, random.Pick(Suppliers), order);
    }

    private SampleDevice Piece(SchoolFacts school, DeviceModel model, Purchase purchase, DeviceLifecycle? stage, RoomChoice rooms)
    {
        var lifecycle = stage ?? Life(model, purchase);
        var inStore = stage is not null and not DeviceLifecycle.ShippedToSchool
            || lifecycle is DeviceLifecycle.MarkedForDisposal or DeviceLifecycle.BeyondRepair;
        var inventoryNumber = lifecycle == DeviceLifecycle.Delivered ? "" : numbers.InventoryNumber(purchase.Date);
        var condition = Condition(lifecycle);
        var remark = condition == DeviceCondition.Ok && !random.Chance(15) ? "" : random.Pick(Remarks);
        return new SampleDevice(
            school, model, inventoryNumber, numbers.Serial(model.Serial), Name(school, model.Kind),
            inStore ? rooms.Store : rooms.Next(), purchase, numbers.Mac(model.WlanPrefix), numbers.Mac(model.LanPrefix),
            lifecycle, condition, remark);
    }

    private string Name(SchoolFacts school, DeviceCategory kind)
    {
        var series = $"{school.Code}-{Code(kind)}";
        lastNames[series] = lastNames.GetValueOrDefault(series) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{series}-{lastNames[series]:0000}");
    }

    private static string Code(DeviceCategory kind) => kind switch
    {
        DeviceCategory.Tablet => "TAB",
        DeviceCategory.Notebook => "NB",
        DeviceCategory.Desktop => "PC",
        DeviceCategory.Monitor => "MON",
        DeviceCategory.InteractiveDisplay => "DIS",
        DeviceCategory.Projector => "BEA",
        DeviceCategory.DocumentCamera => "DOK",
        DeviceCategory.Printer => "DRU",
        DeviceCategory.AccessPoint => "AP",
        DeviceCategory.Switch => "SW",
        DeviceCategory.Firewall => "FW",
        DeviceCategory.Router => "RT",
        _ => "SRV",
    };

    private DeviceLifecycle Life(DeviceModel model, Purchase purchase)
    {
        var personal = model.Kind is DeviceCategory.Tablet or DeviceCategory.Notebook;
        var draw = random.Below(1000);
        if (purchase.Date.AddYears(OldAfterYears) < reference && draw >= 800)
        {
            return DeviceLifecycle.MarkedForDisposal;
        }

        return draw switch
        {
            < 17 => DeviceLifecycle.Defective,
            < 29 => DeviceLifecycle.InRepair,
            < 31 => DeviceLifecycle.BeyondRepair,
            < 36 when personal => DeviceLifecycle.LostOrStolen,
            < 340 when personal => DeviceLifecycle.HandedOut,
            _ => DeviceLifecycle.InService,
        };
    }

    private DeviceCondition Condition(DeviceLifecycle lifecycle) => lifecycle switch
    {
        DeviceLifecycle.Defective or DeviceLifecycle.InRepair or DeviceLifecycle.BeyondRepair => DeviceCondition.Defective,
        DeviceLifecycle.LostOrStolen => DeviceCondition.Unclear,
        DeviceLifecycle.InService or DeviceLifecycle.HandedOut when random.Chance(25) => DeviceCondition.DamagedUsable,
        _ => DeviceCondition.Ok,
    };

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
