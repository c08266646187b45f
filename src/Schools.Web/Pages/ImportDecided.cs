using Schools.Domain;
using Schools.Import;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Imports;

namespace Schools.Web.Pages;

/// <summary>Where a plan stands on its way to a decision.</summary>
/// <param name="NeedsApproval">The authority has it approved before it is applied.</param>
public sealed record ProposalShown(ImportHead Import, IReadOnlyList<ImportStep> Steps, bool NeedsApproval)
{
    /// <summary>How often it was handed in; handed in again, it may be another plan than the one that was looked at.</summary>
    public int Proposals => Steps.Count(step => step.Kind == ImportStepKind.Proposed);

    public bool IsExpired => Steps.Any(step => step.Kind == ImportStepKind.Expired && step.Import == Import.Id);

    public static async Task<ProposalShown> Of(
        ImportHead import, ImportProposals proposals, AuthorityQueries authorities, AuthorityKey authority, CancellationToken cancel) =>
        new(
            import,
            await proposals.Steps(authority, import.Id, cancel),
            ImportStatusRules.IsOpen(import.Status)
                && await authorities.ImportApproval(authority, cancel) == ImportApproval.Required);
}

/// <summary>What a recomputed plan sees otherwise than the one before.</summary>
public sealed record DifferencesShown(int Count, IReadOnlyList<ImportDifference> First)
{
    private const int Most = 50;

    /// <summary>Null for a plan that is decided, and for one that was not recomputed.</summary>
    public static async Task<DifferencesShown?> Of(
        ImportHead import, ImportReplacing replacing, AuthorityKey authority, CancellationToken cancel)
    {
        if (!import.IsRecomputed || !ImportStatusRules.IsOpen(import.Status))
        {
            return null;
        }
        var (count, first) = await replacing.Differences(authority, import.Id, Most, cancel);
        return new DifferencesShown(count, first);
    }

    /// <summary>The German word of a status of a plan or an undo.</summary>
    public static string Word(string? status) => status is null ? "nicht dabei"
        : Enum.TryParse<PlanStatus>(status, out var planned) ? PlanText.German(planned)
        : Labels.German(Enum.Parse<UndoStatus>(status));
}

/// <summary>The form that changes how a file is read; every field is in it that the kind of file has.</summary>
/// <param name="Scope">part, leave, mark or grace.</param>
/// <param name="Grace">Days of grace.</param>
public sealed record ReadingForm(
    string? Profile, string? School, bool? Own, string? Encoding, string? Delimiter, string? HeaderLine, string? Sheet, string? DateOrder,
    string? Scope, string? Grace, string? HoldsFrom)
{
    // An emptied field arrives as null and means "as recognised"; one that the form did not show means nothing.
    public bool IsText { get; init; }

    public bool IsDevices { get; init; }

    public ChoicesSaid Said => new()
    {
        Profile = Profile ?? "",
        School = IsDevices ? School ?? "" : null,
        Own = IsDevices ? null : Own ?? false,
        Encoding = IsText ? Encoding ?? "" : null,
        Delimiter = IsText ? Delimiter ?? "" : null,
        HeaderLine = HeaderLine ?? "",
        Sheet = IsText ? null : Sheet ?? "",
        DateOrder = DateOrder ?? "",
        Full = IsDevices ? Scope is not (null or "part") : null,
        Missing = IsDevices && Scope is not (null or "part") ? Scope == "grace" ? $"grace:{Grace}" : Scope : null,
        HoldsFrom = HoldsFrom ?? "",
    };
}
