using System.Globalization;
using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Reports;

/// <summary>
/// What is asked of a committee report, as it stands in an address: the moment, <c>since</c> for the day of the last meeting, and the head
/// of the paper.
/// </summary>
public sealed class ReportAddress
{
    public const string SinceName = "since";
    private const int MonthsBetweenMeetings = 3;
    private const int LongestText = 500;

    private readonly IQueryCollection query;

    private ReportAddress(IQueryCollection query, TimeProvider clock)
    {
        this.query = query;
        Moment = FigureAddress.Read(query, clock);
        var given = (string?)query[SinceName];
        var isDay = DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since);
        Since = isDay ? since : Moment.Moment.AsOf.AddMonths(-MonthsBetweenMeetings);
        Refusal = Moment.Refusal
            ?? (!string.IsNullOrEmpty(given) && !isDay ? new Refusal(RefusalCode.AsOfUnreadable, given) : null)
            ?? (Since > Moment.Moment.AsOf
                ? new Refusal(RefusalCode.MeetingAfterReport, Shown.Day(Since), Shown.Day(Moment.Moment.AsOf))
                : null);
    }

    public FigureAddress Moment { get; }

    /// <summary>The day of the last meeting.</summary>
    public DateOnly Since { get; }

    public Refusal? Refusal { get; }

    public static ReportAddress Read(IQueryCollection query, TimeProvider clock) => new(query, clock);

    /// <summary>Of the plan that the report is about; null for the authority's first.</summary>
    public string? Plan => Text("plan", null);

    public AgendaPaper Paper => new(
        Text("number", "ohne Nummer")!,
        Text("subject", "Sachstandsbericht zur Digitalisierung der Schulen")!,
        PaperKind.Report,
        Text("unit", "IT-Dezernat")!,
        Text("body", null) is { } body ? [new PaperSession(body, Moment.Moment.AsOf)] : [],
        Text("proposal", "Der Ausschuss nimmt den Bericht zur Kenntnis.")!);

    private string? Text(string name, string? otherwise) =>
        query[name] is [{ } text, ..] && text.Trim() is { Length: > 0 and <= LongestText } trimmed ? trimmed : otherwise;
}

/// <summary>Makes committee reports from the figures of two days, the one way for page, document and open data.</summary>
public sealed class CommitteeReports(DistrictFigures figures, PlanQueries plans, PurchaseQueries purchases, AuthorityNames names)
{
    /// <param name="address">Without a refusal.</param>
    public async Task<ReportDocument> Of(System.Security.Claims.ClaimsPrincipal user, ReportAddress address, CancellationToken cancel)
    {
        var authority = user.Authority();
        var moment = address.Moment.Moment;
        var day = await figures.Of(authority, address.Moment, cancel);
        var before = await figures.Of(authority, new FigureMoment(address.Since, moment.Known), cancel);
        var key = address.Plan ?? (await plans.All(authority, cancel) is [var first, ..] ? first.Key : null);
        var plan = key is null ? null : await plans.FindAt(authority, key, moment, cancel);
        var bought = await purchases.Between(authority, address.Since, moment, cancel);
        return CommitteeReport.Of(await names.OfUser(user, cancel), address.Paper, day, before, plan?.State, bought);
    }
}
