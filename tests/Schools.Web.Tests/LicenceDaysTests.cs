using System.Net;
using System.Text.Json;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>Licences that two people change at once, or of which something is said late.</summary>
public sealed class LicenceDaysTests
{
    private static readonly string Mdm = $"/lizenzen/{SmallKreisLicences.Key(SmallKreisLicences.Mdm)}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Assign", "school=DE-NW-173812&count=16", "value=\"16\"")]
    [InlineData("Transfer", "source=DE-NW-173800|30&target=DE-NW-173812&moved=7", "value=\"7\"")]
    [InlineData("Reach", "step=Procured&evidence=Bestellung 12", "value=\"Bestellung 12\"")]
    [InlineData("Revoke", "reached=DataProtectionChecked&revoked-for=falscher Vertrag", "value=\"falscher Vertrag\"")]
    [InlineData("Withdraw", "withdrawn-for=doppelt erfasst", "value=\"doppelt erfasst\"")]
    public async Task Of_two_windows_the_second_is_told_and_keeps_what_was_typed(string handler, string fields, string kept)
    {
        await using var web = await WebRegister.Start();
        var before = await web.Page(Mdm);
        (string Name, string Value)[] sent =
            [
                .. fields.Split('&').Select(field => field.Split('=')).Select(field => (field[0], field[1])), ("version", Version(before)),
            ];
        await Done(web, Mdm, "Entitle", ("quantity", "60"));
        using var refused = await Post(web, Mdm, handler, sent);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("„Jamf School“ wurde inzwischen geändert.", Text(page), StringComparison.Ordinal);
        Assert.Contains(kept, page, StringComparison.Ordinal);
        // Only the form that was sent says that it would overwrite, and carries the newer version.
        Assert.Equal(1, Times("Ihre Eingaben stehen noch in diesem Formular.", Text(page)));
        var newer = Version(page);
        Assert.NotEqual(Version(before), newer);
        await Done(web, Mdm, handler, [.. sent.SkipLast(1), ("version", newer)]);
    }

    [Fact]
    public async Task A_form_of_a_transfer_sent_twice_moves_once()
    {
        await using var web = await WebRegister.Start();
        var version = Version(await web.Page(Mdm));
        (string Name, string Value)[] form =
            [("source", $"{SmallKreis.Hammfeld}|30"), ("target", SmallKreis.Nordpark.Value), ("moved", "5"), ("version", version)];
        await Done(web, Mdm, "Transfer", form);
        using var again = await Post(web, Mdm, "Transfer", form);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Matches(
            "value=\"DE-NW-173800\\|25\"\\s+selected=\"selected\"", await again.Content.ReadAsStringAsync(Cancel));
        // Made anew from what the page shows now, it is another transfer.
        await Done(web, Mdm, "Transfer", ("source", $"{SmallKreis.Hammfeld}|25"), form[1], form[2]);
        Assert.Equal(2, Times("5 umgesetzt:", Text(await web.Page(Mdm))));
    }

    [Fact]
    public async Task A_step_that_was_reached_later_than_entered_is_not_shown_before()
    {
        await using var web = await WebRegister.Start();
        var cloud = $"/lizenzen/{SmallKreisLicences.Key(SmallKreisLicences.ForAll)}";
        await Done(web, cloud, "Reach", ("step", "Needed"), ("evidence", "Antrag 3"), ("Reach-on", "2026-03-10"));
        var version = Version(await web.Page(cloud));
        await Done(web, cloud, "Reach", ("step", "Needed"), ("Reach-on", "2026-05-01"), ("version", version));
        Assert.Contains("Bedarf 01.05.2026 Antrag 3", Text(await web.Page(cloud)), StringComparison.Ordinal);
        foreach (var (day, step) in new[] { ("2026-03-10", null), ("2026-04-30", null), ("2026-05-01", "Needed") })
        {
            Assert.Equal((day, step), (day, await Step(web, day)));
        }
        // A correction that is refused takes nothing back.
        Assert.Contains(
            "liegt in der Zukunft", await Refused(web, cloud, "Reach", ("step", "Needed"), ("Reach-on", "2099-01-01")),
            StringComparison.Ordinal);
        Assert.Contains("Bedarf 01.05.2026 Antrag 3", Text(await web.Page(cloud)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_entered_late_does_not_overturn_what_was_said_of_a_later_day()
    {
        await using var web = await WebRegister.Start();
        await Done(web, Mdm, "Entitle", ("quantity", "90"), ("Entitle-on", "2026-06-01"));
        await Done(web, Mdm, "Entitle", ("quantity", "70"), ("Entitle-on", "2026-04-01"));
        await Done(web, Mdm, "Assign", ("school", SmallKreis.Nordpark.Value), ("count", "40"), ("Assign-on", "2026-06-01"));
        await Done(web, Mdm, "Assign", ("school", SmallKreis.Nordpark.Value), ("count", "20"), ("Assign-on", "2026-04-01"));
        var page = Text(await web.Page(Mdm));
        Assert.Contains("Berechtigt 90 Zugewiesen 70 Rest 20", page, StringComparison.Ordinal);
        Assert.Contains("Menge geändert: 50 → 70.", page, StringComparison.Ordinal);
        Assert.Contains("Lernen: 15 → 20 zugewiesen.", page, StringComparison.Ordinal);
        foreach (var (day, shown) in new[]
        {
            ("2026-03-31", "50 45 5"), ("2026-04-01", "70 50 20"), ("2026-05-31", "70 50 20"), ("2026-06-01", "90 70 20"),
        })
        {
            var list = Text(await web.Page($"/lizenzen?asOf={day}"));
            Assert.Contains($"Jamf School Jamf je Gerät {shown}", list, StringComparison.Ordinal);
        }
    }

    private static async Task<string?> Step(WebRegister web, string day)
    {
        var cloud = JsonElement.Parse(await web.Page($"/api/v1/licences?q=bildungscloud&asOf={day}")).GetProperty("items")[0];
        return cloud.TryGetProperty("step", out var step) ? step.GetString() : null;
    }

    private static int Times(string word, string text) => text.Split(word).Length - 1;
}
