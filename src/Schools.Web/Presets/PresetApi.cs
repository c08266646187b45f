using Microsoft.AspNetCore.Authorization;
using Schools.Domain;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Api;

namespace Schools.Web.Presets;

/// <param name="Loaded">The authority has wholly taken it in.</param>
public sealed record PresetAnswer(string Name, string Title, string Authority, string? Plan, bool Loaded);

/// <param name="Changes">How many facts were new; 0 where all of it was there.</param>
public sealed record PresetLoadedAnswer(string Name, string Title, string Authority, string? Plan, int Changes);

/// <summary>Presets, and bundles of one's own, for programs.</summary>
internal static class PresetApi
{
    public static void AddPresets(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PresetLoading>();

    public static void MapPresetApi(this WebApplication app)
    {
        var presets = app.MapGroup("/api/v1/presets");
        presets.MapGet("", List).RequireAuthorization(Access.ManagePlans);
        presets.MapPost("", LoadBundle).RequireAuthorization(Access.ManagePlans).DisableAntiforgery();
        presets.MapPost("/{name}", LoadNamed).RequireAuthorization(Access.ManagePlans).DisableAntiforgery();
    }

    private static async Task<IResult> List(HttpContext context, PlanQueries plans, CancellationToken cancel)
    {
        var loaded = PresetLoading.LoadedOf(await plans.All(context.User.Authority(), cancel));
        return Results.Json(Preset.All
            .Select(preset => new PresetAnswer(preset.Name, preset.Title, preset.Authority, preset.Plan, loaded.Contains(preset.Name)))
            .ToList());
    }

    private static async Task<IResult> LoadNamed(HttpContext context, PresetLoading loading, string name, CancellationToken cancel)
    {
        if (Preset.Find(name) is not { } preset)
        {
            return Refusals.Answer(new Refusal(RefusalCode.PresetUnknown, name));
        }
        return await Load(context, loading, preset, cancel);
    }

    /// <summary>A bundle asks of whoever sends it what the pages ask for each kind of its facts.</summary>
    private static async Task<IResult> LoadBundle(
        HttpContext context, PresetLoading loading, IAuthorizationService access, CancellationToken cancel)
    {
        if (await BodyText.Read(context.Request, PresetReader.LongestJson, cancel) is not { } json)
        {
            return Refusals.Answer(PresetReader.TooLarge);
        }
        var read = PresetReader.Read(json);
        if (read.Preset is not { } preset)
        {
            return Refusals.Answer(read.Refusal!);
        }
        foreach (var policy in preset.Entries.Select(entry => PresetKinds.Of(entry.Kind).Policy).Distinct(StringComparer.Ordinal))
        {
            if (!(await access.AuthorizeAsync(context.User, policy)).Succeeded)
            {
                return Results.Forbid();
            }
        }
        return await Load(context, loading, preset, cancel);
    }

    private static async Task<IResult> Load(HttpContext context, PresetLoading loading, Preset preset, CancellationToken cancel)
    {
        var why = new Why(context.User.Identity!.Name!, Request: context.TraceIdentifier);
        var outcome = await loading.Load(context.User.Authority(), preset, why, cancel);
        return outcome.Refusal is { } refusal
            ? Refusals.Answer(refusal.Wire, outcome.German!, refusal.Kind)
            : Results.Json(new PresetLoadedAnswer(preset.Name, preset.Title, preset.Authority, preset.Plan, outcome.Events));
    }
}
