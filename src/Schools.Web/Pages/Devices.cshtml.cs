using Microsoft.AspNetCore.Authorization;
using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.Pages;

[Authorize(Policy = Access.ViewDevice)]
public sealed class DevicesModel(DeviceQueries devices) : RegisterPage
{
    public static readonly IReadOnlyList<(string Title, DeviceOrder? Order)> Columns =
    [
        ("Inventarnummer", DeviceOrder.InventoryNumber),
        ("Gerätetyp", null),
        ("Modell", DeviceOrder.Model),
        ("Seriennummer", DeviceOrder.Serial),
        ("Schule", DeviceOrder.School),
        ("Raum", DeviceOrder.Room),
        ("Lebenszyklus", DeviceOrder.Lifecycle),
        ("Zustand", null),
        ("Verfügbarkeit", null),
    ];

    public DeviceListAddress Address { get; private set; } = null!;

    public DeviceList List { get; private set; } = null!;

    public DeviceFilter Filter => Address.Filter;

    public string Hits => List.Page switch
    {
        { IsExact: false } => $"Mehr als {Shown.Count(Paging.LastNumber * Paging.Size)} Geräte",
        { Counted: 1 } => "1 Gerät",
        var page => $"{Shown.Count(page.Counted)} Geräte",
    };

    public async Task OnGetAsync()
    {
        Address = DeviceListAddress.Read(Request.Query);
        List = await devices.List(Authority, Filter, Cancel);
    }

    /// <summary>The value of aria-sort for a column, null when the list is not sorted by it.</summary>
    public string? Sorted(DeviceOrder? order) => order != Filter.Order ? null : Filter.Descending ? "descending" : "ascending";

    public bool Chosen(string name, string value) => string.Equals(Address[name], value, StringComparison.OrdinalIgnoreCase);

    /// <summary>A phase of one member stands for that member.</summary>
    public bool ChosenPhase(DeviceGroup<DeviceLifecycle> group, DeviceLifecycle member) =>
        Chosen("lifecycle", member.ToString()) || (group.Members.Count == 1 && Chosen("lifecycle", group.Name));
}
