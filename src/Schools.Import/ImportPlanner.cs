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
        options = options.By(reading.Profile);
        if (reading.RowCount == 0)
            return PlanIssues.NoRows.Refuse(reading.Dialect.HeaderLine);
        if (options.OwnSchoolsOnly && reading.Profile.Target == GrainKind.School && snapshot.Details.ProviderNumber is null)
            return ImportIssues.NoProviderNumber.Refuse();
        if (options.HoldsFrom is { } day && day > options.Today)
            return PlanIssues.ListOfFuture.Refuse(null, ("value", FieldText.Shown(day)));
        if (options.Full is not null && reading.Profile.Target == GrainKind.School)
            return PlanIssues.FullListOfSchools.Refuse();
        IReadOnlyList<PlanRow> rows;
        PlanTally tally;
        IReadOnlyList<PlannedRoom> rooms = [], roomsOfMoves = [];
        IReadOnlyList<ProviderCount> providers = [];
        IReadOnlyList<RowIssue> warnings = reading.Warnings;
        PlanScope? scope = null;
        if (reading.Profile.Target == GrainKind.School)
        {
            var planner = new SchoolPlanner(reading, snapshot, options);
            rows = planner.Plan();
            tally = planner.Tally;
            providers = planner.Providers;
        }
        else
        {
            var planner = new DevicePlanner(reading, snapshot, options);
            rows = planner.Plan();
            tally = planner.Tally;
            (rooms, roomsOfMoves) = (planner.NewRooms, planner.RoomsOfMoves);
            warnings = [.. warnings, .. planner.Assumed, .. planner.OfMissing];
            scope = planner.Scope;
            if (planner.FullWithoutSchool)
                return PlanIssues.FullListWithoutSchool.Refuse();
        }
        if (options.HoldsFrom is not null && tally.Counts.Unchanged + tally.Counts.Changed is > 0 and var known)
            warnings = [.. warnings, RowIssue.Of(PlanIssues.KnownSinceLater, 0, null, null, ("count", known))];
        var knownMakers = Known(snapshot, model => model.Manufacturer);
        var knownModels = Known(snapshot, model => PlanTally.Model(model.Manufacturer, model.Model));
        var (makers, models) = (tally.NewMakers(knownMakers), tally.NewModels(knownModels));
        warnings = [.. warnings, .. Unlisted(makers, "Hersteller"), .. Unlisted(models, "Modelle")];
        (makers, models) = (Listed(makers), Listed(models));
        var head = new PlanHead(
            reading.Options.FileName, reading.Profile.Name, reading.Profile.Title, reading.Confidence, reading.Profile.Target,
            reading.Dialect, reading.Columns, tally.Counts, rooms.Count, makers, models, providers, warnings, scope,
            [.. Likeness.Alike(makers, knownMakers), .. Likeness.Alike(models, knownModels)])
        {
            Saved = reading.Profile.Saved,
            Samples = reading.Samples,
            HoldsFrom = options.HoldsFrom,
        };
        return new ImportPlan(head, rooms, rows) { RoomsOfMoves = roomsOfMoves };
    }

    private static string[] Listed(string[] words) => words[..Math.Min(words.Length, ImportLimits.NewWordsListed)];

    private static IEnumerable<RowIssue> Unlisted(string[] words, string what)
    {
        if (words.Length > ImportLimits.NewWordsListed)
            yield return RowIssue.Of(PlanIssues.MoreNewWords, 0, null, null, ("expected", what), ("known", ImportLimits.NewWordsListed),
                ("count", words.Length - ImportLimits.NewWordsListed));
    }

    private static SortedSet<string> Known(RegisterSnapshot snapshot, Func<KnownModel, string?> word) =>
        new(snapshot.Models.Select(word).OfType<string>(), StringComparer.Ordinal);
}
