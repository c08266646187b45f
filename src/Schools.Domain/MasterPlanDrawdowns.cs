namespace Schools.Domain;

public sealed partial class MasterPlan
{
    /// <summary>Money of a grant that was called for (Mittelabruf), gross, as the forms of the programmes ask for it.</summary>
    /// <param name="Number">As the authority counts its calls; of those that hold, a grant has each number once.</param>
    /// <param name="Day">The day of the call.</param>
    /// <param name="Reference">File number or voucher (Aktenzeichen).</param>
    /// <param name="Measure">Key of the measure it pays for; null where it is for several.</param>
    /// <param name="Withdrawal">Null while the call holds.</param>
    public sealed record Drawdown(
        string Grant, string Number, Euro Amount, DateOnly Day, string? Reference = null, string? Measure = null,
        FundingCategory? Category = null, DrawdownWithdrawal? Withdrawal = null) : IDated;

    /// <summary>From which day a call does not hold: its own where it never was, a later one where the money went back.</summary>
    public sealed record DrawdownWithdrawal(DateOnly Day, string Reason);

    /// <summary>A number that is drawn anew takes the place of what holds under it, so that no day counts both.</summary>
    private static IReadOnlyList<Drawdown> Drawn(State s, Drawdown drawdown) => Placed(
        [.. (s.Drawdowns ?? []).Where(known => known.Withdrawal is not null || !IsOf(known, drawdown.Grant, drawdown.Number))], drawdown);

    private static State Without(State s, DrawdownWithdrawn e) => s with
    {
        Drawdowns =
        [
            .. (s.Drawdowns ?? []).Select(known => known.Withdrawal is null && IsOf(known, e.Grant, e.Number)
                ? known with { Withdrawal = e.Withdrawal }
                : known),
        ],
    };

    private static bool IsOf(Drawdown drawdown, string grant, string number) => drawdown.Grant == grant && drawdown.Number == number;
}
