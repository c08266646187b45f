using System.Text.Json;
using System.Text.Json.Serialization;
using Schools.Domain;
using Schools.Import;
using Schools.Storage.Queries;
using Schools.Web.Api;
using Schools.Web.Exports;

namespace Schools.Web.Licences;

/// <param name="Entitled">Null where there is no limit, 0 where the licence does not run.</param>
/// <param name="Rest">Negative where more are assigned than there are.</param>
public sealed record LicenceAnswer(
    string Key,
    string Product,
    string? Vendor,
    LicenceMetric Metric,
    string? ContractNumber,
    int? Quantity,
    int? Entitled,
    int Assigned,
    int? Rest,
    DateOnly? From,
    DateOnly? Until,
    DateOnly? Deadline,
    bool RenewsAutomatically,
    LicenceAlert? Alert,
    LicenceStep? Step,
    Euro? CostPerYear,
    string? CostCentre,
    DateOnly AsOf);

/// <summary>The balance of licences for programs and as a file (Lizenzbilanz): the lines of the page, by the same queries.</summary>
internal static class LicenceApi
{
    private static readonly string[] Headers =
    [
        "Lizenzschlüssel", "Produkt", "Anbieter", "Zählweise", "Vertragsnummer", "Menge", "Berechtigt", "Zugewiesen", "Rest", "Bilanz",
        "Laufzeit von", "Laufzeit bis", "Frist", "Stand der Frist", "Verlängert sich automatisch", "Schritt", "Kosten pro Jahr",
        "Kostenstelle", "Stand vom",
    ];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void MapLicenceApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization(Access.ViewRollout);
        api.MapGet("/licences", List);
        foreach (var (format, extension) in TableAnswer.Formats)
        {
            api.MapGet(
                $"/licences.{extension}",
                (HttpContext c, LicenceQueries q, ExportQueries e, TimeProvider clock, CancellationToken cancel) =>
                    File(c, q, e, clock, format, cancel));
        }
    }

    private static async Task<IResult> List(HttpContext context, LicenceQueries licences, TimeProvider clock, CancellationToken cancel)
    {
        var address = LicenceListAddress.Read(context.Request.Query, clock);
        if (address.Errors.Count > 0)
        {
            return Refusals.Unreadable(address.Errors);
        }
        var authority = context.User.Authority();
        var page = (address.Moment.IsNow
            ? await licences.List(authority, address.Filter, address.Moment.Today, cancel)
            : await licences.ListAsOf(authority, address.Filter, address.Moment.Moment, cancel)).Page;
        return Results.Json(
            new ListAnswer<LicenceAnswer>(page.Counted, page.IsExact, page.Number, Paging.Size, [.. page.Rows.Select(Answer)]), Json);
    }

    private static IResult File(
        HttpContext context,
        LicenceQueries licences,
        ExportQueries export,
        TimeProvider clock,
        TableFormat format,
        CancellationToken cancel)
    {
        var address = LicenceListAddress.Read(context.Request.Query, clock);
        if (address.Errors.Count > 0)
        {
            return Refusals.Unreadable(address.Errors);
        }
        var authority = context.User.Authority();
        var rows = address.Moment.IsNow
            ? export.Licences(authority, address.Filter, address.Moment.Today, cancel)
            : Past(licences, authority, address.Filter, address.Moment.Moment, cancel);
        return new TableAnswer(new ExportTable("lizenzen", "Lizenzbilanz", Headers, rows.Select(row => Cells(row))), format);
    }

    private static async IAsyncEnumerable<LicenceRow> Past(
        LicenceQueries licences,
        AuthorityKey authority,
        LicenceFilter filter,
        FigureMoment moment,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var state in await licences.AsOf(authority, moment, cancel))
        {
            if (LicenceRow.Of(state, moment.AsOf) is var row && filter.Matches(row))
            {
                yield return row;
            }
        }
    }

    private static LicenceAnswer Answer(LicenceRow row) => new(
        row.Key.Value, row.Product, row.Vendor, row.Metric, row.ContractNumber, row.Quantity, row.Balance.Entitled, row.Assigned,
        row.Balance.Rest, row.Term.From, row.Term.Until, row.Term.Deadline, row.Term.Renews, row.Alert, row.Step, row.CostPerYear,
        row.CostCentre, row.Day);

    private static IReadOnlyList<object?> Cells(LicenceRow row) =>
    [
        row.Key.Value, row.Product, row.Vendor, Labels.German(row.Metric), row.ContractNumber, row.Quantity, row.Balance.Entitled,
        row.Assigned, row.Balance.Rest, LicenceWords.Word(row.Balance), row.Term.From, row.Term.Until, row.Term.Deadline,
        row.Alert is { } alert ? Labels.German(alert) : null, FieldText.Shown(row.Term.Renews),
        row.Step is { } step ? Labels.German(step) : null, row.CostPerYear?.Amount, row.CostCentre, row.Day,
    ];
}
