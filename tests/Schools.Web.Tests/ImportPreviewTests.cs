using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Schools.Domain;
using Schools.Storage;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>What a person sees and decides before a file is applied, over HTTP.</summary>
public sealed partial class ImportPreviewTests
{
    private const string Head = "Inventarnummer;Seriennummer;Gerätetyp;Schulnummer;Raum;Gebäude;Rechnungsnr.;Bemerkung\n";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_shown_by_status_filter_and_page()
    {
        await using var web = await WebRegister.Start();
        var rows = string.Concat(Enumerable.Range(1, 120).Select(n =>
            $"N-{n:000};N-{n:000};Tablet;{(n % 2 == 0 ? SmallKreis.Hammfeld : SmallKreis.Nordpark).Number};;;;\n"));
        var id = await Plan(web, Head + rows + "X-1;X-1;Kaffeemühle;;;;;\n");

        var first = await Page(web, $"{id}?status=New");
        Assert.Equal(["N-001", "N-050"], FirstAndLast(first));
        Assert.Contains("Seite 1 von 3", first, StringComparison.Ordinal);
        Assert.Equal(["N-101", "N-120"], FirstAndLast(await Page(web, $"{id}?status=New&page=3")));
        Assert.Equal(["N-101", "N-120"], FirstAndLast(await Page(web, $"{id}?status=New&page=99")));
        Assert.Equal(["N-002", "N-100"], FirstAndLast(await Page(web, $"{id}?status=New&school={SmallKreis.Hammfeld.Value}")));
        Assert.Equal(["N-077", "N-077"], FirstAndLast(await Page(web, $"{id}?status=New&q=n-077")));
        Assert.Contains("Keine Zeilen.", await Page(web, $"{id}?status=New&issues=1"), StringComparison.Ordinal);

        var opening = await Page(web, $"{id}");
        Assert.Contains("„Kaffeemühle“ in der Spalte „Gerätetyp“ ist nicht bekannt", opening, StringComparison.Ordinal);
        Assert.Contains("ist keine Schule", await Page(web, $"{id}?school=hier"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_of_another_school_moves_when_a_person_marks_it()
    {
        await using var web = await WebRegister.Start();
        var id = await Plan(web, Head
            + $"RKN-0004;T000004;Notebook;{SmallKreis.Hammfeld.Number};1.01;A;;\n"
            + $"RKN-0016;T000016;Notebook;{SmallKreis.Hammfeld.Number};1.01;A;;\n");
        var page = await Page(web, $"{id}?choice=Move");
        Assert.Contains("Geräte, die im Bestand an einer anderen Schule stehen", page, StringComparison.Ordinal);
        Assert.Equal(2, Taken().Count(page));

        var ns = Taken().Matches(page).Select(match => match.Groups["n"].Value).ToList();
        var form = new List<KeyValuePair<string, string>>
        {
            new("__RequestVerificationToken", Token().Match(page).Groups["token"].Value),
            new("shown", ns[0]), new("shown", ns[1]), new("taken", ns[1]),
        };
        using var marked = await web.Client.PostAsync(
            Address($"/importe/{id}?handler=Choose"), new FormUrlEncodedContent(form), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, marked.StatusCode);

        var applied = await Apply(web, id);
        Assert.Equal((1, 1, 1), (Number(applied, "written"), Number(applied, "chosen"), Number(applied, "badRows")));
        Assert.Equal([SmallKreis.Nordpark.Value, SmallKreis.Hammfeld.Value], [await School(web, "T000004"), await School(web, "T000016")]);
        using var late = await web.Client.PostAsync(
            Address($"/api/v1/imports/{id}/choices"), Body("""{"choice":"Move","take":true}"""), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    [Fact]
    public async Task Programs_ask_for_the_choices_and_take_all_moves()
    {
        await using var web = await WebRegister.Start();
        var id = await Plan(web, Head + $"RKN-0004;T000004;Notebook;{SmallKreis.Hammfeld.Number};1.01;A;;\n");

        var asked = Assert.Single(JsonElement.Parse(await web.Page($"/api/v1/imports/{id}/choices")).EnumerateArray());
        Assert.Equal(("Move", "T000004", false), (
            asked.GetProperty("choice").GetString(), asked.GetProperty("serial").GetString(), asked.GetProperty("chosen").GetBoolean()));
        using var taken = await web.Client.PostAsync(
            Address($"/api/v1/imports/{id}/choices"), Body("""{"choice":"Move","take":true}"""), Cancel);

        Assert.Equal(1, Number(JsonElement.Parse(await taken.Content.ReadAsStringAsync(Cancel)), "rowsToApply"));
        Assert.Equal(HttpStatusCode.NotFound, (await web.Client.PostAsync(
            Address("/api/v1/imports/999999/choices"), Body("""{"choice":"Move","take":true}"""), Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"row":[1],"take":true}""")]
    [InlineData("""{"choice":"moves","take":true}""")]
    [InlineData("""{"choice":"Move"}""")]
    public async Task A_decision_that_says_too_little_decides_nothing(string said)
    {
        await using var web = await WebRegister.Start();
        var id = await Plan(web, Head + $"RKN-0004;T000004;Notebook;{SmallKreis.Hammfeld.Number};1.01;A;;\n");

        using var refused = await web.Client.PostAsync(Address($"/api/v1/imports/{id}/choices"), Body(said), Cancel);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("choices-unreadable", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, Number(JsonElement.Parse(await web.Page($"/api/v1/imports/{id}")), "chosen"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_room_that_only_a_move_needs_is_opened_with_it_and_goes_with_its_undo(bool moves)
    {
        await using var kreis = await UndoRegister.Start();
        var before = await kreis.States();
        var id = await kreis.Plan(Head
            + $"RKN-0004;T000004;Notebook;{SmallKreis.Hammfeld.Number};9.99;C;;\n"
            + $"RKN-0016;T000016;Notebook;{SmallKreis.Hammfeld.Number};8.88;C;;\n");
        var n = (await kreis.Texts($"select n::text from import_row where import = {id} and line = 2 and choice = 'Move'")).Single();
        using var chosen = await kreis.Web.Client.PostAsync(
            Address($"/api/v1/imports/{id}/choices"), Body($$"""{"rows":[{{n}}],"take":{{(moves ? "true" : "false")}} }"""), Cancel);
        Assert.True(chosen.IsSuccessStatusCode);

        var applied = await kreis.Apply(id);

        Assert.Equal((moves ? 1 : 0, 0), (Number(applied, "written"), Number(applied, "refused")));
        var opened = await kreis.Texts("select key from room where number in ('9.99', '8.88') and not is_withdrawn");
        Assert.Equal(moves ? ["DE-NW-173800/C:9.99"] : [], opened);
        if (moves)
        {
            var device = await kreis.Grains.Read<Device.State>(UndoRegister.Device("T000004"), Cancel);
            Assert.Equal(opened, [device!.State.Room!.Value.Value]);
            Assert.Equal(2, Number(await kreis.Undo(id), "written"));
        }
        Assert.Equal(before, await kreis.States());
    }

    [Fact]
    public async Task A_full_list_marks_what_it_leaves_out_and_the_device_page_says_so()
    {
        await using var web = await WebRegister.Start();
        var id = await Plan(web, Head + $"RKN-0004;T000004;Notebook;{SmallKreis.Nordpark.Number};;;;\n", "&full=true&missing=mark");
        var page = await Page(web, $"{id}?status=Missing");
        Assert.Contains("vollständige Liste (Notebook)", page, StringComparison.Ordinal);
        Assert.Contains("seit", page, StringComparison.Ordinal);

        await Apply(web, id);

        var missing = JsonElement.Parse(await web.Page("/api/v1/devices?missing=1")).GetProperty("items").EnumerateArray().ToList();
        Assert.NotEmpty(missing);
        var key = missing[0].GetProperty("key").GetString();
        Assert.Contains("<dt>Vermisst</dt>", await web.Page($"/geraete/{key}"), StringComparison.Ordinal);
        using var refused = await web.Client.PostAsync(
            Address("/api/v1/imports?file=a.csv&full=true&missing=delete"), new ByteArrayContent([1]), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task What_a_full_list_leaves_out_and_was_refused_is_nothing_to_correct_in_the_file()
    {
        await using var kreis = await UndoRegister.Start();
        var id = await kreis.Plan(Head + $"RKN-0004;T000004;Notebook;{SmallKreis.Nordpark.Number};;;;\n", "&full=true&missing=mark");
        await kreis.Progress.Begin(SmallKreis.Authority, id, "tests", Cancel);
        var key = (await kreis.Texts($"select key from import_row where import = {id} and status = 'Missing' limit 1")).Single();
        Assert.True(DeviceKey.TryParse(key, out var missing));
        await kreis.Grains.Send(
            GrainId.Of(SmallKreis.Authority, missing), new Device.Correct(new DeviceDetails { Supplier = "Systemhaus" }), new Why("Petra"),
            Cancel);

        await kreis.Apply(id);
        var applied = await kreis.Ended(id);

        Assert.Equal((1, 1, 0), (Number(applied, "refused"), Number(applied, "badRows"), Number(applied, "correctable")));
        var page = await Page(kreis.Web, $"{id}");
        Assert.DoesNotContain("Korrekturdatei herunterladen", page, StringComparison.Ordinal);
        Assert.Contains("nichts zu berichtigen", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_rooms_are_shown_with_what_may_be_meant_and_new_rows_lead_to_their_devices_afterwards()
    {
        await using var web = await WebRegister.Start();
        var id = await Plan(web, Head + $"N-1;N-1;Tablet;{SmallKreis.Hammfeld.Number};101;A;R-1;\n");
        var before = await Page(web, $"{id}?status=New");
        Assert.Contains("gemeint 1.01, A?", before, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/geraete/d-", before, StringComparison.Ordinal);

        await Apply(web, id);

        Assert.Contains("href=\"/geraete/d-", await Page(web, $"{id}?status=New"), StringComparison.Ordinal);
    }

    private static async Task<long> Plan(WebRegister web, string list, string query = "")
    {
        using var planned = await web.Client.PostAsync(
            Address($"/api/v1/imports?file=liste.csv{query}"), new ByteArrayContent(Encoding.UTF8.GetBytes(list)), Cancel);
        var answer = await planned.Content.ReadAsStringAsync(Cancel);
        Assert.True(planned.IsSuccessStatusCode, answer);
        return JsonElement.Parse(answer).GetProperty("id").GetInt64();
    }

    private static async Task<JsonElement> Apply(WebRegister web, long id)
    {
        using var begun = await web.Client.PostAsync(Address($"/api/v1/imports/{id}/apply"), null, Cancel);
        var applied = JsonElement.Parse(await begun.Content.ReadAsStringAsync(Cancel));
        while (applied.GetProperty("status").GetString() == "Applying")
        {
            await Task.Delay(Look, Cancel);
            applied = JsonElement.Parse(await web.Page($"/api/v1/imports/{id}"));
        }
        return applied;
    }

    private static async Task<string> School(WebRegister web, string serial)
    {
        var found = JsonElement.Parse(await web.Page($"/api/v1/devices?q={serial}")).GetProperty("items");
        return Assert.Single(found.EnumerateArray()).GetProperty("school").GetString()!;
    }

    private static int Number(JsonElement answer, string name) => answer.GetProperty(name).GetInt32();

    /// <summary>Serial numbers of the first and the last row shown.</summary>
    private static string[] FirstAndLast(string page)
    {
        var shown = Serial().Matches(page).Select(match => match.Groups["serial"].Value).ToList();
        return [shown[0], shown[^1]];
    }

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<string> Page(WebRegister web, string address) => WebUtility.HtmlDecode(await web.Page($"/importe/{address}"));

    private static Uri Address(string path) => new(path, UriKind.Relative);

    [GeneratedRegex("<small>Tablet · (?<serial>[^<]+)</small>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Serial();

    [GeneratedRegex("""name="taken" value="(?<n>\d+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Taken();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
