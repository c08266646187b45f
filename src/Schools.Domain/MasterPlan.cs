using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>
/// A plan of the Schulträger: fields of action, goals, measures, milestones and the indicators that measure them. Progress is not typed
/// here: an indicator names a figure that is computed elsewhere. What is said of a day keeps its day, so that a fact entered late takes its
/// place in the course and does not overturn a later one.
/// </summary>
public sealed partial class MasterPlan : IAggregate<MasterPlan.State, MasterPlan.Command, MasterPlan.Event>
{
    public const int LongestName = 200;
    public const int LongestText = 2_000;
    public const int LongestKey = 60;
    public const int MostParts = 500;

    /// <summary>Euro; a whole plan of a Kreis costs less.</summary>
    public const decimal LargestAmount = 1_000_000_000m;

    private MasterPlan()
    {
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Describe), "describe")]
    [JsonDerivedType(typeof(PutField), "putField")]
    [JsonDerivedType(typeof(PutGoal), "putGoal")]
    [JsonDerivedType(typeof(PutMeasure), "putMeasure")]
    [JsonDerivedType(typeof(PutMilestone), "putMilestone")]
    [JsonDerivedType(typeof(PutIndicator), "putIndicator")]
    [JsonDerivedType(typeof(PutBody), "putBody")]
    [JsonDerivedType(typeof(PutGrant), "putGrant")]
    [JsonDerivedType(typeof(Remove), "remove")]
    [JsonDerivedType(typeof(ProceedMeasure), "proceedMeasure")]
    [JsonDerivedType(typeof(AssessMeasure), "assessMeasure")]
    [JsonDerivedType(typeof(ReachMilestone), "reachMilestone")]
    [JsonDerivedType(typeof(PostponeMilestone), "postponeMilestone")]
    [JsonDerivedType(typeof(ReopenMilestone), "reopenMilestone")]
    [JsonDerivedType(typeof(Deliberate), "deliberate")]
    [JsonDerivedType(typeof(Proceed), "proceed")]
    [JsonDerivedType(typeof(MakePublic), "makePublic")]
    [JsonDerivedType(typeof(FinishPreset), "finishPreset")]
    public abstract record Command : Domain.Command;

    /// <summary>Begins the plan, or states anew what it is as a whole.</summary>
    public sealed record Describe(Head Given) : Command;

    public sealed record PutField(ActionField Field) : Command;

    public sealed record PutGoal(Goal Goal) : Command;

    public sealed record PutMeasure(Measure Measure) : Command;

    public sealed record PutMilestone(Milestone Milestone) : Command;

    public sealed record PutIndicator(Indicator Indicator) : Command;

    public sealed record PutBody(Body Body) : Command;

    public sealed record PutGrant(Grant Grant) : Command;

    /// <summary>Takes a part out that nothing else of the plan needs.</summary>
    public sealed record Remove(MasterPlanPart Part, string Key, string Reason) : Command;

    /// <param name="Reason">Owed for a delay, a stop, the way back, and for a start before its prerequisites are completed.</param>
    public sealed record ProceedMeasure(string Measure, MeasureStatus Status, string? Reason = null) : Command;

    /// <param name="Reason">Owed for yellow and red.</param>
    public sealed record AssessMeasure(string Measure, TrafficLight Light, string? Reason = null, string? Next = null) : Command;

    /// <summary>The milestone was reached on the day of the command; on another day it is a correction.</summary>
    public sealed record ReachMilestone(string Milestone, string? Evidence = null) : Command;

    public sealed record PostponeMilestone(string Milestone, DateOnly To, string Reason) : Command;

    /// <summary>The milestone is not reached after all.</summary>
    public sealed record ReopenMilestone(string Milestone, string Reason) : Command;

    public sealed record Deliberate(
        string Body, BodyDecision Decision, string? Paper = null, string? Vote = null, IReadOnlyList<string>? InFavour = null) : Command;

    /// <param name="Reason">Owed for the way back.</param>
    public sealed record Proceed(MasterPlanStatus Status, string? Reason = null) : Command;

    /// <summary>The plan is shown to the public; every approval that its rule asks for must be there.</summary>
    public sealed record MakePublic : Command;

    /// <summary>All of the bundle named in the head was taken in; it is not taken in again.</summary>
    public sealed record FinishPreset : Command;

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
    [JsonDerivedType(typeof(Described), "described")]
    [JsonDerivedType(typeof(FieldPut), "fieldPut")]
    [JsonDerivedType(typeof(GoalPut), "goalPut")]
    [JsonDerivedType(typeof(MeasurePut), "measurePut")]
    [JsonDerivedType(typeof(MilestonePut), "milestonePut")]
    [JsonDerivedType(typeof(IndicatorPut), "indicatorPut")]
    [JsonDerivedType(typeof(BodyPut), "bodyPut")]
    [JsonDerivedType(typeof(GrantPut), "grantPut")]
    [JsonDerivedType(typeof(PartRemoved), "partRemoved")]
    [JsonDerivedType(typeof(MeasureProceeded), "measureProceeded")]
    [JsonDerivedType(typeof(MeasureAssessed), "measureAssessed")]
    [JsonDerivedType(typeof(MilestoneReached), "milestoneReached")]
    [JsonDerivedType(typeof(MilestonePostponed), "milestonePostponed")]
    [JsonDerivedType(typeof(MilestoneReopened), "milestoneReopened")]
    [JsonDerivedType(typeof(Deliberated), "deliberated")]
    [JsonDerivedType(typeof(Proceeded), "proceeded")]
    [JsonDerivedType(typeof(MadePublic), "madePublic")]
    [JsonDerivedType(typeof(PresetFinished), "presetFinished")]
    public abstract record Event;

    public sealed record Described(Head Head) : Event;

    public sealed record FieldPut(ActionField Field) : Event;

    public sealed record GoalPut(Goal Goal) : Event;

    public sealed record MeasurePut(Measure Measure) : Event;

    public sealed record MilestonePut(Milestone Milestone) : Event;

    public sealed record IndicatorPut(Indicator Indicator) : Event;

    public sealed record BodyPut(Body Body) : Event;

    public sealed record GrantPut(Grant Grant) : Event;

    public sealed record PartRemoved(MasterPlanPart Part, string Key, string Reason) : Event;

    public sealed record MeasureProceeded(string Measure, MeasureStanding Standing) : Event;

    public sealed record MeasureAssessed(string Measure, Assessment Assessment) : Event;

    public sealed record MilestoneReached(string Milestone, DateOnly Day, string? Evidence) : Event;

    public sealed record MilestonePostponed(string Milestone, Postponement Postponement) : Event;

    public sealed record MilestoneReopened(string Milestone, string Reason) : Event;

    public sealed record Deliberated(Deliberation Deliberation) : Event;

    public sealed record Proceeded(Standing Standing) : Event;

    public sealed record MadePublic(DateOnly Day) : Event;

    public sealed record PresetFinished : Event;

    /// <param name="Standings">The plan's statuses by day.</param>
    /// <param name="Courses">By measure; one of which nothing was said yet is not in it.</param>
    /// <param name="Arrivals">By milestone; likewise.</param>
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
        bool IsPresetFinished = false)
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

        public Assessment? AssessmentOf(string measure) =>
            CourseOf(measure).Assessments is { Count: > 0 } assessments ? assessments[^1] : null;

        public Arrival ArrivalOf(string milestone) => Arrivals.GetValueOrDefault(milestone) ?? Arrival.None;

        /// <summary>The day a milestone is due since it last slipped.</summary>
        public DateOnly DueOf(Milestone milestone) =>
            ArrivalOf(milestone.Key).Postponements is { Count: > 0 } postponements ? postponements[^1].To : milestone.Due;
    }

    public static Decision<Event> Decide(State? state, Command command, in DecisionContext context)
    {
        var day = command.On ?? context.Today;
        if (day > context.Today)
        {
            return new Refusal(RefusalCode.FactInFuture, FieldText.Shown(day));
        }
        if (MasterPlanRules.Implausible(day))
        {
            return new Refusal(RefusalCode.DateImplausible, FieldText.Shown(day));
        }
        return (command, state) switch
        {
            (Describe c, _) => MasterPlanRules.Describing(state, c.Given),
            (_, null) => new Refusal(RefusalCode.PlanUnknown),
            (PutField c, { } s) => MasterPlanStructure.Putting(s, c.Field),
            (PutGoal c, { } s) => MasterPlanStructure.Putting(s, c.Goal),
            (PutMeasure c, { } s) => MasterPlanStructure.Putting(s, c.Measure),
            (PutMilestone c, { } s) => MasterPlanStructure.Putting(s, c.Milestone),
            (PutIndicator c, { } s) => MasterPlanStructure.Putting(s, c.Indicator),
            (PutBody c, { } s) => MasterPlanStructure.Putting(s, c.Body),
            (PutGrant c, { } s) => MasterPlanStructure.Putting(s, c.Grant),
            (Remove c, { } s) => MasterPlanStructure.Removing(s, c),
            (ProceedMeasure c, { } s) => MasterPlanRules.Proceeding(s, c, day),
            (AssessMeasure c, { } s) => MasterPlanRules.Assessing(s, c, day),
            (ReachMilestone c, { } s) => MasterPlanRules.Reaching(s, c, day),
            (PostponeMilestone c, { } s) => MasterPlanRules.Postponing(s, c, day),
            (ReopenMilestone c, { } s) => MasterPlanRules.Reopening(s, c),
            (Deliberate c, { } s) => MasterPlanRules.Deliberating(s, c, day),
            (Proceed c, { } s) => MasterPlanRules.Proceeding(s, c, day),
            (MakePublic, { PublicSince: not null }) => Decision<Event>.Nothing,
            (MakePublic, { } s) => MasterPlanRules.ApprovalMissing(s, day, "der Veröffentlichung") is { } missing
                ? missing
                : new MadePublic(day),
            (FinishPreset, { } s) => s.IsPresetFinished ? Decision<Event>.Nothing : new PresetFinished(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public static State Evolve(State? state, Event happened)
    {
        var s = state ?? State.Nameless;
        return happened switch
        {
            Described e => s with { Head = e.Head },
            FieldPut e => s with { Fields = Put(s.Fields, e.Field) },
            GoalPut e => s with { Goals = Put(s.Goals, e.Goal) },
            MeasurePut e => s with { Measures = Put(s.Measures, e.Measure) },
            MilestonePut e => s with { Milestones = Put(s.Milestones, e.Milestone) },
            IndicatorPut e => s with { Indicators = Put(s.Indicators, e.Indicator) },
            BodyPut e => s with { Bodies = Put(s.Bodies, e.Body) },
            GrantPut e => s with { Grants = Put(s.Grants, e.Grant) },
            PartRemoved e => Without(s, e.Part, e.Key),
            MeasureProceeded e => With(s, e.Measure, c => c with { Standings = Placed(c.Standings, e.Standing) }),
            MeasureAssessed e => With(s, e.Measure, c => c with { Assessments = Placed(c.Assessments, e.Assessment) }),
            MilestoneReached e => With(s, e.Milestone, a => a with { Reached = e.Day, Evidence = e.Evidence ?? a.Evidence }),
            MilestonePostponed e => With(s, e.Milestone, a => a with { Postponements = Placed(a.Postponements, e.Postponement) }),
            MilestoneReopened e => With(s, e.Milestone, a => a with { Reached = null, Evidence = null }),
            Deliberated e => s with { Deliberations = Placed(s.Deliberations, e.Deliberation) },
            Proceeded e => s with { Standings = Placed(s.Standings, e.Standing) },
            MadePublic e => s with { PublicSince = e.Day },
            PresetFinished => s with { IsPresetFinished = true },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
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

    private static State Without(State s, MasterPlanPart part, string key) => part switch
    {
        MasterPlanPart.Field => s with { Fields = [.. s.Fields.Where(p => p.Key != key)] },
        MasterPlanPart.Goal => s with { Goals = [.. s.Goals.Where(p => p.Key != key)] },
        MasterPlanPart.Measure => s with { Measures = [.. s.Measures.Where(p => p.Key != key)] },
        MasterPlanPart.Milestone => s with { Milestones = [.. s.Milestones.Where(p => p.Key != key)] },
        MasterPlanPart.Indicator => s with { Indicators = [.. s.Indicators.Where(p => p.Key != key)] },
        MasterPlanPart.Body => s with { Bodies = [.. s.Bodies.Where(p => p.Key != key)] },
        MasterPlanPart.Grant => s with { Grants = [.. s.Grants.Where(p => p.Key != key)] },
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
