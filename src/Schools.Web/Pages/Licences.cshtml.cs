using Microsoft.AspNetCore.Authorization;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage.Queries;
using Schools.Web.Licences;

namespace Schools.Web.Pages;

[Authorize(Policy = Access.ViewRollout)]
public sealed class LicencesModel(LicenceQueries licences, IAuthorizationService access, TimeProvider clock) : RegisterPage
{
    public LicenceListAddress Address { get; private set; } = null!;

    /// <summary>The day that the figures are of.</summary>
    public DateOnly Day { get; private set; }

    public LicenceList Found { get; private set; } = null!;

    public LicenceCosts Costs { get; private set; } = null!;

    /// <summary>The schools that bear a cost.</summary>
    public IReadOnlyList<Choice> Schools { get; private set; } = [];

    public bool MayChange { get; private set; }

    public async Task OnGetAsync()
    {
        Address = LicenceListAddress.Read(Request.Query);
        Day = Address.AsOf ?? GermanCalendar.Today(clock);
        Found = Address.AsOf is null
            ? await licences.List(Authority, Address.Filter, Day, Cancel)
            : await licences.ListAsOf(Authority, Address.Filter, Day, null, Cancel);
        Costs = LicenceCosts.On(
            Day,
            Address.AsOf is null ? await licences.Current(Authority, Cancel) : await licences.AsOf(Authority, Day, null, Cancel));
        Schools = await licences.Names(Authority, Costs.OfSchools.Keys, Cancel);
        MayChange = (await access.AuthorizeAsync(User, Access.ManageLicences)).Succeeded;
    }
}
