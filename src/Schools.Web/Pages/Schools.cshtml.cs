using Microsoft.AspNetCore.Authorization;
using Schools.Storage.Queries;

namespace Schools.Web.Pages;

[Authorize(Policy = Access.ViewRegister)]
public sealed class SchoolsModel(SchoolQueries schools) : RegisterPage
{
    public SchoolListAddress Address { get; private set; } = null!;

    public Page<SchoolRow> Found { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        Address = SchoolListAddress.Read(Request.Query);
        Found = await schools.List(Authority, Address.Filter, Cancel);
    }
}
