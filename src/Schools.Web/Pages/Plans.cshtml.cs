using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Api;
using Schools.Web.Presets;

namespace Schools.Web.Pages;

/// <summary>All plans of the authority, and the presets that are ready to be loaded.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class PlansModel(PlanQueries plans, PresetLoading loading, AuthorityNames names, IAuthorizationService access)
    : RegisterPage
{
    private string? authorityName;

    public IReadOnlyList<StoredPlan> Plans { get; private set; } = [];

    public IReadOnlyList<Preset> Presets => Preset.All;

    public IReadOnlySet<string> Loaded { get; private set; } = new HashSet<string>();

    public bool MayChange { get; private set; }

    /// <summary>Why a preset was not loaded.</summary>
    public string? Refused { get; private set; }

    /// <summary>Whether a preset can be taken in only by an authority that has no name yet.</summary>
    public bool IsOfOther(Preset preset) => PresetLoading.IsOfOther(preset, authorityName);

    /// <summary>How many measures carry each light, red first.</summary>
    public static IEnumerable<(TrafficLight Light, int Count)> Lights(MasterPlan.State plan) =>
        from measure in plan.Measures
        let assessment = plan.AssessmentOf(measure.Key)
        where assessment is not null
        group measure by assessment.Light into same
        orderby same.Key descending
        select (same.Key, same.Count());

    public async Task OnGetAsync() => await Show();

    public async Task<IActionResult> OnPostLoadAsync(string preset)
    {
        if (!(await access.AuthorizeAsync(User, Access.ManagePlans)).Succeeded)
        {
            return Forbid();
        }
        if (Preset.Find(preset ?? "") is not { } found)
        {
            return Missing;
        }
        var why = new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier);
        var outcome = await loading.Load(Authority, found, why, Cancel);
        if (outcome.Refusal is not { } refusal)
        {
            return Redirect(PlanModel.Address(found.Plan!));
        }
        Refused = outcome.German;
        Response.StatusCode = Refusals.Status(refusal.Kind);
        await Show();
        return Page();
    }

    private async Task Show()
    {
        MayChange = (await access.AuthorizeAsync(User, Access.ManagePlans)).Succeeded;
        Plans = await plans.All(Authority, Cancel);
        authorityName = await names.Of(Authority, Cancel);
        Loaded = PresetLoading.LoadedOf(Plans);
    }
}
