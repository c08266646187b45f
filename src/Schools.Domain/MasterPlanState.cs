using System.Text.Json.Serialization;

namespace Schools.Domain;

public sealed partial class MasterPlan
{
    /// <param name="Standings">The plan's statuses by day.</param>
    /// <param name="Courses">By measure; one of which nothing was said yet is not in it.</param>
    /// <param name="Arrivals">By milestone; likewise.</param>
    /// <param name="Drawdowns">Calls for money by day, also those that were taken back; null before the first.</param>
    public sealed record State(
        Head Head,
        IReadOnlyList<ActionField> Fields,
        IReadOnlyList<Goal> Goals,
        IReadOnlyList<Measure> Measures,
        IReadOnlyList<Milestone> Milestones,
        IReadOnlyList<Indicator> Indicators,
        IReadOnlyList<Body> Bodies,
        IReadOnlyList<Grant> Grants,
        IReadOnlyList<Deliberation> Deliberations,
        IReadOnlyList<Standing> Standings,
        IReadOnlyDictionary<string, Course> Courses,
        IReadOnlyDictionary<string, Arrival> Arrivals,
        DateOnly? PublicSince = null,
        bool IsPresetFinished = false,
        IReadOnlyList<Drawdown>? Drawdowns = null)
    {
        /// <summary>A plan of which only parts are known: what a past day may show of it.</summary>
        public static readonly State Nameless = new(
            new Head("", MasterPlanKind.Masterplan), [], [], [], [], [], [], [], [], [],
            new Dictionary<string, Course>(), new Dictionary<string, Arrival>());

        [JsonIgnore]
        public MasterPlanStatus Status => Standings.Count == 0 ? MasterPlanStatus.Draft : Standings[^1].Status;

        public Course CourseOf(string measure) => Courses.GetValueOrDefault(measure) ?? Course.Empty;

        /// <summary>Before anything is said of it, a measure is an idea.</summary>
        public MeasureStatus StatusOf(string measure) =>
            CourseOf(measure).Standings is { Count: > 0 } standings ? standings[^1].Status : MeasureStatus.Idea;

        /// <summary>A measure that is neither done nor given up; what is not open is not late.</summary>
        public bool IsOpen(string measure) => StatusOf(measure) is not (MeasureStatus.Completed or MeasureStatus.Dropped);

        /// <summary>A light says how something goes on: a measure that is completed or dropped has none, whatever it had.</summary>
        public Assessment? AssessmentOf(string measure) =>
            IsOpen(measure) && CourseOf(measure).Assessments is { Count: > 0 } assessments ? assessments[^1] : null;

        /// <summary>The end of a measure as it was last promised, also where it has none at present.</summary>
        public DateOnly? PromisedEnd(string measure) =>
            Measures.FirstOrDefault(m => m.Key == measure)?.End ?? CourseOf(measure).Promised;

        /// <summary>The calls for money of a grant that hold, by day.</summary>
        public IReadOnlyList<Drawdown> DrawdownsOf(string grant) =>
            [.. (Drawdowns ?? []).Where(drawdown => drawdown.Grant == grant && drawdown.Withdrawal is null)];

        public Arrival ArrivalOf(string milestone) => Arrivals.GetValueOrDefault(milestone) ?? Arrival.None;

        /// <summary>The day a milestone is due since it last slipped.</summary>
        public DateOnly DueOf(Milestone milestone) =>
            ArrivalOf(milestone.Key).Postponements is { Count: > 0 } postponements ? postponements[^1].To : milestone.Due;

        /// <summary>The statuses that may follow, and of each whether it is a way back, which owes a reason.</summary>
        [JsonIgnore]
        public IEnumerable<(MasterPlanStatus Status, bool IsBack)> Next => MasterPlanRules.Next(Status);

        /// <summary>The parts of one kind in their order.</summary>
        public IEnumerable<IPart> PartsOf(MasterPlanPart part) => MasterPlanStructure.Parts(this, part);

        /// <summary>Which approvals are missing for a resolution on a day, as a German sentence; null where none is.</summary>
        public Refusal? ApprovalMissing(DateOnly day) => MasterPlanRules.ApprovalMissing(this, day, "dem Beschluss");
    }

    /// <summary>
    /// What enters a milestone as reached, each command a turn of its own. One that is said to be reached later than it was entered was not
    /// reached in between: the first entry is taken back for its own day, or else every past day would go on showing it. For an entry that
    /// would be refused nothing is taken back.
    /// </summary>
    public static IReadOnlyList<Command> Entering(State state, ReachMilestone entry, in DecisionContext context)
    {
        var now = state.ArrivalOf(entry.Milestone);
        var (day, kept) = (entry.On ?? context.Today, entry with { Evidence = entry.Evidence ?? now.Evidence });
        return now.Reached is not { } before || before >= day ? [entry]
            : Decide(state, kept, context).Refusal is not null ? [kept]
            : [new ReopenMilestone(entry.Milestone, $"berichtigt: erreicht am {FieldText.Shown(day)}") { On = before }, kept];
    }

    /// <summary>An end that is taken out stays promised until another takes its place; in a draft nothing was promised yet.</summary>
    private static State Stated(State s, MeasurePut e)
    {
        var (key, course) = (e.Measure.Key, s.CourseOf(e.Measure.Key));
        var promised = e.Measure.End is null && s.Status != MasterPlanStatus.Draft ? s.PromisedEnd(key) : null;
        var stated = s with { Measures = Put(s.Measures, e.Measure) };
        return e.Moved is null && promised == course.Promised
            ? stated
            : With(stated, key, c => c with
            {
                Moves = e.Moved is { } moved ? Placed(c.Moves ?? [], moved) : c.Moves,
                Promised = promised,
            });
    }

    /// <summary>A part keeps its place when it is stated anew.</summary>
    private static IReadOnlyList<T> Put<T>(IReadOnlyList<T> parts, T part)
        where T : IPart => parts.Any(known => known.Key == part.Key)
            ? [.. parts.Select(known => known.Key == part.Key ? part : known)]
            : [.. parts, part];

    /// <summary>By day; of one day in the order in which it was said.</summary>
    private static IReadOnlyList<T> Placed<T>(IReadOnlyList<T> course, T entry)
        where T : IDated =>
        [
            .. course.TakeWhile(known => known.Day <= entry.Day), entry, .. course.SkipWhile(known => known.Day <= entry.Day),
        ];

    private static State With(State s, string measure, Func<Course, Course> change) =>
        s with { Courses = new Dictionary<string, Course>(s.Courses) { [measure] = change(s.CourseOf(measure)) } };

    private static State With(State s, string milestone, Func<Arrival, Arrival> change) =>
        s with { Arrivals = new Dictionary<string, Arrival>(s.Arrivals) { [milestone] = change(s.ArrivalOf(milestone)) } };

    /// <summary>A part leaves with its past: one of the same name that comes later begins anew.</summary>
    private static State Without(State s, MasterPlanPart part, string key) => part switch
    {
        MasterPlanPart.Field => s with { Fields = [.. s.Fields.Where(p => p.Key != key)] },
        MasterPlanPart.Goal => s with { Goals = [.. s.Goals.Where(p => p.Key != key)] },
        MasterPlanPart.Measure => s with
        {
            Measures = [.. s.Measures.Where(p => p.Key != key)],
            Courses = s.Courses.Where(course => course.Key != key).ToDictionary(),
        },
        MasterPlanPart.Milestone => s with
        {
            Milestones = [.. s.Milestones.Where(p => p.Key != key)],
            Arrivals = s.Arrivals.Where(arrival => arrival.Key != key).ToDictionary(),
        },
        MasterPlanPart.Indicator => s with { Indicators = [.. s.Indicators.Where(p => p.Key != key)] },
        MasterPlanPart.Body => s with { Bodies = [.. s.Bodies.Where(p => p.Key != key)] },
        MasterPlanPart.Grant => s with { Grants = [.. s.Grants.Where(p => p.Key != key)] },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static State Moved(State s, PartMoved e) => e.Part switch
    {
        MasterPlanPart.Field => s with { Fields = InFrontOf(s.Fields, e) },
        MasterPlanPart.Goal => s with { Goals = InFrontOf(s.Goals, e) },
        MasterPlanPart.Measure => s with { Measures = InFrontOf(s.Measures, e) },
        MasterPlanPart.Milestone => s with { Milestones = InFrontOf(s.Milestones, e) },
        MasterPlanPart.Indicator => s with { Indicators = InFrontOf(s.Indicators, e) },
        MasterPlanPart.Body => s with { Bodies = InFrontOf(s.Bodies, e) },
        MasterPlanPart.Grant => s with { Grants = InFrontOf(s.Grants, e) },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A part, or one to stand in front of, that is not there changes nothing.</summary>
    private static IReadOnlyList<T> InFrontOf<T>(IReadOnlyList<T> parts, PartMoved e)
        where T : class, IPart
    {
        List<T> all = [.. parts.Where(part => part.Key != e.Key)];
        var place = e.Before is null ? all.Count : all.FindIndex(part => part.Key == e.Before);
        if (all.Count == parts.Count || place < 0)
        {
            return parts;
        }
        all.Insert(place, parts.First(part => part.Key == e.Key));
        return all;
    }
}
