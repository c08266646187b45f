using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;

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
        builder.Services.AddProblemDetails(o => o.CustomizeProblemDetails = problem =>
            problem.ProblemDetails.Extensions["requestId"] = problem.HttpContext.TraceIdentifier);
        builder.Services.Configure<RouteOptions>(o => o.LowercaseUrls = true);
    }

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseWhen(ForPrograms, branch =>
        {
            branch.UseExceptionHandler();
            branch.UseStatusCodePages();
        });
        app.UseWhen(context => !ForPrograms(context), branch =>
        {
            branch.UseExceptionHandler($"{Address}/500");
            branch.UseStatusCodePagesWithReExecute($"{Address}/{{0}}");
        });
    }

    public static void MapPages(this WebApplication app) => app.MapRazorPages();

    private static bool ForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);
}
