using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.Pages;

[Authorize(Policy = Access.ViewDevice)]
public sealed class DeviceModel(DeviceQueries devices, JournalQueries journal) : RegisterPage
{
    public DeviceDetail Found { get; private set; } = null!;

    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];

    public Device.State Device => Found.State;

    public string Title => Shown.Device(Device.Details);

    public IEnumerable<(string Label, string Value)> Known =>
        from known in DeviceDetails.Fields.All
        let value = FieldText.Shown(known.Get(Device.Details))
        where value is not null
        select (known.German, value);

    public IReadOnlyList<string> Unknown => [.. DeviceDetails.Fields.All.Where(f => f.Get(Device.Details) is null).Select(f => f.German)];

    public async Task<IActionResult> OnGetAsync(string key)
    {
        if (!DeviceKey.TryParse(key, out var device) || await devices.Find(Authority, device, Cancel) is not { } found)
        {
            return Missing;
        }
        Found = found;
        History = DeviceHistory.Tell(await journal.OfDevice(Authority, device, Cancel));
        return Page();
    }
}
