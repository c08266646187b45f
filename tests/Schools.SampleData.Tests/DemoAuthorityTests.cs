using System.Globalization;
using System.Security.Cryptography;
using Schools.Domain;

namespace Schools.SampleData.Tests;

public sealed class DemoAuthorityTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    private static readonly string[] SerialHeaders = ["Seriennummer", "S/N", "Serial Number"];
    private static readonly string[] InventoryHeaders = ["Inventarnummer", "Inventar-Nr.", "InvNr", "Asset Tag"];
    private static readonly string[] DateHeaders = ["Anschaffungsdatum", "Kaufdatum"];
    private static readonly string[] CategoryHeaders = ["Gerätetyp", "Kategorie"];

    private IEnumerable<ManifestEntry> Lists => demo.Manifest.Where(entry => entry.Profile is DemoAuthority.DeviceListProfile);

    [Fact]
    public void Same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var again = Directory.CreateTempSubdirectory("schools-demo-");
        try
        {
            DemoAuthority.Write(again.FullName, DemoAuthority.DefaultSeed, DemoAuthority.DefaultReference);
            Assert.Equal(Hashes(demo.Path), Hashes(again.FullName));
            DemoAuthority.Write(again.FullName, DemoAuthority.DefaultSeed + 1, DemoAuthority.DefaultReference);
            Assert.NotEqual(Hashes(demo.Path), Hashes(again.FullName));
        }
        finally
        {
            again.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    public void The_districts_figures_hold_for_every_seed(int seed)
    {
        var folder = Directory.CreateTempSubdirectory("schools-demo-");
        try
        {
            var totals = DemoAuthority.Write(folder.FullName, (ulong)seed, DemoAuthority.DefaultReference);
            Assert.Equal(demo.Totals.ByKind, totals.ByKind);
            Assert.Equal(demo.Totals.ExpectErrors, totals.ExpectErrors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Totals_are_the_facts_of_the_district()
    {
        var totals = demo.Totals;
        Assert.Equal((13, 8875, 2800, 1300), (totals.Schools, totals.Pupils, totals.Windows, totals.Apple));
        Assert.InRange(totals.Teachers, 543, 600);
        Assert.Equal((600, 550, 13), (totals.ByKind["Switch"], totals.ByKind["AccessPoint"], totals.ByKind["Firewall"]));
        Assert.InRange(totals.ExpectErrors, 1, 14);
        Assert.Equal(totals.Devices, totals.ByKind.Values.Sum());
        Assert.Equal(totals.Devices, totals.ByLifecycle.Values.Sum());
        var delivered = Enum.GetValues<DeviceLifecycle>().Where(step => step is >= DeviceLifecycle.Delivered and < DeviceLifecycle.Wiped);
        Assert.Equal(delivered.Select(step => step.ToString()), totals.ByLifecycle.Keys);
    }

    [Fact]
    public void Files_hold_the_rows_of_the_manifest_in_their_declared_encoding()
    {
        Assert.All(Lists, entry =>
        {
            var rows = demo.Rows(entry);
            Assert.Equal(entry.Rows, rows.Count);
            Assert.Equal(entry.ExpectErrors, Defective(rows).Count);
        });
        Assert.Equal(demo.Totals.Devices, Lists.Sum(entry => entry.Rows - entry.ExpectErrors));
    }

    [Fact]
    public void Dialects_differ()
    {
        Assert.Equal(["utf-16le", "utf-8", "utf-8-bom", "windows-1252"], Lists.Select(entry => entry.Encoding).Distinct().Order());
        Assert.Equal(["\t", ",", ";"], Lists.Select(entry => entry.Delimiter).Distinct().Order());
        Assert.Contains(Lists.SelectMany(demo.Rows).SelectMany(row => row.Values), cell => cell.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void Kinds_and_rooms_in_the_files_are_those_of_the_totals()
    {
        var good = Lists.SelectMany(entry => Good(demo.Rows(entry))
            .Select(row => (entry.School, Room: Cell(row, ["Raum", "Raumnr."]), Kind: Cell(row, CategoryHeaders)))).ToList();
        Assert.Equal(demo.Totals.Rooms, good.Select(row => (row.School, row.Room)).Distinct().Count());
        Assert.DoesNotContain(good, row => row.Room.Length == 0);
        foreach (var kind in Enum.GetValues<DeviceCategory>())
        {
            string[] words = [DeviceVocabulary.Word(kind, second: false), DeviceVocabulary.Word(kind, second: true)];
            var found = good.Count(row => words.Contains(row.Kind, StringComparer.Ordinal));
            Assert.Equal(demo.Totals.ByKind.GetValueOrDefault(kind.ToString()), found);
        }
    }

    [Fact]
    public void Numbers_are_unique_in_the_district()
    {
        var rows = Lists.SelectMany(demo.Rows).ToList();
        var serials = rows.Select(row => Cell(row, SerialHeaders)).Where(serial => serial.Length > 0).ToList();
        Assert.Equal(serials.Count - 1, serials.Distinct(StringComparer.Ordinal).Count());
        var inventory = rows.Select(row => Cell(row, InventoryHeaders)).Where(number => number.Length > 0).ToList();
        Assert.Equal(inventory.Count, inventory.Distinct(StringComparer.Ordinal).Count());
        string[] macHeaders = ["WLAN-MAC", "MAC-Adresse", "LAN-MAC"];
        var macs = rows.SelectMany(row => macHeaders.Select(header => Cell(row, [header]))).Where(mac => mac.Length > 0).ToList();
        Assert.Equal(macs.Count, macs.Distinct(StringComparer.Ordinal).Count());
        Assert.All(macs, mac => Assert.Equal(mac, MacAddress.Parse(mac).Value));
    }

    [Fact]
    public void The_official_list_keeps_its_peculiarities()
    {
        var lines = demo.Text(demo.Manifest[0]).Split('\n');
        Assert.Equal("sep=;", lines[0]);
        Assert.EndsWith("UTMRechtswert;UTMHochwert;Schuelerzahl;Lehrkraefte;", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("\"172686\";\"30\";", lines[2], StringComparison.Ordinal);
        var schools = DelimitedText.Parse(string.Join('\n', lines.Skip(2)), ';');
        Assert.Equal(13, schools.Count);
        Assert.All(schools, school => Assert.Equal((25, "10418", "0"), (school.Count, school[16], school[17][..1])));
        Assert.Equal(8875, schools.Sum(school => int.Parse(school[23], CultureInfo.InvariantCulture)));
    }

    private static IEnumerable<Dictionary<string, string>> Good(IReadOnlyList<Dictionary<string, string>> rows) =>
        rows.Except(Defective(rows));

    private static List<Dictionary<string, string>> Defective(IReadOnlyList<Dictionary<string, string>> rows)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. rows.Where(row =>
        {
            var serial = Cell(row, SerialHeaders);
            var duplicate = serial.Length == 0 || !seen.Add(serial);
            var school = Cell(row, ["Schulnummer", "Schulnr."]);
            return duplicate || serial.Contains("E+", StringComparison.Ordinal) || school is "137757" || !IsDate(Cell(row, DateHeaders));
        })];
    }

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, ["dd.MM.yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year >= 2017 && day <= DemoAuthority.DefaultReference;

    private static string Cell(Dictionary<string, string> row, string[] headers) =>
        headers.Select(header => row.GetValueOrDefault(header)).FirstOrDefault(cell => cell is not null) ?? "";

    private static List<string> Hashes(string folder) =>
        [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
            .Select(file => Path.GetFileName(file) + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))))];
}
