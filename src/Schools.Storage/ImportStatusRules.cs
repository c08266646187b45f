using Schools.Domain;

namespace Schools.Storage;

/// <summary>How far an import is. A finished import stays as the protocol of what was done.</summary>
public enum ImportStatus
{
    Planned,

    /// <summary>Handed in; the Dezernat decides.</summary>
    Proposed,

    /// <summary>The Dezernat wants something else first, and has said what.</summary>
    Returned,
    Applying,
    Applied,
    Cancelled,
}

/// <summary>What somebody wants of a plan.</summary>
public enum ImportAction
{
    /// <summary>Take or leave a row that asks.</summary>
    Choose,

    /// <summary>Plan the same file with other choices.</summary>
    Replan,
    Propose,
    Return,
    Approve,
    Apply,
    Cancel,
}

/// <summary>What may follow upon what. Pure.</summary>
public static class ImportStatusRules
{
    /// <summary>A plan somebody may still decide about; its file is kept.</summary>
    public static bool IsOpen(ImportStatus status) => status is ImportStatus.Planned or ImportStatus.Proposed or ImportStatus.Returned;

    /// <summary>Its rows and choices may still be changed by whoever brought it.</summary>
    public static bool IsEditable(ImportStatus status) => status is ImportStatus.Planned or ImportStatus.Returned;

    /// <param name="approval">Who may apply at once in this authority.</param>
    /// <returns>The status afterwards, the present one where the action was done before; or why it cannot be.</returns>
    public static (ImportStatus Status, RefusalCode? Refused) After(
        ImportStatus status, ImportAction action, ImportApproval approval) => action switch
    {
        ImportAction.Cancel => (IsOpen(status) || status == ImportStatus.Applying ? ImportStatus.Cancelled : status, null),
        ImportAction.Apply => Applied(status, approval),
        ImportAction.Approve => status switch
        {
            ImportStatus.Proposed or ImportStatus.Applying => (ImportStatus.Applying, null),
            ImportStatus.Applied => (status, null),
            ImportStatus.Cancelled => (status, RefusalCode.ImportDecided),
            _ => (status, RefusalCode.ImportNotProposed),
        },
        _ when !IsOpen(status) => (status, RefusalCode.ImportDecided),
        ImportAction.Propose => (ImportStatus.Proposed, null),
        ImportAction.Return => status == ImportStatus.Planned
            ? (status, RefusalCode.ImportNotProposed)
            : (ImportStatus.Returned, null),
        _ when status == ImportStatus.Proposed => (status, RefusalCode.ImportProposed),
        ImportAction.Choose => (status, null),
        ImportAction.Replan => (ImportStatus.Cancelled, null),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    private static (ImportStatus Status, RefusalCode? Refused) Applied(ImportStatus status, ImportApproval approval) => status switch
    {
        ImportStatus.Planned when approval == ImportApproval.Required => (status, RefusalCode.ImportNeedsApproval),
        ImportStatus.Planned => (ImportStatus.Applying, null),
        ImportStatus.Proposed => (status, RefusalCode.ImportProposed),
        ImportStatus.Returned => (status, RefusalCode.ImportReturned),
        _ => (status, null),
    };
}
