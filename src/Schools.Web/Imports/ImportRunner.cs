using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Npgsql;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;

namespace Schools.Web.Imports;

/// <summary>
/// Applies approved plans in the background. It goes on where a killed program stopped: an import stays "applying" in the database until
/// its last row is done, and a batch sent twice changes nothing the second time.
/// </summary>
public sealed class ImportRunner(
    IGrains grains, ImportProgress progress, ImportStore store, UndoQueries places, ILogger<ImportRunner> log) : BackgroundService
{
    /// <summary>Rows read, sent and noted together: two bulks, one for each of the connections of a call.</summary>
    public const int BatchRows = 2 * GrainLimits.BulkSize;

    /// <summary>Imports applied side by side; more would only wait for the same disk.</summary>
    private const int AtOnce = 2;

    /// <summary>How often the database is asked for imports that another program left unfinished.</summary>
    private static readonly TimeSpan Search = TimeSpan.FromSeconds(15);

    /// <summary>How long a batch waits before it is sent again to a database that was away.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<(AuthorityKey Authority, long Id)> waiting = Channel.CreateUnbounded<(AuthorityKey, long)>();
    private readonly ConcurrentDictionary<long, byte> known = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource> running = new();

    /// <summary>Puts an import that was begun into the queue.</summary>
    public void Enqueue(AuthorityKey authority, long id)
    {
        if (known.TryAdd(id, 0))
        {
            waiting.Writer.TryWrite((authority, id));
        }
    }

    /// <summary>Ends when this program has let go of an import, so that its figures stand still.</summary>
    public Task LetGo(long id) => running.TryGetValue(id, out var done) ? done.Task : Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await Task.WhenAll([FindUnfinished(stoppingToken), .. Enumerable.Range(0, AtOnce).Select(_ => Work(stoppingToken))]);

    private async Task FindUnfinished(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Search);
        do
        {
            try
            {
                foreach (var (authority, id) in await progress.Unfinished(stop))
                {
                    Enqueue(authority, id);
                }
                await progress.EndExpired(stop);
            }
            catch (NpgsqlException away)
            {
                ImportLog.DatabaseAway(log, away);
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private async Task Work(CancellationToken stop)
    {
        await foreach (var (authority, id) in waiting.Reader.ReadAllAsync(stop))
        {
            using var scope = ImportLog.Import(log, id);
            var done = running[id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await Apply(authority, id, stop);
            }
            catch (NpgsqlException away)
            {
                // It stays "applying", and the search brings it back.
                ImportLog.DatabaseAway(log, away);
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                ImportLog.Stopped(log, id, bug);
            }
            finally
            {
                running.TryRemove(id, out _);
                known.TryRemove(id, out _);
                done.SetResult();
            }
        }
    }

    /// <summary>Applies one import to its end; returns at once when another program is at it.</summary>
    public async Task Apply(AuthorityKey authority, long id, CancellationToken stop)
    {
        await using var own = await progress.Own(id, stop);
        if (own is null || await store.Find(authority, id, stop) is not { Status: ImportStatus.Applying } head)
        {
            return;
        }
        var why = new Why(head.AppliedBy!, Origin.Import, Import: id);
        var from = head.DoneThrough;
        var (rows, turns) = await Next(authority, id, from, stop);
        while (rows.Count > 0)
        {
            // The next rows are read and understood while these are written.
            var next = Task.Run(() => Next(authority, id, rows[^1].N, stop), stop);
            var outcomes = await Send(turns, why, stop);
            var refused = rows.Zip(outcomes)
                .Where(x => !x.Second.IsDone && !IsThereAlready(x.First, x.Second))
                .Select(x => new RefusedRow(x.First.N, Told(x.Second.Refusal!), x.First.IsPrerequisite))
                .ToList();
            var written = rows.Zip(outcomes).Count(x => x.Second.IsDone && x.First.Status != ImportRow.Prerequisite);
            if (!await progress.Note(id, from, rows[^1].N, written, refused, stop))
            {
                return;
            }
            from = rows[^1].N;
            (rows, turns) = await next;
        }
        await progress.End(id, stop);
        ImportLog.Applied(log, id);
    }

    /// <summary>Somebody else opened the room meanwhile; that it is there is all the rows need.</summary>
    private static bool IsThereAlready(ImportRow row, Outcome outcome) =>
        row.IsPrerequisite && outcome.Refusal!.Code == RefusalCode.ChangedMeanwhile;

    private async Task<(IReadOnlyList<ImportRow> Rows, List<Turn> Turns)> Next(
        AuthorityKey authority, long id, int after, CancellationToken stop)
    {
        var rows = await progress.Next(authority, id, after, BatchRows, stop);
        return (rows, [.. rows.Select(r =>
            new Turn(r.Grain!.Value, CommandJson.Read(r.Grain.Value.Kind, r.Commands!), r.PlannedOn))]);
    }

    /// <summary>Rooms before the devices that stand in them: a change of kind is a boundary.</summary>
    private async Task<List<Outcome>> Send(List<Turn> turns, Why why, CancellationToken stop)
    {
        List<Outcome> outcomes = new(turns.Count);
        while (outcomes.Count < turns.Count)
        {
            var kind = turns[outcomes.Count].Id.Kind;
            var alike = turns.Skip(outcomes.Count).TakeWhile(t => t.Id.Kind == kind).ToList();
            outcomes.AddRange(await SendPossible(alike, why, stop));
        }
        return outcomes;
    }

    private async Task<IReadOnlyList<Outcome>> SendPossible(List<Turn> turns, Why why, CancellationToken stop)
    {
        var refusals = await Impossible(turns, stop);
        var possible = turns.Where((_, i) => refusals[i] is null).ToList();
        var sent = (await SendWhileNumbersGetFree(possible, why, stop)).GetEnumerator();
        return [.. refusals.Select(refusal => refusal is not null
            ? Outcome.Refused(refusal)
            : sent.MoveNext() ? sent.Current : throw new UnreachableException())];
    }

    /// <summary>
    /// What was true when the plan was made may have gone: a room or school goes only while nothing stands in it, and nothing is put where
    /// a room or school was withdrawn.
    /// </summary>
    private async Task<Refusal?[]> Impossible(List<Turn> turns, CancellationToken stop)
    {
        var (authority, kind) = (turns[0].Id.Authority, turns[0].Id.Kind);
        var going = turns.Where(turn => turn.Commands is [Room.Withdraw or School.Withdraw]).Select(turn => turn.Id.Key).ToArray();
        var used = await StillUsed(authority, kind, going, stop);
        var named = turns.SelectMany(turn => turn.Commands).SelectMany(command => command.References).ToHashSet();
        var gone = named.Count == 0 ? [] : await progress.Withdrawn(authority, named, stop);
        return [.. turns.Select(turn => used.TryGetValue(turn.Id.Key, out var occupant)
            ? new Refusal(RefusalCode.StillUsed, occupant.Name)
            : turn.Commands.SelectMany(command => command.References).Where(gone.Contains).Select(place =>
                new Refusal(place.Kind == GrainKind.Room ? RefusalCode.RoomWithdrawn : RefusalCode.SchoolWithdrawn, Told(place)))
                .FirstOrDefault())];

        static string Told(GrainReference place) => RoomKey.TryParse(place.Key, out var room) ? room.InSchool
            : SchoolKey.TryParse(place.Key, out var school) ? school.Number
            : place.Key;
    }

    /// <summary>Of rooms and schools about to be withdrawn, what stands in them after all.</summary>
    private async Task<Dictionary<string, Occupant>> StillUsed(
        AuthorityKey authority, GrainKind kind, string[] going, CancellationToken stop)
    {
        if (going.Length == 0)
        {
            return [];
        }
        if (kind == GrainKind.Room)
        {
            RoomKey[] rooms = [.. going.Select(key => RoomKey.TryParse(key, out var room) ? room : default)];
            return await places.DevicesInRooms(authority, rooms, [], stop);
        }
        var used = await places.DevicesInSchools(authority, going, [], stop);
        foreach (var (school, room) in await places.RoomsInSchools(authority, going, [], stop))
        {
            used.TryAdd(school, room);
        }
        return used;
    }

    /// <summary>
    /// A number that one row gives up and another takes is free only when the first is written: what was refused for it is sent again as
    /// long as others go through.
    /// </summary>
    private async Task<IEnumerable<Outcome>> SendWhileNumbersGetFree(List<Turn> turns, Why why, CancellationToken stop)
    {
        var outcomes = new Outcome[turns.Count];
        List<int> open = [.. Enumerable.Range(0, turns.Count)];
        var sentBefore = 0;
        while (open.Count > 0 && open.Count != sentBefore)
        {
            sentBefore = open.Count;
            var sent = await SendUntilAnswered([.. open.Select(at => turns[at])], why, stop);
            for (var i = 0; i < open.Count; i++)
            {
                outcomes[open[i]] = sent[i];
            }
            open.RemoveAll(at => outcomes[at].Refusal is not { IsTaken: true });
        }
        return outcomes;
    }

    /// <summary>"Come again" is no verdict on a row: the batch waits until the database is back.</summary>
    private async Task<IReadOnlyList<Outcome>> SendUntilAnswered(List<Turn> turns, Why why, CancellationToken stop)
    {
        while (true)
        {
            var outcomes = await grains.SendMany(turns, why, stop);
            if (!outcomes.Any(o => o.Refusal?.Kind == RefusalKind.Later))
            {
                return outcomes;
            }
            ImportLog.Waiting(log);
            await Task.Delay(Pause, stop);
        }
    }

    private static string Told(Refusal refusal) =>
        JsonSerializer.Serialize(new RowRefusal(refusal.Wire, refusal.German), ImportJson.Default.RowRefusal);
}

internal static partial class ImportLog
{
    private static readonly Func<ILogger, long, IDisposable?> Scope = LoggerMessage.DefineScope<long>("import {Import}");

    public static IDisposable? Import(ILogger log, long id) => Scope(log, id);

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Id} is planned: {Rows} rows of {File}")]
    public static partial void Planned(ILogger log, long id, int rows, string file);

    [LoggerMessage(Level = LogLevel.Information, Message = "Undo {Id} of import {Import} is planned: {Rows} rows")]
    public static partial void UndoPlanned(ILogger log, long id, long import, int rows);

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Id} is applied")]
    public static partial void Applied(ILogger log, long id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database or the host does not answer; the batch waits")]
    public static partial void Waiting(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer; unfinished imports are looked for again")]
    public static partial void DatabaseAway(ILogger log, Exception away);

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Id} stopped; it is tried again")]
    public static partial void Stopped(ILogger log, long id, Exception bug);
}
