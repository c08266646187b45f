using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Web.Pages;

/// <summary>The reports that were kept, and what reports begin with. Who deletes what is deleted already is told so here.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class SavedReportsModel(ReportStore store, IAuthorizationService access) : RegisterPage
{
    public const string Path = "/berichte";

    public IReadOnlyList<StoredReport> Reports { get; private set; } = [];

    public IReadOnlyList<StoredTemplate> Templates { get; private set; } = [];

    public bool MayChange { get; private set; }

    /// <summary>Why something was not deleted.</summary>
    public string? Refused { get; private set; }

    public Task OnGetAsync() => Load();

    public Task<IActionResult> OnPostDeleteAsync([FromForm] long id) =>
        Delete(Access.ChangeRollout, () => store.Delete(Authority, id, User.Identity!.Name!, Cancel));

    public Task<IActionResult> OnPostDeleteTemplateAsync([FromForm] string? name) =>
        Delete(Access.ManagePlans, () => store.DeleteTemplate(Authority, name ?? "", User.Identity!.Name!, Cancel));

    private async Task<IActionResult> Delete(string policy, Func<Task<Refusal?>> delete)
    {
        if (!(await access.AuthorizeAsync(User, policy)).Succeeded)
        {
            return Forbid();
        }
        if (await delete() is not { } refusal)
        {
            return Redirect(Path);
        }
        if (refusal.Kind == RefusalKind.Missing)
        {
            return Missing;
        }
        Refused = refusal.German;
        Response.StatusCode = Api.Refusals.Status(refusal.Kind);
        await Load();
        return Page();
    }

    private async Task Load()
    {
        MayChange = (await access.AuthorizeAsync(User, Access.ManagePlans)).Succeeded;
        Reports = await store.All(Authority, Cancel);
        Templates = await store.Templates(Authority, Cancel);
    }
}
