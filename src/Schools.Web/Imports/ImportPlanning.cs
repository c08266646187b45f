using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Schools.Domain;
using Schools.Grains;
using Schools.Import;
using Schools.Storage;
using Schools.Web.Profiles;

namespace Schools.Web.Imports;

/// <summary>From bytes to a stored plan. Nothing of the register changes here.</summary>
public sealed class ImportPlanning(
    SnapshotQueries snapshots, ImportStore store, ImportFiles files, SavedProfiles profiles, TimeProvider clock,
    ILogger<ImportPlanning> log)
    : IDisposable
{
    /// <summary>Files read at once; each may take a multiple of its size in memory.</summary>
    private const int AtOnce = 2;
    /// <summary>Bytes of some 40,000 rows.</summary>
    private const int LargeFile = 8 * 1024 * 1024;
    private readonly SemaphoreSlim turns = new(AtOnce);

    /// <summary>Plans each list of a ZIP on its own, or the one list it is. A ZIP that is not opened is one refused list.</summary>
    public async Task<(bool IsZip, IReadOnlyList<PlannedFile> Files)> PlanAll(
        AuthorityKey authority, ImportFile file, string by, CancellationToken cancel)
    {
        var (delivered, unopened) = await Open(file, cancel);
        if (unopened is not null || delivered is null)
        {
            var (id, refused) = unopened is null ? await Plan(authority, file, by, cancel) : (null, unopened);
            return (false, [new PlannedFile(file.Name, id, refused)]);
        }
        List<PlannedFile> planned = [];
        foreach (var list in delivered.Files)
        {
            var refusal = list.Unpack(out var bytes);
            using var content = Stream(bytes);
            var (id, refused) = refusal is null
                ? await Plan(authority, file with { Name = list.Name, Content = content }, by, cancel)
                : (null, RefusedFile.Of(refusal));
            planned.Add(new PlannedFile(list.Name, id, refused));
        }
        return (true, planned);
    }

    /// <summary>
    /// The lists of a ZIP, nothing for any other file, or why a ZIP is not opened. The content stands at its beginning again.
    /// </summary>
    private static async Task<(DeliveredFiles? Zip, RefusedFile? Refused)> Open(ImportFile file, CancellationToken cancel)
    {
        if (file.Content.Length is 0 or > ImportLimits.FileBytes)
        {
            return (null, null);
        }
        var start = new byte[Math.Min(DeliveredFiles.StartBytes, file.Content.Length)];
        await file.Content.ReadExactlyAsync(start, cancel);
        file.Content.Position = 0;
        if (!DeliveredFiles.MayBeZip(start))
        {
            return (null, null);
        }
        var bytes = new byte[file.Content.Length];
        await file.Content.ReadExactlyAsync(bytes, cancel);
        file.Content.Position = 0;
        var delivered = DeliveredFiles.Open(file.Name, bytes);
        return delivered.Refusal is { } refusal
            ? (null, new RefusedFile(refusal.Code.Code, refusal.Message, RefusalKind.Invalid))
            : (delivered.Required.IsZip ? delivered.Required : null, null);
    }

    /// <summary>Plans the kept file of an open plan anew; the new plan takes the place of the old one, which ends.</summary>
    /// <param name="said">What is said of the file now.</param>
    /// <param name="isRecomputed">Nothing else is said than before: the register has changed.</param>
    /// <returns>The id of the new plan; neither id nor refusal when somebody else decided about the old one meanwhile.</returns>
    public async Task<(long? Id, RefusedFile? Refused)> Replan(
        AuthorityKey authority, ImportHead old, FileChoices said, bool isRecomputed, string by, CancellationToken cancel)
    {
        await using var content = await files.Open(authority, old.Id, cancel);
        return content is null
            ? Refuse(new Refusal(RefusalCode.ImportFileGone, $"{old.Id}"))
            : await Plan(
                authority, said.Of(old.FileName, content), by, cancel, new ReplacedImport(old.Id, old.Status, isRecomputed));
    }

    /// <param name="replaced">The plan in whose place this one is stored.</param>
    /// <returns>The id of the import, or why there is none.</returns>
    public async Task<(long? Id, RefusedFile? Refused)> Plan(
        AuthorityKey authority, ImportFile file, string by, CancellationToken cancel, ReplacedImport? replaced = null)
    {
        await turns.WaitAsync(cancel);
        try
        {
            var nothing = new SnapshotRequest([], [], [], [], []);
            if (await snapshots.Snapshot(authority, nothing, cancel) is not { Details: { } known })
            {
                return Refuse(new Refusal(RefusalCode.AuthorityUnknown, authority.Value));
            }
            if (known.Land is not { } land)
            {
                return Refuse(new Refusal(RefusalCode.LandUnknown, "–"));
            }
            SchoolKey? school = null;
            if (!string.IsNullOrWhiteSpace(file.School))
            {
                if (!SchoolKey.TryParse(file.School.Trim(), out var key) && !SchoolKey.TryOf(land, file.School.Trim(), out key))
                {
                    return Refuse(new Refusal(RefusalCode.SchoolUnknown, file.School));
                }
                school = key;
            }
            // In a function of its own, so that neither bytes, rows nor snapshot stay in memory while the plan is stored.
            var read = new ReadOptions(
                file.Name, file.Profile, file.Choices, school, land, await profiles.All(authority, cancel));
            var (plan, hash, refused) = await Read(authority, file, read, cancel);
            if (plan is null)
            {
                return (null, refused);
            }
            await Sweep(file.Content);
            var id = await Keep(authority, file, hash, plan, by, replaced, cancel);
            if (id is { } kept)
            {
                ImportLog.Planned(log, kept, plan.Head.Counts.Rows, file.Name);
            }
            return (id, null);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();

    private async Task<(ImportPlan? Plan, string Hash, RefusedFile? Refused)> Read(
        AuthorityKey authority, ImportFile file, ReadOptions options, CancellationToken cancel)
    {
        if (file.Content.Length > ImportLimits.FileBytes)
        {
            return Refuse(SourceText.TooLarge, RefusalKind.TooLarge);
        }
        var (reading, hash) = await Reading(file.Content, options, cancel);
        await Sweep(file.Content);
        if (reading.Refusal is { } refusal)
        {
            return Refuse(refusal, RefusalKind.Invalid);
        }
        var snapshot = (await snapshots.Snapshot(authority, reading.Required.Wanted(authority, file.Full is not null), cancel))!;
        if (reading.Required.Options.School is { } given && snapshot.Schools.All(school => school.State.Key != given))
        {
            return (null, "", Refuse(new Refusal(RefusalCode.SchoolUnknown, file.School ?? given.Value)).Refused);
        }
        await Sweep(file.Content);
        var today = GermanCalendar.Today(clock);
        var said = new PlanOptions(today, file.OwnSchoolsOnly, Full: file.Full) { HoldsFrom = file.HoldsFrom };
        var plan = ImportPlanner.Plan(reading.Required, snapshot, said);
        return plan.Refusal is { } unplanned
            ? Refuse(unplanned, RefusalKind.Invalid)
            : (plan.Required, hash, null);
    }

    /// <summary>In two functions of their own, so that the bytes are gone while the rows are read, and the text when they are.</summary>
    private static async Task<(Outcome<ImportReading> Reading, string Hash)> Reading(
        Stream content, ReadOptions options, CancellationToken cancel)
    {
        var (opened, hash) = await Opened(content, options, cancel);
        await Sweep(content);
        return (opened.Refusal is { } refusal ? refusal : ImportReading.Read(opened.Required), hash);
    }

    private static async Task<(Outcome<OpenedFile> File, string Hash)> Opened(Stream content, ReadOptions options, CancellationToken cancel)
    {
        var bytes = await Bytes(content, cancel);
        return (ImportReading.Open(bytes, options), Convert.ToHexStringLower(SHA256.HashData(bytes.Span)));
    }

    /// <summary>The bytes of a file; of one that is in memory already not a second time.</summary>
    private static async Task<ReadOnlyMemory<byte>> Bytes(Stream content, CancellationToken cancel)
    {
        if (content is MemoryStream memory && memory.TryGetBuffer(out var buffer))
        {
            return buffer;
        }
        content.Position = 0;
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }

    /// <summary>
    /// Each step leaves as much behind as the file is long or more, and the runtime would let several of them gather. Of files of usual
    /// length that does no harm.
    /// </summary>
    private static async Task Sweep(Stream content)
    {
        if (content.Length > LargeFile)
        {
            // What calls this holds on to what it has read until it is left.
            await Task.Yield();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false, publiclyVisible: true)
            : new MemoryStream(bytes.ToArray(), writable: false);

    private static (ImportPlan? Plan, string Hash, RefusedFile? Refused) Refuse(FileRefusal refusal, RefusalKind kind) =>
        (null, "", RefusedFile.Of(refusal, kind));

    private static (long? Id, RefusedFile? Refused) Refuse(Refusal refusal) => (null, RefusedFile.Of(refusal));

    private async Task<long?> Keep(
        AuthorityKey authority,
        ImportFile file,
        string hash,
        ImportPlan plan,
        string by,
        ReplacedImport? replaced,
        CancellationToken cancel)
    {
        using var preview = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        PlanText.Write(plan, preview);
        var import = new NewImport(
            file.Name,
            hash,
            PlanJson.Head(plan.Head),
            preview.ToString(),
            by,
            plan.RowsToApply)
        {
            Intake = file.Intake,
            Choices = FileChoices.Write(file.Said),
            File = file.Content,
        };
        return replaced is null
            ? await store.Add(authority, import, Rows(plan), cancel)
            : await store.Replace(authority, replaced, import, Rows(plan), cancel);
    }

    /// <summary>Row by row, so that the JSON of a long list is never in memory as a whole.</summary>
    private static IEnumerable<ImportRow> Rows(ImportPlan plan)
    {
        var n = 0;
        foreach (var (room, isOfMove) in plan.NewRooms.Select(room => (room, false)).Concat(plan.RoomsOfMoves.Select(room => (room, true))))
        {
            var commands = CommandJson.Write(GrainKind.Room, plan.Dated([room.Command]));
            yield return new ImportRow(
                ++n, room.Line, ImportRow.Prerequisite, room.Grain, room.PlannedOn, isOfMove ? null : commands, PlanJson.Shown(room), null,
                null)
            {
                CommandsIfChosen = isOfMove ? commands : null,
                School = room.Command.Room.School.Value,
            };
        }
        foreach (var row in plan.Rows)
        {
            yield return new ImportRow(
                ++n,
                row.Line,
                row.Status.ToString(),
                row.Grain,
                row.PlannedOn,
                row.Commands.Count == 0 ? null : CommandJson.Write(row.Grain!.Value.Kind, plan.Dated(row.Commands)),
                PlanJson.Shown(row),
                PlanJson.Issues(row.Issues),
                row.Cells)
            {
                Choice = row.Choice?.ToString(),
                CommandsIfChosen = row.Choice is null ? null : CommandJson.Write(row.Grain!.Value.Kind, plan.Dated(row.CommandsIfChosen)),
                School = row.School?.Value,
                Search = Words(row),
            };
        }
    }

    /// <summary>All by which a person may look for the row, in lower case.</summary>
    private static string? Words(PlanRow row)
    {
        var subject = row.Subject;
        string?[] said = [row.Title, subject?.Category, subject?.Serial, subject?.InventoryNumber, subject?.School, subject?.Room];
        var words = string.Join(' ', said.OfType<string>());
        return words.Length == 0 ? null : words.ToLowerInvariant();
    }
}
