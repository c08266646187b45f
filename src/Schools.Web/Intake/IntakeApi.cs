using System.Globalization;
using System.Security.Cryptography;
using Schools.Domain;
using Schools.Import;
using Schools.Storage;
using Schools.Web.Api;
using Schools.Web.Imports;

namespace Schools.Web.Intake;

/// <summary>A file of the intake for programs.</summary>
/// <param name="Status">Planned or Refused; Arrived while the system asks to come again.</param>
/// <param name="Message">Why it was not taken and what to do, in German.</param>
public sealed record IntakeAnswer(
    long Id, string File, string Source, string? Profile, string Status, string? Message, DateTimeOffset ArrivedAt,
    IReadOnlyList<IntakeImportAnswer> Imports);

public sealed record IntakeImportAnswer(long Id, string File, string Status);

/// <summary>The intake for programs that bring files by themselves.</summary>
internal static class IntakeApi
{
    private const string Source = "api";

    public static void AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IntakeStore>();
        builder.Services.AddSingleton<Deliveries>();
        builder.Services.AddSingleton(services => IntakeSettings.Of(services.GetRequiredService<IConfiguration>()));
        builder.Services.AddHostedService<IntakeWatch>();
    }

    public static void MapIntakeApi(this WebApplication app)
    {
        var intake = app.MapGroup("/api/v1/intake");
        intake.MapPost("", Take).RequireAuthorization(Access.PlanImport).DisableAntiforgery()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(Uploads.MostTaken));
        intake.MapGet("", List).RequireAuthorization(Access.ViewImport);
    }

    /// <param name="modified">When the file was written; sent again with the same day, name and content it is not planned again.</param>
    private static async Task<IResult> Take(
        HttpContext context, Deliveries deliveries, TimeProvider clock, string? file, string? profile, string? modified,
        CancellationToken cancel)
    {
        if (file is not { Length: > 0 and <= IntakeLimits.LongestName } || file is "." or ".." || file.Any(char.IsControl)
            || file.AsSpan().ContainsAny('/', '\\', ':'))
        {
            return Refusals.Answer(
                "file-name", $"Bitte mit file einen Dateinamen ohne Ordner angeben, höchstens {IntakeLimits.LongestName} Zeichen.",
                RefusalKind.Invalid);
        }
        var written = clock.GetUtcNow();
        if (modified is not null
            && !DateTimeOffset.TryParse(modified, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out written))
        {
            return Refusals.Answer(
                "modified", $"„{modified}“ ist kein Zeitpunkt. Bitte wie 2026-11-22T10:00:00Z angeben.", RefusalKind.Invalid);
        }
        if (await Uploads.Receive(context.Request, cancel) is not { } content)
        {
            return Refusals.Answer(SourceText.TooLarge.Code.Code, SourceText.TooLarge.Message, RefusalKind.TooLarge);
        }
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
        content.Position = 0;
        var arriving = new ArrivingFile(Source, file, hash, written, string.IsNullOrEmpty(profile) ? null : profile);
        var entry = await deliveries.Take(context.User.Authority(), arriving, content, context.User.Identity!.Name!, cancel);
        return Results.Json(Answer(entry), statusCode: entry.Status switch
        {
            IntakeStatus.Planned => StatusCodes.Status201Created,
            IntakeStatus.Refused => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status503ServiceUnavailable,
        });
    }

    private static async Task<IResult> List(HttpContext context, IntakeStore store, CancellationToken cancel) =>
        Results.Json((await store.Recent(context.User.Authority(), IntakeLimits.Shown, cancel)).Select(Answer).ToList());

    private static IntakeAnswer Answer(IntakeEntry entry) => new(
        entry.Id, entry.File.Name, entry.File.Source, entry.File.Profile, entry.Status.ToString(), entry.Reason, entry.ArrivedAt,
        [.. entry.Imports.Select(import => new IntakeImportAnswer(import.Id, import.FileName, import.Status.ToString()))]);
}
