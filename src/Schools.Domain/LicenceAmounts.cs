namespace Schools.Domain;

public sealed partial class Licence
{
    /// <summary>More than ten of each school; bounds the document of a licence.</summary>
    public const int MostAmounts = 60_000;

    /// <summary>How many there are from a day on, until another amount follows.</summary>
    /// <param name="Count">Null where the contract sets no limit.</param>
    public sealed record Amount(DateOnly Day, int? Count = null);

    /// <summary>What was said to hold on a day.</summary>
    public static Amount? At(IReadOnlyList<Amount> course, DateOnly day) => course.LastOrDefault(known => known.Day <= day);

    /// <summary>By day; of one day the last word counts.</summary>
    private static IReadOnlyList<Amount> Placed(IReadOnlyList<Amount> course, Amount said) =>
        [.. course.TakeWhile(known => known.Day < said.Day), said, .. course.SkipWhile(known => known.Day <= said.Day)];

    private static State With(State state, Entitled e)
    {
        var course = Placed(state.QuantityCourse, new Amount(e.Day ?? state.QuantityCourse[^1].Day, e.Quantity));
        return state with { Quantity = course[^1].Count, Quantities = course };
    }

    private static State With(State state, SchoolKey school, Amount said)
    {
        var course = Placed(state.CourseOf(school), said);
        var others = state.Assignments.Where(a => a.School != school);
        return state with
        {
            Courses = new Dictionary<string, IReadOnlyList<Amount>>(state.Courses ?? new Dictionary<string, IReadOnlyList<Amount>>())
            {
                [school.Value] = course,
            },
            Assignments = course[^1].Count is > 0 and var count
                ?
                [
                    .. others.Append(new Assignment(school, count, course.Reverse().TakeWhile(known => known.Count > 0).Last().Day))
                        .OrderBy(a => a.School.Value, StringComparer.Ordinal),
                ]
                : [.. others],
        };
    }

    private static Decision<Event> Entitling(State s, Entitle c, DateOnly day) =>
        LicenceRules.Fault(c.Quantity, s.Terms) is { } refusal ? refusal
        : day < s.QuantityCourse[0].Day
            ? new Refusal(RefusalCode.QuantityBeforeFirst, FieldText.Shown(s.QuantityCourse[0].Day))
        : At(s.QuantityCourse, day) == new Amount(day, c.Quantity) ? Decision<Event>.Nothing
        : new Entitled(c.Quantity, day);

    private static Decision<Event> Assigning(State s, Assign c, DateOnly day) =>
        Parts.Refuses("Anzahl", c.Count) is { } refusal ? refusal
        : At(s.CourseOf(c.School), day) == new Amount(day, c.Count) ? Decision<Event>.Nothing
        : c.Count > 0 && LicenceRules.TooEarly(s, day) is { } early ? early
        : LicenceRules.TooMany(s, c.School) is { } full ? full
        : new Assigned(c.School, c.Count, day);

    private static Decision<Event> Transferring(State s, Transfer c, DateOnly day) =>
        c.From == c.To ? new Refusal(RefusalCode.TransferToItself)
        : Quantities.Refuses("Anzahl", c.Count) is { } refusal ? refusal
        : c.Count > c.Had ? new Refusal(RefusalCode.LicencesTooFew, c.From.Number, Shown(c.Had))
        : s.Of(c.From) != c.Had ? new Refusal(RefusalCode.ChangedMeanwhile, s.Terms.Product)
        : LicenceRules.TooEarly(s, day) is { } early ? early
        : LicenceRules.SaidLater(s, day, c.From, c.To) is { } later ? later
        : LicenceRules.TooMany(s, c.To) is { } full ? full
        : new Transferred(c.From, c.To, c.Count, c.Had - c.Count, s.Of(c.To) + c.Count, day);
}
