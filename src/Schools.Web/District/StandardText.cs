using Schools.Domain;

namespace Schools.Web.District;

/// <summary>Equipment standards as sentences.</summary>
internal static class StandardText
{
    /// <summary><c>1 je Klassenraum, Fachraum</c>, <c>1 je 3 Lernende</c>, <c>1.000 Mbit/s je Schule</c>.</summary>
    public static string Rule(EquipmentStandard.Item item) => Rule(item, item.Count, item.Per);

    public static string Rule(EquipmentStandard.Item item, int count, int per) => item.Basis switch
    {
        StandardBasis.Room => $"{Amount(item, count)} je {Rooms(item)}",
        StandardBasis.School => $"{Amount(item, count)} je Schule",
        _ when per == 1 => $"{Amount(item, count)} je {Person(item.Basis)}",
        _ => $"{Amount(item, count)} je {Shown.Count(per)} {People(item.Basis)}",
    };

    /// <summary>What fulfils it.</summary>
    public static string Subject(EquipmentStandard.Item item) => item.Subject == StandardSubject.Devices
        ? string.Join(", ", item.Categories.Select(category => Labels.German(category)))
        : Labels.German(item.Subject);

    /// <summary>A sum over schools; of lines these are schools: <c>3 Schulen</c>.</summary>
    public static string Sum(EquipmentStandard.Item item, int? count) => (item.Subject, count) switch
    {
        (StandardSubject.Uplink, 1) => "1 Schule",
        (StandardSubject.Uplink, { } schools) => $"{Shown.Count(schools)} Schulen",
        _ => Shown.Count(count),
    };

    private static string Amount(EquipmentStandard.Item item, int count) =>
        item.Subject == StandardSubject.Uplink ? $"{Shown.Count(count)} Mbit/s" : Shown.Count(count);

    private static string Rooms(EquipmentStandard.Item item) => item.RoomTypes is { Count: > 0 } types
        ? string.Join(", ", types.Select(type => Labels.German(type)))
        : "Raum";

    private static string Person(StandardBasis basis) => basis switch
    {
        StandardBasis.Pupil => "Lernenden",
        StandardBasis.Teacher => "Lehrkraft",
        _ => "Person",
    };

    private static string People(StandardBasis basis) => basis switch
    {
        StandardBasis.Pupil => "Lernende",
        StandardBasis.Teacher => "Lehrkräfte",
        _ => "Personen",
    };
}
