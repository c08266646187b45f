using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Storage;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>A file that was laid down by mistake goes for good, and leaves a trace that names neither it nor who is in it.</summary>
public sealed class EvidenceWithdrawalTests
{
    private const string Hammfeld = "/wlan/DE-NW-173800";
    private const string Reason = "Gesicht im Bild";

    private static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 0xE0, 7];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_withdrawn_is_neither_listed_nor_served_and_its_step_stays_reached()
    {
        await using var web = await WebRegister.Start();
        const string Unproved = "/datenqualitaet/DE-NW-173800?rule=schritt-ohne-nachweis";
        var id = await Laid(web, SmallKreis.Hammfeld.Value, RolloutStep.FibreBuilt);
        Assert.Contains(">0 zu klären<", await web.Page(Unproved), StringComparison.Ordinal);
        Assert.Equal(Hammfeld, await Withdraw(web, Hammfeld, id, $" {Reason} "));
        var page = await web.Page(Hammfeld);
        Assert.DoesNotContain("Ada Lovelace", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/api/v1/evidence/{id}", page, StringComparison.Ordinal);
        Assert.Matches(
            $"Datei zurückgezogen: {Reason} JPG, 1 KB, abgelegt [0-9., :]+ Uhr von Petra Beispiel, zurückgezogen [0-9., :]+ Uhr von Lokale",
            Text(page));
        Assert.Contains("Erreicht: 02.03.2026", Text(page), StringComparison.Ordinal);
        Assert.Contains("Glasfaser", await web.Page(Unproved), StringComparison.Ordinal);
        using var gone = await web.Client.GetAsync(new Uri($"/api/v1/evidence/{id}", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Contains("evidence-withdrawn", await gone.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdrawn_twice_the_first_reason_stays_and_the_same_content_may_come_again()
    {
        await using var web = await WebRegister.Start();
        var id = await Laid(web, SmallKreis.Hammfeld.Value, RolloutStep.FibreBuilt);
        await Withdraw(web, Hammfeld, id, Reason);
        await Withdraw(web, Hammfeld, id, "noch einmal");
        Assert.DoesNotContain("noch einmal", await web.Page(Hammfeld), StringComparison.Ordinal);
        var again = await Laid(web, SmallKreis.Hammfeld.Value, RolloutStep.FibreBuilt);
        Assert.NotEqual(id, again);
        Assert.NotEmpty(await web.Page($"/api/v1/evidence/{again}"));
    }

    [Fact]
    public async Task Where_the_same_file_still_lies_is_told()
    {
        await using var web = await WebRegister.Start();
        var room = $"{Hammfeld}?room={Uri.EscapeDataString(SmallKreis.Classroom.Value)}";
        var id = await Laid(web, SmallKreis.Hammfeld.Value, RolloutStep.FibreBuilt);
        var other = await Laid(web, SmallKreis.Classroom.Value, RolloutStep.Cabled);
        await Withdraw(web, Hammfeld, id, Reason);
        Assert.Contains(
            $"Dieselbe Datei liegt noch hier: {SmallKreis.Classroom}", Text(await web.Page(Hammfeld)), StringComparison.Ordinal);
        Assert.Equal(room, await Withdraw(web, room, other, Reason));
        Assert.DoesNotContain("Dieselbe Datei", await web.Page(Hammfeld), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" ", "Die Begründung fehlt")]
    [InlineData(null, "ist zu lang")]
    public async Task Without_a_fitting_reason_it_stays_and_what_was_typed_too(string? reason, string why)
    {
        await using var web = await WebRegister.Start();
        var id = await Laid(web, SmallKreis.Hammfeld.Value, RolloutStep.FibreBuilt);
        var typed = reason ?? new string('x', Rollout.LongestText + 1);
        var page = WebUtility.HtmlDecode(await Refused(web, Hammfeld, "Withdraw", ("File", Number(id)), ("Reason", typed)));
        var field = page[page.IndexOf($"id=\"warum-datei-{id}-fehler\"", StringComparison.Ordinal)..];
        Assert.Contains(why, field[..field.IndexOf("</form>", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Equal(reason is null, field.Contains($"value=\"{typed}\"", StringComparison.Ordinal));
        Assert.NotEmpty(await web.Page($"/api/v1/evidence/{id}"));
    }

    [Fact]
    public async Task A_file_of_another_place_is_not_there()
    {
        await using var web = await WebRegister.Start();
        var id = await Laid(web, SmallKreis.Hammfeld.Value, RolloutStep.FibreBuilt);
        foreach (var (page, file) in new[] { ("/wlan/DE-NW-173812", id), (Hammfeld, id + 1) })
        {
            using var answer = await Post(web, page, "Withdraw", ("File", Number(file)), ("Reason", Reason));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        Assert.NotEmpty(await web.Page($"/api/v1/evidence/{id}"));
    }

    [Fact]
    public async Task Who_may_only_read_withdraws_nothing()
    {
        await using var web = await OnlyReads.Start();
        var id = await Laid(web, SmallKreis.Hammfeld.Value, RolloutStep.FibreBuilt);
        Assert.DoesNotContain("handler=Withdraw", await web.Page(Hammfeld), StringComparison.OrdinalIgnoreCase);
        using var denied = await Post(web, Hammfeld, "Withdraw", ("File", Number(id)), ("Reason", Reason));
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.NotEmpty(await web.Page($"/api/v1/evidence/{id}"));
    }

    private static Task<string> Withdraw(WebRegister web, string page, long id, string reason) =>
        Done(web, page, "Withdraw", ("File", Number(id)), ("Reason", reason));

    private static async Task<long> Laid(WebRegister web, string place, RolloutStep step)
    {
        var files = web.Services.GetRequiredService<EvidenceFiles>();
        var file = new EvidenceContent("Ada Lovelace.jpg", "image/jpeg", Picture);
        Assert.Null(await files.Add(SmallKreis.Authority, place, step, file, "Petra Beispiel", Cancel));
        return Assert.Single((await files.Of(SmallKreis.Authority, place, Cancel)).Files).Id;
    }

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}
