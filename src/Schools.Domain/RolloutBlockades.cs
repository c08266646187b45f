namespace Schools.Domain;

/// <summary>
/// What blocks the WLAN of a school or room: several things may at once, and each is lifted on its own. Its reason tells one from
/// another.
/// </summary>
internal static class RolloutBlockades
{
    private const int Most = 20;

    /// <summary>Who must move may be said later; that it blocks, and since when, does not change by it.</summary>
    public static Decision<Rollout.Event> Blocking(IReadOnlyList<Rollout.Blockade> standing, string reason, string? by, DateOnly day)
    {
        var known = standing.FirstOrDefault(blockade => blockade.Reason == reason);
        return known is null && standing.Count >= Most ? new Refusal(RefusalCode.CountImplausible, $"{standing.Count + 1}", $"{Most}")
            : known is not null && (by is null || by == known.By) ? Decision<Rollout.Event>.Nothing
            : new Rollout.Blocked(reason, by, known?.Since ?? day, IsBeside: true);
    }

    public static Decision<Rollout.Event> Lifting(IReadOnlyList<Rollout.Blockade> standing, string? reason)
    {
        var meant = reason is null ? standing : [.. standing.Where(blockade => blockade.Reason == reason)];
        return meant switch
        {
            [] => Decision<Rollout.Event>.Nothing,
            [var one] => new Rollout.Unblocked(one.Reason),
            _ => new Refusal(RefusalCode.BlockadeUnclear, string.Join("; ", meant.Select(Told))),
        };
    }

    public static Rollout.State With(Rollout.State state, Rollout.Blockade blockade, bool isBeside) => Standing(
        state, isBeside ? [.. state.AllBlockades.Where(known => known.Reason != blockade.Reason), blockade] : [blockade]);

    public static Rollout.State Without(Rollout.State state, string? reason) => Standing(
        state, [.. state.AllBlockades.Where(known => reason is not null && known.Reason != reason)]);

    /// <summary>The one place that writes both what is shown and what it is made of.</summary>
    private static Rollout.State Standing(Rollout.State state, IReadOnlyList<Rollout.Blockade> all)
    {
        IReadOnlyList<Rollout.Blockade> inOrder = [.. all.OrderBy(blockade => blockade.Since)];
        return inOrder switch
        {
            [] => state with { Blockade = null, Blockades = null },
            [var one] => state with { Blockade = one, Blockades = null },
            [var oldest, ..] => state with
            {
                Blockade = new Rollout.Blockade(string.Join("; ", inOrder.Select(Told)), null, oldest.Since),
                Blockades = inOrder,
            },
        };
    }

    private static string Told(Rollout.Blockade blockade) =>
        blockade.By is { } by ? $"{blockade.Reason} ({by})" : blockade.Reason;
}
