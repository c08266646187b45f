using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>The committee report of an authority with several plans.</summary>
public sealed class ReportPlansTests
{
    private const string Asked = "/bericht?asOf=2026-06-30&since=2026-04-01";
    private const string Yellow = ": Ampel Gelb. Grund: Provider schaltet nicht frei";
    private const string OfOne = $"WLAN an den Schulen{Yellow}";
    private const string OfMasterplan = $"WLAN an den Schulen (Masterplan 2026–2030){Yellow}";
    private const string Moved = "Masterplan 2026–2030 Meilenstein Alle Schulen";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_plan_named_the_report_covers_all_that_are_in_force()
    {
        await using var web = await WebRegister.Start();
        Assert.Contains(OfOne, Text(await web.Page(Asked)), StringComparison.Ordinal);
        await Alliance(web);
        var page = await web.Page(Asked);
        var text = Text(page);
        foreach (var part in new[]
        {
            OfMasterplan, Moved, "Kennzahlen: Masterplan 2026–2030", "Kennzahlen: Bündnis", "Schule melden 100 %",
            "Förderprogramme, Stand 30.06.2026",
        })
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }
        Assert.Contains("reports/committee/kennzahlen-buendnis.csv", page, StringComparison.Ordinal);
        Assert.Contains(
            "Schule melden;100 %;", await web.Page("/api/v1/reports/committee/kennzahlen-buendnis.csv?asOf=2026-06-30"),
            StringComparison.Ordinal);
        // A draft promises nothing yet, and may be asked for.
        await Send(web, "entwurf", new MasterPlan.Describe(new("Entwurf 2031", MasterPlanKind.Agenda)) { On = new(2026, 3, 2) });
        Assert.Equal(text.Replace("Bündnis (Eingebracht)", "Bündnis (Eingebracht) Entwurf 2031 (Entwurf)", StringComparison.Ordinal),
            Text(await web.Page(Asked)));
    }

    [Fact]
    public async Task A_plan_is_chosen_on_the_page_and_stays_in_address_and_template()
    {
        await using var web = await WebRegister.Start();
        await Alliance(web);
        Assert.Contains("<option value=\"\" selected=\"selected\">Alle geltenden Pläne</option>", await web.Page(Asked),
            StringComparison.Ordinal);
        var address = await Done(web, "/bericht", null, ("asOf", "2026-06-30"), ("since", "2026-04-01"), ("plan", "buendnis"));
        Assert.Contains("plan=buendnis", address, StringComparison.Ordinal);
        await Done(web, "/berichte/muster", null, ("name", "Bündnis"), ("plan", "buendnis"), ("chosen", "1"), ("section", "Slipped"),
            ("section", "Indicators"), ("section", "Moved"));
        Assert.Contains("<option value=\"buendnis\" selected=\"selected\">", await web.Page("/berichte/muster?name=B%C3%BCndnis"),
            StringComparison.Ordinal);
        foreach (var asked in new[] { address, $"{Asked}&template=B%C3%BCndnis" })
        {
            var page = await web.Page(asked);
            Assert.Contains("<option value=\"buendnis\" selected=\"selected\">", page, StringComparison.Ordinal);
            Assert.Contains("Kennzahlen: Bündnis", Text(page), StringComparison.Ordinal);
            Assert.DoesNotContain("Ampel Gelb", Text(page), StringComparison.Ordinal);
            Assert.DoesNotContain(Moved, Text(page), StringComparison.Ordinal);
        }
        Assert.Contains(
            OfOne, Text(await web.Page($"{Asked}&plan={SmallPlan.Key}")), StringComparison.Ordinal);
        address = await Done(web, $"{Asked}&template=B%C3%BCndnis", null, ("asOf", "2026-06-30"), ("since", "2026-04-01"), ("plan", ""));
        Assert.Contains(OfMasterplan, Text(await web.Page(address)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_report_keeps_the_plans_that_were_in_force()
    {
        await using var web = await WebRegister.Start();
        await Alliance(web);
        var page = await Done(web, Asked, "Save", ("name", "Juni"), ("chosen", "1"), ("section", "Slipped"), ("section", "Indicators"));
        var kept = Text(await web.Page(page));
        Assert.Contains(OfMasterplan, kept, StringComparison.Ordinal);
        await Send(web, SmallPlan.Key, new MasterPlan.Proceed(MasterPlanStatus.Expired, "zu Ende") { On = new(2026, 5, 1) });
        Assert.Equal(kept, Text(await web.Page(page)));
        Assert.DoesNotContain(OfMasterplan, Text(await web.Page(Asked)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_has_ended_has_put_off_nothing_on_the_overview()
    {
        const string Overview = "/?asOf=2026-06-30&since=2026-04-01";
        await using var web = await WebRegister.Start();
        await Alliance(web);
        Assert.Contains(Moved, Text(await web.Page(Overview)), StringComparison.Ordinal);
        await Send(web, SmallPlan.Key, new MasterPlan.Proceed(MasterPlanStatus.Expired, "zu Ende") { On = new(2026, 5, 6) });
        Assert.DoesNotContain("Masterplan 2026–2030", Text(await web.Page(Overview)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_of_a_plan_that_is_none_is_refused()
    {
        await using var web = await WebRegister.Start();
        var answer = await web.Client.GetAsync(new Uri("/api/v1/reports/committee.docx?plan=vertippt", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Den Plan vertippt gibt es nicht.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    /// <summary>A second plan, and a milestone of the first that is put off.</summary>
    private static async Task Alliance(WebRegister web)
    {
        await Send(web, SmallPlan.Key, new MasterPlan.PostponeMilestone("alle", new(2029, 6, 30), "Haushalt") { On = new(2026, 5, 5) });
        foreach (var command in new MasterPlan.Command[]
        {
            new MasterPlan.Describe(new("Bündnis", MasterPlanKind.Alliance)),
            new MasterPlan.PutField(new("zahlen", "Zahlen")),
            new MasterPlan.PutIndicator(new("melden", "zahlen", "Schule melden", "wlan-schools", 100)),
            new MasterPlan.Proceed(MasterPlanStatus.Introduced, null),
        })
        {
            await Send(web, "buendnis", command with { On = new(2026, 3, 2) });
        }
    }

    private static async Task Send(WebRegister web, string plan, MasterPlan.Command command)
    {
        var outcome = await web.Services.GetRequiredService<IGrains>()
            .Send(new GrainId(GrainKind.Plan, SmallKreis.Authority, plan), command, new Why("Probe"), Cancel);
        Assert.True(outcome.Refusal is null, outcome.Refusal?.German);
    }
}
