using Schools.Domain;
using Schools.Storage;
using Schools.Storage.Queries;

namespace Schools.Web.Imports;

/// <summary>What came of deciding about a plan.</summary>
/// <param name="Import">The import afterwards; null when it was refused.</param>
/// <param name="Successor">The plan that stands in the place of this one, where that is the reason of the refusal.</param>
/// <param name="IsBegun">It is being applied because of this decision.</param>
public sealed record Decided(ImportHead? Import, RefusedFile? Refused = null, long? Successor = null, bool IsBegun = false);

/// <summary>
/// The one way from a plan to its decision, for pages, API and command line: what the status allows, what the authority demands, and
/// never a plan that was made on an older state than now.
/// </summary>
public sealed class ImportDecisions(
    ImportStore store,
    ImportProgress progress,
    ImportProposals proposals,
    ImportReplacing replacing,
    AuthorityQueries authorities,
    ImportPlanning planning,
    UndoPlanning undos,
    ImportRunner runner)
{
    /// <summary>Begins to apply a plan; one that was begun before goes on.</summary>
    /// <param name="approve">Who asks may approve, and approves.</param>
    public async Task<Decided> Apply(AuthorityKey authority, long id, bool approve, string by, CancellationToken cancel)
    {
        while (true)
        {
            var (head, status, refused) = await After(authority, id, approve ? ImportAction.Approve : ImportAction.Apply, cancel);
            if (head is null || refused is not null)
            {
                return refused!;
            }
            if (status == head.Status)
            {
                if (status == ImportStatus.Applying)
                {
                    runner.Enqueue(authority, id);
                }
                return new Decided(head);
            }
            if (await replacing.IsOutdated(authority, id, cancel))
            {
                return await Recompute(authority, head, by, cancel) ?? await Apply(authority, id, approve, by, cancel);
            }
            if (await progress.Begin(authority, id, by, cancel, head.Status))
            {
                runner.Enqueue(authority, id);
                return new Decided(await store.Find(authority, id, cancel), IsBegun: true);
            }
        }
    }

    /// <summary>Hands a plan in, for the Dezernat to decide.</summary>
    public Task<Decided> Propose(AuthorityKey authority, long id, string? comment, string by, CancellationToken cancel) =>
        Move(authority, id, ImportAction.Propose, comment, by, cancel);

    /// <summary>Gives a plan back to whoever handed it in, and says why.</summary>
    public async Task<Decided> Return(AuthorityKey authority, long id, string? comment, string by, CancellationToken cancel) =>
        string.IsNullOrWhiteSpace(comment)
            ? new Decided(null, RefusedFile.Of(new Refusal(RefusalCode.CommentMissing)))
            : await Move(authority, id, ImportAction.Return, comment, by, cancel);

    /// <summary>Plans the kept file with other choices.</summary>
    /// <returns>The new plan.</returns>
    public async Task<Decided> Replan(AuthorityKey authority, long id, ChoicesSaid said, string by, CancellationToken cancel)
    {
        var (head, _, refused) = await After(authority, id, ImportAction.Replan, cancel);
        if (head is null || refused is not null)
        {
            return refused!;
        }
        var (choices, unclear) = FileChoices.Read(head.Choices).With(said);
        if (unclear is not null)
        {
            return new Decided(null, RefusedFile.Of(unclear));
        }
        var (made, unplanned) = await planning.Replan(authority, head, choices, isRecomputed: false, by, cancel);
        return unplanned is not null ? new Decided(null, unplanned)
            : made is { } replan ? new Decided(await store.Find(authority, replan, cancel))
            : await Replan(authority, id, said, by, cancel);
    }

    private async Task<Decided> Move(
        AuthorityKey authority, long id, ImportAction action, string? comment, string by, CancellationToken cancel)
    {
        if (comment?.Length > StorageLimits.CommentCharacters)
        {
            return new Decided(
                null, RefusedFile.Of(new Refusal(RefusalCode.TextTooLong, "Kommentar", Shown.Count(StorageLimits.CommentCharacters))));
        }
        var said = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
        while (true)
        {
            var (head, status, refused) = await After(authority, id, action, cancel);
            if (head is null || refused is not null)
            {
                return refused!;
            }
            if (status == head.Status || await proposals.Move(authority, id, head.Status, status, by, said, cancel))
            {
                return new Decided(await store.Find(authority, id, cancel));
            }
        }
    }

    /// <summary>The import with the status that the action leads to, or why it does not.</summary>
    private async Task<(ImportHead? Import, ImportStatus Status, Decided? Refused)> After(
        AuthorityKey authority, long id, ImportAction action, CancellationToken cancel)
    {
        if (await store.Find(authority, id, cancel) is not { } head)
        {
            return (null, default, Refused(RefusalCode.ImportUnknown));
        }
        if (head.ReplacedBy is { } successor)
        {
            return (null, default, await Outdated(authority, id, successor, cancel));
        }
        var approval = await authorities.ImportApproval(authority, cancel);
        var (status, refused) = ImportStatusRules.After(head.Status, action, approval);
        return action == ImportAction.Replan && head.IsUndo
            ? (null, default, Refused(RefusalCode.ImportFileGone))
            : refused is { } code ? (null, default, Refused(code)) : (head, status, null);

        Decided Refused(RefusalCode code) => new(null, RefusedFile.Of(new Refusal(code, $"{id}")));
    }

    /// <returns>Null when somebody else decided about the plan meanwhile.</returns>
    private async Task<Decided?> Recompute(AuthorityKey authority, ImportHead head, string by, CancellationToken cancel)
    {
        long? made;
        if (head.Undoes is { } undone)
        {
            (made, var refused) = await undos.Recompute(authority, undone, head, by, cancel);
            if (refused is not null)
            {
                return new Decided(null, RefusedFile.Of(refused));
            }
        }
        else
        {
            (made, var refused) = await planning.Replan(authority, head, FileChoices.Read(head.Choices), isRecomputed: true, by, cancel);
            if (refused is not null)
            {
                return new Decided(null, refused);
            }
        }
        return made is { } successor ? await Outdated(authority, head.Id, successor, cancel) : null;
    }

    /// <summary>Names the plan that stands at the end of the row of replacements.</summary>
    private async Task<Decided> Outdated(AuthorityKey authority, long id, long successor, CancellationToken cancel)
    {
        var newest = (await store.Newest(authority, successor, cancel))!;
        return new Decided(null, RefusedFile.Of(new Refusal(RefusalCode.PlanOutdated, $"{id}", $"{newest.Id}")), newest.Id);
    }
}
