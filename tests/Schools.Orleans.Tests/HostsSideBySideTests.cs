using System.Globalization;
using Schools.Domain;
using Schools.Grains;
using Schools.Grains.Tests.Contract;
using Schools.Testing;
using static Schools.Grains.Tests.Contract.Sample;

namespace Schools.Orleans.Tests;

/// <summary>Both hosts on one database: what one wrote, the other reads and changes, with nothing to migrate.</summary>
public sealed class HostsSideBySideTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_host_wrote_the_other_reads_and_changes()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var orleans = await TwoSilos.Start(database);
        await using var local = new LocalGrains(database.Program, TimeProvider.System);
        await Prepare(orleans.Grains, Cancel);

        await local.Send(Sample.Device(1), Register(1), Person, Cancel);
        var byOrleans = await orleans.Grains.Send(Sample.Device(1), Remark("Orleans"), Person, Cancel);
        var seenLocally = await local.Read<Device.State>(Sample.Device(1), Cancel);
        var byLocal = await local.Send(Sample.Device(1), Remark("lokal"), Person, Cancel);
        var seenByOrleans = await orleans.Grains.Read<Device.State>(Sample.Device(1), Cancel);
        // The activation still holds "Orleans" and would call this a repetition.
        var back = await orleans.Grains.Send(Sample.Device(1), Remark("Orleans"), Person, Cancel);

        Assert.Equal(new Outcome(2, 1, null), byOrleans);
        Assert.Equal("Orleans", seenLocally!.State.Details.Remark);
        Assert.Equal(new Outcome(3, 1, null), byLocal);
        Assert.Equal("lokal", seenByOrleans!.State.Details.Remark);
        Assert.Equal(new Outcome(4, 1, null), back);
        Assert.Equal([1, 2, 3, 4], await Journal.Versions(database, Sample.Device(1), Cancel));
    }

    [Fact]
    public async Task Both_hosts_write_the_same_grains_at_the_same_time_and_lose_nothing()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var orleans = (TwoSilos)await TwoSilos.Start(database);
        await using var local = new LocalGrains(database.Program, TimeProvider.System);
        await Prepare(orleans.Grains, Cancel);
        await local.SendMany([.. Enumerable.Range(0, 8).Select(n => TurnOf(n))], Import, Cancel);
        IGrains[] hosts = [local, orleans.Grains, orleans.Second];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 240).Select(async n =>
            (Device: n % 8, Outcome: await hosts[n % 3].Send(Sample.Device(n % 8), Remark(Text(n)), Person, Cancel))));

        Assert.All(
            outcomes.Where(o => !o.Outcome.IsDone), o => Assert.Equal(RefusalCode.ChangedMeanwhile, o.Outcome.Refusal!.Code));
        foreach (var device in outcomes.GroupBy(o => o.Device, o => o.Outcome))
        {
            var written = device.Where(o => o.IsDone).Select(o => o.Version).Order().ToList();
            Assert.Equal(written.Distinct(), written);
            Assert.Equal(Enumerable.Range(1, written.Count + 1), await Journal.Versions(database, Sample.Device(device.Key), Cancel));
        }
    }

    [Fact]
    public async Task An_activation_that_a_bulk_has_passed_by_decides_on_the_newer_state()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var orleans = await TwoSilos.Start(database);
        await Prepare(orleans.Grains, Cancel);
        await orleans.Grains.Send(Sample.Device(1), Register(1), Person, Cancel);
        await orleans.Grains.Send(Sample.Device(1), Remark("Grain"), Person, Cancel);

        await orleans.Grains.SendMany([new Turn(Sample.Device(1), [Remark("Bulk")])], Import, Cancel);
        var same = await orleans.Grains.Send(Sample.Device(1), Remark("Bulk"), Person, Cancel);
        var other = await orleans.Grains.Send(Sample.Device(1), Remark("Grain"), Person, Cancel);

        Assert.Equal(new Outcome(3, 0, null), same);
        Assert.Equal(new Outcome(4, 1, null), other);
    }

    [Fact]
    public async Task The_journal_tells_who_wrote_whichever_host_it_was()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var orleans = await TwoSilos.Start(database);
        await using var local = new LocalGrains(database.Program, TimeProvider.System);
        await Prepare(orleans.Grains, Cancel);
        var why = Person with { Request = "0HN7", Import = 12 };

        await local.Send(Sample.Device(1), Register(1), why, Cancel);
        await orleans.Grains.Send(Sample.Device(2), Register(2), why, Cancel);

        Assert.Equal(
            1L,
            await Journal.Scalar<long>(
                database,
                "select count(distinct (version, n, \"on\", actor, request, import)) from journal where kind = 'device'",
                Cancel));
        Assert.Equal(
            2L,
            await Journal.Scalar<long>(
                database, "select count(*) from journal where kind = 'device' and request = '0HN7' and import = 12", Cancel));
    }

    private static string Text(int n) => string.Create(CultureInfo.InvariantCulture, $"Bemerkung {n}");
}
