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
    [JsonDerivedType(typeof(DrawGrant), "drawGrant")]
    [JsonDerivedType(typeof(WithdrawDrawdown), "withdrawDrawdown")]
    [JsonDerivedType(typeof(Remove), "remove")]
    [JsonDerivedType(typeof(Move), "move")]
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

    /// <param name="Reason">Owed when the end moves to a later day than was last promised, once the plan was introduced.</param>
    public sealed record PutMeasure(Measure Measure, string? Reason = null) : Command;

    public sealed record PutMilestone(Milestone Milestone) : Command;

    public sealed record PutIndicator(Indicator Indicator) : Command;

    public sealed record PutBody(Body Body) : Command;

    public sealed record PutGrant(Grant Grant) : Command;

    /// <summary>Money of a grant was called for (Mittelabruf) on the day of the command.</summary>
    /// <param name="Number">As the authority counts its calls; a second time with other values it is refused.</param>
    public sealed record DrawGrant(
        string Grant, string Number, Euro Amount, string? Reference = null, string? Measure = null, FundingCategory? Category = null)
        : Command;

    /// <summary>The call does not hold from the day of the command: its own if it never was, a later one if the money went back.</summary>
    public sealed record WithdrawDrawdown(string Grant, string Number, string Reason) : Command;

    /// <summary>Takes a part out that nothing else of the plan needs.</summary>
    public sealed record Remove(MasterPlanPart Part, string Key, string Reason) : Command;

    /// <summary>Puts a part in front of another one of its kind; at the end where none is named.</summary>
    public sealed record Move(MasterPlanPart Part, string Key, string? Before = null) : Command;

    /// <param name="Reason">Owed for a delay, a stop, the way back, and for a start before its prerequisites are completed.</param>
    public sealed record ProceedMeasure(string Measure, MeasureStatus Status, string? Reason = null) : Command;

    /// <summary>Judges a measure that is open on the day of the command.</summary>
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
    [JsonDerivedType(typeof(GrantDrawn), "grantDrawn")]
    [JsonDerivedType(typeof(DrawdownWithdrawn), "drawdownWithdrawn")]
    [JsonDerivedType(typeof(PartRemoved), "partRemoved")]
    [JsonDerivedType(typeof(PartMoved), "partMoved")]
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

    /// <param name="Moved">Its end moved to a later day.</param>
    public sealed record MeasurePut(Measure Measure, Postponement? Moved = null) : Event;

    public sealed record MilestonePut(Milestone Milestone) : Event;

    public sealed record IndicatorPut(Indicator Indicator) : Event;

    public sealed record BodyPut(Body Body) : Event;

    public sealed record GrantPut(Grant Grant) : Event;

    public sealed record GrantDrawn(Drawdown Drawdown) : Event;

    public sealed record DrawdownWithdrawn(string Grant, string Number, DrawdownWithdrawal Withdrawal) : Event;

    public sealed record PartRemoved(MasterPlanPart Part, string Key, string Reason) : Event;

    public sealed record PartMoved(MasterPlanPart Part, string Key, string? Before) : Event;

    public sealed record MeasureProceeded(string Measure, MeasureStanding Standing) : Event;

    public sealed record MeasureAssessed(string Measure, Assessment Assessment) : Event;

    public sealed record MilestoneReached(string Milestone, DateOnly Day, string? Evidence) : Event;

    public sealed record MilestonePostponed(string Milestone, Postponement Postponement) : Event;

    public sealed record MilestoneReopened(string Milestone, string Reason) : Event;

    public sealed record Deliberated(Deliberation Deliberation) : Event;

    public sealed record Proceeded(Standing Standing) : Event;

    public sealed record MadePublic(DateOnly Day) : Event;

    public sealed record PresetFinished : Event;

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
            (PutMeasure c, { } s) => MasterPlanStructure.Putting(s, c, day),
            (PutMilestone c, { } s) => MasterPlanStructure.Putting(s, c.Milestone),
            (PutIndicator c, { } s) => MasterPlanStructure.Putting(s, c.Indicator),
            (PutBody c, { } s) => MasterPlanStructure.Putting(s, c.Body),
            (PutGrant c, { } s) => MasterPlanStructure.Putting(s, c.Grant),
            (DrawGrant c, { } s) => MasterPlanDrawing.Drawing(s, c, day),
            (WithdrawDrawdown c, { } s) => MasterPlanDrawing.Withdrawing(s, c, day),
            (Remove c, { } s) => MasterPlanStructure.Removing(s, c),
            (Move c, { } s) => MasterPlanStructure.Moving(s, c),
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
            MeasurePut e => Stated(s, e),
            MilestonePut e => s with { Milestones = Put(s.Milestones, e.Milestone) },
            IndicatorPut e => s with { Indicators = Put(s.Indicators, e.Indicator) },
            BodyPut e => s with { Bodies = Put(s.Bodies, e.Body) },
            GrantPut e => s with { Grants = Put(s.Grants, e.Grant) },
            GrantDrawn e => s with { Drawdowns = Drawn(s, e.Drawdown) },
            DrawdownWithdrawn e => Without(s, e),
            PartRemoved e => Without(s, e.Part, e.Key),
            PartMoved e => Moved(s, e),
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
}
