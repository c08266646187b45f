using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>What kind of plan the Schulträger calls it.</summary>
public enum MasterPlanKind
{
    Masterplan,
    MediaDevelopmentPlan,
    Strategy,
    Agenda,
    Alliance,
    InvestmentProgramme,
}

/// <summary>Where a plan stands on its way through the committees.</summary>
public enum MasterPlanStatus
{
    Draft,
    Introduced,
    UnderDeliberation,
    Adopted,
    InProgress,

    /// <summary>A later plan or edition has taken its place (fortgeschrieben).</summary>
    Superseded,
    Expired,
}

/// <summary>Where a measure stands.</summary>
public enum MeasureStatus
{
    Idea,
    Planned,
    Decided,
    InProgress,
    Delayed,
    Suspended,
    Completed,
    Dropped,
}

/// <summary>How a person judges a measure; all but green owes a reason.</summary>
public enum TrafficLight
{
    Green,
    Yellow,
    Red,
}

/// <summary>Whose resolution makes a plan hold.</summary>
public enum ApprovalRule
{
    /// <summary>One deciding body is enough, the Kreistag as a rule.</summary>
    OneBody,

    /// <summary>Every deciding body, also of other authorities, before anything is published.</summary>
    EveryBody,

    /// <summary>The deciding body, with every member of the alliance in favour.</summary>
    UnanimousMembers,
}

/// <summary>What a body did with the plan.</summary>
public enum BodyDecision
{
    Noted,
    Recommended,
    Approved,
    ApprovedChanged,
    Deferred,
    Rejected,
}

/// <summary>
/// What money is granted for. The first six are the Fördergegenstände of the DigitalPakt agreement; the others occur in grants for
/// administrations and are partly no assets.
/// </summary>
public enum FundingCategory
{
    Cabling,
    Wlan,
    TeachingInfrastructure,
    Displays,
    WorkDevices,
    MobileDevices,
    Software,
    VideoConferencing,
    Consulting,
    Training,
    Administration,
    Other,
}

/// <summary>The kinds of things a plan is made of.</summary>
public enum MasterPlanPart
{
    Field,
    Goal,
    Measure,
    Milestone,
    Indicator,
    Body,
    Grant,
}

public sealed partial class MasterPlan
{
    /// <summary>A thing of a plan with a short name inside it; the name stays when texts change.</summary>
    public interface IPart
    {
        string Key { get; }

        string Name { get; }
    }

    /// <summary>Something that holds from a day until the next of its kind.</summary>
    public interface IDated
    {
        DateOnly Day { get; }
    }

    /// <summary>What the plan is as a whole.</summary>
    /// <param name="From">First day of its period, <paramref name="Until"/> the last.</param>
    /// <param name="Edition">As the authority counts or names it: <c>v10</c>.</param>
    /// <param name="Predecessor">The plan it continues, by name or by key.</param>
    /// <param name="PartOf">Key of the plan it is a part of.</param>
    /// <param name="Unit">The responsible unit of the administration.</param>
    /// <param name="Reporting">To whom it is reported and how often.</param>
    /// <param name="Members">The authorities of an alliance.</param>
    /// <param name="Sources">Where the facts were read.</param>
    /// <param name="Assumptions">What no source states and was assumed.</param>
    /// <param name="Preset">The bundle it was loaded from.</param>
    public sealed record Head(
        string Name,
        MasterPlanKind Kind,
        DateOnly? From = null,
        DateOnly? Until = null,
        string? Edition = null,
        string? Predecessor = null,
        string? PartOf = null,
        string? Unit = null,
        ApprovalRule Approval = ApprovalRule.OneBody,
        string? Summary = null,
        string? Reporting = null,
        IReadOnlyList<string>? Members = null,
        IReadOnlyList<string>? Sources = null,
        IReadOnlyList<string>? Assumptions = null,
        string? Preset = null);

    /// <summary>A field of action (Handlungsfeld, Schwerpunkt).</summary>
    /// <param name="Situation">The situation at the start, and then what is hard and what may be won.</param>
    public sealed record ActionField(
        string Key,
        string Name,
        string? Aim = null,
        string? Situation = null,
        string? Challenges = null,
        string? Opportunities = null) : IPart;

    public sealed record Goal(string Key, string Field, string Name) : IPart;

    /// <summary>What is done.</summary>
    /// <param name="Unit">The responsible unit.</param>
    /// <param name="Prerequisites">Keys of the measures that come before it.</param>
    public sealed record Measure(
        string Key,
        string Field,
        string Name,
        string? Goal = null,
        string? Description = null,
        string? Unit = null,
        DateOnly? Start = null,
        DateOnly? End = null,
        Euro? Budget = null,
        IReadOnlyList<string>? Prerequisites = null,
        IReadOnlyList<Funding>? Funding = null) : IPart;

    /// <summary>What a grant pays of a measure.</summary>
    /// <param name="Amount">Null where the notice does not split the grant.</param>
    public sealed record Funding(string Grant, FundingCategory Category, Euro? Amount = null);

    /// <summary>Money from outside.</summary>
    /// <param name="Own">The authority's own share, and <paramref name="Total"/> the sum as the paper states it.</param>
    /// <param name="Notice">Day of the notice (Zuwendungsbescheid) or resolution; nothing is called for before it.</param>
    /// <param name="DrawUntil">Last day to call for it (Abruffrist), as a rule the end of the Bewilligungszeitraum.</param>
    public sealed record Grant(
        string Key, string Name, Euro Granted, Euro? Own = null, Euro? Total = null, DateOnly? Notice = null, string? Remark = null,
        DateOnly? DrawUntil = null) : IPart
    {
        /// <summary>What is missing between the parts and the stated sum; null where they agree or no sum is stated.</summary>
        public Euro? Mismatch => Total is { } total && total.Amount != Granted.Amount + (Own?.Amount ?? 0)
            ? new Euro(total.Amount - Granted.Amount - (Own?.Amount ?? 0))
            : null;
    }

    /// <param name="IsForCitizens">It changes something for citizens (bürgerrelevant).</param>
    public sealed record Milestone(string Key, string Measure, string Name, DateOnly Due, bool IsForCitizens = false) : IPart;

    /// <summary>What is measured, bound to a computed figure.</summary>
    /// <param name="Of">Key of the field, goal or measure it measures.</param>
    /// <param name="Figure">Name of the figure: <c>wlan-schools</c>, <c>standard:rkn/display</c>.</param>
    /// <param name="Target">In the unit of the figure: percent for shares.</param>
    /// <param name="IsUpperLimit">Less is better; of persons per device that need not be said.</param>
    public sealed record Indicator(
        string Key, string Of, string Name, string Figure, decimal Target, DateOnly? By = null, bool IsUpperLimit = false) : IPart
    {
        /// <summary>The target is a limit: by the nature of the figure, or because it was said so.</summary>
        [JsonIgnore]
        public bool IsLimit => IsUpperLimit || Figures.IsLessBetter(Figure);
    }

    /// <summary>Who deliberates on the plan.</summary>
    /// <param name="Authority">Whose body it is, where it is not the plan's own authority.</param>
    /// <param name="Decides">Its resolution counts for the approval; the others advise.</param>
    /// <param name="Planned">The day it is meant to deliberate.</param>
    public sealed record Body(string Key, string Name, bool Decides, string? Authority = null, DateOnly? Planned = null) : IPart;

    /// <summary>What a body decided on a day.</summary>
    /// <param name="Paper">Number of the Vorlage.</param>
    /// <param name="Vote">As the minutes have it.</param>
    /// <param name="InFavour">The members of an alliance that agreed.</param>
    public sealed record Deliberation(
        string Body, BodyDecision Decision, DateOnly Day, string? Paper, string? Vote, IReadOnlyList<string>? InFavour) : IDated;

    public sealed record Standing(MasterPlanStatus Status, DateOnly Day, string? Reason) : IDated;

    public sealed record MeasureStanding(MeasureStatus Status, DateOnly Day, string? Reason) : IDated;

    /// <param name="Next">The next step.</param>
    public sealed record Assessment(TrafficLight Light, DateOnly Day, string? Reason, string? Next) : IDated;

    /// <summary>A milestone, or the end of a measure, slipped.</summary>
    public sealed record Postponement(DateOnly To, DateOnly Day, string Reason) : IDated;

    /// <summary>How a measure went, each list by day.</summary>
    /// <param name="Moves">When its end moved to a later day, and why; null where it never did.</param>
    /// <param name="Promised">Its end before it was taken out; null while it has one or never had.</param>
    public sealed record Course(
        IReadOnlyList<MeasureStanding> Standings, IReadOnlyList<Assessment> Assessments,
        IReadOnlyList<Postponement>? Moves = null, DateOnly? Promised = null)
    {
        public static readonly Course Empty = new([], []);
    }

    /// <summary>What became of a milestone.</summary>
    public sealed record Arrival(IReadOnlyList<Postponement> Postponements, DateOnly? Reached = null, string? Evidence = null)
    {
        public static readonly Arrival None = new([]);
    }
}
