using System.Text;

namespace Schools.SampleData;

public enum ListContent
{
    All,
    EndDevices,
    Network,
}

/// <summary>
/// A mistake of the kind schools make. Each stands in one additional row, so that the good rows keep the district's figures.
/// </summary>
public enum ListDefect
{
    ImpossibleDate,
    ScientificSerial,
    DuplicateSerial,
    UnknownSchool,
    MissingSerial,
}

public enum ListColumn
{
    InventoryNumber,
    Serial,
    Category,
    Manufacturer,
    Model,
    ModelNumber,
    Name,
    OperatingSystem,
    Platform,
    SchoolNumber,
    School,
    Room,
    Building,
    RoomType,
    Purchased,
    WarrantyUntil,
    Price,
    Invoice,
    Supplier,
    OrderNumber,
    WlanMac,
    LanMac,
    Lifecycle,
    Condition,
    Availability,
    Remark,
}

/// <summary>
/// How one school delivers its list: what is in it, in which dialect, under which headings (in order, separated by |). The last of the
/// title rows is empty. Words is A or B, the vocabulary of categories.
/// </summary>
public sealed record DeviceList(
    string File, string School, ListContent Content, string Encoding, string Delimiter, bool IsoDates, int TitleRows, bool TotalRow,
    bool TrailingDelimiter, bool LineBreaks, string Words, string Headers, IReadOnlyList<ListDefect> Defects)
{
    private static readonly Dictionary<string, ListColumn> ColumnOfHeader = new(StringComparer.Ordinal)
    {
        ["Inventarnummer"] = ListColumn.InventoryNumber,
        ["Inventar-Nr."] = ListColumn.InventoryNumber,
        ["InvNr"] = ListColumn.InventoryNumber,
        ["Asset Tag"] = ListColumn.InventoryNumber,
        ["Seriennummer"] = ListColumn.Serial,
        ["S/N"] = ListColumn.Serial,
        ["Serial Number"] = ListColumn.Serial,
        ["Gerätetyp"] = ListColumn.Category,
        ["Kategorie"] = ListColumn.Category,
        ["Hersteller"] = ListColumn.Manufacturer,
        ["Marke"] = ListColumn.Manufacturer,
        ["Modell"] = ListColumn.Model,
        ["Typenbezeichnung"] = ListColumn.Model,
        ["Modellnummer"] = ListColumn.ModelNumber,
        ["Bezeichnung"] = ListColumn.Name,
        ["Gerätename"] = ListColumn.Name,
        ["Betriebssystem"] = ListColumn.OperatingSystem,
        ["Plattform"] = ListColumn.Platform,
        ["Schulnummer"] = ListColumn.SchoolNumber,
        ["Schulnr."] = ListColumn.SchoolNumber,
        ["Schule"] = ListColumn.School,
        ["Standort"] = ListColumn.School,
        ["Raum"] = ListColumn.Room,
        ["Raumnr."] = ListColumn.Room,
        ["Gebäude"] = ListColumn.Building,
        ["Raumtyp"] = ListColumn.RoomType,
        ["Anschaffungsdatum"] = ListColumn.Purchased,
        ["Kaufdatum"] = ListColumn.Purchased,
        ["Garantie bis"] = ListColumn.WarrantyUntil,
        ["Preis (€)"] = ListColumn.Price,
        ["Kaufpreis"] = ListColumn.Price,
        ["Anschaffungskosten"] = ListColumn.Price,
        ["Rechnungsnr."] = ListColumn.Invoice,
        ["Lieferant"] = ListColumn.Supplier,
        ["Bestellnummer"] = ListColumn.OrderNumber,
        ["Order Number"] = ListColumn.OrderNumber,
        ["WLAN-MAC"] = ListColumn.WlanMac,
        ["MAC-Adresse"] = ListColumn.WlanMac,
        ["LAN-MAC"] = ListColumn.LanMac,
        ["Status"] = ListColumn.Lifecycle,
        ["Zustand"] = ListColumn.Condition,
        ["Verfügbarkeit"] = ListColumn.Availability,
        ["Bemerkung"] = ListColumn.Remark,
    };

    public static IReadOnlyList<DeviceList> All { get; } = DistrictFacts.Read<List<DeviceList>>("lists");

    public IReadOnlyList<string> HeaderCells => Headers.Split('|');

    public IReadOnlyList<ListColumn> Columns => [.. HeaderCells.Select(header => ColumnOfHeader[header])];

    public bool Holds(SampleDevice device) => string.Equals(device.School.Number, School, StringComparison.Ordinal) && Content switch
    {
        ListContent.EndDevices => !DeviceVocabulary.IsNetwork(device.Model.Kind),
        ListContent.Network => DeviceVocabulary.IsNetwork(device.Model.Kind),
        _ => true,
    };

    /// <summary>The encoding named in the manifest; refuses a character it cannot hold instead of writing a question mark.</summary>
    public static Encoding EncodingOf(string name) => name switch
    {
        "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(
            1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
        "utf-8" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        "utf-8-bom" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        "utf-16le" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such encoding among the sample lists."),
    };
}
