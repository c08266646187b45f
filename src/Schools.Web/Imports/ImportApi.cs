using Schools.Domain;
using Schools.Grains;
using Schools.Import;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Api;

namespace Schools.Web.Imports;

/// <summary>Imports and the authority for programs, first of all for the command line.</summary>
internal static class ImportApi
{
    /// <summary>Rows told in an answer; the corrected-rows file has them all.</summary>
    private const int MostIssues = 10_000;
    private const int ListLength = 100;

    public static void AddImports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SnapshotQueries>();
        builder.Services.AddSingleton<ImportStore>();
        builder.Services.AddSingleton<ImportProgress>();
        builder.Services.AddSingleton<ImportChoices>();
        builder.Services.AddSingleton<ImportRowQueries>();
        builder.Services.AddSingleton<ImportFiles>();
        builder.Services.AddSingleton<ImportReplacing>();
        builder.Services.AddSingleton<ImportProposals>();
        builder.Services.AddSingleton<ImportDecisions>();
        builder.Services.AddScoped<ImportRights>();
        builder.Services.AddSingleton<ImportPlanning>();
        builder.Services.AddSingleton<UndoQueries>();
        builder.Services.AddSingleton<UndoStore>();
        builder.Services.AddSingleton<UndoPlanning>();
        builder.Services.AddSingleton<ImportRunner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ImportRunner>());
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ImportJson.Default));
    }

    public static void MapImportApi(this WebApplication app)
    {
        var imports = app.MapGroup("/api/v1/imports");
        imports.MapPost("", Plan).RequireAuthorization(Access.PlanImport).DisableAntiforgery()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(Uploads.MostTaken));
        imports.MapGet("", Recent).RequireAuthorization(Access.ViewImport);
        imports.MapGet("/{id:long}", Show).RequireAuthorization(Access.ViewImport);
        imports.MapGet("/{id:long}/text", Text).RequireAuthorization(Access.ViewImport);
        imports.MapGet("/{id:long}/corrected", Corrected).RequireAuthorization(Access.ViewImport);
        ImportDecisionsApi.Map(imports);
        ImportChoicesApi.Map(imports);
        imports.MapPost("/{id:long}/cancel", Cancel).RequireAuthorization(Access.ViewImport).AddEndpointFilter(ImportRights.Guard)
            .DisableAntiforgery();
        imports.MapPost("/{id:long}/undo", Undo).RequireAuthorization(Access.UndoImport).DisableAntiforgery();
        app.MapPost("/api/v1/authority", Describe).RequireAuthorization(Access.ManageAuthority).DisableAntiforgery();
    }

    /// <param name="file">What the file is called; the body is the file.</param>
    private static async Task<IResult> Plan(
        HttpContext context,
        ImportPlanning planning,
        ImportStore store,
        string? file,
        [AsParameters] ChoicesSaid said,
        CancellationToken cancel)
    {
        var choices = DialectChoices.Parse(said.Encoding, said.Delimiter, said.HeaderLine, said.Sheet, said.DateOrder);
        if (choices.Refusal is { } wrong)
        {
            return Refusals.Answer(wrong.Code.Code, wrong.Message, RefusalKind.Invalid);
        }
        var (full, unclear) = FullList.Parse(said.Full ?? false, said.Missing);
        if (unclear is not null)
        {
            return Refusals.Answer(unclear.Code.Code, unclear.Message, RefusalKind.Invalid);
        }
        var (holdsFrom, noDay) = ListDay.Parse(said.HoldsFrom);
        if (noDay is not null)
        {
            return Refusals.Answer(noDay.Code.Code, noDay.Message, RefusalKind.Invalid);
        }
        if (await Uploads.Receive(context.Request, cancel) is not { } content)
        {
            return Refusals.Answer(SourceText.TooLarge.Code.Code, SourceText.TooLarge.Message, RefusalKind.TooLarge);
        }
        var authority = context.User.Authority();
        var given = new ImportFile(
            file ?? "datei", content, said.Profile, said.School, said.Own ?? false, choices.Required, full, holdsFrom);
        var (isZip, planned) = await planning.PlanAll(authority, given, context.User.Identity!.Name!, cancel);
        if (isZip)
        {
            return Results.Json(
                new DeliveryAnswer(await Answers(store, authority, planned, cancel)), statusCode: StatusCodes.Status201Created);
        }
        return planned[0].Refused is { } refused
            ? Refusals.Answer(refused.Code, refused.Message, refused.Kind)
            : Results.Created($"/api/v1/imports/{planned[0].Id}", await Answer(store, authority, planned[0].Id!.Value, cancel));
    }

    private static async Task<List<DeliveredAnswer>> Answers(
        ImportStore store, AuthorityKey authority, IReadOnlyList<PlannedFile> planned, CancellationToken cancel)
    {
        List<DeliveredAnswer> answers = [];
        foreach (var (name, id, refused) in planned)
        {
            var import = id is { } known ? await Answer(store, authority, known, cancel) : null;
            answers.Add(new DeliveredAnswer(name, import, refused?.Code, refused?.Message));
        }
        return answers;
    }

    private static async Task<IResult> Recent(HttpContext context, ImportStore store, CancellationToken cancel)
    {
        var imports = await store.Recent(context.User.Authority(), ListLength, cancel);
        return Results.Json(imports.Select(i => new ImportListItem(
            i.Id, i.FileName, i.Status, PlanJson.Head(i.Plan).Counts.Rows, i.Written, i.Refused, i.PlannedAt, i.PlannedBy,
            i.Undoes, i.UndoneBy)).ToList());
    }

    private static async Task<IResult> Show(
        HttpContext context, ImportStore store, ImportProposals proposals, long id, CancellationToken cancel)
    {
        var authority = context.User.Authority();
        return await Answer(store, authority, id, cancel) is { } answer
            ? Results.Json(answer with { Steps = await proposals.Steps(authority, id, cancel) })
            : Unknown(id);
    }

    private static async Task<IResult> Text(HttpContext context, ImportStore store, long id, CancellationToken cancel) =>
        await store.Preview(context.User.Authority(), id, cancel) is { } text ? Results.Text(text) : Unknown(id);

    private static async Task<IResult> Corrected(HttpContext context, ImportStore store, long id, CancellationToken cancel) =>
        await CorrectedRowsFile.Of(store, context.User.Authority(), id, cancel) is { } file
            ? Results.File(file.Bytes, file.ContentType, file.Name)
        : await store.Find(context.User.Authority(), id, cancel) is null ? Unknown(id)
        : Refusals.Answer("nothing-to-correct", $"Import {id} hat keine Zeilen zu berichtigen.", RefusalKind.Missing);

    private static async Task<IResult> Cancel(
        HttpContext context, ImportStore store, ImportProgress progress, ImportRunner runner, long id, CancellationToken cancel)
    {
        var authority = context.User.Authority();
        await progress.Cancel(authority, id, cancel);
        await runner.LetGo(id).WaitAsync(cancel);
        return await Answer(store, authority, id, cancel) is { } answer ? Results.Json(answer) : Unknown(id);
    }

    /// <summary>Plans the undo of an import; it is applied like any other plan.</summary>
    /// <param name="conflicts">Takes back rows that were changed since as well.</param>
    private static async Task<IResult> Undo(
        HttpContext context,
        UndoPlanning planning,
        ImportChoices choices,
        ImportStore store,
        ImportRunner runner,
        long id,
        bool? conflicts,
        CancellationToken cancel)
    {
        var authority = context.User.Authority();
        await runner.LetGo(id).WaitAsync(cancel);
        var (undo, refused) = await planning.Plan(authority, id, context.User.Identity!.Name!, cancel);
        if (refused is not null)
        {
            return Refusals.Answer(refused);
        }
        if (conflicts is { } all)
        {
            await choices.Choose(authority, undo!.Value, null, all, cancel);
        }
        return Results.Created($"/api/v1/imports/{undo}", await Answer(store, authority, undo!.Value, cancel));
    }

    private static async Task<IResult> Describe(HttpContext context, IGrains grains, Authority.Details given, CancellationToken cancel)
    {
        var authority = context.User.Authority();
        var why = new Why(context.User.Identity!.Name!, Request: context.TraceIdentifier);
        var outcome = await grains.Send(GrainId.Of(authority), new Authority.Describe(given), why, cancel);
        if (outcome.Refusal is { } refusal)
        {
            return Refusals.Answer(refusal);
        }
        var state = await grains.Read<Authority.State>(GrainId.Of(authority), cancel);
        var details = state!.State.Details;
        return Results.Json(new { authority = authority.Value, name = details.Name, importApproval = details.ImportApproval?.ToString() });
    }

    internal static async Task<ImportAnswer?> Answer(ImportStore store, AuthorityKey authority, long id, CancellationToken cancel) =>
        await store.Find(authority, id, cancel) switch
        {
            null => null,
            // Asked for again and again while it runs; what was wrong with the rows is told before and after.
            { Status: ImportStatus.Applying } import => ImportAnswer.Of(import, [], MostIssues),
            var import => ImportAnswer.Of(
                import, await store.RowsWithIssues(authority, id, MostIssues, cancel), MostIssues),
        };

    /// <summary>What came of a decision about an import, for programs.</summary>
    internal static async Task<IResult> Told(
        ImportStore store, AuthorityKey authority, Decided decided, int done, CancellationToken cancel) => decided switch
    {
        { Successor: { } successor, Refused: { } refused } =>
            Results.Json(new OutdatedAnswer(refused.Code, refused.Message, successor), statusCode: Refusals.Status(refused.Kind)),
        { Refused: { } refused } => Refusals.Answer(refused.Code, refused.Message, refused.Kind),
        _ => Results.Json(await Answer(store, authority, decided.Import!.Id, cancel), statusCode: done),
    };

    internal static IResult Unknown(long id) => Refusals.Answer(new Refusal(RefusalCode.ImportUnknown, $"{id}"));
}
