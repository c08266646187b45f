namespace Schools.Domain;

/// <summary>What a scan leads to: commands for the device, none when it is at its place already, or a refusal.</summary>
/// <param name="Lacks">What the wave asks of devices and this one has not reached; it is handed out all the same.</param>
public readonly record struct WaveScan(IReadOnlyList<Device.Command> Commands, Refusal? Refusal, WaveNeed? Lacks = null);

/// <summary>
/// Hands a device out at one place of a wave, and takes that back. Pure; whether the commands hold, the device's own rules decide.
/// </summary>
public static class WaveHandOut
{
    /// <summary>How the journal of a device begins to say that a wave handed it out.</summary>
    public const string ReasonBegins = "Ausgabe in der Welle „";
    private const char End = '“';

    /// <summary>Why a device went to its place, in the words of its journal.</summary>
    public static string Reason(string wave) => $"{ReasonBegins}{wave}{End}";

    /// <summary>The name that the wave had that a device was handed out by; null where no wave did it.</summary>
    public static string? WaveOf(string? reason) =>
        reason?.StartsWith(ReasonBegins, StringComparison.Ordinal) == true && reason[^1] == End ? reason[ReasonBegins.Length..^1] : null;

    /// <param name="device">What was scanned.</param>
    public static WaveScan Of(Wave.State wave, Wave.Place place, Device.State device)
    {
        if (Refused(wave, place, device) is { } refusal)
        {
            return new WaveScan([], refusal);
        }
        if (device.Lifecycle is DeviceLifecycle.HandedOut or DeviceLifecycle.InService)
        {
            return new WaveScan([], null);
        }
        List<Device.Command> commands = [];
        if (device.AbsentSince is not null || device.MissingSince is not null)
        {
            // Who scans it has it in hand.
            commands.Add(new Device.ReportFound());
        }
        var room = place.Room ?? device.Room;
        if (device.Room != room)
        {
            commands.Add(new Device.Move(place.School, room));
        }
        // Handed out needs a room; what goes to a school as a whole is in service there.
        commands.Add(new Device.Advance(
            room is null ? DeviceLifecycle.InService : DeviceLifecycle.HandedOut, Reason(wave.Details.Name)));
        var isEnrolled = WaveStocks.HasReached(device.Details.Category!.Value, device.Lifecycle, WaveNeed.Enrolled);
        var asksForMdm = wave.Details.Needs.Any(requirement => requirement.Need == WaveNeed.Enrolled);
        return new WaveScan(commands, null, asksForMdm && !isEnrolled ? WaveNeed.Enrolled : null);
    }

    /// <summary>
    /// Takes back that a device was handed out at a place: it is what it was before. Only the last write to it can be taken back so, for
    /// what was said of it since is nobody's mistake here.
    /// </summary>
    /// <param name="turns">The whole history of the device, the oldest write first.</param>
    public static WaveScan Back(Wave.State wave, Wave.Place place, IReadOnlyList<RecordedTurn<Device.Event>> turns)
    {
        if (wave.Status != WaveStatus.Running)
        {
            return new WaveScan([], new Refusal(RefusalCode.WaveStatusForbids, Labels.German(wave.Status)));
        }
        Device.State? before = null, now = null;
        foreach (var turn in turns)
        {
            before = now;
            now = turn.Events.Aggregate(now, Device.Evolve);
        }
        var name = wave.Details.Name;
        var isLast = before is not null && turns[^1].Events.OfType<Device.Advanced>().Any(step => WaveOf(step.Reason) == name);
        return isLast && IsAt(now!, place)
            ? new WaveScan(
                [
                    new Device.Restore(
                        before!.School, before.Room, before.Details, before.Lifecycle, before.Condition, before.Availability,
                        $"Rücknahme der Ausgabe in der Welle „{name}{End}", before.AbsentSince, before.MissingSince),
                ],
                null)
            : new WaveScan([], new Refusal(RefusalCode.HandOutNotLast));
    }

    private static bool IsAt(Device.State device, Wave.Place place) =>
        device.School == place.School && (place.Room is null || device.Room == place.Room);

    private static Refusal? Refused(Wave.State wave, Wave.Place place, Device.State device)
    {
        var details = wave.Details;
        if (wave.Status != WaveStatus.Running)
        {
            return new Refusal(RefusalCode.WaveStatusForbids, Labels.German(wave.Status));
        }
        if (!details.Categories.Contains(device.Details.Category!.Value))
        {
            return new Refusal(
                RefusalCode.HandOutCategory,
                Labels.German(device.Details.Category.Value),
                string.Join(", ", details.Categories.Select(category => Labels.German(category))));
        }
        if (device.Details.OrderNumber != details.OrderNumber)
        {
            return new Refusal(
                RefusalCode.HandOutOrder,
                device.Details.OrderNumber is { } other ? $"die Bestellnummer {other}" : "keine Bestellnummer",
                details.OrderNumber);
        }
        return device.Lifecycle switch
        {
            DeviceLifecycle.HandedOut or DeviceLifecycle.InService => IsAt(device, place)
                ? null
                : new Refusal(RefusalCode.HandOutElsewhere, device.Room?.Value ?? device.School.Value),
            < DeviceLifecycle.Inventoried or > DeviceLifecycle.InService =>
                new Refusal(RefusalCode.HandOutState, Labels.German(device.Lifecycle)),
            _ => device.School == place.School ? null : new Refusal(RefusalCode.HandOutOtherSchool, device.School.Value),
        };
    }
}
