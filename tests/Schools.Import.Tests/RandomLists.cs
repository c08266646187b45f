using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Schools.Domain;

namespace Schools.Import.Tests;

/// <summary>
/// Lists as schools write them: every column of a device list in any choice and order, umlauts, quotes and line breaks in cells, leading
/// zeros, empty cells, dates and amounts in all their forms, and now and then a cell that is wrong.
/// </summary>
internal static class RandomLists
{
    /// <summary>Devices a list speaks of; two lists therefore share some.</summary>
    private const int Pool = 14;
    private const int MostRows = 10;

    /// <summary>The schools that lists name, and one they name without its being there.</summary>
    public const string Schools = """
        Schulnummer;Schulform;Schulbezeichnung_1;PLZ;Ort;Traegernummer
        172686;30;Berufskolleg für Technik und Informatik;41460;Neuss;10418
        153394;08;Mosaik-Schule;41516;Grevenbroich;10418
        """;

    private static readonly string[] Pieces =
    [
        "iPad", "Käthe", "Größe 10,9", "19\" Rack", "\"neu\"", "a;b", "x,y", "p|q", "oben\nunten", "ThinkPad L14", "0815", "00123",
        "'Zitat'", "é", "„Zitat“", "5 €", "&", "<b>", "=1+1", "+49 2131", "@A1", "-", "n/a", "Ja", "Öl", "  Rand ", "C:\\Pfad", "#1", "½",
    ];

    /// <summary>Not in Windows-1252.</summary>
    private static readonly string[] Foreign = ["Łódź", "Σ", "日本", "👍"];

    private static readonly Gen<string> Text = Gen.Frequency(
        (30, Gen.Elements(Pieces)),
        (12, Gen.Elements(Pieces).Two().Select(two => $"{two.Item1} {two.Item2}")),
        (1, Gen.Elements(Foreign)));

    private static readonly Gen<string> Day =
        from day in Gen.Choose(0, 5_000).Select(day => new DateTime(2014, 1, 1, 7, 30, 0, DateTimeKind.Unspecified).AddDays(day))
        from form in Gen.Elements("dd.MM.yyyy", "dd.MM.yyyy", "d.M.yyyy", "dd.MM.yy", "yyyy-MM-dd", "dd/MM/yyyy", "yyyy-MM-dd HH:mm:ss")
        select day.ToString(form, CultureInfo.InvariantCulture);

    private static readonly Gen<string> Amount =
        from cents in Gen.Choose(0, 500_000)
        from form in Gen.Elements("{0:0.00}", "{0:N2}", "{0:0.00} €", "{0:0}", "EUR {0:0.00}", "{0:0.000}", "{0:0},-")
        from language in Gen.Elements("de-DE", "de-DE", "de-DE", "en-US")
        select string.Format(CultureInfo.GetCultureInfo(language), form, cents / 100m);

    private static readonly Gen<string> Mac =
        from octets in Gen.ArrayOf(Gen.Choose(0, 255), 6)
        from separator in Gen.Elements(":", "-", "")
        select string.Join(separator, octets.Select(octet => octet.ToString("X2", CultureInfo.InvariantCulture)));

    private static readonly Dictionary<string, Gen<string>> Columns = new(StringComparer.Ordinal)
    {
        ["Bezeichnung"] = Text,
        ["Hersteller"] = Gen.Elements("Apple", "Lenovo", "Brother Industries", "Kärcher"),
        ["Modell"] = Text,
        ["Modellnummer"] = Gen.Elements("A2602", "20X1", "00815", "MK2K3FD/A"),
        ["Betriebssystem"] = Gen.Elements("iPadOS 17", "Windows 11", "–"),
        ["WLAN-MAC"] = Mac,
        ["LAN-MAC"] = Mac,
        ["Raum"] = Gen.Elements("1.01", "R 1.02", "R1.02", "B 0.02", "Aula", "R 1.12 / Gebäude B", "Größe-Raum", "007", "Raum 👍"),
        ["Gebäude"] = Gen.Elements("Gebäude A", "Gebäude B", "Haus 1", "A"),
        ["Raumtyp"] = Words<RoomType>(),
        ["Anschaffungsdatum"] = Day,
        ["Garantie bis"] = Day,
        ["Preis"] = Amount,
        ["Lieferant"] = Text,
        ["Bestellnummer"] = Gen.Elements("0004711", "B-12/3", "4.711"),
        ["Rechnungsnummer"] = Gen.Elements("RE-1", "00042", "2024/17"),
        ["Anlagennummer"] = Gen.Elements("0600012345", "600012345"),
        ["Kostenstelle"] = Gen.Elements("0301", "030110"),
        ["Eigentum"] = Words<DeviceOwnership>(),
        ["Altbestand"] = Gen.Elements("ja", "nein", "x"),
        ["Status"] = Words<DeviceLifecycle>(),
        ["Zustand"] = Words<DeviceCondition>(),
        ["Verfügbarkeit"] = Words<DeviceAvailability>(),
        ["Bemerkung"] = Text,
        ["Was auch immer"] = Text,
        ["Benutzer"] = Gen.Constant("Käthe Müller"),
    };

    /// <summary>Rows of which several may name one device.</summary>
    public static Gen<RandomList> Any { get; } =
        from rows in Gen.Choose(1, MostRows)
        from devices in Gen.ArrayOf(Gen.Choose(1, Pool), rows)
        from list in Of(devices)
        select list;

    /// <summary>Rows of which each names another device, by all its keys or some.</summary>
    public static Gen<RandomList> Distinct { get; } =
        from rows in Gen.Choose(1, MostRows)
        from devices in Gen.Shuffle(Enumerable.Range(1, Pool))
        from list in Of(devices[..rows])
        select list;

    /// <summary>Every way to write a list as text.</summary>
    public static Gen<ListForm> Form { get; } =
        from encoding in Gen.Elements(Enum.GetValues<TextEncoding>())
        from delimiter in Gen.Elements(';', ',', '\t', '|')
        from line in Gen.Elements(Enum.GetValues<NewLineKind>())
        from quoting in Gen.Elements(Enum.GetValues<Quoting>())
        from sep in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new ListForm(encoding, delimiter, line, quoting, sep);

    private static Gen<RandomList> Of(int[] devices) =>
        from optional in Gen.SubListOf<string>(Columns.Keys)
        from names in Gen.Shuffle<string>([.. optional, .. RandomList.Keys])
        from rows in Gen.CollectToArray(devices, device => Gen.CollectToArray(names, name => Cell(name, device)))
        select new RandomList(names, rows);

    private static Gen<string> Cell(string name, int device) => name switch
    {
        "Seriennummer" => Sometimes(15, Serial(device)),
        "Inventarnummer" => Sometimes(8, $"RKN-2024-{device:0000}"),
        "Gerätetyp" => Gen.Frequency(
            (20, Gen.Elements("Tablet", "Notebook", "Monitor", "Drucker", "Sonstiges", "iPad", "Zubehör")),
            (1, Gen.Constant("Kaffeemühle"))),
        "Schulnummer" => Gen.Frequency(
            (30, Gen.Constant("172686")), (6, Gen.Constant("153394")), (1, Gen.Constant("")), (1, Gen.Constant("999999"))),
        _ => Gen.Frequency((60, Columns[name]), (20, Gen.Constant("")), (1, Gen.Constant("?"))),
    };

    private static string Serial(int device) => (device % 3) switch
    {
        0 => $"00{device:000}77",
        1 => $"DMPXW{device:000}K",
        _ => $"5CG-{device}",
    };

    private static Gen<string> Sometimes(int often, string text) => Gen.Frequency((often, Gen.Constant(text)), (1, Gen.Constant("")));

    private static Gen<string> Words<T>()
        where T : struct, Enum => Gen.Elements(Enum.GetValues<T>().Select(value => Labels.German(value)));
}
