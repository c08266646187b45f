using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.Pages;

[Authorize(Policy = Access.ViewRegister)]
public sealed class RoomModel(RoomQueries rooms, DeviceQueries devices) : RegisterPage
{
    public Room.State Room { get; private set; } = null!;

    public string SchoolName { get; private set; } = "";

    public Page<DeviceRow> Devices { get; private set; } = null!;

    /// <summary>Some lists write the word into the number.</summary>
    public string Title => Shown.Room(Room.Details.Building, Room.Details.Number) is var name
        && name.StartsWith("Raum ", StringComparison.OrdinalIgnoreCase) ? name : $"Raum {name}";

    /// <summary>The whole list of this room's devices, with filters.</summary>
    public string ListAddress => DeviceListAddress.To(("school", Room.School.Value), ("room", Room.Key.Value));

    public async Task<IActionResult> OnGetAsync(string? key)
    {
        if (!RoomKey.TryParse(key, out var room) || await rooms.Find(Authority, room, Cancel) is not { } found)
        {
            return Missing;
        }
        (Room, SchoolName) = (found.State, found.SchoolName);
        Devices = await devices.Page(Authority, new DeviceFilter { School = Room.School, Room = room }, Cancel);
        return Page();
    }
}
