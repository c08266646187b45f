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

    /// <summary>Those that hold on the day.</summary>
    public IEnumerable<StandardFact> Holding => Day.Facts.Standards.Where(standard => standard.State.RetiredFor is null);

    /// <summary>Those that were ended by the day, the last first.</summary>
    public IReadOnlyList<StandardFact> Ended =>
    [
        .. Day.Facts.Standards.Where(standard => standard.State.RetiredFor is not null)
            .OrderByDescending(standard => standard.State.RetiredFrom).ThenBy(standard => standard.Key, StringComparer.Ordinal),
    ];

    public bool MayPublish { get; private set; }

    public IReadOnlyList<string> Errors => Address.Refusal is { } refusal ? [refusal.German] : [];

    public async Task OnGetAsync()
    {
        Address = FigureAddress.Read(Request.Query, clock);
        Day = await figures.Of(Authority, Address, Cancel);
        MayPublish = Address.IsNow && (await access.AuthorizeAsync(User, Access.ManageStandards)).Succeeded;
    }

    public IEnumerable<StandardItem> ItemsOf(StandardFact standard) => Day.Items.Where(item => item.Standard == standard.Key);

    public (int Target, int? Actual, int? Gap)? Sum(StandardItem item) =>
        Standings.Sum([.. Day.Standings.Select(school => school.Of(item)).OfType<ItemStanding>()]);
}
