using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage.Queries;
using Schools.Web.Plans;

namespace Schools.Web.Pages;

/// <summary>Begins a plan, or the next edition of one (Fortschreibung).</summary>
[Authorize(Policy = Access.ManagePlans)]
public sealed class PlanNewModel(PlanQueries plans, IGrains grains) : PlanEditPage(plans, grains)
{
    public const string Form = "begin";

    /// <summary>An address of this page, which no plan may take.</summary>
    private const string NewWord = "neu";
    private readonly PlanQueries plans = plans;

    /// <summary>Key of the plan that is continued.</summary>
    public string? Before { get; private set; }

    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? von) => await Load(von) ? Page() : Missing;

    public async Task<IActionResult> OnPostAsync(string? von)
    {
        await Read(Form);
        if (!await Load(von))
        {
            return Missing;
        }
        var on = Sent.Day("on", "Gilt ab");
        var given = PlanReading.Head(Sent, Before is null ? null : Plan.Head with { Predecessor = Before, Preset = null });
        if (Before is not null && given is { Edition: null })
        {
            Sent.Fault("edition", "Die Fassung fehlt. Bitte eintragen, worin sie sich von der alten unterscheidet, zum Beispiel v2.");
        }
        if (given is not null && Sent.Faults.Count == 0)
        {
            var (key, refusal) = await Begin(given, on);
            if (refusal is null)
            {
                return Redirect(PlanWords.Structure(key));
            }
            Sent.Refuse(refusal, PlanReading.FieldOf(refusal, null));
        }
        Fields = [.. Fields.Select(field => field.As(Sent, Form))];
        return Again();
    }

    private async Task<(string Key, Refusal? Refusal)> Begin(MasterPlan.Head head, DateOnly? on)
    {
        if (NameKey.Of(Before is null ? head.Name : $"{head.Name} {head.Edition}", MasterPlan.LongestKey) is not { } key)
        {
            return ("", new Refusal(RefusalCode.NameMissing));
        }
        if (key == NewWord || await plans.Find(Authority, key, Cancel) is not null)
        {
            return ("", new Refusal(RefusalCode.PlanNameTaken, head.Name));
        }
        return Before is null
            ? (key, await Begin(key, head.Name, on, new MasterPlan.Describe(head)))
            : (key, await Begin(key, head.Name, on, MasterPlanEdition.Commands(Plan, head)) ?? await SendDrawdowns(key, Plan));
    }

    /// <summary>Each has a day of its own, and a turn has one.</summary>
    /// <param name="of">The plan that is continued.</param>
    private async Task<Refusal?> SendDrawdowns(string key, MasterPlan.State of)
    {
        foreach (var day in MasterPlanEdition.Drawdowns(of).GroupBy(command => command.On))
        {
            if (await Send(key, day.Key, [.. day]) is { } refusal)
            {
                return refusal;
            }
        }
        return null;
    }

    private async Task<bool> Load(string? von)
    {
        if (von is not null && !await Find(von))
        {
            return false;
        }
        Before = von;
        Fields = PlanFields.OfHead(von is null ? null : Plan.Head, isNext: von is not null);
        return true;
    }
}
