using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Storage;
using Schools.Web.Imports;

namespace Schools.Web.Pages;

/// <summary>Where the forms of a plan or an undo lead: handing in, approving, returning. It is seen only when that was refused.</summary>
[Authorize(Policy = Access.ViewImport)]
public sealed class DecisionModel(ImportDecisions decisions, ImportProposals proposals, IAuthorizationService access) : RegisterPage
{
    public long Id { get; private set; }

    public string? Refused { get; private set; }

    private string By => User.Identity!.Name!;

    public IActionResult OnGet(long id) => Redirect($"/importe/{id}");

    public Task<IActionResult> OnPostProposeAsync(long id, string? comment) =>
        Decide(id, Access.ProposeImport, () => decisions.Propose(Authority, id, comment, By, Cancel));

    public Task<IActionResult> OnPostReturnAsync(long id, string? comment) =>
        Decide(id, Access.ApproveImport, () => decisions.Return(Authority, id, comment, By, Cancel));

    /// <param name="seen">How often the plan was handed in when it was looked at.</param>
    public Task<IActionResult> OnPostApproveAsync(long id, int seen) =>
        Decide(id, Access.ApproveImport, async () =>
            (await proposals.Steps(Authority, id, Cancel)).Count(step => step.Kind == ImportStepKind.Proposed) == seen
                ? await decisions.Apply(Authority, id, approve: true, By, Cancel)
                : new Decided(null, RefusedFile.Of(new Refusal(RefusalCode.ChangedMeanwhile, $"Import {id}"))));

    private async Task<IActionResult> Decide(long id, string policy, Func<Task<Decided>> decide)
    {
        if (!(await access.AuthorizeAsync(User, policy)).Succeeded)
        {
            return Forbid();
        }
        var decided = await decide();
        if (decided is not { Successor: null, Refused: { } refused })
        {
            return Redirect($"/importe/{decided.Successor ?? id}");
        }
        (Id, Refused) = (id, refused.Message);
        Response.StatusCode = Api.Refusals.Status(refused.Kind);
        return Page();
    }
}
