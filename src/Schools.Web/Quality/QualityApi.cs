using Schools.Domain;
using Schools.Grains;
using Schools.Import;
using Schools.Storage.Queries;
using Schools.Web.Api;
using Schools.Web.Exports;

namespace Schools.Web.Quality;

/// <summary>The lists of data quality as files.</summary>
internal static class QualityApi
{
    public const string RuleName = "rule";

    public static void AddQuality(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<QualityQueries>();
        builder.Services.AddSingleton<QualityBoard>();
    }

    public static void MapQualityApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1/data-quality").RequireAuthorization(Access.ViewRollout);
        foreach (var (format, extension) in TableAnswer.Formats)
        {
            api.MapGet(
                $"/schools.{extension}",
                async (HttpContext context, QualityBoard board, TimeProvider clock, CancellationToken cancel) => new TableAnswer(
                    QualityTables.Schools(await board.Of(context.User.Authority(), GermanCalendar.Today(clock), cancel)).Exported(),
                    format));
            api.MapGet(
                $"/{{school}}/rows.{extension}",
                (HttpContext context, QualityBoard board, TimeProvider clock, string school, CancellationToken cancel) =>
                    Rows(context, board, clock, school, format, cancel));
        }
    }

    /// <summary>Why there is no rule of this name.</summary>
    public static Refusal Unknown(string rule) =>
        new(RefusalCode.QualityRuleUnknown, rule, string.Join(", ", QualityRules.All.Select(known => known.Key)));

    private static async Task<IResult> Rows(
        HttpContext context, QualityBoard board, TimeProvider clock, string school, TableFormat format, CancellationToken cancel)
    {
        QualityRule? rule = null;
        if (context.Request.Query[RuleName] is [{ Length: > 0 } name, ..] && (rule = QualityRules.Of(name)) is null)
        {
            return Refusals.Answer(Unknown(name));
        }
        var authority = context.User.Authority();
        var day = await board.Of(authority, GermanCalendar.Today(clock), cancel);
        return day.Of(school) is { School: { } fact }
            ? new TableAnswer(QualityTables.Rows(day, fact, await board.Rows(authority, day, fact, rule, cancel)).Exported(), format)
            : Refusals.Answer(new Refusal(RefusalCode.SchoolUnknown, school));
    }
}
