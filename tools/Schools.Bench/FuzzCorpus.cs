using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using Schools.SampleData;

namespace Schools.Bench;

/// <summary>A file with a name, and what was done to it.</summary>
internal sealed record FuzzFile(string Name, byte[] Bytes, string Done = "");

/// <summary>Whole files to damage: the fixtures of the tests, and generated lists as text, XLSX and ZIP.</summary>
internal static class FuzzCorpus
{
    private const int DeviceRows = 60;
    private const int Schools = 20;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    private static readonly string[] Fixtures = ["Golden", "Workbooks"];

    public static IReadOnlyList<FuzzFile> All { get; } = Load();

    private static List<FuzzFile> Load()
    {
        var tests = Path.Combine(WorkingTree.Root, "tests", "Schools.Import.Tests");
        // In an order that is the same everywhere, so that seed and number name the same file.
        List<FuzzFile> files =
        [
            .. Fixtures
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(tests, folder)))
                .Where(path => !path.EndsWith(".plan.txt", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(path => new FuzzFile(Path.GetFileName(path), File.ReadAllBytes(path))),
        ];
        using var devices = new MemoryStream();
        SampleInventory.WriteDevices(devices, DeviceRows, DemoAuthority.DefaultSeed, SampleInventory.SchoolNumbers(1));
        using var schools = new StringWriter(CultureInfo.InvariantCulture);
        SampleInventory.WriteSchools(schools, Schools);
        FuzzFile[] lists =
        [
            new("devices.csv", devices.ToArray()),
            new("schools.csv", Encoding.UTF8.GetBytes(schools.ToString())),
        ];
        var texts = lists.Select(list => list.Name == "devices.csv" ? Encoding.Latin1.GetString(list.Bytes) : schools.ToString()).ToList();
        FuzzFile[] workbooks =
            [.. texts.Zip(lists, (text, list) => new FuzzFile(Path.ChangeExtension(list.Name, ".xlsx"), Workbook(text)))];
        files.AddRange(lists);
        // More than once, as each stands for a whole format.
        for (var again = 0; again < 3; again++)
        {
            files.AddRange(workbooks);
            files.Add(new FuzzFile("lists.zip", Zip([.. lists, .. workbooks])));
            files.AddRange(files.Where(file => file.Name.EndsWith(".xls", StringComparison.Ordinal)).Take(1).ToList());
        }
        return files;
    }

    public static byte[] Zip(IEnumerable<FuzzFile> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts)
            {
                using var entry = zip.CreateEntry(part.Name, CompressionLevel.Fastest).Open();
                entry.Write(part.Bytes);
            }
        }
        return file.ToArray();
    }

    /// <summary>A list as an Excel file: shared texts, numbers as numbers in a format with zeros, dates as days.</summary>
    private static byte[] Workbook(string list)
    {
        List<string> texts = [];
        var sheet = new StringBuilder($"<worksheet xmlns=\"{Main}\"><dimension ref=\"A1:Z99\"/><sheetData>");
        foreach (var (row, line) in list.ReplaceLineEndings("\n").Split('\n').Select((row, index) => (row, index + 1)))
        {
            sheet.Append(CultureInfo.InvariantCulture, $"<row r=\"{line}\">");
            foreach (var (cell, column) in row.Split(';').Select((cell, index) => (cell.Trim('"'), index)))
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"{Letters(column)}{line}");
                sheet.Append(cell.Length == 0 ? "" : Cell(cell, place, texts));
            }
            sheet.Append("</row>");
        }
        sheet.Append("</sheetData></worksheet>");
        return Zip(
        [
            Part("[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"/>"),
            Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>"
                + "<sheet name=\"Liste\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>"),
            Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\">"
                + Relation("s1", "worksheet", "worksheets/sheet1.xml") + Relation("t", "sharedStrings", "sharedStrings.xml")
                + Relation("f", "styles", "styles.xml") + "</Relationships>"),
            Part("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">"
                + string.Concat(texts.Select(text => $"<si><t>{SecurityElement.Escape(text)}</t></si>")) + "</sst>"),
            Part("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts><numFmt numFmtId=\"165\" formatCode=\"000000\"/></numFmts>"
                + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"165\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
            Part("xl/worksheets/sheet1.xml", sheet.ToString()),
        ]);

        static FuzzFile Part(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

        static string Relation(string id, string type, string target) =>
            $"<Relationship Id=\"{id}\" Type=\"{Office}/{type}\" Target=\"{target}\"/>";
    }

    private static string Cell(string cell, string place, List<string> texts)
    {
        if (DateOnly.TryParseExact(cell, "dd.MM.yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var number = day.DayNumber - new DateOnly(1899, 12, 30).DayNumber;
            return string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"2\"><v>{number}</v></c>");
        }
        if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
        {
            return string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"1\"><v>{whole}</v></c>");
        }
        if (!texts.Contains(cell))
        {
            texts.Add(cell);
        }
        return string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\" t=\"s\"><v>{texts.IndexOf(cell)}</v></c>");
    }

    private static string Letters(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + (column / 26) - 1)}{(char)('A' + (column % 26))}";
}
