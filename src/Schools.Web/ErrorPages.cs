using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;
using Npgsql;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;

namespace Schools.Web;

/// <summary>Errors as German pages for people and problem documents for programs, both with the id that the log knows.</summary>
internal static class ErrorPages
{
    public const string Address = "/fehler";

    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorPages();
        // German letters stay letters; what means something in HTML is escaped all the same.
        builder.Services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddProblemDetails(o => o.CustomizeProblemDetails = Describe);
    }

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseWhen(ForPrograms, branch =>
        {
            branch.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = Status });
            branch.UseStatusCodePages();
        });
        app.UseWhen(context => !ForPrograms(context), branch =>
        {
            branch.UseExceptionHandler($"{Address}/500");
            branch.UseStatusCodePagesWithReExecute($"{Address}/{{0}}");
        });
    }

    public static void MapPages(this WebApplication app) => app.MapRazorPages();

    /// <summary>An outage is no fault of the program: the same request may succeed in a minute.</summary>
    public static int Status(Exception failure) => failure switch
    {
        GrainUnavailableException => StatusCodes.Status503ServiceUnavailable,
        NpgsqlException outage when Database.IsAway(outage) => StatusCodes.Status503ServiceUnavailable,
        BadHttpRequestException bad => bad.StatusCode,
        { InnerException: BadHttpRequestException bad } => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static void Describe(ProblemDetailsContext problem)
    {
        problem.ProblemDetails.Extensions["requestId"] = problem.HttpContext.TraceIdentifier;
        if (problem.ProblemDetails.Status == StatusCodes.Status503ServiceUnavailable)
        {
            var away = new Refusal(RefusalCode.DatabaseUnavailable);
            problem.ProblemDetails.Extensions["code"] = away.Wire;
            problem.ProblemDetails.Extensions["message"] = away.German;
        }
    }

    private static bool ForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);
}
