using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.District;

/// <summary>The pages behind figures.</summary>
public static class FigurePages
{
    private const string Standard = "standard:";

    /// <summary>Null where a figure has no page of its own, or only one of today and the moment is another.</summary>
    public static string? Behind(string indicator, FigureAddress address) => indicator switch
    {
        Figures.Schools => SchoolListAddress.Path,
        Figures.WlanSchools or Figures.WlanRooms => address.At("/wlan"),
        Figures.Usable when address.IsNow => DeviceListAddress.To(
            ("category", DeviceGroups.EndUser.Name), ("lifecycle", DeviceGroups.InUse.Name)),
        _ when indicator.StartsWith(Standard, StringComparison.Ordinal) && indicator[Standard.Length..].Split('/') is [var key, var item] =>
            address.At($"/standards/{Uri.EscapeDataString(key)}?item={Uri.EscapeDataString(item)}"),
        _ => null,
    };
}
