using System.Globalization;
using Schools.Domain;

namespace Schools.SampleData;

/// <summary>
/// Inventories of any size for measurements: one general German device list without defects, streamed row by row. Row n depends on
/// the seed and n alone (but for its school), so memory stays constant whatever the size.
/// </summary>
public static class SampleInventory
{
    public const int MaxDevices = 1_000_000;
    public const int MaxSchools = 90_000;

    /// <summary>The dialect of a German Excel: Windows-1252, semicolon, CR LF, 1.299,00, dd.MM.yyyy.</summary>
    public const string Encoding = "windows-1252";

    public const string Header =
        "Inventarnummer;Seriennummer;Gerätetyp;Hersteller;Modell;Modellnummer;Schulnummer;Raum;Gebäude;Raumtyp;" +
        "Anschaffungsdatum;Garantie bis;Preis (€);WLAN-MAC;Status;Zustand;Verfügbarkeit;Bemerkung";

    // Above every number of the official list of 2021, so that a made-up school never takes the place of a real one.
    private const int FirstSyntheticNumber = 700_001;
    private const int RowChars = 400;
    private const int BufferRows = 256;
    private const int RoomsPerSchool = 40;

    // 2^40 serial numbers of eight characters; the alphabet has 32 of them so that a character is five bits.
    private const string SerialAlphabet = "0123456789ABCDEFGHJKLMNPQRSTVWXY";
    private const int SerialChars = 8;

    private static readonly ScaleModel[] Models = [.. DeviceModel.Catalogue
        .Where(model => model.WlanPrefix.Length > 0 && model.Kind.IsMdmManaged()).Select(ScaleModel.Of)];

    private static readonly string[] States =
    [
        "In Betrieb;OK;verfügbar;",
        "Ausgegeben;OK;ausgegeben;",
        "In Betrieb;OK;verfügbar;Stift fehlt",
        "Defekt;Defekt;gesperrt;Displaybruch",
    ];

    /// <summary>The thirteen schools of the demo authority first, then made-up six-digit numbers; the same for every call.</summary>
    public static IReadOnlyList<string> SchoolNumbers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxSchools);
        var real = DistrictFacts.Load().Schools.Select(school => school.Number).ToList();
        var made = Enumerable.Range(FirstSyntheticNumber, count).Select(number => number.ToString(CultureInfo.InvariantCulture));
        return [.. real.Concat(made).Take(count)];
    }

    /// <summary>A school list in the official format for <see cref="SchoolNumbers"/>; all belong to the demo authority.</summary>
    public static void WriteSchools(TextWriter text, int count)
    {
        var facts = DistrictFacts.Load();
        var real = facts.Schools.ToDictionary(school => school.Number, StringComparer.Ordinal);
        var schools = SchoolNumbers(count).Select(number => real.GetValueOrDefault(number) ?? MadeUp(facts, number));
        SchoolListWriter.Write(text, facts, schools);
    }

    /// <summary>
    /// As <see cref="WriteDevices(TextWriter, int, ulong, IReadOnlyList{string})"/>, in <see cref="Encoding"/>; the stream stays open.
    /// </summary>
    public static void WriteDevices(Stream stream, int count, ulong seed, IReadOnlyList<string> schools)
    {
        using var text = new StreamWriter(stream, DeviceList.EncodingOf(Encoding), bufferSize: 1 << 16, leaveOpen: true);
        WriteDevices(text, count, seed, schools);
    }

    /// <summary>Writes header and rows, the schools one after the other with equally many devices each.</summary>
    public static void WriteDevices(TextWriter text, int count, ulong seed, IReadOnlyList<string> schools)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(schools);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxDevices);
        if (schools.Count == 0)
        {
            throw new ArgumentException("A list of devices needs a school.", nameof(schools));
        }

        text.Write(Header + "\r\n");
        var buffer = new char[RowChars * BufferRows];
        var used = 0;
        for (var index = 0; index < count; index++)
        {
            if (buffer.Length - used < RowChars)
            {
                text.Write(buffer, 0, used);
                used = 0;
            }

            used += WriteRow(buffer.AsSpan(used), index, seed, schools[(int)((long)index * schools.Count / count)]);
        }

        text.Write(buffer, 0, used);
    }

    private static int WriteRow(Span<char> row, int index, ulong seed, string school)
    {
        var random = new SeededRandom(SeededRandom.Scramble(seed) + (ulong)index);
        var draw = random.Next();
        var model = Models[(int)(draw % (uint)Models.Length)];
        var room = (int)((draw >> 16) % RoomsPerSchool);
        var bought = new DateOnly(model.FirstYear, 2, 1).AddDays((int)((draw >> 24) % (uint)model.Days));
        var state = States[(draw >> 40) % 100 switch { < 62 => 0, < 95 => 1, < 97 => 2, _ => 3 }];
        var mac = (uint)(index * 0x9E3779 + (int)seed) & 0xFFFFFF;
        Span<char> serial = stackalloc char[SerialChars];
        WriteSerial(serial, (ulong)index, seed);
        if (!row.TryWrite(
            CultureInfo.InvariantCulture,
            $"NRW-{index:0000000};{model.SerialPrefix}{serial};{model.Words};{school};R {room / 20}.{room % 20 + 1:00};" +
            $"Hauptgebäude;Klassenraum;{bought:dd.MM.yyyy};{bought.AddYears(model.WarrantyYears):dd.MM.yyyy};{model.Price};" +
            $"{model.MacPrefix}:{mac >> 16:X2}:{(mac >> 8) & 0xFF:X2}:{mac & 0xFF:X2};{state}\r\n",
            out var written))
        {
            throw new InvalidOperationException($"Row {index} is longer than {RowChars} characters.");
        }

        return written;
    }

    // An odd factor and a shift-xor permute the 40-bit numbers, so different rows have different serial numbers without a set of them.
    private static void WriteSerial(Span<char> serial, ulong index, ulong seed)
    {
        const ulong mask = (1UL << 40) - 1;
        var value = (index + SeededRandom.Scramble(seed)) & mask;
        value = (value * 0x9E3779B97F4A7C15UL) & mask;
        value ^= value >> 21;
        value = (value * 0xD1342543DE82EF95UL) & mask;
        for (var place = 0; place < serial.Length; place++)
        {
            serial[place] = SerialAlphabet[(int)(value >> (5 * place)) & 31];
        }
    }

    private static SchoolFacts MadeUp(DistrictFacts facts, string number)
    {
        var official = facts.Schools[^1].Official.ToArray();
        (string Column, string Value)[] own =
        [
            ("Schulnummer", number),
            ("Schulform", "02"),
            ("Schulbezeichnung_1", "Musterschule " + number),
            ("Schulbezeichnung_2", ""),
            ("Schulbezeichnung_3", ""),
            ("Kurzbezeichnung", "Neuss, GG Musterschule " + number),
            ("Telefon", ""),
            ("Fax", ""),
            ("E-Mail", ""),
            ("Homepage", ""),
        ];
        var columns = facts.Columns.ToList();
        foreach (var (column, value) in own)
        {
            official[columns.IndexOf(column)] = value;
        }

        return new SchoolFacts("", Pupils: 220, Teachers: 16, official);
    }

    /// <summary>What of a model is the same in every row, made into text once.</summary>
    private sealed record ScaleModel(
        string SerialPrefix, string Words, string Price, string MacPrefix, int FirstYear, int Days, int WarrantyYears)
    {
        public static ScaleModel Of(DeviceModel model) => new(
            model.Manufacturer[..2].ToUpperInvariant(),
            string.Join(';', Labels.German(model.Kind), model.Manufacturer, Quoted(model.Model), model.Number),
            (model.Price + 0.9m).ToString("#,##0.00", DeviceListWriter.German),
            $"{model.WlanPrefix[..2]}:{model.WlanPrefix[2..4]}:{model.WlanPrefix[4..]}",
            model.FirstYear, (model.LastYear - model.FirstYear) * 365 + 270, model.WarrantyYears);

        private static string Quoted(string cell) =>
            cell.Contains('"', StringComparison.Ordinal) ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : cell;
    }
}
