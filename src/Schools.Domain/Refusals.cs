using System.Text;

namespace Schools.Domain;

/// <summary>Every expected "no" of the program. The name, in kebab case, is the code on the wire and in the corrected-rows file.</summary>
public enum RefusalCode
{
    // What a command points at.
    AuthorityUnknown,
    SchoolUnknown,
    RoomUnknown,
    DeviceUnknown,
    AlreadyRegistered,

    // What a fact needs.
    NameMissing,
    LandUnknown,
    CategoryMissing,
    NumberMissing,
    CountImplausible,
    InventoryNumberMissing,
    SerialNumberMissing,
    InvoiceMissing,
    PlacementMissing,
    RoomOfOtherSchool,
    AmountImplausible,
    TextTooLong,
    DateImplausible,
    DatesSwapped,

    // The lifecycle of a device.
    ReasonMissing,
    LifecycleForbidden,
    LifecycleBackward,
    MdmNotApplicable,
    DeviceRetired,
    RoomClosed,
    DeviceWithdrawn,
    RoomWithdrawn,
    SchoolWithdrawn,
    StillUsed,

    // Taking back an import.
    ImportUnknown,
    ImportNotApplied,
    ImportUnderWay,
    ImportUndone,
    ImportWithoutEffect,

    // Deciding about a plan.
    ImportDecided,
    ImportNeedsApproval,
    ImportProposed,
    ImportNotProposed,
    ImportReturned,
    ImportFileGone,
    PlanOutdated,
    CommentMissing,

    // Rollout, standards, licences, waves and plans.
    StandardUnknown,
    LicenceUnknown,
    WaveUnknown,
    PlanUnknown,
    FactInFuture,
    StepInFuture,
    StepOfSchool,
    PrerequisiteMissing,
    DefectUnknown,
    BlockadeUnclear,
    ExplanationMissing,
    TargetZero,
    StandardItemUnknown,
    EditionBeforeLast,
    StandardItemUnclear,
    StandardItemTwice,
    StandardNameTaken,
    StandardEmpty,
    StandardEnded,
    StandardEndsBeforeItHolds,
    EditionBeforeEnd,
    UplinkKnownLater,
    SchoolTypeUnknown,
    CountOutOfRange,
    CalendarUnknown,
    HistoryImplausible,
    PlanPartUnknown,
    PlanKeyUnreadable,
    PlanPartUsed,
    MilestoneFixed,
    PlanNameTaken,
    PlanStatusForbidden,
    ApprovalMissing,
    MemberUnknown,
    LightReasonMissing,
    LightOfClosedMeasure,
    PrerequisiteCircle,
    PeriodSwapped,
    FigureUnknown,
    DrawdownNumberMissing,
    DrawdownWithoutAmount,
    DrawdownBeforeNotice,
    DrawdownAboveGrant,
    DrawdownNumberTaken,
    DrawdownUnknown,
    DrawdownLater,
    GrantBelowDrawn,
    PresetUnknown,
    PresetPlanTaken,
    PresetUnreadable,
    PresetPartMissing,
    PresetUnclear,
    PresetTooLarge,
    PresetOfOtherAuthority,
    LicenceMetricMissing,
    LicenceQuantityMissing,
    LicencesTooFew,
    TransferToItself,
    StepDerived,
    TermSwapped,
    AssignedBeforeTerm,
    LicencesSaidLater,
    QuantityBeforeFirst,
    MeetingAfterReport,
    ReportTableUnknown,
    ReportNameTaken,
    ReportsTooMany,
    ReportUnknown,
    ReportDeleted,
    WaveNameTaken,
    WaveOrderMissing,
    WaveDaysMissing,
    WaveWithoutPlaces,
    WavePlaceTwice,
    WaveBeforeDelivery,
    WaveEndsBeforeStart,
    WaveCircle,
    RequirementUnclear,
    WaveNotReady,
    WaveOrderShared,
    WaveStatusForbids,
    ScanUnknown,
    ScanAmbiguous,
    ScanTooLong,
    HandOutCategory,
    HandOutOrder,
    HandOutState,
    HandOutElsewhere,
    HandOutOtherSchool,
    HandOutNotLast,
    EvidenceFileMissing,
    EvidenceFileTooLarge,
    EvidenceFileUnknown,
    EvidenceFileWithMacros,
    EvidenceFilesTooMany,
    EvidenceUnknown,
    EvidenceWithdrawn,
    QualityRuleUnknown,
    AsOfUnreadable,
    AsOfInFuture,
    KnownInFuture,

    // What only the database can see.
    SerialNumberTaken,
    InventoryNumberTaken,
    MdmIdTaken,
    RoomNumberTaken,
    ValueRefused,

    // The state of the system.
    ChangedMeanwhile,
    Overloaded,
    DatabaseUnavailable,
    NodeUnavailable,
    ShuttingDown,
}

/// <summary>
/// An expected "no", as data. <paramref name="Subject"/> and <paramref name="Other"/> fill the places of the German text.
/// </summary>
public sealed record Refusal(RefusalCode Code, string? Subject = null, string? Other = null)
{
    public RefusalKind Kind => Code switch
    {
        RefusalCode.AuthorityUnknown or RefusalCode.SchoolUnknown or RefusalCode.RoomUnknown or RefusalCode.DeviceUnknown
            or RefusalCode.ImportUnknown or RefusalCode.StandardUnknown or RefusalCode.LicenceUnknown or RefusalCode.WaveUnknown
            or RefusalCode.PlanUnknown or RefusalCode.PresetUnknown or RefusalCode.EvidenceUnknown
            or RefusalCode.EvidenceWithdrawn or RefusalCode.ReportUnknown => RefusalKind.Missing,
        RefusalCode.AlreadyRegistered or RefusalCode.SerialNumberTaken or RefusalCode.InventoryNumberTaken or RefusalCode.MdmIdTaken
            or RefusalCode.RoomNumberTaken or RefusalCode.ChangedMeanwhile or RefusalCode.StillUsed or RefusalCode.ImportNotApplied
            or RefusalCode.ImportUnderWay or RefusalCode.ImportUndone or RefusalCode.ImportWithoutEffect
            or RefusalCode.ImportDecided or RefusalCode.ImportNeedsApproval or RefusalCode.ImportProposed or RefusalCode.ImportNotProposed
            or RefusalCode.ImportReturned or RefusalCode.ImportFileGone or RefusalCode.PlanOutdated
            or RefusalCode.StandardEnded or RefusalCode.PresetPlanTaken or RefusalCode.PresetOfOtherAuthority or RefusalCode.PlanNameTaken
            or RefusalCode.ReportNameTaken or RefusalCode.ReportDeleted => RefusalKind.Conflict,
        RefusalCode.EvidenceFileTooLarge or RefusalCode.PresetTooLarge => RefusalKind.TooLarge,
        RefusalCode.Overloaded or RefusalCode.DatabaseUnavailable or RefusalCode.NodeUnavailable or RefusalCode.ShuttingDown
            => RefusalKind.Later,
        _ => RefusalKind.Invalid,
    };

    /// <summary>Another grain holds a value that only one may have; it may give it up.</summary>
    public bool IsTaken => Code is RefusalCode.SerialNumberTaken or RefusalCode.InventoryNumberTaken or RefusalCode.MdmIdTaken
        or RefusalCode.RoomNumberTaken;

    /// <summary>Names the grain where the decision had none to name.</summary>
    public Refusal About(string key) => Subject is null ? this with { Subject = key } : this;

    /// <summary>The code on the wire: <c>serial-number-taken</c>.</summary>
    public string Wire => Codes[(int)Code];

    /// <summary>The German sentence for pages, command line and corrected-rows file: what is wrong and what to do.</summary>
    public string German => string.Format(Euro.German, RefusalTexts.German(Code), Subject ?? "?", Other ?? "?");

    private static readonly string[] Codes = [.. Enum.GetNames<RefusalCode>().Select(Kebab)];

    private static string Kebab(string name)
    {
        var kebab = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && kebab.Length > 0)
            {
                kebab.Append('-');
            }
            kebab.Append(char.ToLowerInvariant(c));
        }
        return kebab.ToString();
    }
}
