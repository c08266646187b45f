using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage.Queries;
using Schools.Web.Api;
using Schools.Web.District;
using Schools.Web.Plans;

namespace Schools.Web.Pages;

/// <summary>One measure of a plan: how it went, and what a person says of it and of its milestones.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class PlanMeasureModel(
    PlanQueries plans, DistrictFigures figures, IGrains grains, IAuthorizationService access, TimeProvider clock)
    : PlanEditPage(plans, grains)
{
    private string? sent;

    public MasterPlan.Measure Measure { get; private set; } = null!;

    public bool MayChange { get; private set; }

    /// <summary>Why what was sent was not taken.</summary>
    public string? Refused { get; private set; }

    /// <summary>No fact lies in the future.</summary>
    public string Today => WireDay.Write(GermanCalendar.Today(clock));

    public IEnumerable<MasterPlan.Milestone> Milestones => Plan.Milestones.Where(m => m.Measure == Measure.Key).OrderBy(Plan.DueOf);

    /// <summary>Those of the measure and of its goal, with what is computed today.</summary>
    public IReadOnlyList<IndicatorShown> Indicators { get; private set; } = [];

    /// <summary>The page behind what an indicator counts; null where there is none.</summary>
    public string? Behind(IndicatorShown shown) =>
        FigurePages.Behind(shown.Indicator.Figure, FigureAddress.Read(QueryCollection.Empty, clock));

    public string Name(string measure) => Plan.Measures.FirstOrDefault(m => m.Key == measure)?.Name ?? measure;

    /// <summary>The version that a form carries.</summary>
    public FormVersion VersionOf(string form) => Version.In(sent == form);

    /// <summary>What a person entered into the form that was refused; in all others what is known.</summary>
    public string? Said(string form, string field, string? known) => sent == form ? Request.Form[field].ToString() : known;

    public async Task<IActionResult> OnGetAsync(string key, string measure) => await Find(key, measure) ? Page() : Missing;

    public Task<IActionResult> OnPostStatusAsync(string key, string measure, string? status, string? reason, string? on) =>
        Change(key, measure, "status", on, Enum.TryParse<MeasureStatus>(status, out var chosen) && Enum.IsDefined(chosen)
            ? new MasterPlan.ProceedMeasure(measure, chosen, reason)
            : null);

    public Task<IActionResult> OnPostLightAsync(string key, string measure, string? light, string? reason, string? next, string? on) =>
        Change(key, measure, "light", on, Enum.TryParse<TrafficLight>(light, out var chosen) && Enum.IsDefined(chosen)
            ? new MasterPlan.AssessMeasure(measure, chosen, reason, next)
            : null);

    public Task<IActionResult> OnPostReachAsync(string key, string measure, string? milestone, string? evidence, string? on) =>
        Change(key, measure, $"reach-{milestone}", on, milestone is null ? null : new MasterPlan.ReachMilestone(milestone, evidence));

    public Task<IActionResult> OnPostReopenAsync(string key, string measure, string? milestone, string? reason, string? on) =>
        Change(key, measure, $"reopen-{milestone}", on, milestone is null ? null : new MasterPlan.ReopenMilestone(milestone, reason ?? ""));

    public Task<IActionResult> OnPostPostponeAsync(string key, string measure, string? milestone, string? to, string? reason, string? on) =>
        Change(
            key, measure, $"postpone-{milestone}",
            WireDay.Read(to) is null ? string.IsNullOrWhiteSpace(to) ? "leer" : to : on,
            milestone is null ? null : new MasterPlan.PostponeMilestone(milestone, WireDay.Read(to) ?? default, reason ?? ""));

    /// <param name="on">The day it holds from; today where none is said.</param>
    /// <param name="command">Null where what was sent comes from no form of this page.</param>
    private async Task<IActionResult> Change(string key, string measure, string form, string? on, MasterPlan.Command? command)
    {
        if (!(await access.AuthorizeAsync(User, Access.ManagePlans)).Succeeded)
        {
            return Forbid();
        }
        if (!await Find(key, measure))
        {
            return Missing;
        }
        var day = WireDay.Read(on);
        if (day is null && !string.IsNullOrEmpty(on))
        {
            return Refuse(form, new Refusal(RefusalCode.AsOfUnreadable, on));
        }
        if (command is null)
        {
            return BadRequest();
        }
        return await SendEach(key, Turns(command with { On = day })) is { } refusal
            ? Refuse(form, refusal)
            : Redirect(PlanModel.Address(key, measure));
    }

    /// <summary>Without a day a milestone was never reached: it is opened again for the day on which it was said to be.</summary>
    private IReadOnlyList<MasterPlan.Command> Turns(MasterPlan.Command command) => command switch
    {
        MasterPlan.ReachMilestone reach => MasterPlan.Entering(
            Plan, reach, new DecisionContext(Authority, GermanCalendar.Today(clock), Origin.Person)),
        MasterPlan.ReopenMilestone { On: null } reopen => [reopen with { On = Plan.ArrivalOf(reopen.Milestone).Reached }],
        _ => [command],
    };

    private PageResult Refuse(string form, Refusal refusal)
    {
        (sent, Refused) = (form, refusal.German);
        Response.StatusCode = Refusals.Status(refusal.Kind);
        return Page();
    }

    private async Task<bool> Find(string key, string measure)
    {
        if (!await Find(key) || Plan.Measures.FirstOrDefault(m => m.Key == measure) is not { } known)
        {
            return false;
        }
        Measure = known;
        MayChange = (await access.AuthorizeAsync(User, Access.ManagePlans)).Succeeded;
        var own = Plan.Indicators.Where(indicator => indicator.Of == measure || indicator.Of == known.Goal).ToList();
        if (own.Count > 0)
        {
            var day = await figures.Of(Authority, FigureAddress.Read(QueryCollection.Empty, clock), Cancel);
            Indicators = [.. own.Select(new PlanIndicators(day.Figures).Of)];
        }
        return true;
    }
}
