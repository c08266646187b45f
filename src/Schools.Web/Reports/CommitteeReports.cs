using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Reports;

/// <summary>
/// What is asked of a committee report, as it stands in an address: the moment, <c>since</c> for the day of the last meeting, and the head
/// and parts of the paper.
/// </summary>
public sealed class ReportAddress
{
    public const string SinceName = "since";
    public const string TemplateName = "template";
    private const int MonthsBetweenMeetings = 3;

    private ReportAddress(IQueryCollection query, TimeProvider clock, ReportForm? template)
    {
        Moment = FigureAddress.Read(query, clock);
        var given = (string?)query[SinceName];
        var since = WireDay.Read(given);
        Since = since ?? Moment.Moment.AsOf.AddMonths(-MonthsBetweenMeetings);
        Form = ReportForm.Read(query, template ?? ReportForm.Usual);
        Refusal = Moment.Refusal
            ?? Unreadable(given) ?? Unreadable(query[ReportForm.SessionName])
            ?? (Since > Moment.Moment.AsOf
                ? new Refusal(RefusalCode.MeetingAfterReport, Shown.Day(Since), Shown.Day(Moment.Moment.AsOf))
                : null)
            ?? Form.TooLong.Select(text => text.Refusal).FirstOrDefault();
    }

    private static Refusal? Unreadable(string? day) =>
        !string.IsNullOrEmpty(day) && WireDay.Read(day) is null ? new Refusal(RefusalCode.AsOfUnreadable, day) : null;

    public FigureAddress Moment { get; }

    /// <summary>The day of the last meeting.</summary>
    public DateOnly Since { get; }

    public Refusal? Refusal { get; }

    public ReportForm Form { get; }

    /// <param name="template">What the report begins with; null for the usual.</param>
    public static ReportAddress Read(IQueryCollection query, TimeProvider clock, ReportForm? template = null) =>
        new(query, clock, template);
}

/// <summary>Makes committee reports from the figures of two days, the one way for page, document and open data.</summary>
public sealed class CommitteeReports(DistrictFigures figures, PlanQueries plansOf, PurchaseQueries purchases, AuthorityNames names)
{
    /// <param name="address">Without a refusal.</param>
    public async Task<ReportDocument> Of(System.Security.Claims.ClaimsPrincipal user, ReportAddress address, CancellationToken cancel) =>
        (await WithPlans(user, address, cancel)).Document;

    /// <summary>A report with all plans of its day, of which another may be chosen.</summary>
    /// <param name="address">Without a refusal.</param>
    public async Task<(ReportDocument Document, IReadOnlyList<PlanCourse> Plans)> WithPlans(
        System.Security.Claims.ClaimsPrincipal user, ReportAddress address, CancellationToken cancel) =>
        await Of(
            user.Authority(), await names.OfUser(user, cancel), address.Form, await figures.Of(user.Authority(), address.Moment, cancel),
            address.Since, address.Moment.Moment, cancel);

    /// <summary>A report as it was known at a moment.</summary>
    /// <param name="name">The name of the authority that stands in it.</param>
    public async Task<ReportDocument> Of(
        AuthorityKey authority, string name, ReportForm form, DateOnly since, FigureMoment moment, CancellationToken cancel) =>
        (await Of(authority, name, form, await figures.Of(authority, moment, cancel), since, moment, cancel)).Document;

    private async Task<(ReportDocument Document, IReadOnlyList<PlanCourse> Plans)> Of(
        AuthorityKey authority, string name, ReportForm form, DistrictDay day, DateOnly since, FigureMoment moment,
        CancellationToken cancel)
    {
        var before = await figures.Of(authority, new FigureMoment(since, moment.Known), cancel);
        var plans = await plansOf.Between(authority, since, moment, cancel);
        var bought = await purchases.Between(authority, since, moment, cancel);
        return (CommitteeReport.Of(name, form.Paper(), day, before, Covered(plans, form.Plan), bought, form.Intro, form.Sections), plans);
    }

    /// <summary>The plan that is named, or else all that are in force.</summary>
    private static IReadOnlyList<PlanCourse> Covered(IReadOnlyList<PlanCourse> plans, string? named) =>
        named is null ? PlanCourse.InForce(plans) : [.. plans.Where(plan => plan.Key == named)];
}
