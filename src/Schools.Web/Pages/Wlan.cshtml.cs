using Microsoft.AspNetCore.Authorization;
using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Pages;

/// <summary>The WLAN of all schools: which step was reached when.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class WlanModel(DistrictFigures figures, OutageQueries outages, TimeProvider clock) : RegisterPage
{
    public FigureAddress Address { get; private set; } = null!;

    public DistrictDay Day { get; private set; } = null!;

    public WlanQuestions Asked { get; private set; } = null!;

    /// <summary>How the schools went into service; today only.</summary>
    public BurnupPanel? Burnup { get; private set; }

    public IReadOnlyList<string> Errors => Address.Refusal is { } refusal ? [refusal.German] : [];

    public async Task OnGetAsync()
    {
        Address = FigureAddress.Read(Request.Query, clock);
        Day = await figures.Of(Authority, Address, Cancel);
        var moment = Address.Moment;
        var year = moment.AsOf.AddMonths(-WlanQuestions.OutageMonths);
        Asked = WlanQuestions.Of(Day, await outages.OfTheNetwork(Authority, year, moment, Cancel));
        if (Address.IsNow && Day.Facts.Schools is [{ Key: var first }, ..])
        {
            Burnup = BurnupPanel.Of(Progress.OfWlan(Day.Facts), first.Land, Address.Today, capacity: null);
        }
    }

    public Rollout.State State(SchoolStanding standing) =>
        Day.Facts.Rollouts.GetValueOrDefault(standing.School.Key.Value) ?? Rollout.State.Empty;
}
