using System.Net;
using Schools.Domain;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>A hand-out by scan that is taken back, and a scan that is no label.</summary>
public sealed class TakeBackTests
{
    private static readonly string Room =
        $"/wellen/{SmallWave.Key}/ausgabe?school=DE-NW-173800&room={Uri.EscapeDataString(SmallKreis.Classroom.Value)}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DeviceKey Device(int n) => DeviceKey.For(SmallKreis.Authority, $"serial:{SmallWave.Serial(n)}");

    [Fact]
    public async Task What_was_handed_out_by_mistake_goes_back_to_what_it_was()
    {
        await using var web = await WebRegister.Start();
        await SmallWave.Deliver(web.Database, 2, Cancel);
        var was = Lifecycle(await web.Page($"/geraete/{Device(1)}"));
        var page = await Send(web, null, ("scanned", SmallWave.Serial(1)));
        Assert.Contains("Ausgegeben 7 von 10", Text(page), StringComparison.Ordinal);
        Assert.Contains($"name=\"back\" value=\"{Device(1)}\"", page, StringComparison.Ordinal);

        var said = $"Done\u001f{SmallWave.Serial(1)} (iPad)\u001fausgegeben.\u001f{Device(1)}";
        page = await Send(web, "TakeBack", ("back", Device(1).Value), ("said", said));
        Assert.Contains("Ausgegeben 6 von 10", Text(page), StringComparison.Ordinal);
        Assert.Contains($"{SmallWave.Serial(1)} (iPad): Ausgabe zurückgenommen.", Text(page), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"back\"", page, StringComparison.Ordinal);
        var device = await web.Page($"/geraete/{Device(1)}");
        Assert.Equal(was, Lifecycle(device));
        Assert.Contains("Rücknahme der Ausgabe in der Welle „Tablets Klasse 7“", Text(device), StringComparison.Ordinal);

        // Twice, or what this wave never handed out.
        foreach (var key in new[] { Device(1), Device(2), SmallKreis.Travelled })
        {
            page = await Send(web, "TakeBack", ("back", key.Value));
            Assert.Contains("Die letzte Änderung an diesem Gerät ist keine Ausgabe", Text(page), StringComparison.Ordinal);
        }
        Assert.Contains("Ausgegeben 7 von 10", Text(await Send(web, null, ("scanned", SmallWave.Serial(1)))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_that_is_too_long_is_told_and_the_others_stay()
    {
        await using var web = await WebRegister.Start();
        var page = Text(await Send(
            web, null, ("scanned", $"https://{new string('x', 1_300)}"), ("said", "Done\u001fW000001\u001fausgegeben.")));
        Assert.Contains("xxx…: Das ist nicht das Etikett eines Geräts: Es hat 1.308 Zeichen", page, StringComparison.Ordinal);
        Assert.Contains("Davor gescannt ✓ W000001: ausgegeben.", page, StringComparison.Ordinal);
    }

    private static async Task<string> Send(WebRegister web, string? handler, params (string, string)[] fields)
    {
        using var answer = await Post(web, Room, handler, fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static string Lifecycle(string page)
    {
        var text = Text(page);
        var start = text.IndexOf("Lebenszyklus", StringComparison.Ordinal);
        return text.Substring(start, 40);
    }
}
