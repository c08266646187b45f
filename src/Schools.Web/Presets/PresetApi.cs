using Schools.Domain;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Api;

namespace Schools.Web.Presets;

/// <param name="Loaded">The authority has wholly taken it in.</param>
public sealed record PresetAnswer(string Name, string Title, string Authority, string Plan, bool Loaded);

/// <param name="Changes">How many facts were new; 0 where all of it was there.</param>
public sealed record PresetLoadedAnswer(string Name, string Title, string Authority, string Plan, int Changes);

/// <summary>Presets for programs.</summary>
internal static class PresetApi
{
    public static void AddPresets(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PresetLoading>();

    public static void MapPresetApi(this WebApplication app)
    {
        var presets = app.MapGroup("/api/v1/presets");
        presets.MapGet("", List).RequireAuthorization(Access.ManagePlans);
        presets.MapPost("/{name}", Load).RequireAuthorization(Access.ManagePlans).DisableAntiforgery();
    }

    private static async Task<IResult> List(HttpContext context, PlanQueries plans, CancellationToken cancel)
    {
        var loaded = PresetLoading.LoadedOf(await plans.All(context.User.Authority(), cancel));
        return Results.Json(Preset.All
            .Select(preset => new PresetAnswer(preset.Name, preset.Title, preset.Authority, preset.Plan, loaded.Contains(preset.Name)))
            .ToList());
    }

    private static async Task<IResult> Load(HttpContext context, PresetLoading loading, string name, CancellationToken cancel)
    {
        if (Preset.Find(name) is not { } preset)
        {
            return Refusals.Answer(new Refusal(RefusalCode.PresetUnknown, name));
        }
        var why = new Why(context.User.Identity!.Name!, Request: context.TraceIdentifier);
        var outcome = await loading.Load(context.User.Authority(), preset, why, cancel);
        return outcome.Refusal is { } refusal
            ? Refusals.Answer(refusal)
            : Results.Json(new PresetLoadedAnswer(preset.Name, preset.Title, preset.Authority, preset.Plan, outcome.Events));
    }
}
