using System.Globalization;
using System.Text;

namespace Schools.Testing;

/// <summary>
/// School list and device list as the Rhein-Kreis Neuss would have written them in October 2022: twelve schools, 10,000 persons, 4,000
/// devices. The sums are those of its report; how they spread over the schools is made up. No school has the number of pupils that the
/// plan of the Kreis states for 2024: what is known of a later day is not made older by a list that says the same.
/// </summary>
public static class OctoberLists
{
    public const string Day = "2022-10-12";
    public const int Persons = 10_000;
    public const int Devices = 4_000;
    private const int Teachers = 50;
    private const int PersonsPerTwoDevices = 5;
    private const int SchoolsThen = 12;

    private static readonly (string Number, string Form, string Name, string Town, int Pupils)[] Schools =
    [
        ("172686", "30", "Berufskolleg für Technik und Informatik", "Neuss", 1500),
        ("172698", "30", "Berufsbildungszentrum Weingartstraße", "Neuss", 2400),
        ("173757", "30", "Berufsbildungszentrum Grevenbroich", "Grevenbroich", 2200),
        ("173782", "30", "Berufsbildungszentrum Dormagen", "Dormagen", 1600),
        ("153394", "08", "Mosaik-Schule, Förderschule des Rhein-Kreises Neuss", "Grevenbroich", 210),
        ("153400", "08", "Martinusschule,Fördersch.d.Rhein-Kreises", "Kaarst", 130),
        ("153424", "08", "Schule am Chorbusch, FSP Lernen,Sprache", "Dormagen", 250),
        ("153450", "08", "Sebastianus-Schule, Förderschule des Rhein-Kreises Neuss", "Kaarst", 150),
        ("185917", "08", "Schule am Nordpark, Förderschule des Rhein-Kreises Neuss", "Neuss", 250),
        ("186168", "08", "Michael-Ende-Schule", "Neuss", 250),
        ("193276", "08", "Herbert-Karrenberg-Schule", "Neuss", 270),
        ("194360", "08", "Joseph-Beuys-Schule, Förderschule des Rhein-Kreises Neuss", "Neuss", 190),
    ];

    public static string SchoolList
    {
        get
        {
            var text = new StringBuilder("Schulnummer;Schulform;Schulbezeichnung_1;Ort;Traegernummer;Schuelerzahl;Lehrkraefte\n");
            foreach (var (number, form, name, town, pupils) in Schools)
            {
                text.Append(CultureInfo.InvariantCulture, $"{number};{form};{name};{town};10418;{pupils};{Teachers}\n");
            }
            return text.ToString();
        }
    }

    /// <summary>Two devices for five persons of each school, every second one a tablet.</summary>
    public static string DeviceList
    {
        get
        {
            var text = new StringBuilder("Inventarnummer;Seriennummer;Gerätetyp;Hersteller;Modell;Schulnummer;Status;Rechnungsnummer\n");
            var n = 0;
            foreach (var (number, _, _, _, pupils) in Schools)
            {
                for (var of = (pupils + Teachers) * 2 / PersonsPerTwoDevices; of > 0; of--)
                {
                    var model = ++n % 2 == 0 ? "Tablet;Apple;iPad 9. Gen." : "Notebook;Lenovo;ThinkPad L14";
                    text.Append(CultureInfo.InvariantCulture, $"RKN22-{n:0000};SN22X{n:0000};{model};{number};In Betrieb;R-2022-7\n");
                }
            }
            return n == Devices && Schools.Length == SchoolsThen
                ? text.ToString()
                : throw new InvalidOperationException($"{n} devices at {Schools.Length} schools.");
        }
    }
}
