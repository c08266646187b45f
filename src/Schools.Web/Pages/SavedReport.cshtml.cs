using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Storage;
using Schools.Web.Reports;

namespace Schools.Web.Pages;

/// <summary>A report that was kept, as it was known then.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class SavedReportModel(ReportStore store, SavedReports saved, IAuthorizationService access) : RegisterPage
{
    public StoredReport Report { get; private set; } = null!;

    public ReportDocument Document { get; private set; } = null!;

    /// <summary>Who may save a report may take it away.</summary>
    public bool MayDelete { get; private set; }

    public static string At(long id) => $"/berichte/{id}";

    public static string File(long id, string name) => $"/api/v1/reports/saved/{id}/{name}";

    public async Task<IActionResult> OnGetAsync(long id)
    {
        if (await store.Find(Authority, id, Cancel) is not { } found)
        {
            return Missing;
        }
        Report = found;
        MayDelete = (await access.AuthorizeAsync(User, Access.ChangeRollout)).Succeeded;
        Document = await saved.Document(Authority, found, Cancel);
        return Page();
    }
}
