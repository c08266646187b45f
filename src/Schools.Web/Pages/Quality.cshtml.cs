using Microsoft.AspNetCore.Authorization;
using Schools.Domain;
using Schools.Grains;
using Schools.Web.Quality;

namespace Schools.Web.Pages;

/// <summary>How good the facts of each school are, and how many rows break which rule.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class QualityModel(QualityBoard board, TimeProvider clock) : RegisterPage
{
    public const string Path = "/datenqualitaet";

    public QualityDay Day { get; private set; } = null!;

    public async Task OnGetAsync() => Day = await board.Of(Authority, GermanCalendar.Today(clock), Cancel);

    /// <summary>The rows behind a number.</summary>
    public static string Address(SchoolFact school, QualityRule? rule = null) =>
        $"{Path}/{school.Key.Value}" + (rule is null ? "" : $"?{QualityApi.RuleName}={rule.Key}");

    /// <summary>The name of a link begins with what is seen of it, so that it can be spoken.</summary>
    public static string Said(SchoolQuality school, RuleResult result) =>
        $"{Shown.Count(result.Broken)} von {Shown.Count(result.Checked)}: {result.Rule.German}, {school.School!.Details.Name}";
}
