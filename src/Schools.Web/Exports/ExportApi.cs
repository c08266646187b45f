using Schools.Domain;
using Schools.Grains;
using Schools.Import;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Api;
using Schools.Web.District;

namespace Schools.Web.Exports;

/// <summary>Every list as a file, by the address of the list with <c>.csv</c> or <c>.xlsx</c> behind its name.</summary>
internal static class ExportApi
{
    public static void AddExports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => new ExportTurns(TimeSpan.FromSeconds(StorageLimits.ExportTimeoutSeconds)));
        builder.Services.AddSingleton<ExportQueries>();
    }

    public static void MapExportApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        foreach (var (format, extension) in TableAnswer.Formats)
        {
            api.MapGet($"/devices.{extension}", (HttpContext c, ExportQueries q, CancellationToken cancel) => Devices(c, q, format, cancel))
                .RequireAuthorization(Access.ViewDevice);
            api.MapGet($"/schools.{extension}", (HttpContext c, ExportQueries q, CancellationToken cancel) => Schools(c, q, format, cancel))
                .RequireAuthorization(Access.ViewRegister);
            api.MapGet($"/rooms.{extension}", (HttpContext c, ExportQueries q, CancellationToken cancel) => Rooms(c, q, format, cancel))
                .RequireAuthorization(Access.ViewRegister);
            api.MapGet($"/imports.{extension}", (HttpContext c, ExportQueries q, CancellationToken cancel) => Imports(c, q, format, cancel))
                .RequireAuthorization(Access.ViewImport);
            api.MapGet(
                    $"/plans/{{key}}/monitoring.{extension}",
                    (HttpContext c, PlanQueries q, DistrictFigures f, TimeProvider t, string key, CancellationToken cancel) =>
                        Plan(c, q, f, t, key, format, cancel))
                .RequireAuthorization(Access.ViewRollout);
            api.MapGet(
                    $"/waves.{extension}",
                    (HttpContext c, WaveBoard w, TimeProvider clock, CancellationToken cancel) => Waves(c, w, clock, format, cancel))
                .RequireAuthorization(Access.ViewRollout);
            api.MapGet(
                    $"/imports/{{id:long}}/rows.{extension}",
                    (HttpContext c, ImportStore s, ImportRowQueries q, long id, CancellationToken cancel) =>
                        ImportRows(c, s, q, id, format, cancel))
                .RequireAuthorization(Access.ViewImport);
        }
    }

    private static IResult Devices(HttpContext context, ExportQueries export, TableFormat format, CancellationToken cancel)
    {
        var address = DeviceListAddress.Read(context.Request.Query);
        return address.Errors.Count > 0
            ? Refusals.Unreadable(address.Errors)
            : new TableAnswer(ExportTable.Devices(export.Devices(context.User.Authority(), address.Filter, cancel)), format);
    }

    private static IResult Schools(HttpContext context, ExportQueries export, TableFormat format, CancellationToken cancel)
    {
        var address = SchoolListAddress.Read(context.Request.Query);
        return address.Errors.Count > 0
            ? Refusals.Unreadable(address.Errors)
            : new TableAnswer(ExportTable.Schools(export.Schools(context.User.Authority(), address.Filter, cancel)), format);
    }

    private static IResult Rooms(HttpContext context, ExportQueries export, TableFormat format, CancellationToken cancel)
    {
        SchoolKey? school = null;
        if (context.Request.Query["school"] is [{ Length: > 0 } text, ..])
        {
            if (!SchoolKey.TryParse(text, out var key))
            {
                return Refusals.Unreadable([$"Schule: „{text}“ ist kein bekannter Wert."]);
            }
            school = key;
        }
        return new TableAnswer(ExportTable.Rooms(export.Rooms(context.User.Authority(), school, cancel)), format);
    }

    private static TableAnswer Imports(HttpContext context, ExportQueries export, TableFormat format, CancellationToken cancel) =>
        new TableAnswer(ExportTable.Imports(export.Imports(context.User.Authority(), cancel)), format);

    private static async Task<IResult> Plan(
        HttpContext context, PlanQueries plans, DistrictFigures figures, TimeProvider clock, string key, TableFormat format,
        CancellationToken cancel)
    {
        var address = FigureAddress.Read(context.Request.Query, clock);
        if (address.Refusal is { } unreadable)
        {
            return Refusals.Answer(unreadable);
        }
        var authority = context.User.Authority();
        var found = address.IsNow ? await plans.Find(authority, key, cancel) : await plans.FindAt(authority, key, address.Moment, cancel);
        return found is { } plan
            ? new TableAnswer(
                PlanTable.Monitoring(plan, new PlanIndicators((await figures.Of(authority, address, cancel)).Figures)), format)
            : Refusals.Answer(new Refusal(RefusalCode.PlanUnknown, key));
    }

    /// <param name="context">With <c>?wave=KEY</c> one wave, else all.</param>
    private static async Task<IResult> Waves(
        HttpContext context, WaveBoard board, TimeProvider clock, TableFormat format, CancellationToken cancel)
    {
        var (authority, today) = (context.User.Authority(), GermanCalendar.Today(clock));
        if (context.Request.Query["wave"] is not [{ Length: > 0 } key, ..])
        {
            return new TableAnswer(WaveReport.Table(await board.All(authority, today, cancel)), format);
        }
        return await board.Find(authority, key, today, cancel) is { } wave
            ? new TableAnswer(WaveReport.Table([wave]), format)
            : Refusals.Answer(new Refusal(RefusalCode.WaveUnknown, key));
    }

    private static async Task<IResult> ImportRows(
        HttpContext context, ImportStore store, ImportRowQueries queries, long id, TableFormat format, CancellationToken cancel) =>
        await store.Find(context.User.Authority(), id, cancel) is { } import
            ? new TableAnswer(ExportTable.PlannedRows(queries, context.User.Authority(), import, cancel), format)
            : Refusals.Answer(new Refusal(RefusalCode.ImportUnknown, $"{id}"));
}
