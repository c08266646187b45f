using System.Globalization;
using Schools.Domain;
using Schools.Testing;
using static Schools.Grains.Tests.Contract.Sample;

namespace Schools.Grains.Tests.Contract;

/// <summary>What every host promises when the database server itself crashes and comes back while callers write.</summary>
public abstract class RestartContract
{
    private const int Callers = 64;

    /// <summary>Acknowledged writes of each caller before the crash: the caches are warm and the statements prepared.</summary>
    private const int Before = 5;

    /// <summary>Tries of each caller after the server is back. One of them must succeed; the first may meet a dead connection.</summary>
    private const int Tries = 200;

    protected abstract Task<GrainContract.IHost> Start(TestDatabase database);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crash_of_the_database_costs_answers_but_nothing_acknowledged_and_writes_go_on()
    {
        await using var cluster = await PrivateCluster.Start(Cancel);
        await using var database = await TestDatabase.CreateOn(cluster, Cancel);
        await using var host = await Start(database);
        await Prepare(host.Grains, Cancel);
        await host.Grains.SendMany([.. Enumerable.Range(0, Callers).Select(n => TurnOf(n))], Import, Cancel);
        var callers = Enumerable.Range(0, Callers).Select(n => new Caller(host.Grains, n)).ToList();

        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = callers.ConvertAll(caller => Task.Run(() => caller.Write(back.Task), Cancel));
        // Waits for the writers too, so that one that failed fails the test at once.
        await Task.WhenAny(Task.WhenAll(callers.Select(caller => caller.IsUnderWay)), Task.WhenAll(writing)).WaitAsync(Cancel);
        await cluster.Restart(Cancel);
        // The test's own idle connections ended with the server; those of the host are its own affair.
        database.Owner.Clear();
        back.SetResult();
        await Task.WhenAll(writing);

        Assert.Contains(callers, caller => caller.Refused > 0);
        foreach (var caller in callers)
        {
            Assert.True(caller.WroteAfterwards, $"caller {caller.Number} wrote nothing after the restart");
            var journal = await Remarks(database, caller.Number);
            // Version 1 is the registration; a write that was refused for want of an answer may be there, but never twice.
            Assert.Equal(Enumerable.Range(2, journal.Count), journal.Select(entry => entry.Version));
            Assert.Equal(journal.Count, journal.Select(entry => entry.Remark).Distinct(StringComparer.Ordinal).Count());
            Assert.All(caller.Acknowledged, entry => Assert.Contains(entry, journal));
            Assert.All(journal, entry => Assert.Contains(entry.Remark, caller.Sent));
            var stored = await host.Grains.Read<Device.State>(Sample.Device(caller.Number), Cancel);
            Assert.Equal(journal[^1], (stored!.Version, stored.State.Details.Remark!));
        }
    }

    private static async Task<List<(int Version, string Remark)>> Remarks(TestDatabase database, int device)
    {
        await using var command = database.Owner.CreateCommand(
            """
            select version, event -> 'changed' ->> 'remark' from journal
            where kind = 'device' and key = $1 and event ->> 'type' = 'corrected' order by version, n
            """);
        command.Parameters.Add(new() { Value = Sample.DeviceKey(device).Value });
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        List<(int, string)> remarks = [];
        while (await reader.ReadAsync(Cancel))
        {
            remarks.Add((reader.GetInt32(0), reader.GetString(1)));
        }
        return remarks;
    }

    /// <summary>Somebody who writes to one device, each time another text, and remembers what he was told.</summary>
    private sealed class Caller(IGrains grains, int number)
    {
        private readonly TaskCompletionSource underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Number => number;

        public Task IsUnderWay => underWay.Task;

        public List<string> Sent { get; } = [];

        public List<(int Version, string Remark)> Acknowledged { get; } = [];

        public int Refused { get; private set; }

        public bool WroteAfterwards { get; private set; }

        public async Task Write(Task back)
        {
            while (!back.IsCompleted)
            {
                if (!await Write())
                {
                    await back.WaitAsync(Cancel);
                }
            }
            for (var tries = 0; tries < Tries && !WroteAfterwards; tries++)
            {
                WroteAfterwards = await Write();
            }
        }

        private async Task<bool> Write()
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"Bemerkung {Sent.Count}");
            Sent.Add(text);
            var outcome = await grains.Send(Sample.Device(number), Remark(text), Person, Cancel);
            if (outcome.Refusal is { } refusal)
            {
                Assert.Equal(RefusalCode.DatabaseUnavailable, refusal.Code);
                Refused++;
                return false;
            }
            Acknowledged.Add((outcome.Version, text));
            if (Acknowledged.Count == Before)
            {
                underWay.SetResult();
            }
            return true;
        }
    }
}
