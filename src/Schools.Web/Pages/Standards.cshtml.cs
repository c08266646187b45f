using Microsoft.AspNetCore.Authorization;
using Schools.Domain;
using Schools.Web.District;

namespace Schools.Web.Pages;

/// <summary>All equipment standards with target, actual and gap of the Kreis.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class StandardsModel(DistrictFigures figures, TimeProvider clock, IAuthorizationService access) : RegisterPage
{
    public FigureAddress Address { get; private set; } = null!;

    public DistrictDay Day { get; private set; } = null!;

    public bool MayPublish { get; private set; }

    public IReadOnlyList<string> Errors => Address.Refusal is { } refusal ? [refusal.German] : [];

    public async Task OnGetAsync()
    {
        Address = FigureAddress.Read(Request.Query, clock);
        Day = await figures.Of(Authority, Address, Cancel);
        MayPublish = Address.IsNow && (await access.AuthorizeAsync(User, Access.ManageStandards)).Succeeded;
    }

    public IEnumerable<StandardItem> ItemsOf(StandardFact standard) => Day.Items.Where(item => item.Standard == standard.Key);

    /// <summary>Target, actual and gap over all schools that say what they are counted by.</summary>
    public (int Target, int Actual, int Gap) Sums(StandardItem item)
    {
        var known = Day.Standings.SelectMany(s => s.Items).Where(i => i.Item == item && i.Target is not null).ToList();
        return (known.Sum(i => i.Target!.Value), known.Sum(i => i.Actual), known.Sum(i => i.Gap!.Value));
    }
}
