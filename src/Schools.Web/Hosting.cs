using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Primitives;
using Schools.Grains;

namespace Schools.Web;

/// <summary>Where the program listens and what every answer carries.</summary>
internal static class Hosting
{
    public const int DefaultPort = 5080;
    private static readonly TimeSpan FileLifetime = TimeSpan.FromDays(365);

    /// <summary>Nothing foreign and nothing inline. Icons of KERN are masks with data addresses.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A published program has its files beside it, wherever it is started; in the working tree they lie in the project.</summary>
    public static string? ContentRoot =>
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null;

    public static int Port(IConfiguration settings) =>
        settings["SCHOOLS_PORT"] is not { Length: > 0 } given ? DefaultPort
        : ushort.TryParse(given, CultureInfo.InvariantCulture, out var port) ? port
        : throw new StartRefusedException($"SCHOOLS_PORT is '{given}': give a number from 0 to 65535, or nothing for {DefaultPort}.");

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        var port = Port(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        // A name that a foreign page points at this machine must not reach an identity that holds all roles.
        builder.Services.Configure<HostFilteringOptions>(o => o.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
    }

    public static void UseHosting(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            context.Response.OnStarting(static state => AddHeaders((HttpContext)state), context);
            if (HoldsNul(context.Request))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }
            if (IsForeignWrite(context.Request))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }
            await next();
        });
        app.Lifetime.ApplicationStarted.Register(() => HostingLog.OnlyLocal(app.Logger, string.Join(' ', app.Urls)));
    }

    public static void UseFiles(this WebApplication app) =>
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v")
                ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={FileLifetime.TotalSeconds:0}, immutable")
                : "public, max-age=3600",
        });

    /// <summary>No address and no question means it, and PostgreSQL takes no text with it.</summary>
    private static bool HoldsNul(HttpRequest request) =>
        (request.Path.Value?.Contains('\0', StringComparison.Ordinal) ?? false)
        || (request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) ?? false);

    /// <summary>A browser says from where a form was sent; a foreign page may not write here, whatever the user is allowed.</summary>
    private static bool IsForeignWrite(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none")
            || request.Headers.Origin is [{ } origin] && !IsOwn(origin, request.Host));

    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var address)
        && string.Equals(address.Authority, host.Value, StringComparison.OrdinalIgnoreCase);

    private static Task AddHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "geolocation=(), microphone=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["X-Request-Id"] = context.TraceIdentifier;
        if (StringValues.IsNullOrEmpty(headers.CacheControl))
        {
            headers.CacheControl = "no-store";
        }
        return Task.CompletedTask;
    }
}

internal static partial class HostingLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message =
        "No sign-in yet: every request from this machine has all roles. Listening on loopback only: {Addresses}")]
    public static partial void OnlyLocal(ILogger logger, string addresses);
}
