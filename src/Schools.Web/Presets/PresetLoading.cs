using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;

namespace Schools.Web.Presets;

/// <summary>What became of loading a preset.</summary>
/// <param name="Events">How many facts were new.</param>
public sealed record PresetOutcome(Preset Preset, int Events, Refusal? Refusal = null);

/// <summary>
/// Takes a preset in, through the turns that every other change goes through. Loaded a second time it changes nothing, also where people
/// have changed the plan since; cut off in the middle, it is loaded to its end the next time.
/// </summary>
public sealed class PresetLoading(IGrains grains, AuthorityQueries authorities, PlanQueries plans)
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
        var known = (await plans.All(authority, cancel)).Where(plan => preset.Plans.Contains(plan.Key)).ToList();
        if (known.Find(plan => plan.State.Head.Preset != preset.Name) is { } other)
        {
            return new PresetOutcome(preset, 0, new Refusal(RefusalCode.PresetPlanTaken, other.State.Head.Name, preset.Name));
        }
        if (known.Exists(plan => plan.Key == preset.Plan && plan.State.IsPresetFinished))
        {
            return new PresetOutcome(preset, 0);
        }
        var events = 0;
        foreach (var run in Runs(preset.Entries))
        {
            foreach (var outcome in await grains.SendMany([.. run.Select(entry => entry.In(authority))], why, cancel))
            {
                if (outcome.Refusal is { } refusal)
                {
                    return new PresetOutcome(preset, events, refusal);
                }
                events += outcome.Events;
            }
        }
        var finished = await grains.Send(new GrainId(GrainKind.Plan, authority, preset.Plan), new MasterPlan.FinishPreset(), why, cancel);
        return new PresetOutcome(preset, events + finished.Events, finished.Refusal);
    }

    /// <summary>Neighbours of one kind are sent together; what they point at stands before them.</summary>
    private static List<List<PresetEntry>> Runs(IReadOnlyList<PresetEntry> entries)
    {
        List<List<PresetEntry>> runs = [];
        foreach (var entry in entries)
        {
            if (runs.Count == 0 || runs[^1][0].Kind != entry.Kind)
            {
                runs.Add([]);
            }
            runs[^1].Add(entry);
        }
        return runs;
    }
}
