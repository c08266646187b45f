using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Pages;

/// <summary>One plan: what it is, how its measures stand, what its indicators say, who has deliberated on it.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class PlanModel(
    PlanQueries plans, DistrictFigures figures, AllianceCounts alliance, AuthorityNames names, TimeProvider clock,
    IAuthorizationService access) : RegisterPage
{
    private PlanIndicators indicators = new([]);
    private DistrictDay? day;

    public string Key { get; private set; } = "";

    public MasterPlan.State Plan { get; private set; } = MasterPlan.State.Nameless;

    public FigureAddress Moment { get; private set; } = null!;

    /// <summary>A past day is only looked at.</summary>
    public bool MayChange { get; private set; }

    /// <summary>What the members of an alliance share; null where the plan is of none.</summary>
    public IReadOnlyList<MemberCounts>? Members { get; private set; }

    /// <summary>The plans that this one continues or is part of, and those that continue it.</summary>
    public IReadOnlyList<PlanName> Kin { get; private set; } = [];

    public IEnumerable<PlanName> Successors => Kin.Where(known => known.Predecessor == Key);

    public IReadOnlyList<string> Errors => Moment.Refusal is { } refusal ? [refusal.German] : [];

    public static string Address(string key) => $"/plan/{Uri.EscapeDataString(key)}";

    public static string Address(string key, string measure) => $"{Address(key)}/{Uri.EscapeDataString(measure)}";

    public IEnumerable<MasterPlan.Measure> MeasuresOf(MasterPlan.ActionField field) => Plan.Measures.Where(m => m.Field == field.Key);

    /// <summary>Those of the field itself, of its goals and of its measures.</summary>
    public IReadOnlyList<IndicatorShown> IndicatorsOf(MasterPlan.ActionField field)
    {
        HashSet<string> parts =
        [
            field.Key, .. Plan.Goals.Where(g => g.Field == field.Key).Select(g => g.Key), .. MeasuresOf(field).Select(m => m.Key),
        ];
        return [.. Plan.Indicators.Where(indicator => parts.Contains(indicator.Of)).Select(indicators.Of)];
    }

    /// <summary>What an indicator counts: the German name of its figure; null where it is called so itself.</summary>
    public string? Counts(MasterPlan.Indicator indicator) =>
        day?.German(indicator.Figure) is { } german && german != indicator.Name ? german : null;

    /// <summary>The page behind an indicator; null where its figure has none.</summary>
    public string? Behind(MasterPlan.Indicator indicator) => FigurePages.Behind(indicator.Figure, Moment);

    public IReadOnlyList<MasterPlan.Milestone> MilestonesOf(MasterPlan.ActionField field)
    {
        var measures = MeasuresOf(field).Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        return [.. Plan.Milestones.Where(m => measures.Contains(m.Measure)).OrderBy(Plan.DueOf)];
    }

    public string Name(string measure) => Plan.Measures.FirstOrDefault(m => m.Key == measure)?.Name ?? measure;

    public IEnumerable<(string Label, string Value)> Particulars =>
        from known in new (string Label, string? Value)[]
        {
            ("Art", Labels.German(Plan.Head.Kind)),
            ("Zeitraum", Shown.Period(Plan.Head.From, Plan.Head.Until)),
            ("Fassung", Plan.Head.Edition),
            ("Vorgänger", NameOf(Plan.Head.Predecessor)),
            ("Teil von", NameOf(Plan.Head.PartOf)),
            ("Fortgeschrieben durch", Successors.Any() ? string.Join(", ", Successors.Select(Named)) : null),
            ("Zuständig", Plan.Head.Unit),
            ("Zustimmung", Labels.German(Plan.Head.Approval)),
            ("Mitglieder", Plan.Head.Members is { Count: > 0 } members ? string.Join(", ", members) : null),
            ("Berichte", Plan.Head.Reporting),
            ("Veröffentlicht", Plan.PublicSince is { } since ? $"seit {Shown.Day(since)}" : "noch nicht"),
        }
        where known.Value is not null
        select (known.Label, known.Value!);

    /// <summary>What the lines of the measures take from a grant.</summary>
    public IEnumerable<(MasterPlan.Measure Measure, MasterPlan.Funding Line)> LinesOf(MasterPlan.Grant grant) =>
        from measure in Plan.Measures
        from line in measure.Funding ?? []
        where line.Grant == grant.Key
        select (measure, line);

    public IReadOnlyList<GrantStanding> Grants => GrantStanding.Of(GrantFact.Of(Key, Plan), Moment.Moment.AsOf);

    public async Task<IActionResult> OnGetAsync(string key)
    {
        Moment = FigureAddress.Read(Request.Query, clock);
        var found = Moment.IsNow ? await plans.Find(Authority, key, Cancel) : await plans.FindAt(Authority, key, Moment.Moment, Cancel);
        if (found is null)
        {
            return Missing;
        }
        (Key, Plan) = (found.Key, found.State);
        day = await figures.Of(Authority, Moment, Cancel);
        indicators = new PlanIndicators(day.Figures);
        MayChange = Moment.IsNow && (await access.AuthorizeAsync(User, Access.ManagePlans)).Succeeded;
        Kin = await (Moment.IsNow
            ? plans.Kin(Authority, found, Cancel)
            : plans.KinAt(Authority, found, Moment.Moment, Cancel));
        if (Plan.Head is { Kind: MasterPlanKind.Alliance, Members: { Count: > 0 } members })
        {
            Members = await alliance.Of(Authority, await names.OfUser(User, Cancel), day.Figures, members, Moment, Cancel);
        }
        return Page();
    }

    /// <summary>The name of a plan that is meant by its key; another text as it stands.</summary>
    private string? NameOf(string? plan) => Kin.FirstOrDefault(known => known.Key == plan) is { } kin ? Named(kin) : plan;

    private static string Named(PlanName plan) => plan.Edition is { } edition ? $"{plan.Name} ({edition})" : plan.Name;
}
