using Microsoft.AspNetCore.Authorization;
using Schools.Storage;

namespace Schools.Web.Pages;

/// <summary>The reports that were kept, and what reports begin with.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class SavedReportsModel(ReportStore store, IAuthorizationService access) : RegisterPage
{
    public IReadOnlyList<StoredReport> Reports { get; private set; } = [];

    public IReadOnlyList<StoredTemplate> Templates { get; private set; } = [];

    public bool MayChange { get; private set; }

    public async Task OnGetAsync()
    {
        MayChange = (await access.AuthorizeAsync(User, Access.ManagePlans)).Succeeded;
        Reports = await store.All(Authority, Cancel);
        Templates = await store.Templates(Authority, Cancel);
    }
}
