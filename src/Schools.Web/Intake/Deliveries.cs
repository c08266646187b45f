using Schools.Domain;
using Schools.Import;
using Schools.Storage;
using Schools.Web.Imports;

namespace Schools.Web.Intake;

/// <summary>Files that come in without anybody at the screen: each becomes a plan, once.</summary>
public sealed class Deliveries(IntakeStore store, ImportPlanning planning, ImportStore imports, ImportDecisions decisions)
{
    /// <summary>Plans a file that was not planned before; sent again, it is answered with what became of it.</summary>
    /// <param name="by">Who brings it.</param>
    /// <returns>What became of it; still "arrived" while the system asks to come again.</returns>
    public async Task<IntakeEntry> Take(
        AuthorityKey authority, ArrivingFile file, Stream content, string by, CancellationToken cancel)
    {
        var entry = await store.Arrive(authority, file, cancel);
        if (entry.Status != IntakeStatus.Arrived)
        {
            return entry;
        }
        // Of a school list the authority's own schools are meant, as on the page.
        var given = new ImportFile(file.Name, content, file.Profile, OwnSchoolsOnly: true, Intake: entry.Id);
        var (isZip, lists) = await planning.PlanAll(authority, given, by, cancel);
        if (lists.Any(list => list.Refused is { Kind: RefusalKind.Later }))
        {
            return entry;
        }
        foreach (var id in lists.Select(list => list.Id).OfType<long>())
        {
            await HandIn(authority, id, by, cancel);
        }
        var refused = lists.Where(list => list.Refused is not null)
            .Select(list => isZip ? $"{list.Name}: {list.Refused!.Message}" : list.Refused!.Message).ToList();
        return await Settle(authority, entry.Id, refused.Count == 0 ? null : string.Join('\n', refused), cancel);
    }

    /// <summary>Notes a file that is not even opened.</summary>
    public async Task<IntakeEntry> Refuse(AuthorityKey authority, ArrivingFile file, string reason, CancellationToken cancel)
    {
        var entry = await store.Arrive(authority, file, cancel);
        return entry.Status == IntakeStatus.Arrived ? await Settle(authority, entry.Id, reason, cancel) : entry;
    }

    private async Task<IntakeEntry> Settle(AuthorityKey authority, long id, string? reason, CancellationToken cancel)
    {
        await store.Settle(authority, id, reason, cancel);
        return (await store.Find(authority, id, cancel))!;
    }

    /// <summary>
    /// What happens to a plan that the intake made: it is handed in and waits for a person, or is applied where its profile says so,
    /// nothing of it is wrong or in conflict, and the authority lets imports be applied at once. Done a second time it changes nothing.
    /// </summary>
    private async Task HandIn(AuthorityKey authority, long id, string by, CancellationToken cancel)
    {
        var plan = PlanJson.Head((await imports.Find(authority, id, cancel))!.Plan);
        var applies = plan is { Saved.OnIntake: OnIntake.Apply, Counts: { Error: 0, Conflict: 0 } };
        var decided = applies ? await decisions.Apply(authority, id, approve: false, by, cancel) : null;
        if (decided is null or { Refused: not null })
        {
            // A plan that was outdated has another in its place, of which nobody has seen the difference yet.
            await decisions.Propose(authority, decided?.Successor ?? id, null, by, cancel);
        }
    }
}
