using System.Net;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Storage;
using Schools.Testing;
using Schools.Web.District;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>The forms of a place's WLAN beside each other, warnings about the order of steps, and the protocol.</summary>
public sealed class WlanOrderTests
{
    private const string Hammfeld = "/wlan/DE-NW-173800";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Block", "warum")]
    [InlineData("Defect", "was")]
    public async Task What_was_refused_stands_in_its_own_form_again(string handler, string field)
    {
        await using var web = await WebRegister.Start();
        var page = await Refused(web, Hammfeld, handler, ("Reason", new string('x', 501)), ("Number", "2"));
        Assert.Equal(2, page.Split(new string('x', 501)).Length);
        Assert.Contains($"id=\"{field}\" name=\"Reason\" value=\"xxx", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_out_of_order_are_taken_and_told()
    {
        await using var web = await WebRegister.Start();
        Assert.DoesNotContain("Reihenfolge", Text(await web.Page(Hammfeld)), StringComparison.Ordinal);
        await Reach(web, Hammfeld, "CablingMeasured", "2026-04-01", ("Reason", "vorab"));
        await Reach(web, Hammfeld, "Cabled", "2026-04-20");
        await Reach(web, Hammfeld, "InService", "2026-05-01", ("Reason", "Altanlage"));
        var page = Text(await web.Page(Hammfeld));
        Assert.Contains("vor Verkabelung eingetragen:", page, StringComparison.Ordinal);
        Assert.Contains("Verkabelung am 20.04.2026.", page, StringComparison.Ordinal);
        Assert.Contains("obwohl seit 01.05.2026 in Betrieb", page, StringComparison.Ordinal);
        Assert.Contains("⚠ Reihenfolge prüfen", Text(await web.Page("/wlan")), StringComparison.Ordinal);
        Assert.DoesNotContain("Reihenfolge", Text(await web.Page($"{Hammfeld}?asOf=2026-04-10")), StringComparison.Ordinal);
        // A day in an address is read as people write it too.
        Assert.DoesNotContain("Reihenfolge", Text(await web.Page($"{Hammfeld}?asOf=10.4.2026")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_protocol_lists_the_steps_of_rooms_with_their_evidence()
    {
        await using var web = await WebRegister.Start();
        var room = $"{Hammfeld}?room={Uri.EscapeDataString(SmallKreis.Classroom.Value)}";
        await Reach(
            web, room, "Cabled", "2026-04-01", ("Executor", "Contractor"), ("Evidence", "Protokoll 7"), ("WithDefects", "true"));
        Assert.Null(await web.Services.GetRequiredService<EvidenceFiles>().Add(
            SmallKreis.Authority, SmallKreis.Classroom.Value, RolloutStep.Cabled,
            new EvidenceContent("messung.pdf", "application/pdf", [1]), "Probe", Cancel));
        await Done(web, room, "Defect", ("Reason", "Dose fehlt"), ("Number", "1"));
        var bytes = await web.Client.GetByteArrayAsync(
            new Uri("/api/v1/reports/wlan/DE-NW-173800/acceptance.docx", UriKind.Relative), Cancel);
        using var file = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Contains("Räume mit Access Point", file.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
        Assert.Contains("Switch-Einbau––laut Bestand", file.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
        Assert.Contains(
            "A · 1.01Verkabelung01.04.2026Firmamit Mängeln: Nr. 1Protokoll 7, messung.pdf",
            file.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_blockades_stand_on_all_pages_and_are_lifted_one_by_one()
    {
        await using var web = await WebRegister.Start();
        await Done(web, Hammfeld, "Block", ("Reason", "Stromkreis fehlt"), ("Evidence", "Stadtwerke"), ("Day", "2026-04-01"));
        foreach (var address in new[] { Hammfeld, "/wlan", "/", "/bericht?asOf=2026-04-30&since=2026-03-01" })
        {
            var page = Text(await web.Page(address));
            Assert.Contains("Brandschutz ungeklärt", page, StringComparison.Ordinal);
            Assert.Contains("Stromkreis fehlt", page, StringComparison.Ordinal);
        }
        Assert.Contains("Blockiert seit 22.03.2026", Text(await web.Page(Hammfeld)), StringComparison.Ordinal);
        Assert.Contains("Hier blockiert mehreres", Text(await Refused(web, Hammfeld, "Unblock")), StringComparison.Ordinal);
        await Done(web, Hammfeld, "Unblock", ("Reason", "Stromkreis fehlt"));
        var left = Text(await web.Page(Hammfeld));
        Assert.Contains("Brandschutz ungeklärt – es muss handeln: Bauamt", left, StringComparison.Ordinal);
        Assert.DoesNotContain("Stromkreis fehlt", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_planned_out_of_order_or_late_is_told()
    {
        await using var web = await WebRegister.Start();
        Assert.Contains("geplant 20.03.2026 überfällig", Text(await web.Page("/wlan?asOf=2026-03-21")), StringComparison.Ordinal);
        await Done(web, Hammfeld, "Step", ("Step", "InService"), ("Kind", "planned"), ("Day", "2026-03-10"));
        Assert.Contains(
            "In Betrieb vor Verkabelung geplant: In Betrieb für den 10.03.2026, Verkabelung für den 20.03.2026.",
            Text(await web.Page(Hammfeld)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Hammfeld}?asOf=2001-06-01", "Am 01.06.2001 gab es das noch nicht.", Hammfeld)]
    [InlineData($"{Hammfeld}?room=x%26y&known=2001-06-01", "Bis zum 01.06.2001 war das nicht bekannt.", $"{Hammfeld}?room=x%26y")]
    [InlineData("//evil.example/x?asOf=2001-06-01", "Am 01.06.2001 gab es das noch nicht.", "/evil.example/x")]
    public async Task What_was_not_there_on_a_day_leads_to_the_same_page_today(string address, string told, string today)
    {
        await using var web = await WebRegister.Start();
        var server = web.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        using var answer = await web.Client.GetAsync(new Uri($"{server}{address}"), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains(told, Text(page), StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{today}\">Dieselbe Seite heute</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void One_success_in_half_a_year_reaches_beyond_the_known_holidays_and_is_no_fault()
    {
        var today = new DateOnly(2026, 11, 23);
        var panel = BurnupPanel.Of(new Burnup("WLAN", "Schulen", 13, [(today.AddDays(-140), 1)]), "NW", today, capacity: null);
        var beyond = Assert.IsType<ForecastAnswer.BeyondCalendar>(panel.Answer);
        Assert.NotEmpty(panel.Answer.RestsOn);
        Assert.Null(panel.Range);
        Assert.StartsWith(beyond.German, WaveText.Of(beyond, SmallWave.Details), StringComparison.Ordinal);
    }

    private static Task<string> Reach(WebRegister web, string page, string step, string day, params (string, string)[] more) =>
        Done(web, page, "Step", [("Step", step), ("Kind", "reached"), ("Day", day), .. more]);
}
