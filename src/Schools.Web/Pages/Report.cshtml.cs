using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.Api;
using Schools.Web.District;
using Schools.Web.Reports;

namespace Schools.Web.Pages;

/// <summary>The report for the committee on a day: to read, to print, as a document, and to keep.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class ReportModel(CommitteeReports reports, SavedReports saved, TimeProvider clock, IAuthorizationService access)
    : RegisterPage
{
    /// <summary>
    /// What goes into an address. Servers and proxies on the way take 8 KB for it with all that stands around it; long texts are sent as a
    /// form instead.
    /// </summary>
    public const int LongestAddress = 4_000;

    private string? name;
    private Refusal? refused;

    public ReportAddress Address { get; private set; } = null!;

    /// <summary>Null while the question cannot be answered.</summary>
    public ReportDocument? Document { get; private set; }

    /// <summary>Those of its day; none while the question cannot be answered.</summary>
    public IReadOnlyList<PlanCourse> Plans { get; private set; } = [];

    public bool MayKeep { get; private set; }

    public IReadOnlyList<string> Errors => Address.Refusal is { } refusal ? [refusal.German] : [];

    public FormField NameField => new(ReportFields.Name, "Speichern unter")
    {
        Value = name, Fault = refused?.German, Longest = ReportFields.LongestName,
    };

    /// <summary>What keeps the days of the report in another address.</summary>
    public string MomentQuery =>
        string.Join('&', new[] { Address.Moment.Query, $"{ReportAddress.SinceName}={WireDay.Write(Address.Since)}" }
            .Where(part => part.Length > 0));

    public async Task OnGetAsync()
    {
        Address = await saved.Read(User, Request.Query, Cancel);
        await Show();
    }

    /// <summary>Leads to the address of the report, which can be kept and passed on, or shows it where it fits into none.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Address = await Sent();
        if (Address.Refusal is { } refusal)
        {
            Response.StatusCode = Refusals.Status(refusal.Kind);
        }
        else if (FileForm is null)
        {
            return Redirect($"/bericht?{Query}");
        }
        await Show();
        return Page();
    }

    /// <summary>A file of the report as it was sent.</summary>
    /// <param name="file">As the page names it: <c>committee/stand-je-schule.csv</c>.</param>
    public async Task<IActionResult> OnPostFileAsync([FromQuery] string? file)
    {
        Address = await Sent();
        if (Address.Refusal is { } refusal)
        {
            Response.StatusCode = Refusals.Status(refusal.Kind);
            await Show();
            return Page();
        }
        var document = await reports.Of(User, Address, Cancel);
        return ReportApi.File(document, file ?? "", clock.GetUtcNow(), Address.Moment.Moment.AsOf) is { } answer
            ? new ReportAnswer(answer)
            : Missing;
    }

    private async Task<ReportAddress> Sent() => ReportAddress.Read(
        new QueryCollection((await Request.ReadFormAsync(Cancel)).ToDictionary(field => field.Key, field => field.Value)), clock);

    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (!(await access.AuthorizeAsync(User, Access.ChangeRollout)).Succeeded)
        {
            return Forbid();
        }
        var form = await Request.ReadFormAsync(Cancel);
        Address = ReportAddress.Read(Request.Query, clock, ReportForm.Read(form, ReportForm.Usual));
        if (Address.Refusal is null)
        {
            name = form[ReportFields.Name];
            (var kept, refused) = await saved.Save(User, name, Address, Cancel);
            if (kept is not null)
            {
                return Redirect(SavedReportModel.At(kept.Id));
            }
        }
        Response.StatusCode = Refusals.Status((Address.Refusal ?? refused!).Kind);
        await Show();
        return Page();
    }

    /// <summary>Moment and texts of the report, as its forms send them.</summary>
    public IEnumerable<(string Name, string Value)> Fields =>
    [
        (FigureAddress.AsOfName, WireDay.Write(Address.Moment.Moment.AsOf)),
        .. Address.Moment is { Moment.Known: not null, KnownOn: { } known }
            ? new[] { (FigureAddress.KnownName, WireDay.Write(known)) }
            : [],
        (ReportAddress.SinceName, WireDay.Write(Address.Since)),
        .. Address.Form.Sent,
    ];

    /// <summary>The form that asks for files of a report that fits into no address; null where files are linked.</summary>
    public string? FileForm => Query.Length > LongestAddress ? "dateien" : null;

    /// <summary>The same report as a file.</summary>
    public string File(string name) => FileForm is null
        ? $"/api/v1/reports/{name}?{Query}"
        : $"/bericht?handler=File&file={Uri.EscapeDataString(name)}";

    private string Query => $"{MomentQuery}&"
        + string.Join('&', Address.Form.Sent.Select(text => $"{text.Name}={Uri.EscapeDataString(text.Value)}"));

    private async Task Show()
    {
        MayKeep = (await access.AuthorizeAsync(User, Access.ChangeRollout)).Succeeded;
        if (Address.Refusal is null)
        {
            (Document, Plans) = await reports.WithPlans(User, Address, Cancel);
        }
    }
}

/// <summary>The answer of an endpoint, given by a page.</summary>
internal sealed class ReportAnswer(IResult answer) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => answer.ExecuteAsync(context.HttpContext);
}
