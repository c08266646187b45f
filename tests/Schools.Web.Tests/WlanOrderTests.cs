using DocumentFormat.OpenXml.Packaging;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Storage;
using Schools.Testing;
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
        Assert.Contains(
            "A · 1.01Verkabelung01.04.2026Firmamit Mängeln: Nr. 1Protokoll 7, messung.pdf",
            file.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
    }

    private static Task<string> Reach(WebRegister web, string page, string step, string day, params (string, string)[] more) =>
        Done(web, page, "Step", [("Step", step), ("Kind", "reached"), ("Day", day), .. more]);
}
