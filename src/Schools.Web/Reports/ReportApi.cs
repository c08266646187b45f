using Schools.Domain;
using Schools.Import;
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
    }

    public static void MapReportApi(this WebApplication app)
    {
        var reports = app.MapGroup("/api/v1/reports");
        reports.MapGet("/committee.docx", Document).RequireAuthorization(Access.ViewRollout);
        foreach (var (format, extension) in new[] { (TableFormat.Csv, "csv"), (TableFormat.Xlsx, "xlsx") })
        {
            reports.MapGet(
                    $"/committee/{{table}}.{extension}",
                    (HttpContext context, CommitteeReports of, TimeProvider clock, string table, CancellationToken cancel) =>
                        Table(context, of, clock, table, format, cancel))
                .RequireAuthorization(Access.ViewRollout);
        }
    }

    private static async Task<IResult> Document(
        HttpContext context, CommitteeReports reports, TimeProvider clock, CancellationToken cancel)
    {
        var address = ReportAddress.Read(context.Request.Query, clock);
        if (address.Refusal is { } refusal)
        {
            return Refusals.Answer(refusal);
        }
        using var file = new MemoryStream();
        DocxWriter.Write(await reports.Of(context.User, address, cancel), clock.GetUtcNow(), file);
        return Results.Bytes(file.ToArray(), DocxWriter.ContentType, $"sachstandsbericht-{address.Moment.Moment.AsOf:yyyy-MM-dd}.docx");
    }

    private static async Task<IResult> Table(
        HttpContext context, CommitteeReports reports, TimeProvider clock, string table, TableFormat format, CancellationToken cancel)
    {
        var address = ReportAddress.Read(context.Request.Query, clock);
        if (address.Refusal is { } refusal)
        {
            return Refusals.Answer(refusal);
        }
        var document = await reports.Of(context.User, address, cancel);
        return document.Tables.FirstOrDefault(known => known.Name == table) is { } found
            ? new TableAnswer(found.Exported(), format)
            : Refusals.Answer(new Refusal(RefusalCode.ReportTableUnknown, table, string.Join(", ", document.Tables.Select(t => t.Name))));
    }
}
