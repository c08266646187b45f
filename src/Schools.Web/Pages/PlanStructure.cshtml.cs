using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage.Queries;
using Schools.Web.Plans;

namespace Schools.Web.Pages;

/// <summary>Parts of a plan in their order, each with its form, and where new ones are added.</summary>
public sealed record PlanPartList(
    string Plan, MasterPlanPart Part, string Heading, IReadOnlyList<(MasterPlan.IPart Item, string? Detail)> Items,
    MasterPlan.IPart? Within = null)
{
    public string Id => $"{PlanWords.WordOf(Part)}-{Within?.Key}";

    public string Add => $"{Labels.German(Part)} hinzufügen";

    public string New => Within is null ? PlanWords.Part(Plan, Part) : PlanWords.PartIn(Plan, Part, Within.Key);
}

/// <summary>All parts of a plan, to be changed and put into another order.</summary>
[Authorize(Policy = Access.ManagePlans)]
public sealed class PlanStructureModel(PlanQueries plans, IGrains grains) : PlanEditPage(plans, grains)
{
    public const string Moving = "move";

    public IEnumerable<PlanPartList> Lists
    {
        get
        {
            yield return Of(MasterPlanPart.Field, "Handlungsfelder", Plan.Fields, _ => null);
            foreach (var within in Plan.Fields)
            {
                yield return Of(
                    MasterPlanPart.Goal, $"Ziele: {within.Name}", Plan.Goals.Where(goal => goal.Field == within.Key), _ => null,
                    within);
                yield return Of(
                    MasterPlanPart.Measure, $"Maßnahmen: {within.Name}", Plan.Measures.Where(measure => measure.Field == within.Key),
                    measure => Shown.Period(measure.Start, measure.End), within);
            }
            yield return Of(
                MasterPlanPart.Milestone, "Meilensteine", Plan.Milestones,
                milestone => $"{NameOf(milestone.Measure)}, {Shown.Day(Plan.DueOf(milestone))}");
            yield return Of(MasterPlanPart.Indicator, "Kennzahlen", Plan.Indicators, indicator => indicator.Figure);
            yield return Of(MasterPlanPart.Body, "Gremien", Plan.Bodies, body => body.Decides ? "beschließt" : "berät");
            yield return Of(MasterPlanPart.Grant, "Förderungen", Plan.Grants, grant => $"{grant.Granted}");
        }
    }

    public async Task<IActionResult> OnGetAsync(string key) => await Find(key) ? Page() : Missing;

    public async Task<IActionResult> OnPostMoveAsync(string key, string? part, string? item, string? before)
    {
        await Read(Moving);
        if (!await Find(key))
        {
            return Missing;
        }
        if (PlanWords.PartOf(part ?? "") is not { } kind || item is null)
        {
            return BadRequest();
        }
        if (await Send(key, null, new MasterPlan.Move(kind, item, before)) is not { } refusal)
        {
            return Redirect(PlanWords.Structure(key));
        }
        Sent.Refuse(refusal);
        return Again();
    }

    private string NameOf(string measure) => Plan.Measures.FirstOrDefault(known => known.Key == measure)?.Name ?? measure;

    private PlanPartList Of<T>(
        MasterPlanPart part, string heading, IEnumerable<T> items, Func<T, string?> detail, MasterPlan.IPart? within = null)
        where T : MasterPlan.IPart =>
        new(Key, part, heading, [.. items.Select(item => ((MasterPlan.IPart)item, detail(item)))], within);
}
