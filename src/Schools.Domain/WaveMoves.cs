namespace Schools.Domain;

/// <summary>A day of a wave that was planned and got another.</summary>
/// <param name="On">The day of the change.</param>
/// <param name="Reason">As it was given with the change.</param>
public sealed record WaveMove(WaveDay What, DateOnly On, DateOnly Before, DateOnly After, string? Reason);

/// <summary>How the days of a wave moved. One that is planned for the first time, or no longer, does not.</summary>
public static class WaveMoves
{
    /// <summary>
    /// The moves after the wave was planned anew. What is changed again on the same day, or on the day the wave was first planned, is put
    /// right and no move.
    /// </summary>
    internal static IReadOnlyList<WaveMove>? After(Wave.State state, Wave.Described anew)
    {
        if (anew.On is not { } on || on <= state.PlannedOn)
        {
            return state.Moves;
        }
        List<WaveMove> moves = [.. state.Moves ?? []];
        Add(WaveDay.Delivery, state.Details.Delivery, anew.Details.Delivery);
        Add(WaveDay.Begin, state.Details.Start, anew.Details.Start);
        Add(WaveDay.End, state.Details.End, anew.Details.End);
        return moves.Count == 0 ? null : moves;

        void Add(WaveDay what, DateOnly? before, DateOnly? after)
        {
            if (before == after || before is null || after is null)
            {
                return;
            }
            var reason = anew.Reason;
            if (moves.FindLast(move => move.What == what && move.On == on) is { } sameDay)
            {
                moves.Remove(sameDay);
                (before, reason) = (sameDay.Before, reason ?? sameDay.Reason);
            }
            if (before != after)
            {
                moves.Add(new WaveMove(what, on, before.Value, after.Value, reason));
            }
        }
    }

    /// <summary>The day that was planned at the end of another; null where none has changed since.</summary>
    public static DateOnly? PlannedAt(Wave.State state, WaveDay what, DateOnly day) =>
        state.Moves?.FirstOrDefault(move => move.What == what && move.On > day)?.Before;
}
