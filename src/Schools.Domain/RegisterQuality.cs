namespace Schools.Domain;

/// <summary>How good the facts of a school are, from its score.</summary>
public enum QualityGrade
{
    Poor,
    Fair,
    Good,
}

/// <summary>How many break a rule, of how many it looks at.</summary>
public readonly record struct RuleResult(QualityRule Rule, int Broken, int Checked);

/// <summary>
/// What the rules say of one school, or of all together. The score is 100 times the weighted mean of the parts that keep each rule,
/// over the rules that look at anything; rounded down, so that 100 means that nothing is left to do.
/// </summary>
/// <param name="School">Null for all schools.</param>
/// <param name="Results">In the order of <see cref="QualityRules.All"/>.</param>
public sealed record SchoolQuality(SchoolFact? School, IReadOnlyList<RuleResult> Results)
{
    public const int GoodFrom = 95;
    public const int FairFrom = 80;
    private const int Highest = 100;

    /// <summary>0 to 100; null where no rule looks at anything.</summary>
    public int? Score
    {
        get
        {
            var asked = Results.Where(result => result.Checked > 0).ToList();
            var weights = asked.Sum(result => result.Rule.Weight);
            var kept = asked.Sum(result => result.Rule.Weight * (decimal)(result.Checked - result.Broken) / result.Checked);
            return weights == 0 ? null : (int)Math.Floor(Highest * kept / weights);
        }
    }

    public QualityGrade? Grade => Score switch
    {
        null => null,
        >= GoodFrom => QualityGrade.Good,
        >= FairFrom => QualityGrade.Fair,
        _ => QualityGrade.Poor,
    };

    public int Broken => Results.Sum(result => result.Broken);

    /// <summary>The score as a figure for programs. Its weights leave no numerator and denominator of their own.</summary>
    public Figure Figure(DateOnly asOf) => new(Figures.RegisterQuality, Score, Highest, null, null, asOf);
}

/// <summary>Holds the facts of a day against the rules. Pure, so a table of facts is its test.</summary>
/// <param name="devices">Profiles with how many devices of a school have them.</param>
/// <param name="files">Places and steps that have a file as evidence.</param>
public sealed class RegisterQuality(
    RolloutFacts facts,
    IReadOnlyList<(SchoolKey School, DeviceProfile Profile, int Count)> devices,
    IReadOnlySet<(string Place, RolloutStep Step)> files)
{
    private readonly ILookup<SchoolKey, RoomFact> rooms = facts.Rooms.ToLookup(room => room.School);
    private readonly ILookup<string, StockFact> stock = facts.Stock.Where(entry => entry.Room is not null).ToLookup(entry => entry.Room!);

    private readonly Dictionary<SchoolKey, SchoolStanding> standings =
        Standings.Of(facts).ToDictionary(standing => standing.School.Key);

    /// <summary>Each school, the one with most to do first.</summary>
    public IReadOnlyList<SchoolQuality> Schools()
    {
        var ofSchool = devices.ToLookup(device => device.School);
        return [.. facts.Schools.Select(school => Of(school, ofSchool[school.Key])).OrderBy(school => school.Score ?? int.MaxValue)];
    }

    /// <summary>All schools as if they were one.</summary>
    public static SchoolQuality Whole(IReadOnlyList<SchoolQuality> schools) => new(
        null,
        [
            .. QualityRules.All.Select((rule, i) => new RuleResult(
                rule, schools.Sum(school => school.Results[i].Broken), schools.Sum(school => school.Results[i].Checked))),
        ]);

    public IEnumerable<RoomProfile> RoomsOf(SchoolKey school)
    {
        var whole = Of(school.Value).HasReached(RolloutStep.InService);
        return rooms[school].Select(room => new RoomProfile(
            room,
            stock[room.Key].Where(entry => entry.Category == DeviceCategory.AccessPoint).Sum(entry => entry.All),
            Of(room.Key).HasReached(RolloutStep.InService) || (whole && room.Type is (RoomType.Classroom or RoomType.SpecialistRoom))));
    }

    /// <summary>The reached steps of a school and of its rooms.</summary>
    public IEnumerable<StepProfile> StepsOf(SchoolKey school)
    {
        foreach (var step in standings[school].Wlan.Steps)
        {
            yield return Step(school.Value, step);
        }
        foreach (var room in rooms[school])
        {
            foreach (var step in Of(room.Key).Steps.Where(step => step.Value.Reached is not null).Select(step => step.Key).Order())
            {
                yield return Step(room.Key, step);
            }
        }
    }

    public SchoolProfile ProfileOf(SchoolFact school) => new(
        school, devices.Where(d => d.School == school.Key && IsTabletInHand(d.Profile)).Sum(d => d.Count),
        standings[school.Key].HasInventory);

    private SchoolQuality Of(SchoolFact school, IEnumerable<(SchoolKey, DeviceProfile Profile, int Count)> own) => new(
        school,
        [
            .. QualityRules.OfDevices.Select(rule => new RuleResult(
                rule, own.Where(d => rule.Finds(d.Profile)).Sum(d => d.Count), own.Where(d => rule.Concerns(d.Profile)).Sum(d => d.Count))),
            .. Results(QualityRules.OfRooms, [.. RoomsOf(school.Key)]),
            .. Results(
                QualityRules.OfSchools,
                [
                    new SchoolProfile(
                        school, own.Where(d => IsTabletInHand(d.Profile)).Sum(d => d.Count), standings[school.Key].HasInventory),
                ]),
            .. Results(QualityRules.OfSteps, [.. StepsOf(school.Key)]),
        ]);

    private static IEnumerable<RuleResult> Results<T>(IReadOnlyList<QualityRule<T>> rules, IReadOnlyList<T> of)
        where T : struct => rules.Select(rule => new RuleResult(rule, of.Count(rule.Finds), of.Count(rule.Concerns)));

    private static bool IsTabletInHand(DeviceProfile device) =>
        device.Category == DeviceCategory.Tablet && DeviceLifecycleRules.IsOnSite(device.Lifecycle);

    private Rollout.State Of(string place) => facts.Rollouts.GetValueOrDefault(place) ?? Rollout.State.Empty;

    private StepProfile Step(string place, RolloutStep step)
    {
        var state = Of(place).Of(step);
        return new StepProfile(
            place, step, state.Reached, !string.IsNullOrWhiteSpace(state.Evidence) || files.Contains((place, step)));
    }
}
