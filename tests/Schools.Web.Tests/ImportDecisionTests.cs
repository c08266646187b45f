using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Web.Tests;

/// <summary>From a plan to its decision, over HTTP: read otherwise, recomputed, handed in, returned, approved.</summary>
public sealed partial class ImportDecisionTests
{
    private const string Head = "Inventarnummer;Seriennummer;Gerätetyp;Modell;Schulnummer;Bemerkung\n";
    private const string Known = "RKN-0003;T000003;Access Point;AP-515;173800;neu montiert\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_file_is_kept_while_the_plan_is_open_and_read_otherwise_without_being_sent_again()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Plan(Encoding.Latin1, Head + "N-1;N-1;Tablet;Köln;173800;\n", "&encoding=utf-16le");
        Assert.Equal(0, id);
        id = await kreis.Plan(Encoding.Latin1, Head + "N-1;N-1;Tablet;Köln;173800;\n");
        Assert.Equal(1, await Files(kreis, id));

        var (status, replan) = await Post(kreis, $"{id}/replan?encoding=windows-1252&delimiter=%3B");

        Assert.Equal(HttpStatusCode.Created, status);
        var newer = replan.GetProperty("id").GetInt64();
        Assert.Equal(("windows-1252", id, 1), (
            replan.GetProperty("encoding").GetString(), replan.GetProperty("replaces").GetInt64(), replan.GetProperty("new").GetInt32()));
        var old = JsonElement.Parse(await kreis.Web.Page($"/api/v1/imports/{id}"));
        Assert.Equal(("Cancelled", newer), (old.GetProperty("status").GetString(), old.GetProperty("replacedBy").GetInt64()));
        Assert.Equal((0, 1), (await Files(kreis, id), await Files(kreis, newer)));
        Assert.Equal($"/importe/{newer}", (await Get(kreis, $"/importe/{id}")).Headers.Location!.ToString());
        Assert.DoesNotContain($"\"id\":{id},", await kreis.Web.Page("/api/v1/imports"), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, newer), await Outdated(kreis, id));

        var (refusedStatus, refused) = await Post(kreis, $"{newer}/replan?headerLine=drei");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "wrong-choice"), (refusedStatus, refused.GetProperty("code").GetString()));
        await kreis.Apply(newer);
        Assert.Equal(0, await Files(kreis, newer));
        Assert.Equal(HttpStatusCode.Conflict, (await Post(kreis, $"{newer}/replan?encoding=")).Status);
    }

    [Fact]
    public async Task The_form_of_the_page_changes_one_choice_and_keeps_the_others_and_the_answers()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Plan(Head + "RKN-0004;T000004;Notebook;L13;173800;\n" + "N-1;N-1;Tablet;iPad;;\n", "&school=173800");
        await Post(kreis, $"{id}/choices", """{"choice":"Move","take":true}""");
        var page = await kreis.Web.Page($"/importe/{id}");
        Assert.Contains("value=\"173800\"", page, StringComparison.Ordinal);
        Assert.Contains("data-submit-on-change", page, StringComparison.Ordinal);

        using var sent = await Form(kreis, $"/importe/{id}", "Replan",
            ("isText", "true"), ("isDevices", "true"), ("profile", "device-list"), ("school", "173800"), ("scope", "grace"),
            ("grace", "14"));

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var newer = await kreis.Web.Page(sent.Headers.Location!.ToString());
        Assert.Contains("nach 14 Tagen als vermisst gef", newer, StringComparison.Ordinal);
        var answer = JsonElement.Parse(await kreis.Web.Page($"/api/v1{sent.Headers.Location.ToString().Replace("importe", "imports")}"));
        Assert.Equal((1, 1), (answer.GetProperty("chosen").GetInt32(), answer.GetProperty("new").GetInt32()));

        using var wrong = await Form(kreis, sent.Headers.Location!.ToString(), "Replan", ("isText", "true"), ("headerLine", "99"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("So geht es nicht", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_made_on_an_older_state_is_recomputed_and_the_difference_shown()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Plan(Head + Known + "N-1;N-1;Tablet;iPad;173800;\n");
        await kreis.Correct("T000003", new DeviceDetails { Model = "AP-535" });

        var (status, newer) = await Outdated(kreis, id);

        Assert.Equal(HttpStatusCode.Conflict, status);
        var difference = Assert.Single(JsonElement.Parse(await kreis.Web.Page($"/api/v1/imports/{newer}/differences"))
            .GetProperty("rows").EnumerateArray());
        Assert.Equal((2, "Changed", "Changed"), (
            difference.GetProperty("line").GetInt32(), difference.GetProperty("was").GetString(),
            difference.GetProperty("now").GetString()));
        var page = WebUtility.HtmlDecode(await kreis.Web.Page($"/importe/{newer}"));
        Assert.Contains("Seit der Prüfung hat sich der Bestand geändert", page, StringComparison.Ordinal);
        Assert.Contains("Jetzt: Modell: AP-535 → AP-515", page, StringComparison.Ordinal);
        Assert.Equal(2, (await kreis.Apply(newer)).GetProperty("written").GetInt32());
        page = WebUtility.HtmlDecode(await kreis.Web.Page($"/importe/{newer}"));
        Assert.DoesNotContain("Seit der Prüfung", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_who_import_the_same_file_produce_one_result()
    {
        await using var kreis = await UndoRegister.Start();
        const string List = Head + Known + "N-1;N-1;Tablet;iPad;173800;\n";
        var (first, second) = (await kreis.Plan(List), await kreis.Plan(List));
        await kreis.Apply(first);
        var after = await kreis.States();

        var (status, newer) = await Outdated(kreis, second);

        Assert.Equal(HttpStatusCode.Conflict, status);
        var plan = await kreis.Apply(newer);
        Assert.Equal((2, 0, 0), (
            plan.GetProperty("unchanged").GetInt32(), plan.GetProperty("rowsToApply").GetInt32(), plan.GetProperty("badRows").GetInt32()));
        Assert.Equal(after, await kreis.States());
    }

    [Fact]
    public async Task Answers_go_over_to_the_recomputed_plan_where_the_row_asks_the_same()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Plan(Head + Known + "RKN-0004;T000004;Notebook;ThinkPad L14;173800;\n"
            + "RKN-0016;T000016;Notebook;ThinkPad L14;173800;\n");
        await Post(kreis, $"{id}/choices", """{"choice":"Move","take":true}""");
        await kreis.Correct("T000003", new DeviceDetails { Model = "AP-535" });
        await kreis.Correct("T000016", new DeviceDetails { Model = "ThinkPad L15" });

        var (_, newer) = await Outdated(kreis, id);

        var chosen = await kreis.Texts($"select key from import_row where import = {newer} and chosen");
        Assert.Equal([UndoRegister.Device("T000004").Key], chosen);
        Assert.Equal(2, (await kreis.Apply(newer)).GetProperty("rowsToApply").GetInt32());
    }

    [Fact]
    public async Task An_undo_is_computed_anew_when_the_register_has_changed()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Import(Head + Known + "N-1;N-1;Tablet;iPad;173800;\n");
        var undo = (await kreis.PlanUndo(id)).GetProperty("id").GetInt64();
        await kreis.Correct("T000003", new DeviceDetails { Supplier = "Systemhaus" });

        var (status, newer) = await Outdated(kreis, undo);

        Assert.Equal(HttpStatusCode.Conflict, status);
        var page = WebUtility.HtmlDecode(await kreis.Web.Page($"/ruecknahmen/{newer}"));
        Assert.Contains("Seit der Prüfung hat sich der Bestand geändert", page, StringComparison.Ordinal);
        Assert.Contains("Seither geändert", page, StringComparison.Ordinal);
        Assert.Equal($"/ruecknahmen/{newer}", (await Get(kreis, $"/ruecknahmen/{undo}")).Headers.Location!.ToString());
        Assert.Equal(1, (await kreis.Apply(newer)).GetProperty("written").GetInt32());
    }

    [Fact]
    public async Task A_proposal_is_returned_with_a_comment_handed_in_again_and_approved()
    {
        await using var kreis = await UndoRegister.Start();
        await kreis.Approval("required");
        var id = await kreis.Plan(Head + Known);
        var (refused, why) = await Post(kreis, $"{id}/apply");
        Assert.Equal((HttpStatusCode.Conflict, "import-needs-approval"), (refused, why.GetProperty("code").GetString()));
        var planned = WebUtility.HtmlDecode(await kreis.Web.Page($"/importe/{id}"));
        Assert.DoesNotContain("<span class=\"kern-label\">Übernehmen</span>", planned, StringComparison.Ordinal);

        using var proposed = await Form(kreis, $"/importe/{id}", "Propose", ("comment", "Bestand der Inventur"));
        Assert.Equal($"/importe/{id}", proposed.Headers.Location!.ToString());
        var list = WebUtility.HtmlDecode(await kreis.Web.Page("/importe"));
        Assert.Contains("Warten auf Freigabe", list, StringComparison.Ordinal);
        Assert.Contains("Bestand der Inventur", list, StringComparison.Ordinal);
        Assert.Equal("import-proposed", (await Post(kreis, $"{id}/replan?encoding=")).Answer.GetProperty("code").GetString());
        Assert.Equal("comment-missing", (await Post(kreis, $"{id}/return", "{}")).Answer.GetProperty("code").GetString());

        using var returned = await Form(kreis, $"/importe/{id}", "Return", ("comment", "Bitte die Bemerkung streichen"));
        var page = WebUtility.HtmlDecode(await kreis.Web.Page($"/importe/{id}"));
        Assert.Contains("Bitte die Bemerkung streichen", page, StringComparison.Ordinal);
        Assert.Contains("Zurückgegeben", page, StringComparison.Ordinal);
        Assert.Equal("import-returned", (await Post(kreis, $"{id}/apply")).Answer.GetProperty("code").GetString());

        Assert.Equal("Proposed", (await Post(kreis, $"{id}/propose")).Answer.GetProperty("status").GetString());
        // Who still looks at it as it was handed in first does not approve what he has not seen.
        using var unseen = await Form(kreis, $"/importe/{id}", "Approve", ("seen", "1"));
        Assert.Equal(HttpStatusCode.Conflict, unseen.StatusCode);
        Assert.Contains("wurde inzwischen geändert", WebUtility.HtmlDecode(await unseen.Content.ReadAsStringAsync(Cancel)),
            StringComparison.Ordinal);
        using var approved = await Form(kreis, $"/importe/{id}", "Approve", ("seen", "2"));
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
        var applied = await kreis.Ended(id);
        Assert.Equal(("Applied", 1), (applied.GetProperty("status").GetString(), applied.GetProperty("written").GetInt32()));
        Assert.Equal(
            ["Proposed Bestand der Inventur", "Returned Bitte die Bemerkung streichen", "Proposed ", "Approved "],
            applied.GetProperty("steps").EnumerateArray().Select(step => $"{step.GetProperty("kind")} {step.GetProperty("comment")}"));
        Assert.Contains("Freigegeben von Lokale Anmeldung", WebUtility.HtmlDecode(await kreis.Web.Page($"/importe/{id}/protokoll")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_approved_is_recomputed_first_and_waits_as_a_proposal()
    {
        await using var kreis = await UndoRegister.Start();
        await kreis.Approval("required");
        var id = await kreis.Plan(Head + Known);
        await Post(kreis, $"{id}/propose", """{"comment":"bitte"}""");
        await kreis.Correct("T000003", new DeviceDetails { Model = "AP-535" });

        var (status, answer) = await Post(kreis, $"{id}/approve");

        Assert.Equal((HttpStatusCode.Conflict, "plan-outdated"), (status, answer.GetProperty("code").GetString()));
        var newer = answer.GetProperty("id").GetInt64();
        var page = WebUtility.HtmlDecode(await kreis.Web.Page($"/importe/{newer}"));
        Assert.Contains("Freigeben und übernehmen", page, StringComparison.Ordinal);
        Assert.Contains("bitte", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await Post(kreis, $"{newer}/approve")).Status);
        Assert.Equal("Applied", (await kreis.Ended(newer)).GetProperty("status").GetString());

        await kreis.Approval("none");
        Assert.Equal("Applied", (await kreis.Apply(await kreis.Plan(Head + Known))).GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_undo_is_handed_in_where_the_authority_wants_approval()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Import(Head + Known);
        await kreis.Approval("required");
        var undo = (await kreis.PlanUndo(id)).GetProperty("id").GetInt64();
        Assert.Equal("import-needs-approval", (await Post(kreis, $"{undo}/apply")).Answer.GetProperty("code").GetString());

        using var proposed = await Form(kreis, $"/ruecknahmen/{undo}", "Propose", ("comment", "Falsche Schule"));
        Assert.Equal($"/ruecknahmen/{undo}", proposed.Headers.Location!.ToString());
        Assert.Contains("Falsche Schule", await kreis.Web.Page($"/ruecknahmen/{undo}"), StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(await kreis.Web.Page($"/ruecknahmen/{undo}"));
        Assert.Contains("Freigeben und übernehmen", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await Post(kreis, $"{undo}/approve")).Status);
        Assert.Equal("Applied", (await kreis.Ended(undo)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_plan_that_nobody_decides_about_ends_with_its_file()
    {
        await using var kreis = await UndoRegister.Start();
        var (old, young) = (await kreis.Plan(Head + Known), await kreis.Plan(Head + Known));
        await using (var age = kreis.Web.Database.Owner.CreateCommand(
            $"update import set planned_at = now() - interval '{StorageLimits.OpenPlanDays} days 1 hour' where id = {old}"))
        {
            await age.ExecuteNonQueryAsync(Cancel);
        }

        await kreis.Web.Services.GetRequiredService<ImportProgress>().EndExpired(Cancel);

        Assert.Equal((0, 1), (await Files(kreis, old), await Files(kreis, young)));
        Assert.Contains("Nicht rechtzeitig entschieden", await kreis.Web.Page($"/importe/{old}"), StringComparison.Ordinal);
        Assert.Contains("Abgelaufen", await kreis.Web.Page($"/importe/{old}/protokoll"), StringComparison.Ordinal);
        await Post(kreis, $"{young}/cancel");
        Assert.Equal(0, await Files(kreis, young));
    }

    private static async Task<(HttpStatusCode Status, long Newer)> Outdated(UndoRegister kreis, long id)
    {
        var (status, answer) = await Post(kreis, $"{id}/apply");
        Assert.Equal("plan-outdated", answer.GetProperty("code").GetString());
        return (status, answer.GetProperty("id").GetInt64());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> Post(UndoRegister kreis, string path, string? json = null)
    {
        using var body = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await kreis.Web.Client.PostAsync(Address($"/api/v1/imports/{path}"), body, Cancel);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)));
    }

    /// <summary>Sends the form of a page that a handler takes, with the page's token.</summary>
    private static async Task<HttpResponseMessage> Form(
        UndoRegister kreis, string address, string handler, params (string Name, string Value)[] fields)
    {
        var page = await kreis.Web.Page(address);
        var action = Regex.Match(page, $"action=\"(?<to>[^\"]*handler={handler})\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var to = action.Success ? WebUtility.HtmlDecode(action.Groups["to"].Value) : $"{address}?handler={handler}";
        List<KeyValuePair<string, string>> form = [new("__RequestVerificationToken", Token().Match(page).Groups["token"].Value)];
        form.AddRange(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var content = new FormUrlEncodedContent(form);
        return await kreis.Web.Client.PostAsync(Address(to), content, Cancel);
    }

    private static async Task<int> Files(UndoRegister kreis, long id) =>
        (await kreis.Texts($"select n::text from import_file where import = {id}")).Count;

    private static async Task<HttpResponseMessage> Get(UndoRegister kreis, string address) =>
        await kreis.Web.Client.GetAsync(Address(address), Cancel);

    private static Uri Address(string path) => new(path, UriKind.Relative);

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
