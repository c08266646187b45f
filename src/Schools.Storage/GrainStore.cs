using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>
/// Loads and writes grains, hundreds at once. A batch is one transaction: the states whose version is the expected one, and the journal
/// rows of exactly those. A batch that fails for one row is halved until that row stands alone, so it harms nobody else.
/// </summary>
public sealed class GrainStore(NpgsqlDataSource db)
{
    private static readonly (string Insert, string Update, string Load)[] Statements =
        [.. Enum.GetValues<GrainKind>().Select(kind => Sql(TableOf(kind)))];

    /// <summary>The name of a kind's table and its word in the journal.</summary>
    public static string TableOf(GrainKind kind) => kind switch
    {
        GrainKind.Authority => "authority",
        GrainKind.School => "school",
        GrainKind.Room => "room",
        GrainKind.Device => "device",
        GrainKind.Rollout => "rollout",
        GrainKind.Standard => "standard",
        GrainKind.Licence => "licence",
        GrainKind.Wave => "wave",
        GrainKind.Plan => "plan",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>
    /// One result per write, in order; an outage is a refusal of what was not confirmed. Of two writes to one grain the second conflicts.
    /// </summary>
    public async Task<WriteResult[]> Write(IReadOnlyList<GrainWrite> writes, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var results = new WriteResult[writes.Count];
        // Sorted by key, so that two programs that write the same grains wait for each other instead of locking crosswise.
        var order = Enumerable.Range(0, writes.Count).ToArray();
        Array.Sort(order, (a, b) => Compare(writes[a].Id, writes[b].Id));
        var first = order.Where((at, i) => i == 0 || writes[order[i - 1]].Id != writes[at].Id).ToArray();
        Array.Fill(results, WriteResult.Conflict);
        await Write(writes, first, results, cancel);
        StorageMetrics.Wrote(writes.Count, results.Count(r => r.IsConflict), Stopwatch.GetElapsedTime(started));
        return results;
    }

    /// <summary>Loads grains of any kinds; what does not exist comes back with version 0, an outage as a refusal.</summary>
    public async Task<LoadResult[]> Load(IReadOnlyList<GrainId> ids, CancellationToken cancel)
    {
        var rows = new LoadResult[ids.Count];
        for (var again = false; ; again = true)
        {
            try
            {
                await Load(ids, rows, cancel);
                return rows;
            }
            catch (NpgsqlException ended) when (!again && Constraints.IsDeadConnection(ended))
            {
                // An idle connection that ended with its server; the pool is rid of the others now, and asking again changes nothing.
            }
            catch (NpgsqlException outage) when (Constraints.IsOutage(outage))
            {
                Array.Fill(rows, new LoadResult(0, null, new Refusal(RefusalCode.DatabaseUnavailable)));
                return rows;
            }
        }
    }

    private async Task Load(IReadOnlyList<GrainId> ids, LoadResult[] rows, CancellationToken cancel)
    {
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        List<Dictionary<(string, string), List<int>>> places = [];
        foreach (var kind in Enumerable.Range(0, ids.Count).GroupBy(i => ids[i].Kind))
        {
            var place = kind.GroupBy(i => (ids[i].Authority.Value, ids[i].Key)).ToDictionary(g => g.Key, g => g.ToList());
            places.Add(place);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Statements[(int)kind.Key].Load)
            {
                Parameters = { Texts([.. place.Keys.Select(k => k.Item1)]), Texts([.. place.Keys.Select(k => k.Item2)]) },
            });
        }
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        foreach (var place in places)
        {
            while (await reader.ReadAsync(cancel))
            {
                foreach (var i in place[(reader.GetString(0), reader.GetString(1))])
                {
                    rows[i] = new LoadResult(reader.GetInt32(2), reader.GetFieldValue<byte[]>(3), null);
                }
            }
            await reader.NextResultAsync(cancel);
        }
    }

    private async Task Write(IReadOnlyList<GrainWrite> writes, ArraySegment<int> part, WriteResult[] results, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Commit(writes, part, results, cancel);
                return;
            }
            catch (PostgresException refused) when (Constraints.IsRace(refused) && attempt < StorageLimits.RaceRetries)
            {
                // Decided by PostgreSQL against us; the other transaction goes on, and ours may follow.
            }
            catch (PostgresException refused) when (Constraints.IsFaultOfRow(refused))
            {
                if (part.Count == 1)
                {
                    results[part[0]] = WriteResult.Refused(Constraints.Refusal(refused));
                    return;
                }
                var half = part.Count / 2;
                await Write(writes, part[..half], results, cancel);
                await Write(writes, part[half..], results, cancel);
                return;
            }
            catch (NpgsqlException outage) when (Constraints.IsOutage(outage))
            {
                // Whether the batch was committed is not known; what is not known is not confirmed.
                foreach (var i in part)
                {
                    results[i] = WriteResult.Refused(new Refusal(RefusalCode.DatabaseUnavailable));
                }
                return;
            }
        }
    }

    private async Task Commit(IReadOnlyList<GrainWrite> writes, ArraySegment<int> part, WriteResult[] results, CancellationToken cancel)
    {
        // Rows come before the error of a later one: what an attempt that was rolled back said must not stand.
        foreach (var i in part)
        {
            results[i] = WriteResult.Conflict;
        }
        await using var connection = await db.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        Dictionary<GrainId, int> places = new(part.Count);
        List<GrainKind> kinds = [];
        // Without a transaction of its own, a batch is one: it commits whole or not at all.
        foreach (var group in part.GroupBy(i => (writes[i].Id.Kind, IsNew: writes[i].ExpectedVersion == 0)))
        {
            var (insert, update, _) = Statements[(int)group.Key.Kind];
            var some = group.Select(i => writes[i]).ToArray();
            batch.BatchCommands.Add(Filled(group.Key.IsNew ? insert : update, some));
            kinds.Add(group.Key.Kind);
            foreach (var i in group)
            {
                places.Add(writes[i].Id, i);
            }
        }
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        foreach (var kind in kinds)
        {
            while (await reader.ReadAsync(cancel))
            {
                var id = new GrainId(kind, AuthorityKey.Parse(reader.GetString(0)), reader.GetString(1));
                results[places[id]] = WriteResult.Written(reader.GetInt32(2));
            }
            await reader.NextResultAsync(cancel);
        }
    }

    private static NpgsqlBatchCommand Filled(string sql, GrainWrite[] writes)
    {
        var count = writes.Sum(w => w.Events.Count);
        var (authorities, keys, numbers) = (new string[count], new string[count], new short[count]);
        var (days, actors, requests, imports, events) =
            (new DateOnly[count], new string[count], new string?[count], new long?[count], new byte[count][]);
        var at = 0;
        foreach (var write in writes)
        {
            for (var n = 0; n < write.Events.Count; n++, at++)
            {
                (authorities[at], keys[at], numbers[at]) = (write.Id.Authority.Value, write.Id.Key, (short)n);
                (days[at], actors[at], requests[at]) = (write.On, write.Why.Actor, write.Why.Request);
                (imports[at], events[at]) = (write.Why.Import, write.Events[n]);
            }
        }
        return new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                Texts([.. writes.Select(w => w.Id.Authority.Value)]),
                Texts([.. writes.Select(w => w.Id.Key)]),
                new NpgsqlParameter<int[]> { TypedValue = [.. writes.Select(w => w.ExpectedVersion)] },
                Documents([.. writes.Select(w => w.State)]),
                Texts(authorities),
                Texts(keys),
                new NpgsqlParameter<short[]> { TypedValue = numbers },
                new NpgsqlParameter<DateOnly[]> { TypedValue = days },
                Texts(actors),
                Texts(requests),
                new NpgsqlParameter<long?[]> { TypedValue = imports },
                Documents(events),
            },
        };
    }

    private static NpgsqlParameter<string?[]> Texts(string?[] values) =>
        new NpgsqlParameter<string?[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter<byte[][]> Documents(byte[][] values) =>
        new NpgsqlParameter<byte[][]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };

    private static int Compare(GrainId a, GrainId b)
    {
        var kinds = a.Kind.CompareTo(b.Kind);
        var authorities = kinds != 0 ? kinds : string.CompareOrdinal(a.Authority.Value, b.Authority.Value);
        return authorities != 0 ? authorities : string.CompareOrdinal(a.Key, b.Key);
    }

    private static (string Insert, string Update, string Load) Sql(string table)
    {
        var journal = $"""
            , noted as (
                insert into journal (authority, kind, key, version, n, "on", actor, request, import, event)
                select w.authority, '{table}', w.key, w.version, e.n, e."on", e.actor, e.request, e.import, e.event
                from unnest($5, $6, $7, $8, $9, $10, $11, $12) as e (authority, key, n, "on", actor, request, import, event)
                join written w on w.authority = e.authority and w.key = e.key
            )
            select authority, key, version from written
            """;
        var insert = $"""
            with written as (
                insert into {table} (authority, key, version, state)
                select i.authority, i.key, i.version + 1, i.state
                from unnest($1, $2, $3, $4) as i (authority, key, version, state)
                on conflict (authority, key) do nothing
                returning authority, key, version
            )
            """;
        var update = $"""
            with written as (
                update {table} g set version = g.version + 1, state = i.state
                from unnest($1, $2, $3, $4) as i (authority, key, version, state)
                where g.authority = i.authority and g.key = i.key and g.version = i.version
                returning g.authority, g.key, g.version
            )
            """;
        var load = $"""
            select g.authority, g.key, g.version, g.state
            from unnest($1, $2) as i (authority, key)
            join {table} g on g.authority = i.authority and g.key = i.key
            """;
        return (insert + journal, update + journal, load);
    }
}
