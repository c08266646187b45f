using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Schools.Storage;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>Reports that were saved by mistake, and templates, are taken away once.</summary>
public sealed class ReportDeletionTests
{
    private const string Asked = "/bericht?asOf=2026-06-30&since=2026-03-01";
    private const string DeleteReport = "/berichte?handler=Delete";
    private const string DeleteTemplate = "/berichte?handler=DeleteTemplate";
    private const string Template = "/berichte/muster?name=Schulausschuss";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_is_deleted_from_its_page_and_its_name_is_free()
    {
        await using var web = await WebRegister.Start();
        var page = await Saved(web);
        Assert.Contains("action=\"/berichte?handler=Delete\"", WebUtility.HtmlDecode(await web.Page(page)), StringComparison.Ordinal);
        using var deleted = await PostTo(web, page, DeleteReport, ("id", Id(page)));
        Assert.Equal((HttpStatusCode.Redirect, "/berichte"), (deleted.StatusCode, deleted.Headers.Location?.OriginalString));
        Assert.DoesNotContain("Sitzung Juni", await web.Page("/berichte"), StringComparison.Ordinal);
        var api = $"/api/v1/reports/saved/{Id(page)}/committee";
        foreach (var address in new[] { page, $"{api}.docx", $"{api}/stand-je-schule.csv" })
        {
            using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        Assert.NotEqual(page, await Saved(web));
    }

    [Fact]
    public async Task Who_deletes_second_is_told_who_was_first()
    {
        await using var web = await WebRegister.Start();
        var page = await Saved(web);
        Assert.Null(await web.Services.GetRequiredService<ReportStore>().Delete(
            SmallKreis.Authority, long.Parse(Id(page), CultureInfo.InvariantCulture), "Petra Beispiel", Cancel));
        await Told(web, DeleteReport, ("id", Id(page)), "„Sitzung Juni“ ist schon gelöscht, von Petra Beispiel.");

        await Done(web, "/berichte/muster", null, ("name", "Schulausschuss"));
        Assert.Contains(
            "action=\"/berichte?handler=DeleteTemplate\"", WebUtility.HtmlDecode(await web.Page(Template)), StringComparison.Ordinal);
        using var deleted = await PostTo(web, Template, DeleteTemplate, ("name", "Schulausschuss"));
        Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
        await Told(web, DeleteTemplate, ("name", "Schulausschuss"), "„Schulausschuss“ ist schon gelöscht, von Lokale Anmeldung.");
    }

    [Theory]
    [InlineData(DeleteReport, "id", "99999")]
    [InlineData(DeleteReport, "id", "x")]
    [InlineData(DeleteTemplate, "name", "nichts")]
    public async Task What_never_was_is_not_there(string address, string field, string value)
    {
        await using var web = await WebRegister.Start();
        using var answer = await PostTo(web, "/berichte/muster", address, (field, value));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Who_may_only_read_deletes_nothing()
    {
        await using var web = await OnlyReads.Start();
        var store = web.Services.GetRequiredService<ReportStore>();
        var (report, _) = await store.Save(
            SmallKreis.Authority, "Sitzung Juni", new(2026, 6, 30), new(2026, 3, 1), null,
            """{"authority":"Kreis","form":{}}""", "Petra Beispiel", Cancel);
        foreach (var (address, field) in new[] { (DeleteReport, ("id", $"{report!.Id}")), (DeleteTemplate, ("name", "Schulausschuss")) })
        {
            using var denied = await PostTo(web, "/berichte", address, field);
            Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        }
        Assert.NotNull(await store.Find(SmallKreis.Authority, report.Id, Cancel));
    }

    private static async Task Told(WebRegister web, string address, (string, string) field, string what)
    {
        using var late = await PostTo(web, "/berichte/muster", address, field);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains(what, Text(await late.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
    }

    private static Task<string> Saved(WebRegister web) =>
        Done(web, Asked, "Save", ("name", "Sitzung Juni"), ("chosen", "1"), ("section", "Schools"));

    private static string Id(string page) => page[(page.LastIndexOf('/') + 1)..];
}
