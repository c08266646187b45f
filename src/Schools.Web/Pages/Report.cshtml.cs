using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Web.Api;
using Schools.Web.Reports;

namespace Schools.Web.Pages;

/// <summary>The report for the committee on a day: to read, to print, as a document, and to keep.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class ReportModel(CommitteeReports reports, SavedReports saved, TimeProvider clock, IAuthorizationService access)
    : RegisterPage
{
    private string? name;
    private Refusal? refused;

    public ReportAddress Address { get; private set; } = null!;

    /// <summary>Null while the question cannot be answered.</summary>
    public ReportDocument? Document { get; private set; }

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

    /// <summary>The same report as a file.</summary>
    public string File(string name) => $"/api/v1/reports/{name}?{MomentQuery}&"
        + string.Join('&', Address.Form.Sent.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));

    private async Task Show()
    {
        MayKeep = (await access.AuthorizeAsync(User, Access.ChangeRollout)).Succeeded;
        if (Address.Refusal is null)
        {
            Document = await reports.Of(User, Address, Cancel);
        }
    }
}
