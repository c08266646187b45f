using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Schools.Domain;
using Schools.Testing;
using Schools.Web.Exports;

namespace Schools.Web.Tests;

/// <summary>Lists as files over HTTP: the same rows as the page, and read again by the importer.</summary>
public sealed class ExportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/devices.csv", "geraete", SmallKreis.Devices)]
    [InlineData("/api/v1/devices.csv?category=Network&school=DE-NW-173812", "geraete", 5)]
    [InlineData("/api/v1/devices.csv?q=aruba 2930", "geraete", 10)]
    [InlineData("/api/v1/schools.csv", "schulen", 3)]
    [InlineData("/api/v1/schools.csv?own=1", "schulen", 2)]
    [InlineData("/api/v1/rooms.csv", "raeume", 4)]
    [InlineData("/api/v1/rooms.csv?school=DE-NW-173800", "raeume", 3)]
    [InlineData("/api/v1/imports.csv", "importe", 0)]
    [InlineData("/api/v1/licences.csv", "lizenzen", 4)]
    [InlineData("/api/v1/licences.csv?show=Over", "lizenzen", 2)]
    [InlineData("/api/v1/licences.csv?asOf=2026-03-01", "lizenzen", 0)]
    public async Task A_list_is_saved_whole_and_as_filtered(string address, string name, int rows)
    {
        await using var web = await WebRegister.Start();
        var answer = await web.Client.GetAsync(Address(address), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Matches($@"^attachment; filename={name}-\d{{4}}-\d\d-\d\d\.csv$", answer.Content.Headers.ContentDisposition?.ToString());
        var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.StartsWith("\uFEFF", text, StringComparison.Ordinal);
        Assert.Equal(rows + 1, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("InventoryNumber", "asc")]
    [InlineData("Serial", "desc")]
    [InlineData("Lifecycle", "asc")]
    [InlineData("School", "desc")]
    [InlineData("Room", "asc")]
    public async Task The_order_is_that_of_the_page(string sort, string direction)
    {
        await using var web = await WebRegister.Start();
        var query = $"?sort={sort}&dir={direction}";
        var page = JsonElement.Parse(await web.Page($"/api/v1/devices{query}"));
        var rows = Cells(await web.Page($"/api/v1/devices.csv{query}"));
        Assert.Equal(
            page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetString()),
            rows.Take(50).Select(row => row[0]));
        Assert.Equal(SmallKreis.Devices, rows.Count);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task What_was_exported_is_read_again_with_exactly_the_edits(string extension)
    {
        await using var web = await WebRegister.Start();
        var same = await Plan(web, $"geraete.{extension}", await Bytes(web, $"/api/v1/devices.{extension}"));
        Assert.Equal("own-devices", same.GetProperty("profile").GetString());
        Assert.Equal((SmallKreis.Devices, SmallKreis.Devices), (Number(same, "rows"), Number(same, "unchanged")));
        Assert.Equal((0, 0), (same.GetProperty("warnings").GetArrayLength(), same.GetProperty("errors").GetArrayLength()));
        var schools = await Plan(web, $"schulen.{extension}", await Bytes(web, $"/api/v1/schools.{extension}"));
        Assert.Equal(("own-schools", 3), (schools.GetProperty("profile").GetString(), Number(schools, "unchanged")));
    }

    [Fact]
    public async Task One_edited_cell_changes_one_device_and_nothing_else()
    {
        await using var web = await WebRegister.Start();
        var text = await web.Page("/api/v1/devices.csv");
        var edited = Encoding.UTF8.GetBytes("\uFEFF" + text.TrimStart('\uFEFF').Replace("T000005;", "0000T5;", StringComparison.Ordinal));
        var plan = await Plan(web, "geraete.csv", edited);
        Assert.Equal((1, SmallKreis.Devices - 1), (Number(plan, "changed"), Number(plan, "unchanged")));

        var id = plan.GetProperty("id").GetInt64();
        var row = Assert.Single(Cells(await web.Page($"/api/v1/imports/{id}/rows.csv")), row => row[1] == "Geändert");
        Assert.Equal(
            (DeviceKey.For(SmallKreis.Authority, "serial:T000005").Value, "Geräteschlüssel", "Seriennummer: T000005 → 0000T5"),
            (row[3], row[4], row[5]));
        Assert.Equal(2, (await web.Page("/api/v1/imports.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("/api/v1/devices.csv?lifecycle=nonsense", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/api/v1/schools.xlsx?page=-1", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/api/v1/rooms.csv?school=1", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/api/v1/imports/99/rows.csv", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/devices.pdf", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_saved_is_refused(string address, HttpStatusCode status)
    {
        await using var web = await WebRegister.Start();
        var answer = await web.Client.GetAsync(Address(address), Cancel);
        Assert.Equal(status, answer.StatusCode);
        Assert.EndsWith("json", answer.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_lists_are_saved_at_once_than_there_are_turns()
    {
        await using var web = await WebRegister.Start();
        var turns = web.Services.GetRequiredService<ExportTurns>();
        var taken = Enumerable.Range(0, ExportTurns.AtOnce).Select(_ => turns.Take()!).ToList();

        using var busy = await web.Client.GetAsync(Address("/api/v1/devices.csv"), Cancel);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "60"), (busy.StatusCode, busy.Headers.RetryAfter?.ToString()));
        Assert.Contains("exports-busy", await busy.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        taken[0].Dispose();
        Assert.NotEmpty(await web.Page("/api/v1/devices.csv"));
        Assert.NotEmpty(await web.Page("/api/v1/devices.csv"));
    }

    [Fact]
    public async Task A_list_that_takes_too_long_is_given_up_and_frees_its_turn()
    {
        await using var web = await WebRegister.Start(services: all =>
            all.AddSingleton(_ => new ExportTurns(TimeSpan.FromMilliseconds(300))));
        await using (var other = await web.Database.Owner.OpenConnectionAsync(Cancel))
        await using (var transaction = await other.BeginTransactionAsync(Cancel))
        {
            await using var command = new NpgsqlCommand("lock table room", other);
            await command.ExecuteNonQueryAsync(Cancel);
            using var late = await web.Client.GetAsync(Address("/api/v1/rooms.csv"), Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
            Assert.Null(late.Content.Headers.ContentDisposition);
            Assert.Contains("export-too-long", await late.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        var turns = web.Services.GetRequiredService<ExportTurns>();
        Assert.All(Enumerable.Range(0, ExportTurns.AtOnce), _ => Assert.NotNull(turns.Take()));
    }

    [Theory]
    [InlineData("/geraete?q=aruba&sort=Model&page=1", "/api/v1/devices.csv?q=aruba&amp;sort=Model")]
    [InlineData("/schulen?own=1", "/api/v1/schools.xlsx?own=1")]
    [InlineData("/lizenzen?show=Alerts&asOf=2026-10-15", "/api/v1/licences.csv?show=Alerts&amp;asOf=2026-10-15")]
    [InlineData("/schulen/DE-NW-173800", "/api/v1/rooms.csv?school=DE-NW-173800")]
    public async Task Pages_link_the_list_as_it_is_filtered(string page, string link)
    {
        await using var web = await WebRegister.Start();
        Assert.Contains($"href=\"{link}\"", await web.Page(page), StringComparison.Ordinal);
    }

    private static List<string[]> Cells(string text) =>
        [.. text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(';'))];

    private static int Number(JsonElement import, string name) => import.GetProperty(name).GetInt32();

    private static async Task<JsonElement> Plan(WebRegister web, string file, byte[] bytes)
    {
        var answer = await web.Client.PostAsync(Address($"/api/v1/imports?file={file}"), new ByteArrayContent(bytes), Cancel);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static Task<byte[]> Bytes(WebRegister web, string address) => web.Client.GetByteArrayAsync(Address(address), Cancel);

    private static Uri Address(string path) => new(path, UriKind.Relative);
}
