using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Schools.SampleData;

/// <summary>
/// A file of the demo, in the order of import. Profile is the import profile that reads it; School the key of the only school in the
/// file, null for a list of many schools. Rows counts good and defective rows, not titles and totals; ExpectErrors the defective ones.
/// HoldsFrom is the day on which the list was written.
/// </summary>
public sealed record ManifestEntry(
    string File, string Profile, string? School, string Encoding, string Delimiter, int Rows, int ExpectErrors, DateOnly HoldsFrom);

/// <summary>What the register must show after all files are imported, the defective rows left out.</summary>
public sealed record DemoTotals(
    string Authority, string Traegernummer, int Schools, int Pupils, int Teachers, int Rooms, int Devices, int Windows, int Apple,
    int ExpectErrors, IReadOnlyDictionary<string, int> ByKind, IReadOnlyDictionary<string, int> ByLifecycle,
    IReadOnlyDictionary<string, SchoolTotals> BySchool);

public sealed record SchoolTotals(int Rooms, int Devices);

/// <summary>
/// Writes the demo authority: the school list, the device lists of its schools, the bundle of what no list says (standards, steps of the
/// WLAN, licences, waves), manifest.json and facts.json.
/// </summary>
public static class DemoAuthority
{
    public const ulong DefaultSeed = 10418;
    public const string SchoolListProfile = "nrw-school-list";
    public const string DeviceListProfile = "device-list";
    public const string SchoolListFile = "01-schulen.csv";
    public const string BundleFile = "19-rollout.json";
    public const string ManifestFile = "manifest.json";
    public const string FactsFile = "facts.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement),
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>Also the earliest: the catalogue holds models of 2026.</summary>
    public static DateOnly DefaultReference => new(2026, 11, 1);

    /// <summary>
    /// Same seed and reference day, same bytes. Files of these names in the folder are replaced. The reference is the day on which the
    /// schools write their lists; nothing is bought later.
    /// </summary>
    public static DemoTotals Write(string folder, ulong seed, DateOnly reference)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(reference, DefaultReference);
        Directory.CreateDirectory(folder);
        var facts = DistrictFacts.Load();
        var devices = DemoInventory.Create(facts, seed, reference);
        var manifest = new List<ManifestEntry> { WriteSchools(folder, facts, reference) };
        var defects = new DemoDefects(seed);
        foreach (var list in DeviceList.All)
        {
            manifest.Add(WriteList(folder, list, defects.Among([.. devices.Where(list.Holds)], list), reference));
        }

        WriteBundle(Path.Combine(folder, BundleFile));
        var totals = Count(facts, devices, manifest.Sum(entry => entry.ExpectErrors));
        WriteJson(Path.Combine(folder, ManifestFile), manifest);
        WriteJson(Path.Combine(folder, FactsFile), totals);
        return totals;
    }

    private static ManifestEntry WriteSchools(string folder, DistrictFacts facts, DateOnly reference)
    {
        var encoding = DeviceList.EncodingOf(SchoolListWriter.Encoding);
        using var text = new StreamWriter(Path.Combine(folder, SchoolListFile), append: false, encoding);
        SchoolListWriter.Write(text, facts, facts.Schools);
        return new ManifestEntry(
            SchoolListFile, SchoolListProfile, School: null, SchoolListWriter.Encoding, ";", facts.Schools.Count, ExpectErrors: 0,
            reference);
    }

    private static ManifestEntry WriteList(string folder, DeviceList list, List<ListedRow> rows, DateOnly reference)
    {
        using var text = new StreamWriter(Path.Combine(folder, list.File), append: false, DeviceList.EncodingOf(list.Encoding));
        new DeviceListWriter(text, list).Write(rows, reference);
        return new ManifestEntry(
            list.File, DeviceListProfile, "DE-NW-" + list.School, list.Encoding, list.Delimiter, rows.Count, list.Defects.Count,
            reference);
    }

    /// <summary>Its facts have days of their own, so seed and reference change nothing in it.</summary>
    private static void WriteBundle(string path)
    {
        using var bundle = DistrictFacts.Open("rollout");
        using var file = File.Create(path);
        bundle.CopyTo(file);
    }

    private static DemoTotals Count(DistrictFacts facts, IReadOnlyList<SampleDevice> devices, int expectErrors)
    {
        var bySchool = facts.Schools.ToDictionary(
            school => "DE-NW-" + school.Number,
            school => Count([.. devices.Where(device => device.School == school)]),
            StringComparer.Ordinal);
        return new DemoTotals(
            facts.Authority, facts.Traegernummer, facts.Schools.Count, facts.Schools.Sum(school => school.Pupils),
            facts.Schools.Sum(school => school.Teachers), bySchool.Values.Sum(school => school.Rooms), devices.Count,
            devices.Count(device => device.Model.Platform == DevicePlatform.Windows),
            devices.Count(device => device.Model.Platform == DevicePlatform.Apple), expectErrors,
            CountBy(devices, device => device.Model.Kind), CountBy(devices, device => device.Lifecycle), bySchool);
    }

    private static SchoolTotals Count(List<SampleDevice> devices) =>
        new(devices.Select(device => device.Room.Number).Distinct(StringComparer.Ordinal).Count(), devices.Count);

    private static Dictionary<string, int> CountBy<TKey>(IEnumerable<SampleDevice> devices, Func<SampleDevice, TKey> key)
        where TKey : struct, Enum =>
        devices.CountBy(key).OrderBy(pair => pair.Key)
            .ToDictionary(pair => pair.Key.ToString(), pair => pair.Value, StringComparer.Ordinal);

    private static void WriteJson<T>(string path, T value) => File.WriteAllText(path, JsonSerializer.Serialize(value, Json) + "\n");
}
