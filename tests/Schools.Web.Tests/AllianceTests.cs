using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>An alliance of several authorities in one database: one resolution of all, and counts alone across the border.</summary>
public sealed class AllianceTests
{
    private const string Deliberation = "/plan/buendnis/bearbeiten/beratung";
    private static readonly AuthorityKey Ally = AuthorityKey.Parse("dormagen");
    private static readonly SchoolKey School = SchoolKey.Parse("DE-NW-165001");

    private static readonly string[] Members =
    [
        "Rhein-Kreis Neuss", "Dormagen", "Grevenbroich", "Jüchen", "Kaarst", "Korschenbroich", "Meerbusch", "Neuss", "Rommerskirchen",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_holds_before_every_member_is_in_favour()
    {
        await using var web = await Allied();
        var page = await Refused(web, Deliberation, "Proceed", ("status", "Adopted"));
        Assert.Contains("Hauptverwaltungsbeamtenkonferenz", FaultAt(page, "status"), StringComparison.Ordinal);
        await Done(web, Deliberation, "Deliberate", [.. Vote(Members[..^1]), ("sat", "2026-03-02")]);
        page = await Refused(web, Deliberation, "Proceed", ("status", "Adopted"));
        Assert.Contains("von: Rommerskirchen.", FaultAt(page, "status"), StringComparison.Ordinal);
        page = await Refused(web, Deliberation, "Publish");
        Assert.Contains("von: Rommerskirchen.", FaultAt(page, "published"), StringComparison.Ordinal);
        page = await Refused(web, Deliberation, "Deliberate", [.. Vote(["Köln"]), ("sat", "2026-03-03")]);
        Assert.Contains("„Köln“ gehört nicht zu den Mitgliedern", FaultAt(page, "favour"), StringComparison.Ordinal);
        await Done(web, Deliberation, "Deliberate", [.. Vote(Members), ("sat", "2026-03-03")]);
        await Done(web, Deliberation, "Proceed", ("status", "Adopted"), ("since", "2026-03-03"));
        await Done(web, Deliberation, "Publish", ("published", "2026-03-04"));
        Assert.Contains("Veröffentlicht seit 04.03.2026", Text(await web.Page("/plan/buendnis")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_shares_its_counts_once_it_names_this_one_too()
    {
        await using var web = await Allied();
        Assert.Contains("Dormagen teilt keine Zahlen", Text(await web.Page("/plan/buendnis")), StringComparison.Ordinal);
        await Found(web, Ally, "Dormagen");
        await Send(web, Ally, GrainKind.School, School.Value, new School.Describe(School, new School.Details { Name = "Geheime Schule" }));
        await Send(web, Ally, GrainKind.Rollout, School.Value, new Rollout.Reach(School, null, RolloutStep.InService, Reason: "so"));
        Assert.Contains("Dormagen teilt keine Zahlen", Text(await web.Page("/plan/buendnis")), StringComparison.Ordinal);

        await Name(web, Ally, ["Dormagen", "Rhein-Kreis Neuss"]);
        var page = Text(await web.Page("/plan/buendnis"));
        Assert.Contains("Dormagen Schulen: 1 Schulen mit WLAN in Betrieb: 1 von 1", page, StringComparison.Ordinal);
        Assert.Contains("Rhein-Kreis Neuss (wir) Schulen:", page, StringComparison.Ordinal);
        Assert.Contains("Neuss teilt keine Zahlen", page, StringComparison.Ordinal);
        // Sums and nothing else: no name, key or number of a school crosses the border.
        Assert.DoesNotContain("Geheime", page, StringComparison.Ordinal);
        Assert.DoesNotContain("165001", await web.Page("/plan/buendnis"), StringComparison.Ordinal);
        Assert.DoesNotContain("Geheime", await web.Page("/"), StringComparison.Ordinal);

        // A plan that has ended opens nothing any more.
        foreach (var command in new MasterPlan.Command[]
        {
            new MasterPlan.PutBody(new MasterPlan.Body("rat", "Rat", Decides: true)),
            new MasterPlan.Deliberate("rat", BodyDecision.Approved), new MasterPlan.Proceed(MasterPlanStatus.Introduced),
            new MasterPlan.Proceed(MasterPlanStatus.Adopted), new MasterPlan.Proceed(MasterPlanStatus.Superseded),
        })
        {
            await Send(web, Ally, GrainKind.Plan, "buendnis", command);
        }
        Assert.Contains("Dormagen teilt keine Zahlen", Text(await web.Page("/plan/buendnis")), StringComparison.Ordinal);
        await Send(web, Ally, GrainKind.Plan, "buendnis", new MasterPlan.Proceed(MasterPlanStatus.InProgress, Reason: "doch nicht"));
        Assert.Contains("Dormagen Schulen: 1 ", Text(await web.Page("/plan/buendnis")), StringComparison.Ordinal);

        await Name(web, Ally, ["Dormagen", "Neuss"]);
        Assert.Contains("Dormagen teilt keine Zahlen", Text(await web.Page("/plan/buendnis")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_two_bear_opens_nothing()
    {
        await using var web = await Allied();
        await Found(web, Ally, "Dormagen");
        await Name(web, Ally, ["Dormagen", "Rhein-Kreis Neuss"]);
        Assert.DoesNotContain("Dormagen teilt keine Zahlen", Text(await web.Page("/plan/buendnis")), StringComparison.Ordinal);
        await Found(web, AuthorityKey.Parse("falsch"), "Dormagen");
        Assert.Contains("Dormagen teilt keine Zahlen", Text(await web.Page("/plan/buendnis")), StringComparison.Ordinal);
        // Nor may somebody take the name of the one who asks.
        await Found(web, AuthorityKey.Parse("falsch"), "Rhein-Kreis Neuss");
        Assert.Contains("Dormagen teilt keine Zahlen", Text(await web.Page("/plan/buendnis")), StringComparison.Ordinal);
    }

    private static async Task<WebRegister> Allied()
    {
        var web = await WebRegister.Start(empty: true);
        using var answer = await web.Client.PostAsync(new Uri("/api/v1/presets/rkn-buendnis", UriKind.Relative), null, Cancel);
        Assert.True(answer.IsSuccessStatusCode);
        return web;
    }

    private static (string, string)[] Vote(string[] favour) =>
        [("body", "konferenz"), ("decision", "Approved"), .. favour.Select(member => ("favour", member))];

    private static Task Found(WebRegister web, AuthorityKey authority, string name) =>
        Send(web, authority, GrainKind.Authority, authority.Value, new Authority.Describe(new Authority.Details(name, "NW")));

    private static Task Name(WebRegister web, AuthorityKey authority, string[] members) => Send(
        web, authority, GrainKind.Plan, "buendnis",
        new MasterPlan.Describe(new MasterPlan.Head("Bündnis", MasterPlanKind.Alliance, Members: members)));

    private static async Task Send(WebRegister web, AuthorityKey authority, GrainKind kind, string key, Command command)
    {
        var outcome = await web.Services.GetRequiredService<IGrains>()
            .Send(new GrainId(kind, authority, key), command, new Why("Probe"), Cancel);
        Assert.Null(outcome.Refusal);
    }
}
