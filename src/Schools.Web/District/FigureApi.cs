using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.Api;
using Schools.Web.Quality;

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
        builder.Services.AddSingleton<RegisterMoment>();
        builder.Services.AddSingleton<WaveQueries>();
        builder.Services.AddSingleton<WaveBoard>();
    }

    public static void MapFigureApi(this WebApplication app) =>
        app.MapGet("/api/v1/figures", List).RequireAuthorization(Access.ViewRollout);

    private static async Task<IResult> List(
        HttpContext context, DistrictFigures figures, QualityBoard quality, TimeProvider clock, string? school, CancellationToken cancel)
    {
        var address = FigureAddress.Read(context.Request.Query, clock);
        if (address.Refusal is { } unreadable)
        {
            return Refusals.Answer(unreadable);
        }
        var authority = context.User.Authority();
        var day = await figures.Of(authority, address, cancel);
        var known = address.IsNow ? await quality.Of(authority, day.Facts, cancel) : null;
        if (school is null)
        {
            return Results.Json<IEnumerable<Figure>>([.. day.Figures, .. Quality(known?.Whole, address.Today)]);
        }
        var one = day.Standings.Where(s => s.School.Key.IsNamed(school)).ToList();
        return one.Count == 0
            ? Refusals.Answer(new Refusal(RefusalCode.SchoolUnknown, school))
            : Results.Json<IEnumerable<Figure>>([.. Figures.Of(one, day.Facts.AsOf), .. Quality(known?.Of(school), address.Today)]);
    }

    /// <summary>Of a past day there is none: the journal does not say what lists left out.</summary>
    private static IEnumerable<Figure> Quality(SchoolQuality? quality, DateOnly today) => quality is null ? [] : [quality.Figure(today)];
}
