using Schools.Domain;
using Schools.Grains;
using Schools.Import;
using Schools.Storage.Queries;
using Schools.Web.Api;
using Schools.Web.District;
using Schools.Web.Reports;

namespace Schools.Web.Exports;

/// <summary>The tables of the pages as files, at the moment of the page: <c>?asOf=2022-10-15&amp;known=2022-11-01</c>.</summary>
internal static class TableApi
{
    public static void MapTableApi(this WebApplication app)
    {
        var tables = app.MapGroup("/api/v1/tables").RequireAuthorization(Access.ViewRollout);
        foreach (var (format, extension) in TableAnswer.Formats)
        {
            OfDistrict(tables, "matrix", DistrictTables.Matrix);
            OfDistrict(tables, "slipped", DistrictTables.Slipped);
            OfDistrict(tables, "wlan", DistrictTables.Wlan);
            OfDistrict(tables, "comparison", DistrictTables.Compared);
            tables.MapGet(
                $"/wlan/{{school}}/rooms.{extension}",
                (HttpContext c, DistrictFigures f, RoomQueries r, TimeProvider t, string school, CancellationToken cancel) =>
                    WlanRooms(c, f, r, t, school, format, cancel));
            tables.MapGet(
                $"/standards/{{key}}/gaps.{extension}",
                (HttpContext c, DistrictFigures f, RoomQueries r, TimeProvider t, string key, CancellationToken cancel) =>
                    Standard(c, f, r, t, key, format, cancel));
            tables.MapGet(
                $"/equipment.{extension}",
                async (HttpContext c, SchoolQueries s, TimeProvider t, CancellationToken cancel) => File(
                    StockTables.Equipment(await s.Cockpit(c.User.Authority(), cancel), GermanCalendar.Today(t)), format));
            tables.MapGet(
                $"/licences/{{key}}/assignments.{extension}",
                (HttpContext c, LicenceQueries q, TimeProvider t, string key, CancellationToken cancel) =>
                    Assignments(c, q, t, key, format, cancel));
            tables.MapGet(
                $"/plans/{{key}}/grants.{extension}",
                (HttpContext c, PlanQueries q, TimeProvider t, string key, CancellationToken cancel) => OfPlan(
                    c, q, t, key,
                    (plan, on) => GrantTables.Programmes(GrantStanding.Of(GrantFact.Of(plan.Key, plan.State), on), on), format, cancel));
            tables.MapGet(
                $"/plans/{{key}}/drawdowns.{extension}",
                (HttpContext c, PlanQueries q, TimeProvider t, string key, string? grant, CancellationToken cancel) => OfPlan(
                    c, q, t, key, (plan, on) => GrantTables.Drawdowns(plan.State, grant, on), format, cancel));
            OfWave(tables, "weeks", StockTables.Weeks);
            OfWave(tables, "order", StockTables.Order);

            void OfDistrict(RouteGroupBuilder group, string name, Func<DistrictDay, ReportTable> table) => group.MapGet(
                $"/{name}.{extension}",
                (HttpContext c, DistrictFigures f, TimeProvider t, CancellationToken cancel) =>
                    District(c, f, t, day => Task.FromResult<(ReportTable?, Refusal?)>((table(day), null)), format, cancel));

            void OfWave(RouteGroupBuilder group, string name, Func<WaveView, ReportTable> table) => group.MapGet(
                $"/waves/{{key}}/{name}.{extension}",
                async (HttpContext c, WaveBoard board, TimeProvider t, string key, CancellationToken cancel) =>
                    await board.Find(c.User.Authority(), key, GermanCalendar.Today(t), cancel) is { } wave
                        ? File(table(wave), format)
                        : Refusals.Answer(new Refusal(RefusalCode.WaveUnknown, key)));
        }
    }

    private static TableAnswer File(ReportTable table, TableFormat format) => new(table.Exported(), format);

    /// <param name="table">The table, or why there is none.</param>
    private static async Task<IResult> District(
        HttpContext context, DistrictFigures figures, TimeProvider clock,
        Func<DistrictDay, Task<(ReportTable? Table, Refusal? Missing)>> table, TableFormat format, CancellationToken cancel)
    {
        var address = FigureAddress.Read(context.Request.Query, clock);
        if (address.Refusal is { } refusal)
        {
            return Refusals.Answer(refusal);
        }
        var day = await figures.Of(context.User.Authority(), address, cancel);
        var (found, missing) = await table(day);
        return found is null ? Refusals.Answer(missing!) : File(found, format);
    }

    private static Task<IResult> WlanRooms(
        HttpContext context, DistrictFigures figures, RoomQueries rooms, TimeProvider clock, string school, TableFormat format,
        CancellationToken cancel) => District(
            context,
            figures,
            clock,
            async day => School(day, school) is { } known
                ? (DistrictTables.WlanRooms(day, known, await rooms.OfSchool(context.User.Authority(), known.Key, cancel)), null)
                : (null, new Refusal(RefusalCode.SchoolUnknown, school)),
            format,
            cancel);

    /// <summary><c>?item=KEY</c> for one item, else the first; <c>?school=KEY</c> for the rooms of one school.</summary>
    private static Task<IResult> Standard(
        HttpContext context, DistrictFigures figures, RoomQueries rooms, TimeProvider clock, string key, TableFormat format,
        CancellationToken cancel)
    {
        string? item = context.Request.Query["item"], school = context.Request.Query["school"];
        return District(
            context,
            figures,
            clock,
            async day => (day.Items.FirstOrDefault(i => i.Standard == key && (item is null || i.Item.Key == item)), school) switch
            {
                (null, _) => (null, new Refusal(RefusalCode.StandardUnknown, key)),
                ({ } found, null) => (DistrictTables.Standard(day, found), null),
                ({ } found, _) => School(day, school) is { } known
                    ? (DistrictTables.StandardRooms(
                        day, found, known, await rooms.OfSchool(context.User.Authority(), known.Key, cancel)), null)
                    : (null, new Refusal(RefusalCode.SchoolUnknown, school)),
            },
            format,
            cancel);
    }

    private static async Task<IResult> OfPlan(
        HttpContext context, PlanQueries plans, TimeProvider clock, string key, Func<StoredPlan, DateOnly, ReportTable> table,
        TableFormat format, CancellationToken cancel)
    {
        var address = FigureAddress.Read(context.Request.Query, clock);
        if (address.Refusal is { } refusal)
        {
            return Refusals.Answer(refusal);
        }
        var authority = context.User.Authority();
        var found = address.IsNow ? await plans.Find(authority, key, cancel) : await plans.FindAt(authority, key, address.Moment, cancel);
        return found is { } plan
            ? File(table(plan, address.Moment.AsOf), format)
            : Refusals.Answer(new Refusal(RefusalCode.PlanUnknown, key));
    }

    private static async Task<IResult> Assignments(
        HttpContext context, LicenceQueries licences, TimeProvider clock, string key, TableFormat format, CancellationToken cancel) =>
        LicenceKey.TryParse(key, out var parsed) && await licences.Find(context.User.Authority(), parsed, cancel) is { } found
            ? File(StockTables.Assignments(found, GermanCalendar.Today(clock)), format)
            : Refusals.Answer(new Refusal(RefusalCode.LicenceUnknown, key));

    private static SchoolFact? School(DistrictDay day, string school) =>
        day.Facts.Schools.FirstOrDefault(known => known.Key.IsNamed(school));
}
