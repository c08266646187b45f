namespace Schools.Domain;

/// <summary>What a device is and cost, apart from where it stands and how far it is. Every field may be unknown.</summary>
public sealed record DeviceDetails
{
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
        new("category", "Gerätetyp", d => d.Category, (d, v) => d with { Category = (DeviceCategory?)v }),
        new("inventoryNumber", "Inventarnummer", d => d.InventoryNumber, (d, v) => d with { InventoryNumber = (InventoryNumber?)v }),
        new("serial", "Seriennummer", d => d.Serial, (d, v) => d with { Serial = (SerialNumber?)v }),
        new("name", "Bezeichnung", d => d.Name, (d, v) => d with { Name = (string?)v }),
        new("manufacturer", "Hersteller", d => d.Manufacturer, (d, v) => d with { Manufacturer = (string?)v }),
        new("model", "Modell", d => d.Model, (d, v) => d with { Model = (string?)v }),
        new("modelNumber", "Modellnummer", d => d.ModelNumber, (d, v) => d with { ModelNumber = (string?)v }),
        new("operatingSystem", "Betriebssystem", d => d.OperatingSystem, (d, v) => d with { OperatingSystem = (string?)v }),
        new("wlanMac", "WLAN-MAC", d => d.WlanMac, (d, v) => d with { WlanMac = (MacAddress?)v }),
        new("lanMac", "LAN-MAC", d => d.LanMac, (d, v) => d with { LanMac = (MacAddress?)v }),
        new("mdmId", "MDM-Kennung", d => d.MdmId, (d, v) => d with { MdmId = (string?)v }),
        new("purchasedOn", "Anschaffungsdatum", d => d.PurchasedOn, (d, v) => d with { PurchasedOn = (DateOnly?)v }),
        new("warrantyUntil", "Garantie bis", d => d.WarrantyUntil, (d, v) => d with { WarrantyUntil = (DateOnly?)v }),
        new("price", "Preis", d => d.Price, (d, v) => d with { Price = (Euro?)v }),
        new("supplier", "Lieferant", d => d.Supplier, (d, v) => d with { Supplier = (string?)v }),
        new("orderNumber", "Bestellnummer", d => d.OrderNumber, (d, v) => d with { OrderNumber = (string?)v }),
        new("invoiceNumber", "Rechnungsnummer", d => d.InvoiceNumber, (d, v) => d with { InvoiceNumber = (string?)v }),
        new("fixedAssetNumber", "Anlagennummer", d => d.FixedAssetNumber, (d, v) => d with { FixedAssetNumber = (string?)v }),
        new("costCentre", "Kostenstelle", d => d.CostCentre, (d, v) => d with { CostCentre = (string?)v }),
        new("ownership", "Eigentum", d => d.Ownership, (d, v) => d with { Ownership = (DeviceOwnership?)v }),
        new("legacy", "Altbestand", d => d.Legacy, (d, v) => d with { Legacy = (bool?)v }),
        new("remark", "Bemerkung", d => d.Remark, (d, v) => d with { Remark = (string?)v }));
}
