using Schools.Grains;
using Schools.Import;

namespace Schools.Web.Exports;

/// <summary>
/// Sends a list as a file while the database still reads it. What fails in the middle breaks the connection: half a list never looks whole.
/// </summary>
internal sealed class TableAnswer(ExportTable table, TableFormat format) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancel = httpContext.RequestAborted;
        var today = GermanCalendar.Today(httpContext.RequestServices.GetRequiredService<TimeProvider>());
        var (type, extension) = format == TableFormat.Csv
            ? ("text/csv; charset=utf-8", "csv")
            : ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
        httpContext.Response.ContentType = type;
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
