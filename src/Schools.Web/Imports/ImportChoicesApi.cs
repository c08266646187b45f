using Schools.Domain;
using Schools.Import;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Api;

namespace Schools.Web.Imports;

/// <summary>A row that asks before it is applied.</summary>
/// <param name="N">Its number in the plan, by which it is chosen.</param>
/// <param name="Choice">Move: known at another school. Doubt: a stored value against one that looks damaged.</param>
public sealed record ChoiceAnswer(
    int N, int Line, string Choice, bool Chosen, string? Title, string? Serial, string? School, IReadOnlyList<string> Questions);

/// <summary>What somebody decides.</summary>
/// <param name="Rows">Numbers of rows; null for all that ask.</param>
/// <param name="Choice">Only rows that ask this; null for every question.</param>
/// <param name="Take">True takes the rows as the plan proposes, false leaves them.</param>
public sealed record ChoicesGiven(IReadOnlyList<int>? Rows, string? Choice, bool Take = true);

/// <summary>Decisions of a preview, for programs.</summary>
internal static class ImportChoicesApi
{
    private const int MostRows = 10_000;

    public static void Map(RouteGroupBuilder imports)
    {
        imports.MapGet("/{id:long}/choices", List).RequireAuthorization(Access.ViewImport);
        imports.MapPost("/{id:long}/choices", Choose).RequireAuthorization(Access.ApplyImport).DisableAntiforgery();
    }

    private static async Task<IResult> List(
        HttpContext context, ImportStore store, ImportRowQueries rows, long id, string? choice, CancellationToken cancel)
    {
        var authority = context.User.Authority();
        if (await store.Find(authority, id, cancel) is null)
        {
            return ImportApi.Unknown(id);
        }
        var kinds = choice is null ? Enum.GetNames<PlanChoice>() : [choice];
        List<ChoiceAnswer> asked = [];
        foreach (var kind in kinds)
        {
            var page = await rows.Page(authority, id, null, new ImportRowFilter { Choice = kind }, 0, MostRows, cancel);
            asked.AddRange(page.Select(Asked));
        }
        return Results.Json(asked);
    }

    private static ChoiceAnswer Asked(ImportRow row)
    {
        var shown = row.Shown is null ? null : PlanJson.Shown(row.Shown);
        return new ChoiceAnswer(
            row.N, row.Line, row.Choice!, row.IsChosen, shown?.Title, shown?.Subject?.Serial, shown?.Subject?.School,
            [.. PlanJson.Issues(row.Issues).Select(issue => issue.Message)]);
    }

    private static async Task<IResult> Choose(
        HttpContext context, ImportStore store, ImportChoices choices, long id, ChoicesGiven given, CancellationToken cancel)
    {
        var authority = context.User.Authority();
        if (await choices.Choose(authority, id, given.Rows, given.Take, cancel, given.Choice) is not null)
        {
            return Results.Json(await ImportApi.Answer(store, authority, id, cancel));
        }
        return await store.Find(authority, id, cancel) is null
            ? ImportApi.Unknown(id)
            : Refusals.Answer(new Refusal(RefusalCode.ImportDecided, $"{id}"));
    }
}
