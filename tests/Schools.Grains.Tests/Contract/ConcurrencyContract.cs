using System.Globalization;
using Schools.Domain;
using Schools.Testing;
using static Schools.Grains.Tests.Contract.Sample;

namespace Schools.Grains.Tests.Contract;

/// <summary>What every host promises when many write at once and when parts fail.</summary>
public abstract class ConcurrencyContract
{
    private const int Callers = 256;

    protected abstract Task<GrainContract.IHost> Start(TestDatabase database);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_of_one_grain_have_their_turns_one_after_the_other()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);
        await Prepare(host.Grains, Cancel);
        await host.Grains.Send(Sample.Device(1), Register(1), Person, Cancel);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, Callers).Select(n => host.Grains.Send(Sample.Device(1), Remark(Text(n)), Person, Cancel)));

        Assert.All(outcomes, outcome => Assert.Null(outcome.Refusal));
        Assert.Equal(Enumerable.Range(2, Callers), outcomes.Select(o => o.Version).Order());
        Assert.Equal(Enumerable.Range(1, Callers + 1), await Journal.Versions(database, Sample.Device(1), Cancel));
    }

    [Fact]
    public async Task Callers_of_many_grains_do_not_wait_for_each_other()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);
        await Prepare(host.Grains, Cancel);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, Callers).Select(n => host.Grains.Send(Sample.Device(n), Register(n), Person, Cancel)));

        Assert.All(outcomes, outcome => Assert.Equal(new Outcome(1, 1, null), outcome));
        Assert.Equal((long)Callers, await Journal.Scalar<long>(database, "select count(*) from device", Cancel));
    }

    [Fact]
    public async Task Two_hosts_write_the_same_grain_and_lose_nothing()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var one = await Start(database);
        await using var two = await Start(database);
        await Prepare(one.Grains, Cancel);
        await one.Grains.Send(Sample.Device(1), Register(1), Person, Cancel);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(n =>
            (n % 2 == 0 ? one : two).Grains.Send(Sample.Device(1), Remark(Text(n)), Person, Cancel)));

        var written = outcomes.Where(o => o.IsDone).Select(o => o.Version).Order().ToArray();
        Assert.All(outcomes.Where(o => !o.IsDone), o => Assert.Equal(RefusalCode.ChangedMeanwhile, o.Refusal!.Code));
        Assert.NotEmpty(written);
        Assert.Equal(written.Distinct(), written);
        Assert.Equal(Enumerable.Range(1, written.Length + 1), await Journal.Versions(database, Sample.Device(1), Cancel));
    }

    [Fact]
    public async Task A_host_with_an_old_copy_answers_from_the_new_state()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var one = await Start(database);
        await using var two = await Start(database);
        await Prepare(one.Grains, Cancel);
        await one.Grains.Send(Sample.Device(1), Register(1), Person, Cancel);
        await two.Grains.Send(Sample.Device(1), Remark("alt"), Person, Cancel);
        await one.Grains.Send(Sample.Device(1), Remark("neu"), Person, Cancel);

        // The second host still holds "alt" and would call this a repetition.
        var back = await two.Grains.Send(Sample.Device(1), Remark("alt"), Person, Cancel);

        Assert.Equal(new Outcome(4, 1, null), back);
    }

    [Fact]
    public async Task Two_hosts_import_the_same_list_at_once_and_make_one_inventory()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var one = await Start(database);
        await using var two = await Start(database);
        await Prepare(one.Grains, Cancel);
        var turns = Enumerable.Range(0, 900).Select(n => TurnOf(n)).ToList();

        var both = await Task.WhenAll(one.Grains.SendMany(turns, Import, Cancel), two.Grains.SendMany(turns, Import, Cancel));

        Assert.All(both.SelectMany(o => o), outcome => Assert.Null(outcome.Refusal));
        Assert.Equal(900, both.SelectMany(o => o).Sum(o => o.Events));
        Assert.Equal(900L, await Journal.Scalar<long>(database, "select count(*) from journal where kind = 'device'", Cancel));
    }

    [Fact]
    public async Task What_was_accepted_before_the_shutdown_is_carried_out()
    {
        await using var database = await TestDatabase.Create(Cancel);
        var host = await Start(database);
        await Prepare(host.Grains, Cancel);

        var sent = Enumerable.Range(0, Callers).Select(n => host.Grains.Send(Sample.Device(n), Register(n), Person, Cancel)).ToList();
        await host.DisposeAsync();
        var outcomes = await Task.WhenAll(sent);

        Assert.All(outcomes, o => Assert.True(o.IsDone || o.Refusal!.Code == RefusalCode.ShuttingDown));
        Assert.Equal(outcomes.Count(o => o.IsDone), await Journal.Scalar<long>(database, "select count(*) from device", Cancel));
        var late = await host.Grains.Send(Sample.Device(1), Remark("zu spät"), Person, Cancel);
        Assert.Equal(RefusalCode.ShuttingDown, late.Refusal!.Code);
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_leaves_the_grain_usable()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);
        await Prepare(host.Grains, Cancel);
        await host.Grains.Send(Sample.Device(1), Register(1), Person, Cancel);
        using var impatient = new CancellationTokenSource();

        var sent = Enumerable.Range(0, 30)
            .Select(n => host.Grains.Send(Sample.Device(1), Remark(Text(n)), Person, impatient.Token))
            .ToList();
        await impatient.CancelAsync();
        await Task.WhenAll(sent.Select(async s => await s.ContinueWith(_ => { }, TaskScheduler.Default)));
        var after = await host.Grains.Send(Sample.Device(1), Remark("danach"), Person, Cancel);

        Assert.Null(after.Refusal);
        // What nobody waits for may still be carried out, later than this too: the journal says that this one was.
        Assert.Equal(1, await Journal.Scalar<long>(
            database, "select count(*) from journal where event #>> '{changed,remark}' = 'danach'", Cancel));
        Assert.NotNull((await host.Grains.Read<Device.State>(Sample.Device(1), Cancel))!.State.Details.Remark);
    }

    [Fact]
    public async Task Connections_cut_in_the_middle_cost_an_answer_but_nothing_acknowledged()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);
        await Prepare(host.Grains, Cancel);
        await host.Grains.SendMany([.. Enumerable.Range(0, 64).Select(n => TurnOf(n))], Import, Cancel);
        var acknowledged = new int[64];
        Array.Fill(acknowledged, 1);

        var writers = Enumerable.Range(0, 64).Select(async n =>
        {
            for (var i = 0; i < 40; i++)
            {
                var outcome = await host.Grains.Send(Sample.Device(n), Remark(Text(i)), Person, Cancel);
                Assert.True(outcome.IsDone || outcome.Refusal!.Code == RefusalCode.DatabaseUnavailable, outcome.Refusal?.Wire);
                acknowledged[n] = outcome.IsDone ? outcome.Version : acknowledged[n];
            }
        }).ToList();
        while (!writers.All(w => w.IsCompleted))
        {
            await Journal.Scalar<long>(
                database,
                """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """,
                Cancel);
        }
        await Task.WhenAll(writers);

        for (var n = 0; n < 64; n++)
        {
            var versions = (await Journal.Versions(database, Sample.Device(n), Cancel)).ToList();
            Assert.Equal(Enumerable.Range(1, versions.Count), versions);
            Assert.True(versions.Count >= acknowledged[n]);
        }
    }

    private static string Text(int n) => string.Create(CultureInfo.InvariantCulture, $"Bemerkung {n}");
}
