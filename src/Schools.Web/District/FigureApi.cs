using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.Api;

namespace Schools.Web.District;

/// <summary>The figures of the pages for programs, one object for each.</summary>
internal static class FigureApi
{
    public static void AddFigures(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FactQueries>();
        builder.Services.AddSingleton<ProgressQueries>();
        builder.Services.AddSingleton<OutageQueries>();
        builder.Services.AddSingleton<DistrictFigures>();
        builder.Services.AddSingleton<DistrictMoves>();
        builder.Services.AddSingleton<AllianceQueries>();
        builder.Services.AddSingleton<AllianceCounts>();
        builder.Services.AddSingleton<WaveQueries>();
        builder.Services.AddSingleton<WaveBoard>();
    }

    public static void MapFigureApi(this WebApplication app) =>
        app.MapGet("/api/v1/figures", List).RequireAuthorization(Access.ViewRollout);

    private static async Task<IResult> List(
        HttpContext context, DistrictFigures figures, TimeProvider clock, string? school, CancellationToken cancel)
    {
        var address = FigureAddress.Read(context.Request.Query, clock);
        if (address.Refusal is { } unreadable)
        {
            return Refusals.Answer(unreadable);
        }
        var day = await figures.Of(context.User.Authority(), address, cancel);
        if (school is null)
        {
            return Results.Json(day.Figures);
        }
        var one = day.Standings.Where(s => s.School.Key.Value == school || s.School.Key.Number == school).ToList();
        return one.Count == 0
            ? Refusals.Answer(new Refusal(RefusalCode.SchoolUnknown, school))
            : Results.Json(Figures.Of(one, day.Facts.AsOf));
    }
}
