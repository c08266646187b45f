using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Testing;
using static Schools.Web.Tests.WebForm;

namespace Schools.Web.Tests;

/// <summary>What a form may claim: which thing it changes the address says, and a name belongs to who took it first.</summary>
public sealed class FormClaimTests
{
    /// <summary>So many send at once.</summary>
    private const int Senders = 6;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Key")]
    [InlineData("von")]
    public async Task A_key_that_a_form_brings_along_changes_no_other_thing(string field)
    {
        await using var web = await WebRegister.Start();
        await Done(web, "/standards/neu", null, [(field, "rkn"), .. Standard("Fremd", 1)]);
        Assert.NotNull(await Standard(web, "fremd"));
        Assert.Equal(("Standard RKN", 1), await Standard(web, "rkn") is { } of ? (of.Name, of.Edition) : default);

        await Done(web, "/standards/neu?von=rkn", null, [(field, "fremd"), .. Standard("Standard RKN", 1)]);
        Assert.Equal((2, 1), ((await Standard(web, "rkn"))!.Edition, (await Standard(web, "fremd"))!.Edition));

        await Done(web, "/wellen/neu", null, [(field, SmallWave.Key), .. Wave("Fremde Welle", 20)]);
        Assert.NotEqual("Fremde Welle", (await Read<Wave.State>(web, GrainKind.Wave, SmallWave.Key))!.Details.Name);
        Assert.NotNull(await Read<Wave.State>(web, GrainKind.Wave, "w-fremde-welle"));
        using var nobody = await PostTo(web, "/wellen/neu", "/wellen/neu?von=w-nichts", [("Key", SmallWave.Key), .. Wave("X", 20)]);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task A_line_keeps_the_key_of_the_standards_own_item_and_no_other()
    {
        await using var web = await WebRegister.Start();
        await Done(
            web, "/standards/neu?von=rkn", null,
            [
                .. Standard("Standard RKN", 1), ("Items[0].Key", "display"), ("Items[1].Key", "erfunden"), ("Items[1].Name", "Laptop"),
                ("Items[1].Count", "1"), ("Items[1].Basis", "School"), ("Items[1].Subject", "Devices"),
                ("Items[1].Categories", "Notebook"),
            ]);
        Assert.Equal(["display", "laptop"], (await Standard(web, "rkn"))!.Items.Select(item => item.Key));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("wave")]
    [InlineData("plan")]
    public async Task Of_many_who_take_a_name_at_once_one_gets_it_and_the_others_are_told(string kind)
    {
        await using var web = await WebRegister.Start();
        // The cookie of the forms is there before they are sent.
        await web.Page("/standards/neu");
        var answers = await Task.WhenAll(Enumerable.Range(1, Senders).Select(n => kind switch
        {
            "standard" => Post(web, "/standards/neu", null, Standard("Gleich", n)),
            "wave" => Post(web, "/wellen/neu", null, Wave("Gleich", 20 + n)),
            _ => Post(web, "/plan/neu", null, ("name", "Gleich"), ("kind", "Strategy"), ("approval", "OneBody"), ("unit", $"Amt {n}")),
        }));
        var told = await Task.WhenAll(answers.Where(answer => answer.StatusCode != HttpStatusCode.Found)
            .Select(answer => answer.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal(Senders - 1, told.Length);
        Assert.All(told, page => Assert.Contains("„Gleich“ gibt es schon", Text(page), StringComparison.Ordinal));
        Assert.All(told, page => Assert.DoesNotContain("Noch einmal gespeichert", Text(page), StringComparison.Ordinal));
    }

    /// <summary>Both looked when there was none of that name.</summary>
    [Fact]
    public async Task What_is_new_for_its_form_edits_nothing_that_came_to_be_meanwhile()
    {
        await using var web = await WebRegister.Start();
        var grains = web.Services.GetRequiredService<IGrains>();
        var id = new GrainId(GrainKind.Standard, SmallKreis.Authority, "gleich");
        EquipmentStandard.Publish first = new("Gleich", null, [new("a", "A", StandardBasis.School, 1, 1, [DeviceCategory.Tablet])]);
        var second = first with { Items = [first.Items[0] with { Count = 2 }] };

        Task<Refusal?> Send(Command command) => FormVersion.New(RefusalCode.StandardNameTaken)
            .Send(grains, id, "Gleich", [command], new Why("Test"), Cancel);

        Assert.Null(await Send(first));
        Assert.Equal(new Refusal(RefusalCode.StandardNameTaken, "Gleich"), await Send(second));
        // Sent twice it is one standard.
        Assert.Null(await Send(first));
        Assert.Equal(1, (await Standard(web, "gleich"))!.Items[0].Count);
    }

    private static (string, string)[] Standard(string name, int count) =>
    [
        ("Name", name), ("Items[0].Name", "Gerät"), ("Items[0].Count", $"{count}"), ("Items[0].Basis", "School"),
        ("Items[0].Subject", "Devices"), ("Items[0].Categories", "Tablet"),
    ];

    private static (string, string)[] Wave(string name, int ordered) =>
    [
        ("Name", name), ("OrderNumber", "B-2026-18"), ("Ordered", $"{ordered}"), ("Categories", "Tablet"), ("Start", "2026-05-04"),
        ("End", "2026-06-12"), ("WeeklyCapacity", "10"), ("Places[0].School", $"{SmallKreis.Nordpark}"), ("Places[0].Target", "8"),
    ];

    private static Task<EquipmentStandard.State?> Standard(WebRegister web, string key) =>
        Read<EquipmentStandard.State>(web, GrainKind.Standard, key);

    private static async Task<T?> Read<T>(WebRegister web, GrainKind kind, string key)
        where T : class =>
        await web.Services.GetRequiredService<IGrains>().Read<T>(new GrainId(kind, SmallKreis.Authority, key), Cancel) is { } known
            ? known.State
            : null;
}
