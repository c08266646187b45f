using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web;

/// <summary>One thing that happened, as a German sentence, with old and new value of each field it touched.</summary>
public sealed record HistoryLine(string Sentence, IReadOnlyList<FieldChange> Changes);

/// <summary>What was recorded of a device in one write.</summary>
public sealed record HistoryEntry(
    int Version, DateTimeOffset At, DateOnly On, string Actor, long? Import, IReadOnlyList<HistoryLine> Lines);

/// <summary>The journal of a device told to people: its events folded again, so that every change knows what it changed.</summary>
public static class DeviceHistory
{
    /// <returns>The newest entry first.</returns>
    public static IReadOnlyList<HistoryEntry> Tell(IReadOnlyList<DeviceJournalRow> journal)
    {
        List<HistoryEntry> entries = [];
        Device.State? state = null;
        string place = Shown.Nothing;
        foreach (var write in journal.GroupBy(row => row.Version))
        {
            List<HistoryLine> lines = [];
            foreach (var row in write)
            {
                var after = Device.Evolve(state, row.Event);
                var placeAfter = row.SchoolName is null ? place : Place(row);
                lines.Add(Line(row.Event, state, after, place, placeAfter));
                (state, place) = (after, placeAfter);
            }
            var first = write.First();
            entries.Add(new HistoryEntry(first.Version, first.At, first.On, first.Actor, first.Import, lines));
        }
        entries.Reverse();
        return entries;
    }

    private static HistoryLine Line(
        Device.Event happened, Device.State? before, Device.State after, string place, string placeAfter) => happened switch
    {
        Device.Registered => new HistoryLine(
            $"Gerät erfasst für {placeAfter}: {Of("Lebenszyklus", after.Lifecycle)}, {Of("Zustand", after.Condition)}, "
            + $"{Of("Verfügbarkeit", after.Availability)}.",
            DeviceDetails.Fields.Changes(null, after.Details)),
        Device.Corrected => new HistoryLine("Angaben geändert.", DeviceDetails.Fields.Changes(before?.Details, after.Details)),
        Device.Moved => Turned("Standort", place, placeAfter),
        Device.Advanced e => Turned("Lebenszyklus", German(before?.Lifecycle), German(after.Lifecycle), e.Reason),
        Device.ConditionAssessed => Turned("Zustand", German(before?.Condition), German(after.Condition)),
        Device.Restored e => new HistoryLine(
            $"Auf einen früheren Stand zurückgesetzt, {placeAfter}: {Of("Lebenszyklus", after.Lifecycle)}, "
            + $"{Of("Zustand", after.Condition)}, {Of("Verfügbarkeit", after.Availability)}. Grund: {e.Reason}",
            DeviceDetails.Fields.Changes(before?.Details, after.Details)),
        Device.Withdrawn e => new HistoryLine($"Zurückgezogen. Grund: {e.Reason}", []),
        Device.AvailabilitySet => Turned("Verfügbarkeit", German(before?.Availability), German(after.Availability)),
        Device.ReportedAbsent e => new HistoryLine($"Steht seit {Shown.Day(e.Since)} in keiner vollständigen Liste.", []),
        Device.ReportedMissing e => new HistoryLine($"Wird seit {Shown.Day(e.Since)} als vermisst geführt.", []),
        Device.ReportedFound => new HistoryLine("Wieder gefunden.", []),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static HistoryLine Turned(string what, string? from, string? to, string? reason = null) => new(
        $"{what} geändert: „{from}“ → „{to}“" + (string.IsNullOrWhiteSpace(reason) ? "." : $". Grund: {reason}"), []);

    private static string Of(string what, Enum value) => $"{what} „{Labels.German(value)}“";

    private static string? German(Enum? value) => value is null ? null : Labels.German(value);

    private static string Place(DeviceJournalRow row) =>
        row.RoomNumber is null ? row.SchoolName! : $"{row.SchoolName}, Raum {row.RoomNumber}";
}
