using System.Net;
using DocumentFormat.OpenXml.Packaging;
using Schools.Web.Pages;
using Schools.Web.Reports;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>Texts of a report that fit into no address, and texts that are too long.</summary>
public sealed class LongReportTests
{
    private const string Page = "/bericht";
    private const string End = "Ende der Einleitung.";
    private static readonly string Intro = new string('ü', ReportForm.LongestText - End.Length) + End;

    private static readonly (string, string)[] Long =
    [
        ("asOf", "2026-06-30"), ("since", "2026-03-01"), ("intro", Intro), ("outlook", Lines(ReportForm.LongestText)), ("chosen", "1"),
        ("section", "Schools"), ("section", "Outlook"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_longest_texts_make_a_report_with_all_its_files()
    {
        await using var web = await WebRegister.Start();
        using var answer = await Post(web, Page, null, Long);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Contains(End, page[page.IndexOf("<article", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/api/v1/reports", page, StringComparison.Ordinal);

        foreach (var (file, sign) in new[] { ("committee.docx", "PK"), ("committee/stand-je-schule.xlsx", "PK") })
        {
            Assert.Contains($"formaction=\"/bericht?handler=File&file={Uri.EscapeDataString(file)}\"", page, StringComparison.Ordinal);
            Assert.Equal(sign, System.Text.Encoding.ASCII.GetString((await File(web, file)).AsSpan(0, 2)));
        }
        Assert.Contains(
            "Berufsbildungszentrum Neuss-Hammfeld;", System.Text.Encoding.UTF8.GetString(await File(web, "committee/stand-je-schule.csv")),
            StringComparison.Ordinal);
        using var document = WordprocessingDocument.Open(new MemoryStream(await File(web, "committee.docx")), isEditable: false);
        Assert.Contains(End, document.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
        using var unknown = await PostTo(web, Page, "/bericht?handler=File&file=committee/x.pdf", Long);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Short_texts_lead_to_an_address_that_can_be_passed_on()
    {
        await using var web = await WebRegister.Start();
        var address = await Done(web, Page, null, [.. Long.Where(field => field.Item1 is not ("intro" or "outlook")), ("intro", "Kurz.")]);
        Assert.StartsWith("/bericht?asOf=2026-06-30&since=2026-03-01&", address, StringComparison.Ordinal);
        Assert.True(address.Length <= ReportModel.LongestAddress);
        var page = await web.Page(address);
        Assert.Contains("Kurz.", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/api/v1/reports/committee.docx?asOf=2026-06-30", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Page, null)]
    [InlineData(Page, "File")]
    [InlineData(Page, "Save")]
    [InlineData("/berichte/muster", null)]
    public async Task A_text_that_is_too_long_is_refused_with_its_length_and_kept(string page, string? handler)
    {
        await using var web = await WebRegister.Start();
        var refused = await Refused(web, page, handler, ("name", "Lang"), ("intro", Intro + "!"), ("unit", new string('x', 501)));
        Assert.Equal("Der Text in „Einleitung“ (4.001 Zeichen) ist zu lang. Bitte auf 4.000 Zeichen kürzen.", FaultAt(refused, "intro"));
        Assert.Contains("(501 Zeichen)", FaultAt(refused, "unit"), StringComparison.Ordinal);
        Assert.Contains(End + "!", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_report_keeps_the_longest_texts()
    {
        await using var web = await WebRegister.Start();
        var page = await web.Page(await Done(web, $"{Page}?asOf=2026-06-30&since=2026-03-01", "Save", [("name", "Lang"), .. Long]));
        Assert.Contains(End, page, StringComparison.Ordinal);
    }

    private static async Task<byte[]> File(WebRegister web, string name)
    {
        using var answer = await PostTo(web, Page, $"/bericht?handler=File&file={Uri.EscapeDataString(name)}", Long);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Cancel);
    }

    /// <summary>A browser sends two characters for the end of a line, and counts one.</summary>
    private static string Lines(int length) => string.Join("\r\n", Enumerable.Repeat(new string('ß', 99), length / 100));
}
