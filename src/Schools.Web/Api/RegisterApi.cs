using System.Text.Json;
using System.Text.Json.Serialization;
using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.Api;

public sealed record StatusAnswer(
    string Authority,
    string Name,
    int Schools,
    int Rooms,
    int Devices,
    IReadOnlyDictionary<string, int> ByKind,
    IReadOnlyDictionary<string, int> ByLifecycle);

/// <param name="Total">All that match; with <paramref name="TotalIsExact"/> false at least this many.</param>
public sealed record ListAnswer<T>(int Total, bool TotalIsExact, int Page, int PageSize, IReadOnlyList<T> Items);

/// <summary>The register for programs. The lists are those of the pages, by the same queries.</summary>
internal static class RegisterApi
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void MapRegisterApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapGet("/status", Status).RequireAuthorization(Access.ViewRegister);
        api.MapGet("/schools", Schools).RequireAuthorization(Access.ViewRegister);
        api.MapGet("/devices", Devices).RequireAuthorization(Access.ViewDevice);
        api.MapGet("/devices/{key}", DeviceByKey).RequireAuthorization(Access.ViewDevice);
    }

    private static async Task<IResult> Status(
        HttpContext context, DeviceQueries devices, AuthorityNames names, CancellationToken cancel)
    {
        var authority = context.User.Authority();
        var status = await devices.Status(authority, cancel);
        return Results.Json(
            new StatusAnswer(
                authority.Value,
                await names.OfUser(context.User, cancel),
                status.Schools,
                status.Rooms,
                status.Devices,
                status.ByCategory.ToDictionary(c => c.Key.ToString(), c => c.Value),
                status.ByLifecycle.ToDictionary(c => c.Key.ToString(), c => c.Value)),
            Json);
    }

    private static async Task<IResult> Schools(HttpContext context, SchoolQueries schools, CancellationToken cancel)
    {
        var address = SchoolListAddress.Read(context.Request.Query);
        if (address.Errors.Count > 0)
        {
            return Refusals.Unreadable(address.Errors);
        }
        var page = await schools.List(context.User.Authority(), address.Filter, cancel);
        return Answer(page);
    }

    private static async Task<IResult> Devices(HttpContext context, DeviceQueries devices, CancellationToken cancel)
    {
        var address = DeviceListAddress.Read(context.Request.Query);
        if (address.Errors.Count > 0)
        {
            return Refusals.Unreadable(address.Errors);
        }
        var page = await devices.Page(context.User.Authority(), address.Filter, cancel);
        return Answer(page);
    }

    private static async Task<IResult> DeviceByKey(HttpContext context, string key, DeviceQueries devices, CancellationToken cancel) =>
        DeviceKey.TryParse(key, out var device) && await devices.Find(context.User.Authority(), device, cancel) is { } found
            ? Results.Text(JsonSerializer.Serialize(found.State, DomainJson.Default.DeviceState), "application/json")
            : Refusals.Answer(new Refusal(RefusalCode.DeviceUnknown, key));

    private static IResult Answer<T>(Page<T> page) => Results.Json(
        new ListAnswer<T>(Math.Min(page.Counted, Paging.CountUpTo - 1), page.IsExact, page.Number, Paging.Size, page.Rows), Json);
}
