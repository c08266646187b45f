namespace Schools.Domain;

/// <summary>What a licence contract must be like.</summary>
internal static class LicenceRules
{
    public static readonly DateOnly Earliest = new(1980, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    /// <summary>Why there is no such contract, or null.</summary>
    public static Refusal? Fault(LicenceTerms terms)
    {
        if (string.IsNullOrWhiteSpace(terms.Product))
        {
            return new Refusal(RefusalCode.NameMissing);
        }
        if (terms.Metric is null)
        {
            return new Refusal(RefusalCode.LicenceMetricMissing);
        }
        foreach (var day in (ReadOnlySpan<DateOnly?>)[terms.From, terms.Until])
        {
            if (day < Earliest || day > Latest)
            {
                return new Refusal(RefusalCode.DateImplausible, FieldText.Shown(day));
            }
        }
        return terms.Until < terms.From
                ? new Refusal(RefusalCode.TermSwapped, FieldText.Shown(terms.Until), FieldText.Shown(terms.From))
            : Licence.NoticeDays.Refuses("Kündigungsfrist in Tagen", terms.NoticeDays ?? 0) is { } refusal ? refusal
            : terms.CostPerYear is { Amount: var cost } && (cost is < 0 or > Euro.Largest || decimal.Round(cost, 2) != cost)
                ? new Refusal(RefusalCode.AmountImplausible, $"{terms.CostPerYear}")
            : LicenceTerms.Fields.LongerThan(Licence.LongestText, terms) is { } tooLong
                ? new Refusal(RefusalCode.TextTooLong, tooLong.German, $"{Licence.LongestText}")
            : null;
    }

    public static Refusal? Fault(int? quantity, LicenceTerms terms) =>
        quantity is null && terms.Metric != LicenceMetric.Authority ? new Refusal(RefusalCode.LicenceQuantityMissing)
        : quantity is { } count ? Licence.Quantities.Refuses("Menge", count)
        : null;

    /// <summary>Nobody has of a licence what there is not yet.</summary>
    public static Refusal? TooEarly(Licence.State s, DateOnly day) => day < s.Terms.From
        ? new Refusal(RefusalCode.AssignedBeforeTerm, FieldText.Shown(day), FieldText.Shown(s.Terms.From))
        : null;

    /// <summary>What is moved changes the amounts of both schools from a day on; what was said of later days knows nothing of it.</summary>
    public static Refusal? SaidLater(Licence.State s, DateOnly day, params ReadOnlySpan<SchoolKey> schools)
    {
        foreach (var school in schools)
        {
            if (s.CourseOf(school) is [.., { } last] && last.Day > day)
            {
                return new Refusal(RefusalCode.LicencesSaidLater, school.Number, FieldText.Shown(last.Day));
            }
        }
        return null;
    }

    /// <summary>The document of a licence is bounded.</summary>
    public static Refusal? TooMany(Licence.State s, SchoolKey school)
    {
        var schools = s.Assignments.Count + 1;
        var amounts = (s.Courses?.Values.Sum(course => course.Count) ?? 0) + 1;
        return s.Of(school) == 0 && schools > Licence.MostSchools ? TooMany(schools, Licence.MostSchools)
            : amounts > Licence.MostAmounts ? TooMany(amounts, Licence.MostAmounts)
            : null;
    }

    private static Refusal TooMany(int count, int most) =>
        new(RefusalCode.CountImplausible, $"{count}", most.ToString("N0", Euro.German));
}
