using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.District;

namespace Schools.Web.Pages;

/// <summary>Hands out device after device at one place of a wave: every scan is one form that is sent.</summary>
[Authorize(Policy = Access.ManageWaves)]
public sealed class WaveHandOutModel(WaveBoard board, WaveQueries waves, IGrains grains, TimeProvider clock) : RegisterPage
{
    public const int LongestScan = 100;
    private const int MostShown = 10;

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
        if (string.IsNullOrWhiteSpace(scanned) || scanned.Length > LongestScan)
        {
            Lines = [.. before.Take(MostShown)];
            return Page();
        }
        var line = await Scan(scanned.Trim());
        Lines = [.. before.Prepend(line).Take(MostShown)];
        // The counts of the page are those after the scan.
        return await Load(key, school, room) ? Page() : Missing;
    }

    private async Task<ScanLine> Scan(string scanned)
    {
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
            : new ScanLine(ScanResult.Done, name, "ausgegeben.");
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

/// <summary>What became of a scan.</summary>
public enum ScanResult
{
    Done,
    AlreadyThere,
    Refused,
}

/// <summary>One scan with its result in words. The page carries the last ones along from scan to scan.</summary>
public sealed record ScanLine(ScanResult Result, string What, string German)
{
    private const char Bar = '\u001f';

    public string Written => string.Join(Bar, Result, What, German);

    public string Sign => Result switch
    {
        ScanResult.Done => "✓",
        ScanResult.AlreadyThere => "=",
        _ => "✗",
    };

    /// <summary>Null for what this page never wrote.</summary>
    public static ScanLine? Read(string written) =>
        written.Split(Bar) is [var result, var what, var german] && Enum.TryParse<ScanResult>(result, out var known)
            ? new ScanLine(known, what, german)
            : null;
}
