using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Pages;

/// <summary>Hands out device after device at one place of a wave: every scan is one form that is sent.</summary>
[Authorize(Policy = Access.ManageWaves)]
public sealed class WaveHandOutModel(
    WaveBoard board, WaveQueries waves, JournalQueries journal, IGrains grains, TimeProvider clock) : RegisterPage
{
    public const int LongestScan = 100;
    private const int MostShown = 10;

    /// <summary>Enough of something long to know it by.</summary>
    private const int Glimpse = 30;

    public WaveView Wave { get; private set; } = null!;

    public WavePlaceReadiness Place { get; private set; } = null!;

    /// <summary>What became of the last scans, the newest first.</summary>
    public IReadOnlyList<ScanLine> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string key, string school, string? room) =>
        await Load(key, school, room) ? Page() : Missing;

    /// <param name="scanned">A serial or inventory number.</param>
    /// <param name="said">What became of the scans before, as this page wrote it.</param>
    public async Task<IActionResult> OnPostAsync(string key, string school, string? room, string? scanned, List<string>? said)
    {
        if (!await Load(key, school, room))
        {
            return Missing;
        }
        var before = (said ?? []).Select(ScanLine.Read).OfType<ScanLine>();
        if (string.IsNullOrWhiteSpace(scanned))
        {
            Lines = [.. before.Take(MostShown)];
            return Page();
        }
        var line = await Scan(scanned.Trim());
        Lines = [.. before.Prepend(line).Take(MostShown)];
        // The counts of the page are those after the scan.
        return await Load(key, school, room) ? Page() : Missing;
    }

    /// <param name="back">The key of a device that was handed out here by mistake.</param>
    /// <param name="said">As with a scan.</param>
    public async Task<IActionResult> OnPostTakeBackAsync(string key, string school, string? room, string? back, List<string>? said)
    {
        if (!await Load(key, school, room) || !DeviceKey.TryParse(back, out var device))
        {
            return Missing;
        }
        var before = (said ?? []).Select(ScanLine.Read).OfType<ScanLine>().ToList();
        var name = before.Find(line => line.Device == device)?.What ?? device.Value;
        var refusal = await TakeBack(device);
        var line = refusal is null
            ? new ScanLine(ScanResult.TakenBack, name, "Ausgabe zurückgenommen.")
            : new ScanLine(ScanResult.Refused, name, refusal.German);
        Lines =
        [
            .. before.Select(one => one.Device == device ? one with { Device = null } : one).Prepend(line).Take(MostShown),
        ];
        return await Load(key, school, room) ? Page() : Missing;
    }

    /// <summary>The address that takes a device back.</summary>
    public string BackAddress => QueryHelpers.AddQueryString(
        $"/wellen/{Wave.Key}/ausgabe",
        new Dictionary<string, string?>
        {
            ["school"] = Place.Place.School.Value, ["room"] = Place.Place.Room?.Value, ["handler"] = "TakeBack",
        });

    private async Task<Refusal?> TakeBack(DeviceKey device)
    {
        List<RecordedTurn<Device.Event>> turns =
        [
            .. (await journal.OfDevice(Authority, device, Cancel)).GroupBy(row => row.Version).Select(turn =>
                new RecordedTurn<Device.Event>(
                    turn.Key, turn.First().At, turn.First().Actor, turn.First().Import, [.. turn.Select(row => row.Event)])),
        ];
        var taken = WaveHandOut.Back(Wave.State, Place.Place, turns);
        return taken.Refusal ?? (await grains.SendMany(
            [new Turn(GrainId.Of(Authority, device), taken.Commands, turns[^1].Version)],
            new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier),
            Cancel))[0].Refusal;
    }

    private async Task<ScanLine> Scan(string scanned)
    {
        if (scanned.Length > LongestScan)
        {
            return new ScanLine(
                ScanResult.Refused, $"{scanned[..Glimpse]}…",
                new Refusal(RefusalCode.ScanTooLong, Shown.Count(scanned.Length), $"{LongestScan}").German);
        }
        var found = await waves.Scanned(Authority, scanned, Cancel);
        if (found.Count != 1)
        {
            var code = found.Count == 0 ? RefusalCode.ScanUnknown : RefusalCode.ScanAmbiguous;
            return new ScanLine(ScanResult.Refused, scanned, new Refusal(code, scanned).German);
        }
        var (device, version) = (found[0].State, found[0].Version);
        var name = $"{scanned} ({Shown.Model(device.Details.Manufacturer, device.Details.Model)})";
        var scan = WaveHandOut.Of(Wave.State, Place.Place, device);
        if (scan.Refusal is { } refusal)
        {
            return new ScanLine(ScanResult.Refused, name, (await Named(refusal, device)).German);
        }
        if (scan.Commands.Count == 0)
        {
            return new ScanLine(ScanResult.AlreadyThere, name, "ist hier schon ausgegeben.");
        }
        var outcome = await grains.SendMany(
            [new Turn(GrainId.Of(Authority, device.Key), scan.Commands, version)],
            new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier),
            Cancel);
        return outcome[0].Refusal is { } refused
            ? new ScanLine(ScanResult.Refused, name, refused.German)
            : new ScanLine(
                ScanResult.Done, name,
                scan.Lacks == WaveNeed.Enrolled ? "ausgegeben, war aber noch nicht im MDM registriert." : "ausgegeben.", device.Key);
    }

    /// <summary>Where the device is, by the names that people know.</summary>
    private async Task<Refusal> Named(Refusal refusal, Device.State device)
    {
        if (refusal.Code is not (RefusalCode.HandOutElsewhere or RefusalCode.HandOutOtherSchool))
        {
            return refusal;
        }
        var schools = await waves.Schools(Authority, [device.School], Cancel);
        if (schools.GetValueOrDefault(device.School) is not { } school)
        {
            return refusal;
        }
        var room = device.Room is { } of ? school.Rooms.FirstOrDefault(known => known.Key == of.Value)?.Name : null;
        return refusal with
        {
            Subject = refusal.Code == RefusalCode.HandOutOtherSchool || room is null ? school.Name : $"{school.Name}, Raum {room}",
        };
    }

    private async Task<bool> Load(string key, string school, string? room)
    {
        if (await board.Find(Authority, key, GermanCalendar.Today(clock), Cancel) is not { } wave)
        {
            return false;
        }
        Wave = wave;
        Place = wave.Readiness.Places.FirstOrDefault(place =>
            place.Place.School.Value == school && place.Place.Room?.Value == (string.IsNullOrEmpty(room) ? null : room))!;
        return Place is not null;
    }
}
