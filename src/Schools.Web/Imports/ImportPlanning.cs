using System.Globalization;
using System.Security.Cryptography;
using Schools.Domain;
using Schools.Grains;
using Schools.Import;
using Schools.Storage;

namespace Schools.Web.Imports;

/// <summary>A file somebody wants to import, with what he says about it.</summary>
/// <param name="School">The school of rows that name none, by key or by its number in the Land of the authority.</param>
/// <param name="OwnSchoolsOnly">Of a school list, only the schools of the authority itself.</param>
public sealed record ImportFile(
    string Name, ReadOnlyMemory<byte> Bytes, string? Profile = null, string? School = null, bool OwnSchoolsOnly = false);

/// <summary>Why a file was not even planned: a code and a German text, as for every other refusal.</summary>
public sealed record RefusedFile(string Code, string Message, RefusalKind Kind);

/// <summary>From bytes to a stored plan. Nothing of the register changes here.</summary>
public sealed class ImportPlanning(SnapshotQueries snapshots, ImportStore store, TimeProvider clock, ILogger<ImportPlanning> log)
    : IDisposable
{
    /// <summary>Files read at once; each may take a multiple of its size in memory.</summary>
    private const int AtOnce = 2;
    private readonly SemaphoreSlim turns = new(AtOnce);

    /// <returns>The id of the import, or why there is none.</returns>
    public async Task<(long? Id, RefusedFile? Refused)> Plan(AuthorityKey authority, ImportFile file, string by, CancellationToken cancel)
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
            var options = new ReadOptions(file.Name, file.Profile, null, school, land);
            var reading = ImportReading.Read(file.Bytes, options);
            if (reading.Refusal is { } refusal)
            {
                return (null, new RefusedFile(refusal.Code.Code, refusal.Message, RefusalKind.Invalid));
            }
            var snapshot = (await snapshots.Snapshot(authority, reading.Required.Wanted(authority), cancel))!;
            var planned = ImportPlanner.Plan(
                reading.Required, snapshot, new PlanOptions(GermanCalendar.Today(clock), file.OwnSchoolsOnly));
            if (planned.Refusal is { } unplanned)
            {
                return (null, new RefusedFile(unplanned.Code.Code, unplanned.Message, RefusalKind.Invalid));
            }
            var plan = planned.Required;
            var id = await Keep(authority, file, plan, by, cancel);
            ImportLog.Planned(log, id, plan.Head.Counts.Rows, file.Name);
            return (id, null);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();

    private static (long? Id, RefusedFile? Refused) Refuse(Refusal refusal) =>
        (null, new RefusedFile(refusal.Wire, refusal.German, refusal.Kind));

    private async Task<long> Keep(AuthorityKey authority, ImportFile file, ImportPlan plan, string by, CancellationToken cancel)
    {
        List<ImportRow> rows = new(plan.NewRooms.Count + plan.Rows.Count);
        foreach (var room in plan.NewRooms)
        {
            var commands = CommandJson.Write(GrainKind.Room, [room.Command]);
            rows.Add(new ImportRow(rows.Count + 1, room.Line, ImportRow.Prerequisite, room.Grain, 0, commands, null, null, null));
        }
        foreach (var row in plan.Rows)
        {
            rows.Add(new ImportRow(
                rows.Count + 1,
                row.Line,
                row.Status.ToString(),
                row.Grain,
                row.PlannedOn,
                row.Commands.Count == 0 ? null : CommandJson.Write(row.Grain!.Value.Kind, row.Commands),
                PlanJson.Shown(row),
                PlanJson.Issues(row.Issues),
                row.Cells));
        }
        using var preview = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        PlanText.Write(plan, preview);
        var import = new NewImport(
            file.Name, Convert.ToHexStringLower(SHA256.HashData(file.Bytes.Span)), PlanJson.Head(plan.Head), preview.ToString(), by);
        return await store.Add(authority, import, rows, cancel);
    }
}
