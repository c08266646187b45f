using Schools.Domain;

namespace Schools.Import;

/// <summary>Compares a file with the register. Pure: equal inputs give equal plans.</summary>
public static class ImportPlanner
{
    /// <param name="snapshot">The register as <see cref="ImportReading.Wanted"/> asks for it.</param>
    /// <returns>The plan, or why these options allow none.</returns>
    public static Outcome<ImportPlan> Plan(ImportReading reading, RegisterSnapshot snapshot, PlanOptions options)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        if (options.OwnSchoolsOnly && reading.Profile.Target == GrainKind.School && snapshot.Details.ProviderNumber is null)
            return ImportIssues.NoProviderNumber.Refuse();
        IReadOnlyList<PlanRow> rows;
        IReadOnlyList<PlannedRoom> rooms = [];
        IReadOnlyList<ProviderCount> providers = [];
        IReadOnlyList<RowIssue> warnings = reading.Warnings;
        if (reading.Profile.Target == GrainKind.School)
        {
            var planner = new SchoolPlanner(reading, snapshot, options);
            rows = planner.Plan();
            providers = planner.Providers;
        }
        else
        {
            var planner = new DevicePlanner(reading, snapshot, options);
            rows = planner.Plan();
            rooms = planner.NewRooms;
            warnings = [.. warnings, .. planner.Assumed];
        }
        var head = new PlanHead(
            reading.Options.FileName, reading.Profile.Name, reading.Profile.Title, reading.Confidence, reading.Profile.Target,
            reading.Dialect, reading.Columns, Count(rows), rooms.Count,
            NewWords(rows, snapshot, details => details.Manufacturer), NewWords(rows, snapshot, Model), providers, warnings);
        return new ImportPlan(head, rooms, rows);
    }

    private static string? Model(DeviceDetails details) => details.Model is null ? null : $"{details.Manufacturer} {details.Model}".Trim();

    private static PlanCounts Count(IReadOnlyList<PlanRow> rows)
    {
        var counts = new int[Enum.GetValues<PlanStatus>().Length];
        foreach (var row in rows)
            counts[(int)row.Status]++;
        return new PlanCounts(Of(PlanStatus.New), Of(PlanStatus.Changed), Of(PlanStatus.Unchanged), Of(PlanStatus.Conflict),
            Of(PlanStatus.Missing), Of(PlanStatus.Error), Of(PlanStatus.Skipped));

        int Of(PlanStatus status) => counts[(int)status];
    }

    /// <summary>Words of new devices that no device of the snapshot has; for information, as they are no master data.</summary>
    private static string[] NewWords(IReadOnlyList<PlanRow> rows, RegisterSnapshot snapshot, Func<DeviceDetails, string?> word)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        DeviceDetails? last = null;
        foreach (var row in rows)
        {
            if (row.Status != PlanStatus.New || row.Commands is not [Device.Register { Details: var details }])
                continue;
            // Lists are written model by model.
            if ((last is null || details.Model != last.Model || details.Manufacturer != last.Manufacturer) && word(details) is { } said)
                words.Add(said);
            last = details;
        }
        foreach (var device in snapshot.Devices)
        {
            if (words.Count == 0)
                break;
            if (word(device.State.Details) is { } known)
                words.Remove(known);
        }
        return [.. words];
    }
}
