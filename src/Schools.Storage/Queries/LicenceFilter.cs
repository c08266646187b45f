using System.Globalization;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>Which licences a list shows.</summary>
public enum LicenceShow
{
    All,

    /// <summary>Those whose term asks somebody to look at it.</summary>
    Alerts,
    Over,
    Unused,
}

/// <summary>A licence as a line of a list, as it is on one day.</summary>
/// <param name="Day">The day that balance and alert are of.</param>
public sealed record LicenceRow(
    LicenceKey Key,
    string Product,
    string? Vendor,
    LicenceMetric Metric,
    string? ContractNumber,
    LicenceTerm Term,
    Euro? CostPerYear,
    string? CostCentre,
    int? Quantity,
    int Assigned,
    LicenceStep? Step,
    DateOnly Day)
{
    public LicenceBalance Balance => LicenceBalance.On(Day, Term, Quantity, Assigned);

    public LicenceAlert? Alert => Term.Alert(Day);

    public static LicenceRow Of(Licence.State state, DateOnly day) => new(
        state.Key, state.Terms.Product!, state.Terms.Vendor, state.Terms.Metric!.Value, state.Terms.ContractNumber, state.Term,
        state.Terms.CostPerYear, state.Terms.CostCentre, state.Quantity, state.Assigned, state.Step, day);
}

/// <param name="Search">Words that must all occur in product, vendor, contract number or cost centre.</param>
public sealed record LicenceFilter(string? Search = null, LicenceShow Show = LicenceShow.All, int PageNumber = 1)
{
    public const int LongestSearch = 200;

    /// <summary>The day as a parameter of a statement, and what the domain says of a term on it, in SQL; a test holds both equal.</summary>
    internal sealed record OnDay(string Day, string LastDeadline)
    {
        public static OnDay Of(Conditions values, DateOnly day) =>
            new(values.Value($"{day:O}"), values.Value($"{day.AddDays(LicenceTerm.FirstAlertDays):O}"));

        public string IsRunning =>
            $"(l.from_day is null or l.from_day <= {Day}) and case when l.ended_on <= {Day} then l.until_day >= {Day} "
            + $"else l.until_day is null or l.until_day >= {Day} or l.renews end";

        public string Entitled => $"case when {IsRunning} then l.quantity else 0 end";

        public string HasAlert => $"(l.until_day < {Day} or ((l.ended_on is null or l.ended_on > {Day}) and l.deadline <= {LastDeadline}))";

        public string IsOver => $"l.assigned > {Entitled}";

        public string IsUnused => $"l.assigned < {Entitled}";
    }

    /// <summary>The same choice among lines that were folded from the journal.</summary>
    public bool Matches(LicenceRow row) =>
        Show switch
        {
            LicenceShow.Alerts => row.Alert is not null,
            LicenceShow.Over => row.Balance.IsOver,
            LicenceShow.Unused => row.Balance.IsUnused,
            _ => true,
        }
        && (Search ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(word =>
            Euro.German.CompareInfo.IndexOf(
                $"{row.Product} {row.Vendor} {row.ContractNumber} {row.CostCentre}", word, CompareOptions.IgnoreCase) >= 0);

    internal Conditions Conditions(AuthorityKey authority, DateOnly day)
    {
        var conditions = new Conditions();
        conditions.Add("l.authority = {0}", authority.Value);
        conditions.Add("not l.is_withdrawn");
        if (Show != LicenceShow.All)
        {
            var on = OnDay.Of(conditions, day);
            conditions.Add(Show switch
            {
                LicenceShow.Alerts => on.HasAlert,
                LicenceShow.Over => on.IsOver,
                _ => on.IsUnused,
            });
        }
        if (!string.IsNullOrWhiteSpace(Search))
        {
            conditions.Add(
                "concat_ws(' ', l.product, l.vendor, l.contract_number, l.cost_centre) collate \"de-x-icu\" ilike all({0})",
                Queries.Conditions.Patterns(Search));
        }
        return conditions;
    }
}
