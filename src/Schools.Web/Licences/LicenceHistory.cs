using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.Licences;

/// <summary>The journal of a licence told to people: its events folded again, so that every change knows what it changed.</summary>
public static class LicenceHistory
{
    /// <param name="schools">Names of the schools by key.</param>
    /// <returns>The newest entry first.</returns>
    public static IReadOnlyList<HistoryEntry> Tell(IReadOnlyList<LicenceJournalRow> journal, IReadOnlyDictionary<string, string> schools)
    {
        List<HistoryEntry> entries = [];
        Licence.State? state = null;
        foreach (var write in journal.GroupBy(row => row.Version))
        {
            List<HistoryLine> lines = [];
            foreach (var row in write)
            {
                var after = Licence.Evolve(state, row.Event);
                lines.Add(Line(row.Event, state, after, school => schools.GetValueOrDefault(school.Value, school.Number)));
                state = after;
            }
            var first = write.First();
            entries.Add(new HistoryEntry(first.Version, first.At, first.On, first.Actor, first.Import, lines));
        }
        entries.Reverse();
        return entries;
    }

    private static HistoryLine Line(Licence.Event happened, Licence.State? before, Licence.State after, Func<SchoolKey, string> name) =>
        happened switch
        {
            Licence.Registered e => new HistoryLine(
                $"Lizenz erfasst, Menge {LicenceWords.Limit(e.Quantity)}.", LicenceTerms.Fields.Changes(null, after.Terms)),
            Licence.Described => new HistoryLine("Vertrag geändert.", LicenceTerms.Fields.Changes(before?.Terms, after.Terms)),
            Licence.Entitled e => Told($"Menge geändert: {LicenceWords.Limit(Before(before, e))} → {LicenceWords.Limit(e.Quantity)}."),
            Licence.Assigned e => Told(
                $"{name(e.School)}: {Shown.Count(Before(before, e))} → {Shown.Count(e.Count)} zugewiesen."),
            Licence.Transferred e => Told(
                $"{Shown.Count(e.Count)} umgesetzt: {name(e.From)} hat noch {Shown.Count(e.Left)}, "
                + $"{name(e.To)} jetzt {Shown.Count(e.Now)}."),
            Licence.StepReached e => Told(
                $"{Labels.German(e.Step)} am {Shown.Day(e.Day)}."
                + (e.Evidence is null ? "" : $" Nachweis: {e.Evidence}.") + (e.Reason is null ? "" : $" Grund: {e.Reason}")),
            Licence.StepRevoked e => Told($"Schritt zurückgenommen: {Labels.German(e.Step)}. Grund: {e.Reason}"),
            Licence.Withdrawn e => Told($"Zurückgezogen. Grund: {e.Reason}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>What held on the day of the change, and not what is said of a later one.</summary>
    private static int? Before(Licence.State? state, Licence.Entitled e) =>
        state is null ? null : e.Day is { } day ? Licence.At(state.QuantityCourse, day)?.Count : state.Quantity;

    private static int Before(Licence.State? state, Licence.Assigned e) =>
        state is null ? 0 : Licence.At(state.CourseOf(e.School), e.Since)?.Count ?? 0;

    private static HistoryLine Told(string sentence) => new(sentence, []);
}
