using System.Text.Json;
using Schools.Domain;
using Schools.Import;
using Schools.Storage;
using Schools.Web.Api;

namespace Schools.Web.Profiles;

/// <summary>A profile for programs.</summary>
/// <param name="School">The school whose it is; null for the whole authority.</param>
/// <param name="Version">Null for a profile of the program itself.</param>
/// <param name="Document">What is saved, in the form in which it is sent.</param>
/// <param name="Faults">Why this version of the program cannot read it; empty where it can.</param>
public sealed record ProfileAnswer(
    string Name, string? School, int? Version, string Title, JsonElement? Document, DateTimeOffset? ChangedAt, string? ChangedBy,
    IReadOnlyList<ProfileFault> Faults);

/// <summary>Why a profile was not saved.</summary>
public sealed record ProfileRefusal(string Code, string Message, IReadOnlyList<ProfileFault> Faults);

/// <summary>Saved profiles for programs.</summary>
internal static class ProfileApi
{
    public static void AddProfiles(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProfileStore>();
        builder.Services.AddSingleton<SavedProfiles>();
    }

    public static void MapProfileApi(this WebApplication app)
    {
        var profiles = app.MapGroup("/api/v1/profiles");
        profiles.MapGet("", List).RequireAuthorization(Access.ViewImport);
        profiles.MapGet("/{name}", Show).RequireAuthorization(Access.ViewImport);
        profiles.MapPost("", Save).RequireAuthorization(Access.ManageProfiles).DisableAntiforgery();
        profiles.MapDelete("/{name}", Delete).RequireAuthorization(Access.ManageProfiles).DisableAntiforgery();
    }

    private static async Task<IResult> List(HttpContext context, ProfileStore store, CancellationToken cancel)
    {
        var saved = await store.All(context.User.Authority(), cancel);
        return Results.Json(saved.Select(profile => Answer(profile, whole: false)).ToList());
    }

    private static async Task<IResult> Show(
        HttpContext context, ProfileStore store, string name, string? school, CancellationToken cancel)
    {
        if (!TryOf(school, out var of))
        {
            return Refusals.Answer(new Refusal(RefusalCode.SchoolUnknown, school));
        }
        if (await store.Newest(context.User.Authority(), of, name, cancel) is { Document: not null } saved)
        {
            return Results.Json(Answer(saved, whole: true));
        }
        return of is null && ImportProfile.Find(name) is { } built
            ? Results.Json(new ProfileAnswer(built.Name, null, null, built.Title, Json(ProfileReader.Json(built)), null, null, []))
            : Unknown(name);
    }

    private static async Task<IResult> Save(
        HttpContext context, SavedProfiles profiles, string? school, CancellationToken cancel)
    {
        if (!TryOf(school, out var of))
        {
            return Refusals.Answer(new Refusal(RefusalCode.SchoolUnknown, school));
        }
        if (await BodyText.Read(context.Request, ProfileReader.LongestJson, cancel) is not { } json)
        {
            return Refused([new ProfileFault("Datei", $"Ein Profil hat höchstens {ProfileReader.LongestJson / 1024} KB.")]);
        }
        var outcome = await profiles.Save(context.User.Authority(), of, json, context.User.Identity!.Name!, null, cancel);
        return outcome.Profile is { } saved ? Results.Json(Answer(saved, whole: true))
            : outcome.Faults.Count > 0 ? Refused(outcome.Faults)
            : Refusals.Answer("profile-changed", SaveOutcome.Changed, RefusalKind.Conflict);
    }

    private static async Task<IResult> Delete(
        HttpContext context, ProfileStore store, string name, string? school, CancellationToken cancel)
    {
        if (!TryOf(school, out var of))
        {
            return Refusals.Answer(new Refusal(RefusalCode.SchoolUnknown, school));
        }
        var authority = context.User.Authority();
        if (await store.Newest(authority, of, name, cancel) is not { } known)
        {
            return Unknown(name);
        }
        await store.Save(authority, of, name, known.Title, null, context.User.Identity!.Name!, null, cancel);
        return Results.Json(new { name, school = of?.Value });
    }

    internal static bool TryOf(string? school, out SchoolKey? of)
    {
        of = SchoolKey.TryParse(school?.Trim(), out var key) ? key : null;
        return of is not null || string.IsNullOrWhiteSpace(school);
    }

    private static IResult Refused(IReadOnlyList<ProfileFault> faults) => Results.Json(
        new ProfileRefusal("profile-invalid", string.Join('\n', faults), faults), statusCode: StatusCodes.Status422UnprocessableEntity);

    private static IResult Unknown(string name) =>
        Refusals.Answer("profile-unknown", $"Ein Profil „{name}“ ist nicht gespeichert.", RefusalKind.Missing);

    private static ProfileAnswer Answer(StoredProfile saved, bool whole) => new(
        saved.Name, saved.School?.Value, saved.Version, saved.Title, whole ? Json(saved.Document!) : null, saved.ChangedAt,
        saved.ChangedBy, ProfileReader.Read(saved.Document!).Faults);

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
