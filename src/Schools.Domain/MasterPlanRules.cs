using static Schools.Domain.MasterPlan;

namespace Schools.Domain;

/// <summary>What may follow upon what: statuses of plan and measures, milestones, deliberations, and the approval it needs.</summary>
internal static class MasterPlanRules
{
    private static readonly DateOnly Earliest = new(1980, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    /// <summary>From which status to which, and whether it is a way back, which owes a reason.</summary>
    private static readonly (MasterPlanStatus From, MasterPlanStatus To, bool IsBack)[] Ways =
    [
        (MasterPlanStatus.Draft, MasterPlanStatus.Introduced, false),
        (MasterPlanStatus.Introduced, MasterPlanStatus.UnderDeliberation, false),
        (MasterPlanStatus.Introduced, MasterPlanStatus.Adopted, false),
        (MasterPlanStatus.Introduced, MasterPlanStatus.Draft, true),
        (MasterPlanStatus.UnderDeliberation, MasterPlanStatus.Adopted, false),
        (MasterPlanStatus.UnderDeliberation, MasterPlanStatus.Draft, true),
        (MasterPlanStatus.Adopted, MasterPlanStatus.InProgress, false),
        (MasterPlanStatus.Adopted, MasterPlanStatus.Superseded, false),
        (MasterPlanStatus.Adopted, MasterPlanStatus.Expired, false),
        (MasterPlanStatus.Adopted, MasterPlanStatus.UnderDeliberation, true),
        (MasterPlanStatus.InProgress, MasterPlanStatus.Superseded, false),
        (MasterPlanStatus.InProgress, MasterPlanStatus.Expired, false),
        (MasterPlanStatus.Superseded, MasterPlanStatus.InProgress, true),
        (MasterPlanStatus.Expired, MasterPlanStatus.InProgress, true),
    ];

    public static bool Implausible(DateOnly day) => day < Earliest || day > Latest;

    public static IEnumerable<(MasterPlanStatus Status, bool IsBack)> Next(MasterPlanStatus from) =>
        Ways.Where(way => way.From == from).Select(way => (way.To, way.IsBack));

    public static Decision<Event> Describing(State? s, Head given)
    {
        IReadOnlyList<string> lists = [.. given.Members ?? [], .. given.Sources ?? [], .. given.Assumptions ?? []];
        string?[] texts =
        [
            given.Edition, given.Predecessor, given.PartOf, given.Unit, given.Summary, given.Reporting, given.Preset, .. lists,
        ];
        return Name(given.Name) is { } refusal ? refusal
            : texts.Select(TooLong).FirstOrDefault(r => r is not null) is { } tooLong ? tooLong
            : lists.Count > MostParts ? new Refusal(RefusalCode.CountImplausible, $"{lists.Count}", $"{MostParts}")
            : MasterPlanStructure.Swapped(given.From, given.Until) is { } swapped ? swapped
            : s is not null && IsSame(s.Head, given) ? Decision<Event>.Nothing
            : new Described(given);
    }

    public static Decision<Event> Proceeding(State s, Proceed c, DateOnly day)
    {
        var entry = new Standing(c.Status, day, Clean(c.Reason));
        var before = At(s.Standings, day);
        if (Repeats(s.Standings, before, entry, before is not null && before with { Day = day } == entry))
        {
            return Decision<Event>.Nothing;
        }
        var from = before?.Status ?? MasterPlanStatus.Draft;
        var way = Array.Find(Ways, known => known.From == from && known.To == c.Status);
        return from == c.Status && entry.Reason is null ? Decision<Event>.Nothing
            : TooLong(c.Reason) is { } tooLong ? tooLong
            : from != c.Status && way == default
                ? new Refusal(RefusalCode.PlanStatusForbidden, Labels.German(from), Labels.German(c.Status))
            : way.IsBack && entry.Reason is null ? new Refusal(RefusalCode.ExplanationMissing)
            : c.Status == MasterPlanStatus.Adopted && ApprovalMissing(s, day, "dem Beschluss") is { } missing ? missing
            : new Proceeded(entry);
    }

    public static Decision<Event> Proceeding(State s, ProceedMeasure c, DateOnly day)
    {
        if (MasterPlanStructure.Unknown(MasterPlanPart.Measure, s.Measures, c.Measure) is { } unknown)
        {
            return unknown;
        }
        var standings = s.CourseOf(c.Measure).Standings;
        var entry = new MeasureStanding(c.Status, day, Clean(c.Reason));
        var before = At(standings, day);
        if (Repeats(standings, before, entry, before is not null && before with { Day = day } == entry))
        {
            return Decision<Event>.Nothing;
        }
        var owes = c.Status is MeasureStatus.Delayed or MeasureStatus.Suspended or MeasureStatus.Dropped
            || before?.Status is MeasureStatus.Completed or MeasureStatus.Dropped && before.Status != c.Status;
        var open = c.Status is MeasureStatus.InProgress or MeasureStatus.Completed ? Open(s, c.Measure, day) : [];
        return TooLong(c.Reason) is { } tooLong ? tooLong
            : entry.Reason is not null ? new MeasureProceeded(c.Measure, entry)
            : owes ? new Refusal(RefusalCode.ExplanationMissing)
            : open.Count > 0 ? new Refusal(RefusalCode.PrerequisiteMissing, Labels.German(c.Status), string.Join(", ", open))
            : before?.Status == c.Status ? Decision<Event>.Nothing
            : new MeasureProceeded(c.Measure, entry);
    }

    public static Decision<Event> Assessing(State s, AssessMeasure c, DateOnly day)
    {
        var assessments = s.CourseOf(c.Measure).Assessments;
        var entry = new Assessment(c.Light, day, Clean(c.Reason), Clean(c.Next));
        var before = At(assessments, day);
        return MasterPlanStructure.Unknown(MasterPlanPart.Measure, s.Measures, c.Measure) is { } unknown ? unknown
            : Repeats(assessments, before, entry, before is not null && before with { Day = day } == entry) ? Decision<Event>.Nothing
            : At(s.CourseOf(c.Measure).Standings, day) is { Status: MeasureStatus.Completed or MeasureStatus.Dropped } closed
                ? new Refusal(RefusalCode.LightOfClosedMeasure, FieldText.Shown(closed.Day), Labels.German(closed.Status))
            : c.Light != TrafficLight.Green && entry.Reason is null
                ? new Refusal(RefusalCode.LightReasonMissing, Labels.German(c.Light))
            : (TooLong(c.Reason) ?? TooLong(c.Next)) is { } tooLong ? tooLong
            : new MeasureAssessed(c.Measure, entry);
    }

    public static Decision<Event> Reaching(State s, ReachMilestone c, DateOnly day) =>
        MasterPlanStructure.Unknown(MasterPlanPart.Milestone, s.Milestones, c.Milestone) is { } unknown ? unknown
        : TooLong(c.Evidence) is { } tooLong ? tooLong
        : s.ArrivalOf(c.Milestone) is var arrival && arrival.Reached == day && (c.Evidence is null || c.Evidence == arrival.Evidence)
            ? Decision<Event>.Nothing
            : new MilestoneReached(c.Milestone, day, Clean(c.Evidence));

    public static Decision<Event> Postponing(State s, PostponeMilestone c, DateOnly day)
    {
        if (s.Milestones.FirstOrDefault(m => m.Key == c.Milestone) is not { } milestone)
        {
            return MasterPlanStructure.Unknown(MasterPlanPart.Milestone, s.Milestones, c.Milestone)!;
        }
        var postponements = s.ArrivalOf(c.Milestone).Postponements;
        var entry = new Postponement(c.To, day, c.Reason.Trim());
        return entry.Reason.Length == 0 ? new Refusal(RefusalCode.ExplanationMissing)
            : TooLong(c.Reason) is { } tooLong ? tooLong
            : Implausible(c.To) ? new Refusal(RefusalCode.DateImplausible, FieldText.Shown(c.To))
            : (At(postponements, day)?.To ?? milestone.Due) == c.To || postponements.Contains(entry) ? Decision<Event>.Nothing
            : new MilestonePostponed(c.Milestone, entry);
    }

    public static Decision<Event> Reopening(State s, ReopenMilestone c) =>
        MasterPlanStructure.Unknown(MasterPlanPart.Milestone, s.Milestones, c.Milestone) is { } unknown ? unknown
        : s.ArrivalOf(c.Milestone).Reached is null ? Decision<Event>.Nothing
        : string.IsNullOrWhiteSpace(c.Reason) ? new Refusal(RefusalCode.ExplanationMissing)
        : TooLong(c.Reason) is { } tooLong ? tooLong
        : new MilestoneReopened(c.Milestone, c.Reason.Trim());

    public static Decision<Event> Deliberating(State s, Deliberate c, DateOnly day)
    {
        var entry = new Deliberation(c.Body, c.Decision, day, Clean(c.Paper), Clean(c.Vote), c.InFavour);
        return MasterPlanStructure.Unknown(MasterPlanPart.Body, s.Bodies, c.Body) is { } unknown ? unknown
            : (c.InFavour ?? []).FirstOrDefault(member => !(s.Head.Members ?? []).Contains(member)) is { } stranger
                ? new Refusal(RefusalCode.MemberUnknown, stranger)
            : (TooLong(c.Paper) ?? TooLong(c.Vote)) is { } tooLong ? tooLong
            : s.Deliberations.Any(known => IsSame(known, entry)) ? Decision<Event>.Nothing
            : new Deliberated(entry);
    }

    /// <summary>Which approvals the rule of the plan still asks for on a day, as a refusal that names them.</summary>
    /// <param name="before">What waits for them, in the dative.</param>
    public static Refusal? ApprovalMissing(State s, DateOnly day, string before)
    {
        var deciding = s.Bodies.Where(body => body.Decides).ToList();
        var approved = deciding
            .Where(body => LastOf(s, body, day)?.Decision is BodyDecision.Approved or BodyDecision.ApprovedChanged).ToList();
        IEnumerable<string> missing = s.Head.Approval switch
        {
            _ when deciding.Count == 0 => ["ein beschließendes Gremium"],
            ApprovalRule.OneBody => approved.Count > 0 ? [] : [string.Join(" oder ", deciding.Select(Shown))],
            ApprovalRule.EveryBody => deciding.Except(approved).Select(Shown),
            _ => deciding.Except(approved).Select(Shown).Concat(
                (s.Head.Members ?? []).Where(member => approved.Any(body => LastOf(s, body, day)?.InFavour?.Contains(member) != true))),
        };
        return string.Join(", ", missing) is { Length: > 0 } names ? new Refusal(RefusalCode.ApprovalMissing, before, names) : null;
    }

    public static Refusal? Name(string name) =>
        string.IsNullOrWhiteSpace(name) ? new Refusal(RefusalCode.NameMissing)
        : name.Length > LongestName ? new Refusal(RefusalCode.TextTooLong, "Bezeichnung", $"{LongestName}")
        : null;

    public static Refusal? TooLong(string? text) =>
        text?.Length > LongestText ? new Refusal(RefusalCode.TextTooLong, "Text oder Begründung", $"{LongestText}") : null;

    private static string Shown(Body body) => body.Authority is { } authority ? $"{body.Name} ({authority})" : body.Name;

    private static Deliberation? LastOf(State s, Body body, DateOnly day) =>
        s.Deliberations.LastOrDefault(entry => entry.Body == body.Key && entry.Day <= day);

    private static List<string> Open(State s, string measure, DateOnly day) =>
    [
        .. from key in s.Measures.First(m => m.Key == measure).Prerequisites ?? []
           where At(s.CourseOf(key).Standings, day)?.Status != MeasureStatus.Completed
           select s.Measures.FirstOrDefault(m => m.Key == key)?.Name ?? key,
    ];

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static T? At<T>(IReadOnlyList<T> course, DateOnly day)
        where T : class, IDated => course.LastOrDefault(entry => entry.Day <= day);

    /// <summary>
    /// Says nothing new: it holds on that day already, or it was said before and something later followed. What was said, changed and
    /// said again within the last day counts.
    /// </summary>
    private static bool Repeats<T>(IReadOnlyList<T> course, T? before, T entry, bool holds)
        where T : class, IDated => before is not null && (holds || (course[^1].Day > entry.Day && course.Contains(entry)));

    private static bool IsSame(Head one, Head other) =>
        one with { Members = other.Members, Sources = other.Sources, Assumptions = other.Assumptions } == other
        && (one.Members ?? []).SequenceEqual(other.Members ?? []) && (one.Sources ?? []).SequenceEqual(other.Sources ?? [])
        && (one.Assumptions ?? []).SequenceEqual(other.Assumptions ?? []);

    private static bool IsSame(Deliberation one, Deliberation other) =>
        one with { InFavour = other.InFavour } == other && (one.InFavour ?? []).SequenceEqual(other.InFavour ?? []);
}
