using Microsoft.AspNetCore.Authorization;
using Schools.Domain;
using Schools.Web.District;

namespace Schools.Web.Pages;

/// <summary>Schools beside each other, within their Schulform and with what each value is counted by.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class ComparisonModel(DistrictFigures figures, TimeProvider clock) : RegisterPage
{
    public FigureAddress Address { get; private set; } = null!;

    public IReadOnlyList<ComparedGroup> Groups { get; private set; } = [];

    public IReadOnlyList<string> Errors => Address.Refusal is { } refusal ? [refusal.German] : [];

    public async Task OnGetAsync()
    {
        Address = FigureAddress.Read(Request.Query, clock);
        Groups = Comparison.Of((await figures.Of(Authority, Address, Cancel)).Facts);
    }
}
