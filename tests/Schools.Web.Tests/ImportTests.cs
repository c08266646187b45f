using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Testing;

namespace Schools.Web.Tests;

public sealed class ImportTests
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_room_that_could_not_be_opened_is_told_with_the_rows_that_need_it()
    {
        await using var web = await WebRegister.Start();
        var list = Encoding.UTF8.GetBytes(
            "Inventarnummer;Seriennummer;Gerätetyp;Schulnummer;Raum\n"
            + $"I-1;I-1;Tablet;{SmallKreis.Hammfeld.Number};9.99\nI-2;I-2;Tablet;{SmallKreis.Hammfeld.Number};9.98\n");
        var plan = await Json(await web.Client.PostAsync(Address("/api/v1/imports?file=a.csv"), new ByteArrayContent(list), Cancel));
        var id = plan.GetProperty("id").GetInt64();
        Assert.DoesNotContain("Nicht angelegte Räume", await Page(web, id), StringComparison.Ordinal);
        // Between plan and apply somebody opens a room of that number whose key is another.
        var other = RoomKey.For(SmallKreis.Hammfeld, null, "9.99", 1);
        var opened = await web.Services.GetRequiredService<IGrains>().Send(
            GrainId.Of(SmallKreis.Authority, other),
            new Room.Describe(other, new Room.Details { Number = "9.99" }),
            new Why("tests"),
            Cancel);
        Assert.Null(opened.Refusal);

        var applied = await Json(await web.Client.PostAsync(Address($"/api/v1/imports/{id}/apply"), null, Cancel));
        while (applied.GetProperty("status").GetString() == nameof(ImportStatus.Applying))
        {
            await Task.Delay(Look, Cancel);
            applied = JsonElement.Parse(await web.Page($"/api/v1/imports/{id}"));
        }

        Assert.Equal((1, 1), (applied.GetProperty("written").GetInt32(), applied.GetProperty("refused").GetInt32()));
        Assert.Equal(
            ["2 Raum 9.99 room-number-taken", "2   room-unknown"],
            applied.GetProperty("errors").EnumerateArray().Select(error =>
                $"{error.GetProperty("line")} {error.GetProperty("column")} {error.GetProperty("value")} {error.GetProperty("code")}"));
        var page = await Page(web, id);
        Assert.Contains("Nicht angelegte Räume", page, StringComparison.Ordinal);
        Assert.Contains("Zeile 2, Raum 9.99: Die Raumnummer 9.99 gibt es an dieser Schule schon.", page, StringComparison.Ordinal);
    }

    private static async Task<string> Page(WebRegister web, long id) => WebUtility.HtmlDecode(await web.Page($"/importe/{id}"));

    private static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        using (answer)
        {
            return JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        }
    }

    private static Uri Address(string path) => new(path, UriKind.Relative);
}
