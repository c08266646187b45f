using static Schools.Domain.DeviceLifecycle;

namespace Schools.Domain;

/// <summary>
/// Devices of a school that are equal in all that the rules ask, so that a register of any size is judged by a few hundred of these.
/// </summary>
/// <param name="IsNumberShared">Another device has the same MAC address, or the same serial number behind the S of its barcode.</param>
/// <param name="IsPurchaseInFuture">Null without a day of purchase.</param>
/// <param name="IsLongUnseen">Left out by lists, or missed, since more than <see cref="QualityRules.UnseenDays"/> days.</param>
public readonly record struct DeviceProfile(
    DeviceCategory Category,
    DeviceLifecycle Lifecycle,
    DeviceCondition Condition,
    DeviceAvailability Availability,
    bool HasSerial,
    bool HasInventoryNumber,
    bool HasRoom,
    bool IsNumberShared,
    bool? IsPurchaseInFuture,
    bool IsLegacy,
    bool IsLongUnseen);

/// <summary>An open room as the rules see it.</summary>
/// <param name="AccessPoints">All that stand in it, whatever their step.</param>
/// <param name="IsInService">Its WLAN is said to work: by its own step, or as a room for lessons by that of the school.</param>
public readonly record struct RoomProfile(RoomFact Room, int AccessPoints, bool IsInService);

/// <summary>A step of the WLAN that is reached.</summary>
/// <param name="Place">The key of the school or the room.</param>
/// <param name="Day">Null where only the inventory shows the step.</param>
/// <param name="HasEvidence">A reference or a file says where the proof is.</param>
public readonly record struct StepProfile(string Place, RolloutStep Step, DateOnly? Day, bool HasEvidence);

/// <summary>A school with its tablets, whoever has them.</summary>
/// <param name="HasInventory">A list of its rooms or devices was taken in.</param>
public readonly record struct SchoolProfile(SchoolFact School, int Tablets, bool HasInventory);

/// <summary>One thing that makes figures wrong or devices untraceable.</summary>
/// <param name="Key">Its name in addresses and files.</param>
/// <param name="German">What is wrong, as a heading.</param>
/// <param name="Remedy">What to do about it, as a German sentence.</param>
/// <param name="Weight">How much it counts among the rules of a school.</param>
public abstract record QualityRule(string Key, string German, string Remedy, int Weight);

/// <param name="Concerns">Which of them the rule looks at: its denominator.</param>
/// <param name="IsBroken">Which of these break it: its numerator.</param>
public sealed record QualityRule<T>(
    string Key, string German, string Remedy, int Weight, Func<T, bool> Concerns, Func<T, bool> IsBroken)
    : QualityRule(Key, German, Remedy, Weight)
    where T : struct
{
    public bool Finds(T one) => Concerns(one) && IsBroken(one);
}

/// <summary>The rules of data quality as data.</summary>
public static class QualityRules
{
    /// <summary>A day after which a device that no list names any more should have been looked for.</summary>
    public const int UnseenDays = 180;

    /// <summary>Tablets kept for broken and lost ones, in percent of the persons.</summary>
    public const int ReservePercent = 10;

    // A figure is wrong, or nobody can say which device it is; something contradicts itself; something is merely not known.
    private const int Grave = 3, Contradiction = 2, Gap = 1;
    private const int Percent = 100;

    public static readonly IReadOnlyList<QualityRule<DeviceProfile>> OfDevices =
    [
        new(
            "ohne-seriennummer", "Gerät ohne Seriennummer", "Bitte vom Typenschild eintragen.", Grave,
            d => DeviceLifecycleRules.IsOnSite(d.Lifecycle) && d.Category.NeedsSerialNumber(), d => !d.HasSerial),
        new(
            "ohne-inventarnummer", "Gerät ohne Inventarnummer", "Bitte das Gerät inventarisieren.", Grave,
            d => DeviceLifecycleRules.IsOnSite(d.Lifecycle), d => !d.HasInventoryNumber),
        new(
            "nummer-doppelt", "Dieselbe Seriennummer oder MAC-Adresse an zwei Geräten", "Bitte beide am Typenschild prüfen.", Grave,
            d => DeviceLifecycleRules.IsOnSite(d.Lifecycle), d => d.IsNumberShared),
        new(
            "ohne-raum", "Gerät in Gebrauch ohne Raum", "Bitte einem Raum zuordnen.", Contradiction,
            d => d.Lifecycle is HandedOut or InService or Defective, d => !d.HasRoom),
        new(
            "widerspruch", "Lebenszyklus und Verfügbarkeit widersprechen sich", "Bitte am Gerät klären, was gilt.", Contradiction,
            _ => true, Contradicts),
        new(
            "anschaffung-kuenftig", "Anschaffungsdatum in der Zukunft", "Bitte mit der Rechnung vergleichen.", Contradiction,
            d => d.Lifecycle >= Delivered && d.IsPurchaseInFuture is not null, d => d.IsPurchaseInFuture == true),
        new(
            "lange-nicht-gesehen", "In Gebrauch, aber lange in keiner Liste", "Bitte vor Ort suchen oder als verloren melden.",
            Contradiction, d => d.Lifecycle is HandedOut or InService, d => d.IsLongUnseen),
        new(
            "ohne-anschaffungsdatum", "Gerät ohne Anschaffungsdatum",
            "Bitte aus der Rechnung eintragen oder als Altbestand kennzeichnen.", Gap,
            d => DeviceLifecycleRules.IsOnSite(d.Lifecycle) && !d.IsLegacy, d => d.IsPurchaseInFuture is null),
        new(
            "zustand-unklar", "Gerät in Gebrauch mit unklarem Zustand", "Bitte bei der nächsten Inventur prüfen.", Gap,
            d => d.Lifecycle is HandedOut or InService, d => d.Condition == DeviceCondition.Unclear),
    ];

    public static readonly IReadOnlyList<QualityRule<RoomProfile>> OfRooms =
    [
        new(
            "wlan-ohne-access-point", "WLAN in Betrieb, aber kein Access Point im Raum",
            "Bitte den Access Point erfassen oder den Schritt zurücknehmen.", Grave, r => r.IsInService, r => r.AccessPoints == 0),
        new("raum-ohne-typ", "Raum ohne Raumtyp", "Bitte eintragen: Danach richtet sich das Soll.", Gap, _ => true,
            r => r.Room.Type == RoomType.Unknown),
    ];

    public static readonly IReadOnlyList<QualityRule<SchoolProfile>> OfSchools =
    [
        new("ohne-bestand", "Schule ohne erfasste Räume und Geräte", "Bitte eine Liste der Schule importieren.", Grave,
            _ => true, s => !s.HasInventory),
        new("ohne-personen", "Schule ohne Zahl der Lernenden oder der Lehrkräfte", "Bitte aus der Schulstatistik eintragen.", Grave,
            _ => true, s => s.School.Details is { Pupils: null } or { Teachers: null }),
        new("zu-viele-tablets", $"Mehr Tablets als Personen und {ReservePercent} % Reserve",
            "Bitte prüfen, ob Geräte ausgesondert oder umgezogen sind.", Contradiction,
            s => s.School.Persons is > 0, s => (long)s.Tablets * Percent > (long)s.School.Persons!.Value * (Percent + ReservePercent)),
    ];

    public static readonly IReadOnlyList<QualityRule<StepProfile>> OfSteps =
    [
        new("schritt-ohne-tag", "WLAN-Schritt laut Bestand ohne Tag", "Bitte eintragen, wann der Schritt erreicht wurde.", Gap,
            _ => true, s => s.Day is null),
        new("schritt-ohne-nachweis", "WLAN-Schritt ohne Nachweis", "Bitte Aktenzeichen eintragen oder die Datei ablegen.", Gap,
            s => s.Day is not null, s => !s.HasEvidence),
    ];

    public static readonly IReadOnlyList<QualityRule> All = [.. OfDevices, .. OfRooms, .. OfSchools, .. OfSteps];

    public static QualityRule? Of(string key) => All.FirstOrDefault(rule => rule.Key == key);

    /// <summary>What cannot both be: a place before the delivery, somebody who has what is lost, use of what is broken.</summary>
    private static bool Contradicts(DeviceProfile d) => d.Lifecycle switch
    {
        Planned or Ordered => d.HasRoom || d.Availability == DeviceAvailability.Issued,
        HandedOut or InService => d.Availability is DeviceAvailability.Lost or DeviceAvailability.Retired
            || d.Condition == DeviceCondition.Defective && d.Availability == DeviceAvailability.Available,
        LostOrStolen or Wiped or Retired => d.Availability is DeviceAvailability.Available or DeviceAvailability.Issued,
        _ => d.Availability == DeviceAvailability.Retired,
    };
}
