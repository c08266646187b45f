using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;

namespace Schools.Web.Presets;

/// <summary>What became of loading a preset.</summary>
/// <param name="Events">How many facts were new.</param>
/// <param name="Refused">The entry that was refused; null where it was the preset as a whole.</param>
public sealed record PresetOutcome(Preset Preset, int Events, Refusal? Refusal = null, PresetEntry? Refused = null)
{
    public string? German => Refused is null
        ? Refusal?.German
        : $"{Refused.Label}: {Refusal?.German} Was vor der Meldung lag, ist übernommen; berichtigt lässt sich alles noch einmal laden.";
}

/// <summary>
/// Takes a preset in, through the turns that every other change goes through. Loaded a second time it changes nothing, also where people
/// have changed the plan since; cut off in the middle, it is loaded to its end the next time.
/// </summary>
public sealed class PresetLoading(
    IGrains grains, AuthorityQueries authorities, PlanQueries plans, JournalQueries journal, TimeProvider clock)
{
    /// <summary>The names of the presets that an authority has wholly taken in.</summary>
    public static IReadOnlySet<string> LoadedOf(IReadOnlyList<StoredPlan> plans) =>
        plans.Where(plan => plan.State.IsPresetFinished).Select(plan => plan.State.Head.Preset ?? "").ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a preset belongs to an authority of another name, and so is not taken in; one without a name takes any.</summary>
    public static bool IsOfOther(Preset preset, string? name) => name is not null && name != preset.Authority;

    public async Task<PresetOutcome> Load(AuthorityKey authority, Preset preset, Why why, CancellationToken cancel)
    {
        var name = await authorities.Name(authority, cancel);
        if (IsOfOther(preset, name))
        {
            return new PresetOutcome(preset, 0, new Refusal(RefusalCode.PresetOfOtherAuthority, preset.Authority, name!));
        }
        if (preset.Plan is not null)
        {
            var known = (await plans.All(authority, cancel)).Where(plan => preset.Plans.Contains(plan.Key)).ToList();
            if (known.Find(plan => plan.State.Head.Preset != preset.Name) is { } other)
            {
                return new PresetOutcome(preset, 0, new Refusal(RefusalCode.PresetPlanTaken, other.State.Head.Name, preset.Name));
            }
            if (known.Exists(plan => plan.Key == preset.Plan && plan.State.IsPresetFinished))
            {
                return new PresetOutcome(preset, 0);
            }
        }
        var told = await Told(authority, preset, cancel);
        var events = 0;
        foreach (var run in Runs(preset.Entries.Where(entry => !told.Contains(entry))))
        {
            var outcomes = await grains.SendMany([.. run.Select(entry => entry.In(authority))], why, cancel);
            events += outcomes.Sum(outcome => outcome.Events);
            if (outcomes.Index().FirstOrDefault(outcome => !outcome.Item.IsDone) is (var at, { Refusal: { } refusal }))
            {
                return new PresetOutcome(preset, events, refusal, run[at]);
            }
        }
        if (preset.Plan is null)
        {
            return new PresetOutcome(preset, events);
        }
        var finished = await grains.Send(new GrainId(GrainKind.Plan, authority, preset.Plan), new MasterPlan.FinishPreset(), why, cancel);
        return new PresetOutcome(preset, events + finished.Events, finished.Refusal);
    }

    /// <summary>
    /// The entries that hold already as of their own day. Sent again, a first date that was moved since would come back for a moment.
    /// </summary>
    private async Task<HashSet<PresetEntry>> Told(AuthorityKey authority, Preset preset, CancellationToken cancel)
    {
        var ids = preset.Entries.Select(entry => entry.Id(authority)).Distinct().ToList();
        var recorded = (await journal.Of(authority, ids, cancel)).ToLookup(happened => happened.Id);
        var context = new DecisionContext(authority, GermanCalendar.Today(clock), Origin.Person);
        return
        [
            .. preset.Entries.Where(entry => recorded.Contains(entry.Id(authority)) && GrainType.Of(entry.Kind).Holds(
                // The first version made the grain, on whichever day that was.
                recorded[entry.Id(authority)].Where(happened => happened.Version == 1 || happened.On <= entry.On).Select(h => h.Event),
                entry.Commands,
                context)),
        ];
    }

    /// <summary>Neighbours of one kind are sent together; what they point at stands before them.</summary>
    private static List<List<PresetEntry>> Runs(IEnumerable<PresetEntry> entries)
    {
        List<List<PresetEntry>> runs = [];
        foreach (var entry in entries)
        {
            if (runs.Count == 0 || runs[^1][0].Kind != entry.Kind || PointsAt(entry, runs[^1]))
            {
                runs.Add([]);
            }
            runs[^1].Add(entry);
        }
        return runs;
    }

    private static bool PointsAt(PresetEntry entry, List<PresetEntry> run) => entry.Commands
        .SelectMany(command => command.References).Any(to => run.Exists(other => other.Kind == to.Kind && other.Key == to.Key));
}
