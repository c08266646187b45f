using Schools.Domain;
using Schools.Storage;

namespace Schools.Web.Imports;

/// <summary>
/// What an undo of one grain means for others: nobody goes back to a place that is withdrawn, and a place is withdrawn only when nothing
/// is left in it.
/// </summary>
internal sealed class UndoPlaces(UndoQueries queries, AuthorityKey authority, List<UndoRow> rows)
{
    public async Task Settle(CancellationToken cancel)
    {
        await Name(cancel);
        // Rooms before schools: a room that stays keeps its school.
        await KeepUsedRooms(cancel);
        await KeepUsedSchools(cancel);
    }

    /// <summary>Puts names in the place of keys, and keeps what would go back to where nothing is any more.</summary>
    private async Task Name(CancellationToken cancel)
    {
        var keys = rows.SelectMany(row => new[] { row.Now, row.Target ?? default }).SelectMany(Keys)
            .Concat(rows.SelectMany(row => row.Back.Concat(row.Since)).Where(IsPlace).SelectMany(c => new[] { c.From!, c.To! }))
            .ToHashSet(StringComparer.Ordinal);
        var names = await queries.Places(authority, keys, cancel);
        var comesBack = rows.Where(row => row is { IsAway: true, Status: UndoStatus.Restored })
            .Select(row => row.Grain.Key).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i] with { Back = Told(rows[i].Back), Since = Told(rows[i].Since) };
            var gone = row.MayHappen && row.Target is { } target
                ? Keys(target).FirstOrDefault(key => names.GetValueOrDefault(key)?.IsWithdrawn == true && !comesBack.Contains(key))
                : null;
            rows[i] = gone is null ? row : row.Keep($"Bleibt, weil der frühere Standort zurückgezogen ist: {names[gone].Name}");
        }

        IReadOnlyList<FieldChange> Told(IReadOnlyList<FieldChange> changes) =>
            changes.Any(IsPlace)
                ? [.. changes.Select(c => IsPlace(c) ? c with { From = NameOf(c.From!), To = NameOf(c.To!) } : c)]
                : changes;

        string NameOf(string key) => names.GetValueOrDefault(key)?.Name ?? key;
    }

    private async Task KeepUsedRooms(CancellationToken cancel)
    {
        var rooms = Leaving(GrainKind.Room).Select(row => RoomKey.TryParse(row.Grain.Key, out var key) ? key : default).ToList();
        var devices = rows.Where(row => row.Grain.Kind == GrainKind.Device && row.MayHappen && row.Target?.Room != row.Now.Room)
            .Select(row => new Leaving(row.Grain.Key, row.IsSure)).ToList();
        var held = await queries.DevicesInRooms(authority, rooms, devices, cancel);
        foreach (var row in rows.Where(row => row is { MayHappen: true, Target.Room: not null }))
        {
            Add(held, row.Target!.Value.Room!.Value.Value, row);
        }
        Keep(GrainKind.Room, held);
    }

    private async Task KeepUsedSchools(CancellationToken cancel)
    {
        var schools = Leaving(GrainKind.School).Select(row => row.Grain.Key).ToArray();
        var going = rows.Where(row => row.MayHappen && row.Target?.School != row.Now.School).ToList();
        var held = await queries.DevicesInSchools(authority, schools, Of(GrainKind.Device), cancel);
        foreach (var (school, room) in await queries.RoomsInSchools(authority, schools, Of(GrainKind.Room), cancel))
        {
            held[school] = held.TryGetValue(school, out var device) && device.IsSure ? device : room;
        }
        foreach (var row in rows.Where(row => row is { MayHappen: true, Target.School: not null }))
        {
            Add(held, row.Target!.Value.School!.Value.Value, row);
        }
        Keep(GrainKind.School, held);

        List<Leaving> Of(GrainKind kind) =>
            [.. going.Where(row => row.Grain.Kind == kind).Select(row => new Leaving(row.Grain.Key, row.IsSure))];
    }

    private IEnumerable<UndoRow> Leaving(GrainKind kind) => rows.Where(row => row.Grain.Kind == kind && row.Leaves);

    private static void Add(Dictionary<string, Occupant> held, string place, UndoRow row)
    {
        if (row.IsSure || !held.ContainsKey(place))
        {
            held[place] = new Occupant(row.Title, row.IsSure || held.GetValueOrDefault(place)?.IsSure == true);
        }
    }

    private void Keep(GrainKind kind, Dictionary<string, Occupant> held)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Grain.Kind == kind && rows[i].Leaves && held.TryGetValue(rows[i].Grain.Key, out var occupant))
            {
                rows[i] = occupant.IsSure
                    ? rows[i].Keep($"Bleibt, weil hier noch etwas erfasst ist: {occupant.Name}")
                    : rows[i] with
                    {
                        Status = UndoStatus.Conflict,
                        Reason = $"{occupant.Name}, hier erfasst; nur zusammen damit geht es zurück",
                    };
            }
        }
    }

    private static IEnumerable<string> Keys(Place place)
    {
        if (place.School is { } school)
        {
            yield return school.Value;
        }
        if (place.Room is { } room)
        {
            yield return room.Value;
        }
    }

    private static bool IsPlace(FieldChange change) => change.Field == Undoing.Place;
}
