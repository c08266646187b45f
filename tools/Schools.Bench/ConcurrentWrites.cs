using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;

namespace Schools.Bench;

/// <summary>
/// Ours: callers that each correct one device after the other through the grains, with journal, every answer after its commit. Limit: as
/// many callers that upsert one row each into the same kind of table, prepared, over connections of their own and without journal.
/// </summary>
internal static class ConcurrentWrites
{
    private const int Devices = 10_000;

    /// <summary>More connections than this the server is not set up for; further callers wait for one.</summary>
    private const int MostConnections = 90;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(3);
    private static readonly Why Why = new("Messung");

    public static Task<IReadOnlyList<Figure>> By64(BenchRun run, CancellationToken cancel) => By(64, 2.5, run, cancel);

    public static Task<IReadOnlyList<Figure>> By256(BenchRun run, CancellationToken cancel) => By(256, 3, run, cancel);

    private static async Task<IReadOnlyList<Figure>> By(int callers, double goal, BenchRun run, CancellationToken cancel)
    {
        var inventory = Inventory.Of(Devices);
        var name = string.Create(CultureInfo.InvariantCulture, $"writes-{callers}");
        var (ours, limit) = await run.Medians(
            name, () => Ours(run, inventory, callers, cancel), () => Limit(run, inventory, callers, cancel));
        return [new Figure(name, ours, "writes/s", limit, run.Rounds, goal)];
    }

    private static async Task<double> Ours(BenchRun run, Inventory inventory, int callers, CancellationToken cancel)
    {
        await using var database = await FreshDatabase.Create(run, cancel);
        await using var grains = new LocalGrains(database.Program, TimeProvider.System);
        await inventory.Found(grains, cancel);
        await inventory.Register(grains, cancel);
        await database.Settle(cancel);
        return await Rate(callers, async (device, turn) =>
        {
            var correct = new Device.Correct(new DeviceDetails { Remark = Remark(turn) });
            var outcome = await grains.Send(inventory.Grain(device), correct, Why, CancellationToken.None);
            if (outcome.Events != 1)
            {
                throw new InvalidOperationException(outcome.Refusal?.German ?? "A write changed nothing.");
            }
        }, cancel);
    }

    private static async Task<double> Limit(BenchRun run, Inventory inventory, int callers, CancellationToken cancel)
    {
        await using var database = await FreshDatabase.Create(run, cancel);
        await database.Execute(PlainDevices.WithGeneratedColumns, cancel);
        var documents = inventory.States();
        await using var pool = Pool(database.Connection, Math.Min(callers, MostConnections));
        for (var device = 0; device < documents.Count; device++)
        {
            await Upsert(pool, documents[device].State.Key.Value, documents[device].Json);
        }
        await database.Settle(cancel);
        return await Rate(callers, (device, turn) =>
        {
            // The document is made anew each time, as a program must.
            var state = documents[device].State;
            state = state with { Details = state.Details with { Remark = Remark(turn) } };
            return Upsert(pool, state.Key.Value, JsonSerializer.SerializeToUtf8Bytes(state, DomainJson.Default.DeviceState));
        }, cancel);
    }

    /// <summary>Each caller goes round his own devices, so that no two wait for one row.</summary>
    private static async Task<double> Rate(int callers, Func<int, int, Task> write, CancellationToken cancel)
    {
        var done = new long[callers];
        var running = true;
        var work = Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var turn = 0; Volatile.Read(ref running); turn++)
            {
                for (var device = caller; device < Devices && Volatile.Read(ref running); device += callers)
                {
                    await write(device, turn);
                    done[caller]++;
                }
            }
        })).ToArray();
        try
        {
            await Task.Delay(WarmUp, cancel);
            var (before, started) = (done.Sum(), Stopwatch.GetTimestamp());
            await Task.Delay(Measured, cancel);
            return (done.Sum() - before) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            Volatile.Write(ref running, false);
            await Task.WhenAll(work);
        }
    }

    private static string Remark(int turn) => string.Create(CultureInfo.InvariantCulture, $"Runde {turn}");

    private static NpgsqlDataSource Pool(string connection, int size) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection)
        {
            MaxPoolSize = size,
            MinPoolSize = size,
            MaxAutoPrepare = 10,
            AutoPrepareMinUsages = 1,
            // Nothing on a connection needs to be reset, and saying so to the server would cost the limit time.
            NoResetOnClose = true,
        });

    private static async Task Upsert(NpgsqlDataSource pool, string key, byte[] document)
    {
        await using var command = pool.CreateCommand(PlainDevices.Upsert);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Inventory.Authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = document, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync();
    }
}
