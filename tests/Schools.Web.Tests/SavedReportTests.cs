using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>Reports that are kept and printed again, what they begin with, and what was put off.</summary>
public sealed class SavedReportTests
{
    private const string Asked = "/bericht?asOf=2026-06-30&since=2026-03-01";

    private static readonly (string, string)[] Kept =
    [
        ("name", "Sitzung Juni"), ("number", "40/7"), ("subject", "Stand im Juni"), ("intro", "Wie im März erbeten."), ("chosen", "1"),
        ("section", "Schools"), ("section", "Moved"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_saved_report_is_printed_again_exactly_whatever_happens()
    {
        await using var web = await WebRegister.Start();
        var page = await Done(web, Asked, "Save", Kept);
        Assert.Matches("^/berichte/[0-9]+$", page);
        var (shown, file, table) = await Printed(web, page);
        Assert.Contains("Wie im März erbeten.", Text(shown), StringComparison.Ordinal);
        Assert.Contains("Vorlage-Nr. 40/7", Text(shown), StringComparison.Ordinal);

        await Send(
            web, GrainKind.Plan, "anderer", new MasterPlan.Describe(new("AAA Erster", MasterPlanKind.Agenda)) { On = new(2026, 3, 2) });
        await Send(
            web, GrainKind.Rollout, SmallKreis.Nordpark.Value,
            new Rollout.Reach(SmallKreis.Nordpark, null, RolloutStep.InService, Reason: "so") { On = new(2026, 3, 2) });
        await Send(web, GrainKind.Authority, "rkn", new Authority.Describe(new Authority.Details("Anders")));
        var again = await Printed(web, page);
        Assert.Equal((shown, table), (again.Page, again.Table));
        Assert.Equal(file, again.File);
        // What is asked anew knows better.
        Assert.Contains("Nordpark", Text(await web.Page(Asked)), StringComparison.Ordinal);
        Assert.NotEqual(table, await web.Page("/api/v1/reports/committee/stand-je-schule.csv?asOf=2026-06-30&since=2026-03-01"));
        Assert.Contains("Sitzung Juni", Text(await web.Page("/berichte")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_chosen_parts_are_in_it_and_sums_are_always_checked()
    {
        await using var web = await WebRegister.Start();
        var page = Text(await web.Page($"{Asked}&chosen=1&section=Schools"));
        Assert.Contains("Beschlussvorschlag", page, StringComparison.Ordinal);
        Assert.Contains("WLAN und Geräte je Schule am 30.06.2026", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Geräte nach Art am", page, StringComparison.Ordinal);
        Assert.Contains("Angegebene Summen, die nicht aufgehen", page, StringComparison.Ordinal);
        Assert.Contains("Geräte nach Art am", Text(await web.Page(Asked)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_owed_and_taken_once()
    {
        await using var web = await WebRegister.Start();
        var page = await Refused(web, Asked, "Save", [("name", " "), .. Kept[1..]]);
        Assert.Contains("Die Bezeichnung fehlt", FaultAt(page, "name"), StringComparison.Ordinal);
        Assert.Contains("value=\"40/7\"", page, StringComparison.Ordinal);
        await Done(web, Asked, "Save", Kept);
        Assert.Contains(
            "Unter „Sitzung Juni“ ist schon ein Bericht gespeichert", FaultAt(await Refused(web, Asked, "Save", Kept), "name"),
            StringComparison.Ordinal);
        page = await Refused(web, Asked, "Save", [("name", new string('x', 121)), .. Kept[1..]]);
        Assert.Contains("zu lang", FaultAt(page, "name"), StringComparison.Ordinal);
        foreach (var address in new[] { "/berichte/99999", "/api/v1/reports/saved/99999/committee.docx", "/berichte/muster?name=nichts" })
        {
            using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_saved_report_of_another_authority_is_not_there()
    {
        await using var web = await WebRegister.Start();
        var page = await Done(web, Asked, "Save", Kept);
        await using (var command = web.Database.Owner.CreateCommand("update saved_report set authority = 'other'"))
        {
            await command.ExecuteNonQueryAsync(Cancel);
        }
        using var answer = await web.Client.GetAsync(new Uri(page, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("Sitzung Juni", await web.Page("/berichte"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_says_what_a_report_begins_with()
    {
        await using var web = await WebRegister.Start();
        (string, string)[] template =
        [
            ("name", "Schulausschuss"), ("body", "Schulausschuss"), ("unit", "Amt 40"), ("intro", "Jährlicher Bericht."), ("chosen", "1"),
            ("section", "Devices"), ("number", "1/1"),
        ];
        await Done(web, "/berichte/muster", null, template);
        var refused = await Refused(web, "/berichte/muster", null, template);
        Assert.Contains("schon ein Bericht", FaultAt(refused, "name"), StringComparison.Ordinal);
        refused = await Refused(web, "/berichte/muster", null, template[1..]);
        Assert.Contains("fehlt", FaultAt(refused, "name"), StringComparison.Ordinal);
        Assert.Contains("Bericht nach „Schulausschuss“", Text(await web.Page("/berichte")), StringComparison.Ordinal);
        var page = Text(await web.Page($"{Asked}&template=Schulausschuss"));
        Assert.Contains("Federführend Amt 40", page, StringComparison.Ordinal);
        Assert.Contains("Gremium, Sitzung Schulausschuss, Kenntnisnahme", page, StringComparison.Ordinal);
        Assert.Contains("Jährlicher Bericht.", page, StringComparison.Ordinal);
        Assert.Contains("Vorlage-Nr. ohne Nummer", page, StringComparison.Ordinal);
        Assert.DoesNotContain("WLAN und Geräte je Schule", page, StringComparison.Ordinal);
        Assert.Contains("Geräte nach Art am", page, StringComparison.Ordinal);

        const string Change = "/berichte/muster?name=Schulausschuss";
        await Done(web, Change, null, ("unit", "Amt 41"), ("chosen", "1"));
        page = Text(await web.Page($"{Asked}&template=Schulausschuss"));
        Assert.Contains("Federführend Amt 41", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Geräte nach Art am", page, StringComparison.Ordinal);
        (await PostTo(web, Change, "/berichte?handler=DeleteTemplate", ("name", "Schulausschuss"))).Dispose();
        Assert.DoesNotContain("Schulausschuss", await web.Page("/berichte"), StringComparison.Ordinal);
        await Done(web, "/berichte/muster", null, template);
    }

    [Fact]
    public async Task What_was_put_off_stands_on_the_cockpit_and_in_the_report()
    {
        await using var web = await WebRegister.Start();
        var hammfeld = SmallKreis.Hammfeld;
        await Send(
            web, GrainKind.Rollout, hammfeld.Value,
            new Rollout.Schedule(hammfeld, null, RolloutStep.Cabled, new(2026, 9, 30), RolloutExecutor.Contractor, "Firma insolvent")
            {
                On = new(2026, 5, 4),
            });
        await Send(
            web, GrainKind.Plan, SmallPlan.Key,
            new MasterPlan.PostponeMilestone("alle", new(2029, 6, 30), "Haushalt") { On = new(2026, 5, 5) });
        const string Step = "Berufsbildungszentrum Neuss-Hammfeld Verkabelung 20.03.2026 30.09.2026 194 Firma insolvent";
        const string Milestone = "Masterplan 2026–2030 Meilenstein Alle Schulen 31.12.2028 30.06.2029 181 Haushalt";
        const string June = "asOf=2026-06-30&since=2026-04-01";
        foreach (var address in new[] { "/?since=2026-04-01", $"/?{June}", $"/bericht?{June}" })
        {
            var page = Text(await web.Page(address));
            Assert.Contains(Step, page, StringComparison.Ordinal);
            Assert.Contains(Milestone, page, StringComparison.Ordinal);
        }
        Assert.Contains(
            "Verkabelung;20.03.2026;30.09.2026;194;Firma insolvent",
            await web.Page($"/api/v1/reports/committee/verschoben.csv?{June}"), StringComparison.Ordinal);
        // Nothing moved before the day of the report, nor after that of comparison.
        foreach (var address in new[] { "/?asOf=2026-04-30&since=2026-04-01", "/?since=2026-05-06" })
        {
            Assert.Contains("kein Termin auf einen späteren Tag", Text(await web.Page(address)), StringComparison.Ordinal);
        }
        Assert.Contains("liegt nach dem Stichtag", Text(await web.Page("/?asOf=2026-04-30&since=2026-05-01")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rooms_that_one_change_put_off_are_one_line_with_the_rooms_behind_it()
    {
        await using var web = await WebRegister.Start();
        foreach (var (building, number) in new[] { ("A", "1.01"), ("A", "1.02"), ("B", "0.12") })
        {
            var room = RoomKey.For(SmallKreis.Hammfeld, building, number);
            await Plan(web, room, new(2026, 6, 1), new(2026, 3, 10), null);
            await Plan(web, room, building == "A" ? new(2026, 9, 1) : new(2026, 8, 1), new(2026, 5, 4), "Firma insolvent");
        }
        const string School = "Berufsbildungszentrum Neuss-Hammfeld";
        const string June = "asOf=2026-06-30&since=2026-04-01";
        foreach (var address in new[] { "/?since=2026-04-01", $"/?{June}" })
        {
            var page = await web.Page(address);
            Assert.Contains(
                $"{School} 2 Räume: Verkabelung A · 1.01 A · 1.02 01.06.2026 01.09.2026 92 Firma insolvent", Text(page),
                StringComparison.Ordinal);
            Assert.Contains(
                $"{School} 1 Raum: Verkabelung B · 0.12 01.06.2026 01.08.2026 61 Firma insolvent", Text(page), StringComparison.Ordinal);
            Assert.Contains("/wlan/DE-NW-173800?room=DE-NW-173800%2FA%3A1.02", page, StringComparison.Ordinal);
        }
        Assert.Contains(
            $"{School} 2 Räume: Verkabelung 01.06.2026 01.09.2026 92 Firma insolvent", Text(await web.Page($"/bericht?{June}")),
            StringComparison.Ordinal);
        Assert.Contains(
            "2 Räume: Verkabelung;01.06.2026;01.09.2026;92;Firma insolvent",
            await web.Page($"/api/v1/reports/committee/verschoben.csv?{June}"), StringComparison.Ordinal);
        Assert.Contains("Verkabelung, 01.09.2026", Text(await web.Page("/wlan/DE-NW-173800")), StringComparison.Ordinal);
        foreach (var address in new[] { "/?asOf=2026-04-30&since=2026-04-01", "/?since=2026-05-06" })
        {
            Assert.Contains("kein Termin auf einen späteren Tag", Text(await web.Page(address)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_step_is_put_off_on_its_page_with_a_reason()
    {
        await using var web = await WebRegister.Start();
        await Done(
            web, $"/wlan/{SmallKreis.Hammfeld}", "Step", ("Step", "Cabled"), ("Kind", "planned"), ("Day", "2027-09-30"),
            ("Reason", "Firma insolvent"));
        Assert.Matches("Verkabelung 20.03.2026 30.09.2027 [0-9]+ Firma insolvent", Text(await web.Page("/")));
    }

    private static Task Plan(WebRegister web, RoomKey room, DateOnly planned, DateOnly on, string? reason) => Send(
        web, GrainKind.Rollout, room.Value,
        new Rollout.Schedule(room.School, room, RolloutStep.Cabled, planned, null, reason) { On = on });

    private static async Task<(string Page, byte[] File, string Table)> Printed(WebRegister web, string page)
    {
        var api = page.Replace("/berichte/", "/api/v1/reports/saved/", StringComparison.Ordinal);
        return (
            Article(await web.Page(page)),
            await web.Client.GetByteArrayAsync(new Uri($"{api}/committee.docx", UriKind.Relative), Cancel),
            await web.Page($"{api}/committee/stand-je-schule.csv"));
    }

    private static string Article(string page) =>
        page[page.IndexOf("<article", StringComparison.Ordinal)..page.IndexOf("</article>", StringComparison.Ordinal)];

    private static async Task Send(WebRegister web, GrainKind kind, string key, Command command)
    {
        var outcome = await web.Services.GetRequiredService<IGrains>()
            .Send(new GrainId(kind, SmallKreis.Authority, key), command, new Why("Probe"), Cancel);
        Assert.Null(outcome.Refusal);
    }
}
