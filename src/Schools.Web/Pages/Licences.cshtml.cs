using Microsoft.AspNetCore.Authorization;
using Schools.Domain;
using Schools.Storage.Queries;
using Schools.Web.Licences;

namespace Schools.Web.Pages;

[Authorize(Policy = Access.ViewRollout)]
public sealed class LicencesModel(LicenceQueries licences, IAuthorizationService access, TimeProvider clock) : RegisterPage
{
    public LicenceListAddress Address { get; private set; } = null!;

    public LicenceList Found { get; private set; } = null!;

    /// <summary>The whole list from its beginning, with alerts above it and costs below.</summary>
    public bool IsFirstLook => !Address.IsFiltered && Address.Filter.PageNumber == 1;

    public LicenceCosts Costs { get; private set; } = LicenceCosts.None;

    /// <summary>The schools that bear a cost.</summary>
    public IReadOnlyList<Choice> Schools { get; private set; } = [];

    public bool MayChange { get; private set; }

    public async Task OnGetAsync()
    {
        Address = LicenceListAddress.Read(Request.Query, clock);
        var (isNow, moment) = (Address.Moment.IsNow, Address.Moment.Moment);
        Found = isNow
            ? await licences.List(Authority, Address.Filter, moment.AsOf, Cancel)
            : await licences.ListAsOf(Authority, Address.Filter, moment, Cancel);
        MayChange = (await access.AuthorizeAsync(User, Access.ManageLicences)).Succeeded;
        if (!IsFirstLook)
        {
            return;
        }
        Costs = LicenceCosts.On(
            moment.AsOf, isNow ? await licences.Current(Authority, Cancel) : await licences.AsOf(Authority, moment, Cancel));
        Schools = await licences.Names(Authority, Costs.OfSchools.Keys, Cancel);
    }
}
