using Schools.Domain;
using Schools.Grains;
using Schools.Import;
using Schools.Web.Api;

namespace Schools.Web.Exports;

/// <summary>
/// Sends a list as a file while the database still reads it. What fails or is too slow in the middle breaks the connection: half a list
/// never looks whole.
/// </summary>
public sealed class TableAnswer(ExportTable table, TableFormat format) : IResult
{
    private const string ComeAgainSeconds = "60";

    /// <summary>How every list is offered, and how its address ends.</summary>
    public static IReadOnlyList<(TableFormat Format, string Extension)> Formats { get; } =
        [(TableFormat.Csv, "csv"), (TableFormat.Xlsx, "xlsx")];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var turns = httpContext.RequestServices.GetRequiredService<ExportTurns>();
        using var turn = turns.Take();
        if (turn is null)
        {
            await Later(httpContext, "exports-busy",
                $"Es werden gerade {ExportTurns.AtOnce} Listen gespeichert, mehr sind nicht zugleich möglich. Bitte in einer Minute noch "
                + "einmal versuchen.");
            return;
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        limit.CancelAfter(turns.Longest);
        try
        {
            await Write(httpContext, limit.Token);
        }
        catch (OperationCanceledException) when (!httpContext.RequestAborted.IsCancellationRequested)
        {
            if (httpContext.Response.HasStarted)
            {
                httpContext.Abort();
                return;
            }
            httpContext.Response.Clear();
            await Later(httpContext, "export-too-long",
                $"Die Liste war nach {turns.Longest.TotalMinutes:0} Minuten nicht fertig. Bitte später noch einmal versuchen oder die "
                + "Liste filtern.");
        }
    }

    private static Task Later(HttpContext context, string code, string message)
    {
        context.Response.Headers.RetryAfter = ComeAgainSeconds;
        return Refusals.Answer(code, message, RefusalKind.Later).ExecuteAsync(context);
    }

    private async Task Write(HttpContext httpContext, CancellationToken cancel)
    {
        var today = GermanCalendar.Today(httpContext.RequestServices.GetRequiredService<TimeProvider>());
        var extension = Formats.First(known => known.Format == format).Extension;
        httpContext.Response.ContentType = format == TableFormat.Csv
            ? "text/csv; charset=utf-8"
            : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename={table.Name}-{today:yyyy-MM-dd}.{extension}";
        using var file = TableFile.Begin(format, table.Title, table.Headers, today);
        await foreach (var row in table.Rows.WithCancellation(cancel))
        {
            file.Row(row);
            if (file.IsWorthSending)
            {
                await file.Send(httpContext.Response.Body, cancel);
            }
        }
        file.End();
        await file.Send(httpContext.Response.Body, cancel);
    }
}
