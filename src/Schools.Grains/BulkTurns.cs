using Schools.Domain;
using Schools.Storage;

namespace Schools.Grains;

/// <summary>
/// Turns of hundreds of grains decided and written together: the way imports take, with the same rules as a single command.
/// </summary>
internal sealed class BulkTurns(GrainStore store, KnownGrains known, Activations activations, TimeProvider clock)
{
    /// <summary>A turn whose grain is held.</summary>
    private readonly record struct Held(int At, Turn Turn, Activation Grain);

    public async Task<IReadOnlyList<Outcome>> Send(IReadOnlyList<Turn> turns, Why why, CancellationToken cancel)
    {
        var outcomes = new Outcome[turns.Count];
        foreach (var wave in Waves(turns))
        {
            await Parallel.ForEachAsync(
                wave.Chunk(GrainLimits.BulkSize),
                new ParallelOptions { MaxDegreeOfParallelism = GrainLimits.ParallelBulks, CancellationToken = cancel },
                async (part, stop) => await Batch(turns, part, outcomes, why, stop));
        }
        return outcomes;
    }

    /// <summary>A grain has one turn at a time: what stands in the list a second time comes in the next wave.</summary>
    private static List<List<int>> Waves(IReadOnlyList<Turn> turns)
    {
        List<List<int>> waves = [];
        Dictionary<GrainId, int> seen = new(turns.Count);
        for (var i = 0; i < turns.Count; i++)
        {
            var wave = seen[turns[i].Id] = seen.GetValueOrDefault(turns[i].Id, -1) + 1;
            if (wave == waves.Count)
            {
                waves.Add([]);
            }
            waves[wave].Add(i);
        }
        return waves;
    }

    private async Task Batch(IReadOnlyList<Turn> turns, int[] part, Outcome[] outcomes, Why why, CancellationToken cancel)
    {
        // In the order of the keys, so that two bulks that share grains wait for each other instead of each holding what the other wants.
        Array.Sort(part, (a, b) => string.CompareOrdinal(turns[a].Id.Key, turns[b].Id.Key));
        List<Held> open = new(part.Length);
        List<Activation> held = new(part.Length);
        try
        {
            foreach (var at in part)
            {
                if (await activations.TakeTurn(turns[at].Id, cancel) is { } grain)
                {
                    held.Add(grain);
                    open.Add(new Held(at, turns[at], grain));
                    if (turns[at].PlannedOn == 0 && !grain.IsLoaded)
                    {
                        grain.AssumeNew();
                    }
                }
                else
                {
                    outcomes[at] = Outcome.Refused(new Refusal(RefusalCode.Overloaded));
                }
            }
            var missing = await known.Missing([.. part.Select(at => turns[at])], cancel);
            for (var round = 0; open.Count > 0 && round < GrainLimits.Rounds; round++)
            {
                open = await Round(open, missing, outcomes, why, cancel);
            }
            open.ForEach(o => outcomes[o.At] = Outcome.Refused(new Refusal(RefusalCode.ChangedMeanwhile, o.Grain.Id.Key)));
        }
        finally
        {
            held.ForEach(activations.ReturnTurnAndLeave);
        }
    }

    /// <summary>Loads what is not loaded, decides, writes; returns the turns that must be decided again.</summary>
    private async Task<List<Held>> Round(
        List<Held> open, IReadOnlyDictionary<GrainId, Refusal> missing, Outcome[] outcomes, Why why, CancellationToken cancel)
    {
        var fresh = await Load(open, outcomes, cancel);
        var today = GermanCalendar.Today(clock);
        List<Held> again = [];
        List<(Held Turn, object State)> decidedTurns = new(open.Count);
        List<GrainWrite> writes = new(open.Count);
        foreach (var o in open.Where(o => o.Grain.IsLoaded))
        {
            var decided = Decide(o, missing, new DecisionContext(o.Grain.Id.Authority, today, why.Origin));
            if (decided.Events.Count > 0)
            {
                decidedTurns.Add((o, decided.State!));
                writes.Add(new GrainWrite(
                    o.Grain.Id,
                    o.Grain.Version,
                    o.Grain.Type.WriteState(decided.State!),
                    decided.Events,
                    o.Turn.Commands[0].On ?? today,
                    why));
            }
            else if (fresh.Contains(o.Grain))
            {
                outcomes[o.At] = new Outcome(o.Grain.Version, 0, decided.Refusal?.About(o.Grain.Id.Key));
            }
            else
            {
                // No write will prove this copy: another node may have changed what the answer rests on.
                o.Grain.Forget();
                again.Add(o);
            }
        }
        again.AddRange(await Write(decidedTurns, writes, outcomes));
        return again;
    }

    private static Decided Decide(Held o, IReadOnlyDictionary<GrainId, Refusal> missing, in DecisionContext context)
    {
        if (missing.Count > 0)
        {
            foreach (var reference in o.Turn.Commands.SelectMany(c => c.References))
            {
                if (missing.TryGetValue(new GrainId(reference.Kind, o.Grain.Id.Authority, reference.Key), out var refusal))
                {
                    return new Decided(null, [], refusal);
                }
            }
        }
        var decided = o.Grain.Type.Decide(o.Grain.State, o.Turn.Commands, context);
        return decided.Refusal is null && decided.Events.Count > 0 && o.Turn.PlannedOn is { } planned && planned != o.Grain.Version
            ? new Decided(null, [], new Refusal(RefusalCode.ChangedMeanwhile, o.Grain.Id.Key))
            : decided;
    }

    private async Task<List<Held>> Write(List<(Held Turn, object State)> decided, List<GrainWrite> writes, Outcome[] outcomes)
    {
        List<Held> again = [];
        // Once handed over, the write is waited for: the copies in memory must follow what the database has.
        var results = writes.Count == 0 ? [] : await store.Write(writes, CancellationToken.None);
        for (var i = 0; i < results.Length; i++)
        {
            var (o, state) = decided[i];
            if (results[i].Version > 0)
            {
                o.Grain.Accept(results[i].Version, state);
                outcomes[o.At] = new Outcome(results[i].Version, writes[i].Events.Count, null);
                continue;
            }
            o.Grain.Forget();
            if (results[i].Refusal is { } refused)
            {
                outcomes[o.At] = Outcome.Refused(refused);
            }
            else
            {
                again.Add(o);
            }
        }
        return again;
    }

    private async Task<HashSet<Activation>> Load(List<Held> open, Outcome[] outcomes, CancellationToken cancel)
    {
        var absent = open.Where(o => !o.Grain.IsLoaded).ToList();
        var rows = absent.Count == 0 ? [] : await store.Load([.. absent.Select(o => o.Grain.Id)], cancel);
        HashSet<Activation> fresh = [];
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Refusal is { } refusal)
            {
                outcomes[absent[i].At] = Outcome.Refused(refusal);
                continue;
            }
            absent[i].Grain.Accept(rows[i].Version, rows[i].State);
            fresh.Add(absent[i].Grain);
        }
        return fresh;
    }
}
