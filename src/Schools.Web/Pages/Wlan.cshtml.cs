using Microsoft.AspNetCore.Authorization;
using Schools.Domain;
using Schools.Web.District;

namespace Schools.Web.Pages;

/// <summary>The WLAN of all schools: which step was reached when.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class WlanModel(DistrictFigures figures, TimeProvider clock) : RegisterPage
{
    public FigureAddress Address { get; private set; } = null!;

    public DistrictDay Day { get; private set; } = null!;

    public IReadOnlyList<string> Errors => Address.Refusal is { } refusal ? [refusal.German] : [];

    public async Task OnGetAsync()
    {
        Address = FigureAddress.Read(Request.Query, clock);
        Day = await figures.Of(Authority, Address, Cancel);
    }

    public Rollout.State State(SchoolStanding standing) =>
        Day.Facts.Rollouts.GetValueOrDefault(standing.School.Key.Value) ?? Rollout.State.Empty;
}
