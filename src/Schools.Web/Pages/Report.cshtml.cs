using Microsoft.AspNetCore.Authorization;
using Schools.Web.Reports;

namespace Schools.Web.Pages;

/// <summary>The report for the committee on a day: to read, to print, and as a document.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class ReportModel(CommitteeReports reports, TimeProvider clock) : RegisterPage
{
    public ReportAddress Address { get; private set; } = null!;

    /// <summary>Null while the question cannot be answered.</summary>
    public ReportDocument? Document { get; private set; }

    public IReadOnlyList<string> Errors => Address.Refusal is { } refusal ? [refusal.German] : [];

    public async Task OnGetAsync()
    {
        Address = ReportAddress.Read(Request.Query, clock);
        if (Address.Refusal is null)
        {
            Document = await reports.Of(User, Address, Cancel);
        }
    }

    /// <summary>The same report as a file.</summary>
    public string File(string name) => $"/api/v1/reports/{name}{Request.QueryString}";
}
