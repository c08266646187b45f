namespace Schools.Domain;

/// <summary>What a device is and cost, apart from where it stands and how far it is. Every field may be unknown.</summary>
public sealed record DeviceDetails
{
    public const int LongestText = 2_000;
    private static readonly DateOnly Earliest = new(1980, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    public DeviceCategory? Category { get; init; }
    public InventoryNumber? InventoryNumber { get; init; }
    public SerialNumber? Serial { get; init; }
    public string? Name { get; init; }
    public string? Manufacturer { get; init; }
    public string? Model { get; init; }
    public string? ModelNumber { get; init; }
    public string? OperatingSystem { get; init; }
    public MacAddress? WlanMac { get; init; }
    public MacAddress? LanMac { get; init; }

    /// <summary>The device's id in the MDM (UDID, Intune device id).</summary>
    public string? MdmId { get; init; }
    public DateOnly? PurchasedOn { get; init; }
    public DateOnly? WarrantyUntil { get; init; }

    /// <summary>Gross purchase price.</summary>
    public Euro? Price { get; init; }
    public string? Supplier { get; init; }
    public string? OrderNumber { get; init; }
    public string? InvoiceNumber { get; init; }
    public string? FixedAssetNumber { get; init; }
    public string? CostCentre { get; init; }
    public DeviceOwnership? Ownership { get; init; }

    /// <summary>Altbestand: owned before invoices were recorded, so an inventory entry needs none.</summary>
    public bool? Legacy { get; init; }
    public string? Remark { get; init; }

    public static readonly FieldTable<DeviceDetails> Fields = new(
        new DeviceDetails(),
        details => details with { },
        ("category", "Gerätetyp"),
        ("inventoryNumber", "Inventarnummer"),
        ("serial", "Seriennummer"),
        ("name", "Bezeichnung"),
        ("manufacturer", "Hersteller"),
        ("model", "Modell"),
        ("modelNumber", "Modellnummer"),
        ("operatingSystem", "Betriebssystem"),
        ("wlanMac", "WLAN-MAC"),
        ("lanMac", "LAN-MAC"),
        ("mdmId", "MDM-Kennung"),
        ("purchasedOn", "Anschaffungsdatum"),
        ("warrantyUntil", "Garantie bis"),
        ("price", "Preis"),
        ("supplier", "Lieferant"),
        ("orderNumber", "Bestellnummer"),
        ("invoiceNumber", "Rechnungsnummer"),
        ("fixedAssetNumber", "Anlagennummer"),
        ("costCentre", "Kostenstelle"),
        ("ownership", "Eigentum"),
        ("legacy", "Altbestand"),
        ("remark", "Bemerkung"));

    /// <summary>Why no device can be so, or null.</summary>
    public Refusal? Implausible()
    {
        if (Category is null)
        {
            return new Refusal(RefusalCode.CategoryMissing);
        }
        if (Price is { } price && (price.Amount < 0 || price.Amount > Euro.Largest))
        {
            return new Refusal(RefusalCode.AmountImplausible, price.ToString());
        }
        foreach (var day in (ReadOnlySpan<DateOnly?>)[PurchasedOn, WarrantyUntil])
        {
            if (day < Earliest || day > Latest)
            {
                return new Refusal(RefusalCode.DateImplausible, FieldText.Shown(day));
            }
        }
        if (PurchasedOn is { } bought && WarrantyUntil is { } until && until < bought)
        {
            return new Refusal(RefusalCode.DatesSwapped, FieldText.Shown(until), FieldText.Shown(bought));
        }
        return Fields.LongerThan(LongestText, this) is { } tooLong
            ? new Refusal(RefusalCode.TextTooLong, tooLong.German, $"{LongestText}")
            : null;
    }
}
