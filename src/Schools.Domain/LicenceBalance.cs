namespace Schools.Domain;

/// <summary>What a term asks somebody to look at, the most urgent last.</summary>
public enum LicenceAlert
{
    /// <summary>The day to give notice, or to order the renewal, comes within 90 days.</summary>
    Within90Days,
    Within30Days,

    /// <summary>The day to give notice is past, the end is not.</summary>
    NoticePassed,

    /// <summary>The stated end is past and the contract goes on by itself: the new end is to be entered.</summary>
    Renewed,
    Expired,
}

/// <summary>From when until when a licence may be used.</summary>
/// <param name="NoticeDays">0 where none is agreed.</param>
/// <param name="EndedOn">The day of the step <see cref="LicenceStep.Ended"/>.</param>
public readonly record struct LicenceTerm(DateOnly? From, DateOnly? Until, int NoticeDays, bool Renews, DateOnly? EndedOn)
{
    public const int FirstAlertDays = 90;
    public const int LastAlertDays = 30;

    /// <summary>The last day to give notice or to order the renewal; null for a perpetual licence.</summary>
    public DateOnly? Deadline => Until?.AddDays(-NoticeDays);

    /// <summary>It may be used on that day. A contract under notice runs until its end; without an end it is over at once.</summary>
    public bool IsRunning(DateOnly day) =>
        (From is null || From <= day)
        && (HasEnded(day) ? Until >= day : Until is null || Until >= day || Renews);

    public LicenceAlert? Alert(DateOnly day) => this switch
    {
        { Until: null } => null,
        _ when Until < day => Renews && !HasEnded(day) ? LicenceAlert.Renewed : LicenceAlert.Expired,
        _ when HasEnded(day) => null,
        _ when Deadline < day => LicenceAlert.NoticePassed,
        _ when Deadline <= day.AddDays(LastAlertDays) => LicenceAlert.Within30Days,
        _ when Deadline <= day.AddDays(FirstAlertDays) => LicenceAlert.Within90Days,
        _ => null,
    };

    private bool HasEnded(DateOnly day) => EndedOn <= day;
}

/// <summary>Entitled against assigned on one day (Lizenzbilanz).</summary>
/// <param name="Entitled">0 when the licence does not run on that day, null when it is not limited.</param>
public sealed record LicenceBalance(int? Entitled, int Assigned)
{
    /// <summary>Negative where more are assigned than there are; null without a limit.</summary>
    public int? Rest => Entitled - Assigned;

    public bool IsOver => Rest < 0;

    public bool IsUnused => Rest > 0;

    public static LicenceBalance On(DateOnly day, LicenceTerm term, int? quantity, int assigned) =>
        new(term.IsRunning(day) ? quantity : 0, assigned);
}

/// <summary>What the licences of one school cost in a year.</summary>
/// <param name="School">Null for what no school has: the authority bears it.</param>
public readonly record struct LicenceShare(SchoolKey? School, Euro Cost);

/// <summary>What licences cost whom.</summary>
public sealed class LicenceCosts
{
    private const int CentsOfEuro = 100;
    public static readonly LicenceCosts None = new();

    private readonly Dictionary<SchoolKey, Euro> amounts = [];

    private LicenceCosts()
    {
    }

    /// <summary>By the key of the school.</summary>
    public IReadOnlyDictionary<SchoolKey, Euro> OfSchools => amounts;

    /// <summary>What no school has, and so the authority bears.</summary>
    public Euro Unassigned { get; private set; }

    public Euro Whole => new(amounts.Values.Sum(cost => cost.Amount) + Unassigned.Amount);

    /// <summary>The cost of a year of all licences that run on the day, shared one by one.</summary>
    public static LicenceCosts On(DateOnly day, IEnumerable<Licence.State> licences)
    {
        var costs = new LicenceCosts();
        foreach (var licence in licences.Where(licence => licence.Term.IsRunning(day) && licence.Terms.CostPerYear is not null))
        {
            foreach (var share in Shares(licence.Terms.CostPerYear!.Value, licence.Quantity, licence.Assignments))
            {
                if (share.School is { } school)
                {
                    costs.amounts[school] = new Euro(costs.amounts.GetValueOrDefault(school).Amount + share.Cost.Amount);
                }
                else
                {
                    costs.Unassigned = new Euro(costs.Unassigned.Amount + share.Cost.Amount);
                }
            }
        }
        return costs;
    }

    /// <summary>
    /// Shares the cost of a licence among the schools by what they have of it, the unassigned rest to the authority. Each part is a whole
    /// number of cents: first rounded down, then the cents left go to the largest remainders (Hare-Niemeyer; at a tie in the order given,
    /// the authority last), so that the parts add up to the whole.
    /// </summary>
    /// <param name="entitled">How many there are; with more assigned than that, the assigned bear it all.</param>
    public static IReadOnlyList<LicenceShare> Shares(Euro cost, int? entitled, IReadOnlyList<Licence.Assignment> assignments)
    {
        var assigned = assignments.Sum(a => (long)a.Count);
        var all = Math.Max(entitled ?? 0, assigned);
        var cents = (long)decimal.Round(cost.Amount * CentsOfEuro);
        if (all == 0)
        {
            return [new LicenceShare(null, cost)];
        }
        List<(SchoolKey? School, long Count)> parts = [.. assignments.Select(a => ((SchoolKey?)a.School, (long)a.Count))];
        if (all > assigned)
        {
            parts.Add((null, all - assigned));
        }
        var shares = parts.ConvertAll(part => Math.DivRem(cents * part.Count, all));
        var left = cents - shares.Sum(share => share.Quotient);
        var favoured = Enumerable.Range(0, parts.Count).OrderByDescending(i => shares[i].Remainder).Take((int)left).ToHashSet();
        return
        [
            .. parts.Select((part, i) => new LicenceShare(
                part.School, new Euro((shares[i].Quotient + (favoured.Contains(i) ? 1m : 0m)) / CentsOfEuro))),
        ];
    }
}
