using Schools.Domain;
using Schools.Import;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Api;

namespace Schools.Web.Imports;

/// <summary>A row that asks before it is applied.</summary>
/// <param name="N">Its number in the plan, by which it is chosen.</param>
/// <param name="Choice">The name of a <see cref="PlanChoice"/>.</param>
public sealed record ChoiceAnswer(
    int N, int Line, string Choice, bool Chosen, string? Title, string? Serial, string? School, IReadOnlyList<string> Questions);

/// <summary>What somebody decides.</summary>
/// <param name="Rows">Numbers of rows; without them <paramref name="Choice"/> is owed and means all that ask it.</param>
/// <param name="Choice">The name of a <see cref="PlanChoice"/>: only rows that ask this.</param>
/// <param name="Take">Owed: true takes the rows as the plan proposes, false leaves them.</param>
public sealed record ChoicesGiven(IReadOnlyList<int>? Rows, string? Choice, bool? Take);

/// <summary>Decisions of a preview, for programs.</summary>
internal static class ImportChoicesApi
{
    private const int MostRows = 10_000;

    private static readonly string Unreadable = "Bitte „take“ (true oder false) angeben und dazu „rows“ (Nummern von Zeilen, höchstens "
        + $"{Shown.Count(MostRows)}), „choice“ ({string.Join(", ", Enum.GetNames<PlanChoice>())}) oder beides.";

    public static void Map(RouteGroupBuilder imports)
    {
        imports.MapGet("/{id:long}/choices", List).RequireAuthorization(Access.ViewImport);
        imports.MapPost("/{id:long}/choices", Choose).RequireAuthorization(Access.ViewImport).AddEndpointFilter(ImportRights.Guard)
            .DisableAntiforgery();
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
        // A misspelt name is left out by the JSON reader: what says too little must not answer for every row.
        if (given.Take is not { } take || (given.Rows is null && given.Choice is null) || given.Rows?.Count > MostRows
            || (given.Choice is not null && !Enum.TryParse<PlanChoice>(given.Choice, out _)))
        {
            return Refusals.Answer("choices-unreadable", Unreadable, RefusalKind.Invalid);
        }
        if (await choices.Choose(authority, id, given.Rows, take, cancel, given.Choice) is not null)
        {
            return Results.Json(await ImportApi.Answer(store, authority, id, cancel));
        }
        return await store.Find(authority, id, cancel) is null
            ? ImportApi.Unknown(id)
            : Refusals.Answer(new Refusal(RefusalCode.ImportDecided, $"{id}"));
    }
}
