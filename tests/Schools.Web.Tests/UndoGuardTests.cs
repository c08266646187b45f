using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Testing;
using Schools.Web.Imports;

namespace Schools.Web.Tests;

/// <summary>What an undo must not do, and what must not happen after one.</summary>
public sealed partial class UndoGuardTests
{
    private const string Header = "Inventarnummer;Seriennummer;Gerätetyp;Hersteller;Modell;Schulnummer;Raum;Gebäude\n";
    private const int First = 20, Last = 28;
    private const string List = Header + "NEU-1;N000001;Tablet;Apple;iPad;173800;9.99;C\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_from_before_the_undo_puts_nothing_into_a_withdrawn_room()
    {
        await using var kreis = await UndoRegister.Start();
        var first = await kreis.Import(List);
        var later = await kreis.Plan(Header + "NEU-2;N000002;Tablet;Apple;iPad;173800;9.99;C\n");
        await kreis.Undo(first);
        var before = await kreis.States();

        var applied = await kreis.Apply(later);

        Assert.Equal((0, 1), (Number(applied, "written"), Number(applied, "refused")));
        Assert.Contains("room-withdrawn", applied.GetProperty("errors").ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await kreis.States());
    }

    [Fact]
    public async Task What_is_still_being_applied_is_not_taken_back()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Import(List);

        await using (await kreis.Progress.Own(id, Cancel))
        {
            var (status, answer) = await kreis.AskForUndo(id);
            Assert.Equal((HttpStatusCode.Conflict, "import-under-way"), (status, answer.GetProperty("code").GetString()));
        }

        Assert.Equal(2, Number(await kreis.Undo(id), "written"));
    }

    [Theory]
    [InlineData("Apply")]
    [InlineData("Cancel")]
    public async Task The_page_of_an_undo_leaves_other_imports_alone(string handler)
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Plan(List);
        var token = Token().Match(await kreis.Web.Page("/importe")).Groups["token"].Value;

        using var answer = await kreis.Web.Client.PostAsync(
            new Uri($"/ruecknahmen/{id}?handler={handler}", UriKind.Relative),
            new FormUrlEncodedContent([new("__RequestVerificationToken", token)]),
            Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Planned", JsonElement.Parse(await kreis.Web.Page($"/api/v1/imports/{id}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Numbers_that_went_from_device_to_device_go_back_in_one_undo()
    {
        await using var kreis = await UndoRegister.Start();
        var before = await kreis.States();
        var list = await kreis.Web.Page("/api/v1/devices.csv");
        var id = await kreis.Import(OldNumber().Replace(list, number => $"RKN-9{number.Groups["n"].Value}"));
        // Each of them gets the number that the one before it had.
        for (var n = First + 1; n <= Last; n++)
        {
            var former = InventoryNumber.Parse($"RKN-{n - 1:0000}");
            await kreis.Correct($"T{n:000000}", new DeviceDetails { InventoryNumber = former });
        }

        var undo = await kreis.Undo(id, conflicts: true);

        Assert.Equal((Last - First + 1, 0), (Number(undo, "written"), Number(undo, "refused")));
        Assert.Equal(before, await kreis.States());
    }

    [Fact]
    public async Task Who_may_apply_imports_may_not_take_one_back_for_that()
    {
        await using var kreis = await UndoRegister.Start(services => services.PostConfigure<AuthorizationOptions>(access =>
            access.AddPolicy(Access.UndoImport, policy => policy.RequireRole("nobody"))));
        var id = await kreis.Import(List);
        var (undo, _) = await kreis.Web.Services.GetRequiredService<UndoPlanning>().Plan(SmallKreis.Authority, id, "tests", Cancel);

        foreach (var what in (string[])["apply", "cancel", "choices"])
        {
            using var body = new StringContent("""{"choice":"Undo","take":true}""", Encoding.UTF8, "application/json");
            using var answer = await kreis.Web.Client.PostAsync(
                new Uri($"/api/v1/imports/{undo}/{what}", UriKind.Relative), what == "choices" ? body : null, Cancel);
            Assert.Equal((what, HttpStatusCode.Forbidden), (what, answer.StatusCode));
        }
        Assert.Equal("Planned", JsonElement.Parse(await kreis.Web.Page($"/api/v1/imports/{undo}")).GetProperty("status").GetString());
    }

    private static int Number(JsonElement import, string name) => import.GetProperty(name).GetInt32();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("RKN-0(?<n>02[0-8])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OldNumber();
}
