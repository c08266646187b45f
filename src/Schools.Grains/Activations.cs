using System.Collections.Concurrent;
using Schools.Domain;

namespace Schools.Grains;

/// <summary>The grains in memory. What was not used for a while leaves; what is beyond the bound leaves longest unused first.</summary>
internal sealed class Activations(TimeProvider clock)
{
    private readonly ConcurrentDictionary<GrainId, Activation> active = new();

    /// <summary>Waits for the turn of a grain; null when too many wait already.</summary>
    public async ValueTask<Activation?> TakeTurn(GrainId id, CancellationToken cancel)
    {
        while (true)
        {
            var activation = active.GetOrAdd(id, static key => new Activation(key));
            if (!await activation.TakeTurn(cancel))
            {
                return null;
            }
            if (!activation.IsGone)
            {
                return activation;
            }
            activation.ReturnTurn(clock.GetTimestamp());
        }
    }

    public void ReturnTurn(Activation activation) => activation.ReturnTurn(clock.GetTimestamp());

    /// <summary>
    /// Gives the turn back and lets the grain leave memory, unless somebody waits for it. A bulk of a million grains leaves no trace.
    /// </summary>
    public void ReturnTurnAndLeave(Activation activation)
    {
        if (!activation.IsWantedByOthers)
        {
            Remove(activation);
        }
        ReturnTurn(activation);
    }

    public void Sweep()
    {
        var candidates = active.Values.OrderBy(a => a.LastUsed).ToList();
        var beyond = candidates.Count - GrainLimits.Activations;
        foreach (var activation in candidates)
        {
            if (beyond-- <= 0 && clock.GetElapsedTime(activation.LastUsed) < GrainLimits.Idle)
            {
                return;
            }
            if (activation.TryTakeTurn())
            {
                Remove(activation);
                ReturnTurn(activation);
            }
        }
    }

    private void Remove(Activation activation)
    {
        activation.IsGone = true;
        active.TryRemove(new KeyValuePair<GrainId, Activation>(activation.Id, activation));
    }
}
