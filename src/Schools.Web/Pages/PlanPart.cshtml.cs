using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage.Queries;
using Schools.Web.District;
using Schools.Web.Plans;

namespace Schools.Web.Pages;

/// <summary>The form of one part of a plan, or of the plan as a whole.</summary>
[Authorize(Policy = Access.ManagePlans)]
public sealed class PlanPartModel(PlanQueries plans, IGrains grains, DistrictFigures figures, TimeProvider clock)
    : PlanEditPage(plans, grains)
{
    public const string Put = "put";
    public const string Removal = "remove";
    private const string HeadWord = "angaben";

    /// <summary>Null where the form is that of the plan as a whole.</summary>
    public MasterPlanPart? Part { get; private set; }

    /// <summary>Key of the part; null for a new one.</summary>
    public string? Item { get; private set; }

    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    public string Heading => Part is not { } part ? "Angaben zum Plan"
        : Item is null ? $"{Labels.German(part)} hinzufügen"
        : $"{Labels.German(part)} ändern";

    public async Task<IActionResult> OnGetAsync(string key, string part, string? item) =>
        await Load(key, part, item) ? Page() : Missing;

    public async Task<IActionResult> OnPostAsync(string key, string part, string? item)
    {
        await Read(Put);
        if (!await Load(key, part, item))
        {
            return Missing;
        }
        var on = Sent.Day("on", "Gilt ab");
        var command = Part is { } kind
            ? new PlanReading(Plan, Sent).Command(kind, item)
            : PlanReading.Head(Sent, Plan.Head) is { } head ? new MasterPlan.Describe(head) : null;
        if (command is not null && Sent.Faults.Count == 0)
        {
            if (await Send(key, on, command) is not { } refusal)
            {
                return Redirect(PlanWords.Structure(key));
            }
            Sent.Refuse(refusal, PlanReading.FieldOf(refusal, Part));
        }
        return Shown();
    }

    public async Task<IActionResult> OnPostRemoveAsync(string key, string part, string? item)
    {
        await Read(Removal);
        if (!await Load(key, part, item) || Part is not { } kind || item is null)
        {
            return Missing;
        }
        if (await Send(key, null, new MasterPlan.Remove(kind, item, Sent.Text("removal") ?? "")) is not { } refusal)
        {
            return Redirect(PlanWords.Structure(key));
        }
        Sent.Refuse(refusal, "removal");
        return Shown();
    }

    private PageResult Shown()
    {
        Fields = [.. Fields.Select(field => field.As(Sent, Put))];
        return Again();
    }

    private async Task<bool> Load(string key, string part, string? item)
    {
        Part = PlanWords.PartOf(part);
        if ((Part is null && part != HeadWord) || !await Find(key))
        {
            return false;
        }
        Item = item;
        if (Part is not { } kind)
        {
            Fields = PlanFields.OfHead(Plan.Head);
            return item is null;
        }
        IReadOnlyList<Choice> choices = [];
        if (kind == MasterPlanPart.Indicator)
        {
            var day = await figures.Of(Authority, FigureAddress.Read(QueryCollection.Empty, clock), Cancel);
            choices = [.. day.Figures.Select(figure => new Choice(figure.Indicator, day.German(figure.Indicator)))];
        }
        Fields = new PlanFields(Plan, choices, Request.Query["in"]).Of(kind, item);
        return item is null || Plan.PartsOf(kind).Any(known => known.Key == item);
    }
}
