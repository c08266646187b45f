using System.Globalization;
using System.Net;
using System.Text.Json;
using Schools.Domain;
using Schools.Testing;

namespace Schools.Web.Tests;

public sealed class ApiTests
{
    [Fact]
    public async Task Status_counts_the_register()
    {
        await using var web = await WebRegister.Start();
        var status = JsonElement.Parse(await web.Page("/api/v1/status"));
        Assert.Equal("rkn", status.GetProperty("authority").GetString());
        Assert.Equal([3, 4, 60], new[] { "schools", "rooms", "devices" }.Select(name => status.GetProperty(name).GetInt32()));
        Assert.Equal(20, status.GetProperty("byKind").GetProperty("Notebook").GetInt32());
        Assert.Equal(7, status.GetProperty("byLifecycle").GetProperty("Defective").GetInt32());
    }

    [Fact]
    public async Task Lists_are_those_of_the_pages()
    {
        await using var web = await WebRegister.Start();
        var devices = JsonElement.Parse(await web.Page("/api/v1/devices?category=Network&sort=Serial"));
        Assert.Equal(20, devices.GetProperty("total").GetInt32());
        Assert.True(devices.GetProperty("totalIsExact").GetBoolean());
        Assert.Equal("T000003", devices.GetProperty("items")[0].GetProperty("serial").GetString());
        Assert.Equal("AccessPoint", devices.GetProperty("items")[0].GetProperty("category").GetString());
        var schools = JsonElement.Parse(await web.Page("/api/v1/schools?own=1"));
        Assert.Equal(2, schools.GetProperty("total").GetInt32());
        var device = JsonElement.Parse(await web.Page($"/api/v1/devices/{SmallKreis.Travelled}"));
        Assert.Equal("T000001", device.GetProperty("details").GetProperty("serial").GetString());
    }

    [Theory]
    [InlineData("InventoryNumber", "inventoryNumber")]
    [InlineData("Serial", "serial")]
    [InlineData("Model", "manufacturer", "model")]
    [InlineData("School", "schoolName")]
    [InlineData("Room", "roomNumber")]
    [InlineData("Lifecycle", "lifecycle")]
    public async Task Devices_are_sorted_both_ways_with_what_is_unknown_last(string order, params string[] fields)
    {
        await using var web = await WebRegister.Start();
        foreach (var direction in new[] { "asc", "desc" })
        {
            List<string> values = [];
            foreach (var page in new[] { 1, 2 })
            {
                var answer = JsonElement.Parse(await web.Page($"/api/v1/devices?sort={order}&dir={direction}&page={page}"));
                values.AddRange(answer.GetProperty("items").EnumerateArray().Select(item =>
                    string.Join(' ', fields.Select(f => Value(item, f)))));
            }
            Assert.Equal(SmallKreis.Devices, values.Count);
            var known = values.TakeWhile(v => v.Length > 0).ToList();
            Assert.All(values.Skip(known.Count), Assert.Empty);
            var sorted = known.Order(StringComparer.Ordinal).ToList();
            Assert.Equal(direction == "asc" ? sorted : Enumerable.Reverse(sorted), known);
        }
    }

    /// <summary>A field as text that sorts as it should; a lifecycle by its place on the way.</summary>
    private static string Value(JsonElement device, string field) =>
        !device.TryGetProperty(field, out var value) ? ""
        : field == "lifecycle" ? ((int)Enum.Parse<DeviceLifecycle>(value.GetString()!)).ToString("00", CultureInfo.InvariantCulture)
        : value.GetString()!;

    [Theory]
    [InlineData("/api/v1/devices?lifecycle=nonsense", HttpStatusCode.UnprocessableEntity, "„nonsense“ ist kein bekannter Wert")]
    [InlineData("/api/v1/schools?page=-1", HttpStatusCode.UnprocessableEntity, "Seite „-1“ gibt es nicht")]
    [InlineData("/api/v1/devices/x", HttpStatusCode.NotFound, "device-unknown")]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound, "requestId")]
    public async Task Errors_say_what_is_wrong(string address, HttpStatusCode status, string contained)
    {
        await using var web = await WebRegister.Start();
        var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.EndsWith("json", answer.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var told = string.Join(' ', problem.EnumerateObject().Select(p => $"{p.Name} {p.Value}"));
        Assert.Contains(contained, told, StringComparison.Ordinal);
    }
}
