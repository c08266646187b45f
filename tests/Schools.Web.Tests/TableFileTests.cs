using System.Net;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Schools.Domain;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>The tables of the district pages and its reports as files.</summary>
public sealed partial class TableFileTests
{
    private static readonly string Mdm = SmallKreisLicences.Key(SmallKreisLicences.Mdm).Value;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Page, what it links, how the file is called, and its rows.</summary>
    public static TheoryData<string, string, string, int> Tables => new()
    {
        { "/", "/api/v1/tables/matrix", "uebersicht", 2 },
        { "/", "/api/v1/tables/slipped", "verzoegert", 1 },
        { "/?asOf=2026-03-10", "/api/v1/tables/matrix?asOf=2026-03-10", "uebersicht", 2 },
        { "/ausstattung", "/api/v1/tables/equipment", "ausstattung", 2 },
        { "/wlan", "/api/v1/tables/wlan", "wlan", 2 },
        { "/wlan/DE-NW-173800", "/api/v1/tables/wlan/DE-NW-173800/rooms", "wlan-raeume-173800", 3 },
        { "/standards/rkn?item=display", "/api/v1/tables/standards/rkn/gaps?item=display", "standard-rkn-display", 2 },
        {
            "/standards/rkn?item=display&school=DE-NW-173800",
            "/api/v1/tables/standards/rkn/gaps?item=display&school=DE-NW-173800", "standard-rkn-display-173800", 2
        },
        { "/vergleich", "/api/v1/tables/comparison", "vergleich", 2 },
        { $"/lizenzen/{Mdm}", $"/api/v1/tables/licences/{Mdm}/assignments", $"lizenz-{Mdm}", 2 },
        { $"/wellen/{SmallWave.Key}", $"/api/v1/tables/waves/{SmallWave.Key}/order", $"abgleich-{SmallWave.Key}", 5 },
        { $"/plan/{SmallPlan.Key}", $"/api/v1/tables/plans/{SmallPlan.Key}/grants", "foerderung", 1 },
        {
            $"/plan/{SmallPlan.Key}/foerderung/{SmallPlan.Grant}",
            $"/api/v1/tables/plans/{SmallPlan.Key}/drawdowns?grant={SmallPlan.Grant}", $"mittelabrufe-{SmallPlan.Grant}", 2
        },
        { "/datenqualitaet", "/api/v1/data-quality/schools", "datenqualitaet", 2 },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_table_of_a_page_is_linked_as_two_files(string page, string link, string name, int rows)
    {
        await using var web = await WebRegister.Start();
        var text = WebUtility.HtmlDecode(await web.Page(page));
        foreach (var extension in new[] { "csv", "xlsx" })
        {
            var (path, query) = link.Split('?') is [var before, var after] ? (before, $"?{after}") : (link, "");
            var address = $"{path}.{extension}{query}";
            Assert.Contains($"href=\"{address}\"", text, StringComparison.Ordinal);
            using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Matches(
                $@"^attachment; filename={name}-\d{{4}}-\d\d-\d\d\.{extension}$", answer.Content.Headers.ContentDisposition?.ToString());
            var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
            Assert.Equal(rows, extension == "csv" ? Rows(System.Text.Encoding.UTF8.GetString(bytes)).Count : SheetRows(bytes) - 1);
        }
    }

    [Fact]
    public async Task The_matrix_as_a_file_has_the_numbers_of_the_page()
    {
        await using var web = await WebRegister.Start();
        var shown = CellsOfMatrix().Matches(await web.Page("/"))
            .Select(m => (m.Groups["school"].Value, m.Groups["item"].Value, Bare(m.Groups["actual"]), Bare(m.Groups["target"]))).ToList();
        var table = Table(await web.Page("/api/v1/tables/matrix.csv"));
        Assert.NotEmpty(shown);
        foreach (var (school, item, actual, target) in shown)
        {
            var row = table.Single(known => known["Schule"] == WebUtility.HtmlDecode(school));
            Assert.Equal((actual, target), (row[$"{item}: Ist"], row[$"{item}: Soll"]));
        }
        Assert.Equal(
            shown.Count,
            table.Sum(row => row.Count(cell => cell.Key.EndsWith(": Stand", StringComparison.Ordinal) && cell.Value.Length > 0)));
    }

    [Fact]
    public async Task The_comparison_as_a_file_has_the_numbers_of_the_page_on_any_day()
    {
        await using var web = await WebRegister.Start();
        foreach (var moment in new[] { "", "?asOf=2026-04-01" })
        {
            var page = Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(await web.Page($"/vergleich{moment}"), " ")), " ")
                .Replace(".", "", StringComparison.Ordinal);
            var compared = 0;
            foreach (var row in Table(await web.Page($"/api/v1/tables/comparison.csv{moment}")))
            {
                foreach (var name in Comparison.Values.Select(value => value.German).Where(name => row[name].Length > 0))
                {
                    var value = Shown.Number(decimal.Parse(row[name], Euro.German)).Replace(".", "", StringComparison.Ordinal);
                    Assert.Contains($" {value} {row[$"{name}: Zähler"]} : {row[$"{name}: Nenner"]} ", page, StringComparison.Ordinal);
                    compared++;
                }
            }
            Assert.True(compared > 0, moment);
        }
    }

    [Theory]
    [InlineData("/api/v1/tables/matrix.csv?asOf=unsinn", "as-of-unreadable")]
    [InlineData("/api/v1/tables/wlan/999999/rooms.csv", "school-unknown")]
    [InlineData("/api/v1/tables/standards/nichts/gaps.csv", "standard-unknown")]
    [InlineData("/api/v1/tables/licences/l-nichts/assignments.xlsx", "licence-unknown")]
    [InlineData("/api/v1/tables/waves/nichts/weeks.csv", "wave-unknown")]
    [InlineData("/api/v1/reports/wlan/999999/acceptance.docx", "school-unknown")]
    [InlineData("/api/v1/reports/waves.docx?wave=nichts", "wave-unknown")]
    [InlineData("/api/v1/reports/waves.docx?school=999999", "school-unknown")]
    [InlineData("/api/v1/reports/licences.docx?asOf=2126-01-01", "as-of-in-future")]
    public async Task What_is_not_there_is_refused(string address, string code)
    {
        await using var web = await WebRegister.Start();
        using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wlan/DE-NW-173800/acceptance.docx", "Abnahmeprotokoll WLAN: Berufsbildungszentrum Neuss-Hammfeld",
        "Dose im Raum 1.01 lose|11.04.2026|AP-515|A · 1.01|Vertrag 17|Die Abnahme ist noch nicht eingetragen.|Unterschrift")]
    [InlineData("licences.docx", "Lizenzbilanz",
        "Jamf School|Überbelegung|Vokabeltrainer|Keiner Schule zugewiesen|abgelaufen am 31.07.2024|17.600,00")]
    [InlineData("licences.docx?asOf=2026-03-01", "Lizenzbilanz", "Es läuft keine Frist ab.")]
    [InlineData("waves.docx", "Rollout-Statusbericht: Tablets Klasse 7", "Ausgegeben|Summe|Prognose")]
    [InlineData("waves.docx?school=173800", "Rollout-Statusbericht: Berufsbildungszentrum Neuss-Hammfeld", "Soll")]
    public async Task A_report_is_a_valid_document_with_its_facts(string address, string title, string words)
    {
        await using var web = await WebRegister.Start();
        var bytes = await web.Client.GetByteArrayAsync(new Uri($"/api/v1/reports/{address}", UriKind.Relative), Cancel);
        using var file = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file, Cancel).Select(error => error.Description));
        Assert.Equal(title, file.PackageProperties.Title);
        var text = file.MainDocumentPart!.Document!.Body!.InnerText;
        Assert.All(words.Split('|'), word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    /// <summary>Without the point between thousands.</summary>
    private static string Bare(Group number) => number.Value.Replace(".", "", StringComparison.Ordinal);

    private static List<string> Rows(string csv) => [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)];

    private static List<Dictionary<string, string>> Table(string csv)
    {
        var lines = csv.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[0].Split(';');
        return [.. lines.Skip(1).Select(line => headers.Zip(line.Split(';')).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    private static int SheetRows(byte[] bytes)
    {
        using var file = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        return file.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>().Count();
    }

    [GeneratedRegex("""aria-label="(?<actual>[\d.]+) von (?<target>[\d.]+): (?<item>[^,"]+), (?<school>[^"]+)""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CellsOfMatrix();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
