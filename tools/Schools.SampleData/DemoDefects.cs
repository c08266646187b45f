using System.Globalization;
using Schools.Domain;

namespace Schools.SampleData;

/// <summary>Puts a list's defective rows among its good ones: copies of good rows with numbers of their own and one wrong cell.</summary>
public sealed class DemoDefects(ulong seed)
{
    // No school of North Rhine-Westphalia has this number.
    private const string UnknownSchoolNumber = "137757";
    private const string ScientificSerial = "1,23E+12";

    private readonly SeededRandom random = SeededRandom.For(seed, "defects");
    private int last;

    public List<ListedRow> Among(IReadOnlyList<SampleDevice> devices, DeviceList list)
    {
        var rows = devices.Select(device => new ListedRow(device)).ToList();
        foreach (var defect in list.Defects)
        {
            var original = random.Pick([.. devices.Where(device => Suits(device, defect))]);
            var place = rows.FindIndex(row => row.Device == original) + 1;
            rows.Insert(place, Wrong(original, defect, list.IsoDates));
        }

        return rows;
    }

    private static bool Suits(SampleDevice device, ListDefect defect) =>
        device.InventoryNumber.Length > 0 && (defect != ListDefect.MissingSerial || device.Model.Kind == DeviceCategory.Tablet);

    private ListedRow Wrong(SampleDevice original, ListDefect defect, bool isoDates)
    {
        last++;
        var copy = original with
        {
            InventoryNumber = string.Create(CultureInfo.InvariantCulture, $"RKN-{original.Purchase.Date.Year}-9{last:0000}"),
            // No serial number of the catalogue ends with a letter O, so this one is new.
            Serial = original.Serial[..^1] + "O",
            WlanMac = "",
            LanMac = "",
        };
        return defect switch
        {
            ListDefect.ImpossibleDate => new ListedRow(copy, ListColumn.Purchased, isoDates ? "2023-02-31" : "31.02.2023"),
            ListDefect.ScientificSerial => new ListedRow(copy, ListColumn.Serial, ScientificSerial),
            ListDefect.DuplicateSerial => new ListedRow(copy, ListColumn.Serial, original.Serial),
            ListDefect.UnknownSchool => new ListedRow(copy, ListColumn.SchoolNumber, UnknownSchoolNumber),
            _ => new ListedRow(copy, ListColumn.Serial),
        };
    }
}
