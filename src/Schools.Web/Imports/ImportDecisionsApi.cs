using Schools.Storage;

namespace Schools.Web.Imports;

/// <summary>What is said when a plan is handed in or returned.</summary>
public sealed record CommentGiven(string? Comment);

/// <summary>Deciding about plans, for programs.</summary>
internal static class ImportDecisionsApi
{
    /// <summary>Rows told of a recomputed plan; all of them stand in the two plans.</summary>
    private const int MostDifferences = 1_000;

    public static void Map(RouteGroupBuilder imports)
    {
        imports.MapPost("/{id:long}/apply", Apply).RequireAuthorization(Access.ViewImport).AddEndpointFilter(ImportRights.Guard)
            .DisableAntiforgery();
        imports.MapPost("/{id:long}/replan", Replan).RequireAuthorization(Access.PlanImport).DisableAntiforgery();
        imports.MapPost("/{id:long}/propose", Propose).RequireAuthorization(Access.ProposeImport).DisableAntiforgery();
        imports.MapPost("/{id:long}/approve", Approve).RequireAuthorization(Access.ApproveImport).DisableAntiforgery();
        imports.MapPost("/{id:long}/return", Return).RequireAuthorization(Access.ApproveImport).DisableAntiforgery();
        imports.MapGet("/{id:long}/differences", Differences).RequireAuthorization(Access.ViewImport);
    }

    private static Task<IResult> Apply(
        HttpContext context, ImportDecisions decisions, ImportStore store, long id, CancellationToken cancel) =>
        Begin(context, decisions, store, id, approve: false, cancel);

    private static Task<IResult> Approve(
        HttpContext context, ImportDecisions decisions, ImportStore store, long id, CancellationToken cancel) =>
        Begin(context, decisions, store, id, approve: true, cancel);

    private static async Task<IResult> Begin(
        HttpContext context, ImportDecisions decisions, ImportStore store, long id, bool approve, CancellationToken cancel)
    {
        var authority = context.User.Authority();
        var decided = await decisions.Apply(authority, id, approve, context.User.Identity!.Name!, cancel);
        return await ImportApi.Told(
            store, authority, decided, decided.IsBegun ? StatusCodes.Status202Accepted : StatusCodes.Status200OK, cancel);
    }

    private static async Task<IResult> Replan(
        HttpContext context,
        ImportDecisions decisions,
        ImportStore store,
        long id,
        [AsParameters] ChoicesSaid said,
        CancellationToken cancel)
    {
        var authority = context.User.Authority();
        var decided = await decisions.Replan(authority, id, said, context.User.Identity!.Name!, cancel);
        return await ImportApi.Told(store, authority, decided, StatusCodes.Status201Created, cancel);
    }

    private static async Task<IResult> Propose(
        HttpContext context, ImportDecisions decisions, ImportStore store, long id, CommentGiven? given, CancellationToken cancel)
    {
        var authority = context.User.Authority();
        var decided = await decisions.Propose(authority, id, given?.Comment, context.User.Identity!.Name!, cancel);
        return await ImportApi.Told(store, authority, decided, StatusCodes.Status200OK, cancel);
    }

    private static async Task<IResult> Return(
        HttpContext context, ImportDecisions decisions, ImportStore store, long id, CommentGiven? given, CancellationToken cancel)
    {
        var authority = context.User.Authority();
        var decided = await decisions.Return(authority, id, given?.Comment, context.User.Identity!.Name!, cancel);
        return await ImportApi.Told(store, authority, decided, StatusCodes.Status200OK, cancel);
    }

    private static async Task<IResult> Differences(
        HttpContext context, ImportStore store, ImportReplacing replacing, long id, CancellationToken cancel)
    {
        var authority = context.User.Authority();
        if (await store.Find(authority, id, cancel) is not { } import)
        {
            return ImportApi.Unknown(id);
        }
        var (count, first) = import.Replaces is null ? (0, []) : await replacing.Differences(authority, id, MostDifferences, cancel);
        return Results.Json(new DifferencesAnswer(import.Replaces, import.IsRecomputed, count, first));
    }
}
