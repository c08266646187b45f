using Microsoft.AspNetCore.Authorization;
using Schools.Domain;
using Schools.Web.District;

namespace Schools.Web.Pages;

/// <summary>The schools of the Kreis on a map, by how far one measure is.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class MapModel(DistrictFigures figures, TimeProvider clock) : RegisterPage
{
    public FigureAddress Address { get; private set; } = null!;

    public DistrictDay Day { get; private set; } = null!;

    public DistrictMap Map { get; private set; } = null!;

    /// <summary>The item that is shown; null for the WLAN.</summary>
    public StandardItem? Item { get; private set; }

    public IReadOnlyList<string> Errors => Address.Refusal is { } refusal ? [refusal.German] : [];

    public string Measure => Item?.Item.Name ?? "WLAN";

    public async Task OnGetAsync(string? figure)
    {
        Address = FigureAddress.Read(Request.Query, clock);
        Day = await figures.Of(Authority, Address, Cancel);
        Item = Day.Items.FirstOrDefault(item => item.Indicator == figure);
        Map = DistrictMap.Of(Day.Standings, standing => Item is null
            ? standing.Wlan.Status
            : standing.Items.FirstOrDefault(item => item.Item == Item)?.Status);
    }

    public string Said(MapMark mark) =>
        $"{mark.Standing.School.Details.Name}: {(mark.Status is { } status ? Labels.German(status) : "gilt nicht")}";
}
