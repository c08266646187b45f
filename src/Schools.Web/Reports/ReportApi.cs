using Schools.Domain;
using Schools.Import;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Api;
using Schools.Web.Exports;

namespace Schools.Web.Reports;

/// <summary>Reports as files: the document, and each of its tables as open data.</summary>
internal static class ReportApi
{
    public static void AddReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PurchaseQueries>();
        builder.Services.AddSingleton<CommitteeReports>();
        builder.Services.AddSingleton<ReportStore>();
        builder.Services.AddSingleton<SavedReports>();
    }

    public static void MapReportApi(this WebApplication app)
    {
        var reports = app.MapGroup("/api/v1/reports");
        reports.MapGet("/committee.docx", Document).RequireAuthorization(Access.ViewRollout);
        reports.MapGet("/saved/{id:long}/committee.docx", SavedDocument).RequireAuthorization(Access.ViewRollout);
        foreach (var (format, extension) in TableAnswer.Formats)
        {
            reports.MapGet(
                    $"/committee/{{table}}.{extension}",
                    (HttpContext context, SavedReports saved, CommitteeReports of, string table, CancellationToken cancel) =>
                        Table(context, saved, of, table, format, cancel))
                .RequireAuthorization(Access.ViewRollout);
            reports.MapGet(
                    $"/saved/{{id:long}}/committee/{{table}}.{extension}",
                    (HttpContext context, SavedReports saved, ReportStore store, long id, string table, CancellationToken cancel) =>
                        SavedTable(context, saved, store, id, table, format, cancel))
                .RequireAuthorization(Access.ViewRollout);
        }
    }

    private static async Task<IResult> Document(
        HttpContext context, SavedReports saved, CommitteeReports reports, TimeProvider clock, CancellationToken cancel)
    {
        var address = await saved.Read(context.User, context.Request.Query, cancel);
        if (address.Refusal is { } refusal)
        {
            return Refusals.Answer(refusal);
        }
        var (document, plans) = await reports.WithPlans(context.User, address, cancel);
        // A key that is mistyped would else end in a paper that is silent about every plan.
        return address.Form.Plan is { } named && plans.All(plan => plan.Key != named)
            ? Refusals.Answer(new Refusal(RefusalCode.PlanUnknown, named))
            : Written(document, clock.GetUtcNow(), address.Moment.Moment.AsOf);
    }

    /// <summary>The same file each time, for it is dated to the moment it was saved.</summary>
    private static async Task<IResult> SavedDocument(
        HttpContext context, SavedReports saved, ReportStore store, long id, CancellationToken cancel)
    {
        var authority = context.User.Authority();
        return await store.Find(authority, id, cancel) is { } found
            ? Written(await saved.Document(authority, found, cancel), found.Known, found.AsOf)
            : Results.NotFound();
    }

    /// <summary>A file of a report by the name that its page gives it; null where it has none of this name.</summary>
    public static IResult? File(ReportDocument document, string name, DateTimeOffset at, DateOnly asOf) =>
        name == "committee.docx" ? Written(document, at, asOf)
        : name.Split('/', '.') is not ["committee", var table, var extension] ? null
        : TableAnswer.Formats.FirstOrDefault(known => known.Extension == extension) is { Extension: not null } found
            ? Of(document, table, found.Format)
            : null;

    private static IResult Written(ReportDocument document, DateTimeOffset at, DateOnly asOf) =>
        DocxWriter.Answer(document, at, "sachstandsbericht", asOf);

    private static async Task<IResult> Table(
        HttpContext context, SavedReports saved, CommitteeReports reports, string table, TableFormat format, CancellationToken cancel)
    {
        var address = await saved.Read(context.User, context.Request.Query, cancel);
        return address.Refusal is { } refusal
            ? Refusals.Answer(refusal)
            : Of(await reports.Of(context.User, address, cancel), table, format);
    }

    private static async Task<IResult> SavedTable(
        HttpContext context, SavedReports saved, ReportStore store, long id, string table, TableFormat format, CancellationToken cancel)
    {
        var authority = context.User.Authority();
        return await store.Find(authority, id, cancel) is { } found
            ? Of(await saved.Document(authority, found, cancel), table, format)
            : Results.NotFound();
    }

    private static IResult Of(ReportDocument document, string table, TableFormat format)
    {
        return document.Tables.FirstOrDefault(known => known.Name == table) is { } found
            ? new TableAnswer(found.Exported(), format)
            : Refusals.Answer(new Refusal(RefusalCode.ReportTableUnknown, table, string.Join(", ", document.Tables.Select(t => t.Name))));
    }
}
