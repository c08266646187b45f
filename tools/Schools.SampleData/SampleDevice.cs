using Schools.Domain;

namespace Schools.SampleData;

/// <summary>
/// One device as the sample knows it; a list shows those of its properties that the school keeps. The inventory number is empty for
/// what was delivered and not yet inventoried.
/// </summary>
public sealed record SampleDevice(
    SchoolFacts School, DeviceModel Model, string InventoryNumber, string Serial, string Name, SampleRoom Room, Purchase Purchase,
    string WlanMac, string LanMac, DeviceLifecycle Lifecycle, DeviceCondition Condition, string Remark);

/// <summary>
/// Devices of one model arrive together: one date, one price (gross, in euros), one invoice. Those of a kind and year were called off
/// from one order of the district, which waves of hand-out name.
/// </summary>
public sealed record Purchase(
    DateOnly Date, DateOnly WarrantyUntil, decimal Price, string Invoice, string Supplier, string Order);
