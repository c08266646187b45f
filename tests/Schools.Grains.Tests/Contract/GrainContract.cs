using Schools.Domain;
using Schools.Testing;
using static Schools.Grains.Tests.Contract.Sample;

namespace Schools.Grains.Tests.Contract;

/// <summary>What every host promises. A second host derives from this class and says how it is started.</summary>
public abstract class GrainContract
{
    /// <summary>Starts one more host on the database.</summary>
    protected abstract Task<IHost> Start(TestDatabase database);

    /// <summary>A running host; disposing it is its orderly shutdown.</summary>
    public interface IHost : IAsyncDisposable
    {
        IGrains Grains { get; }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_is_stored_with_its_journal_before_the_answer()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);

        var outcome = await host.Grains.Send(SchoolGrain, DescribeSchool, Person, Cancel);

        Assert.Equal(new Outcome(1, 1, null), outcome);
        Assert.Equal(
            1_360, await Journal.Scalar<int>(database, "select pupils from school where key = 'DE-NW-172686' and version = 1", Cancel));
        Assert.Equal([1], await Journal.Versions(database, SchoolGrain, Cancel));
        Assert.Equal("Berufskolleg Technik", (await host.Grains.Read<School.State>(SchoolGrain, Cancel))!.State.Details.Name);
    }

    [Fact]
    public async Task The_same_command_again_changes_nothing_and_succeeds()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);
        await Prepare(host.Grains, Cancel);

        var again = await host.Grains.Send(SchoolGrain, DescribeSchool, Person, Cancel);

        Assert.Equal(new Outcome(1, 0, null), again);
        Assert.Equal([1], await Journal.Versions(database, SchoolGrain, Cancel));
    }

    [Fact]
    public async Task A_grain_that_does_not_exist_reads_as_nothing()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);

        Assert.Null(await host.Grains.Read<Device.State>(Sample.Device(1), Cancel));
        Assert.Equal(RefusalCode.DeviceUnknown, (await host.Grains.Send(Sample.Device(1), Remark("x"), Person, Cancel)).Refusal!.Code);
    }

    [Fact]
    public async Task A_reference_that_leads_nowhere_is_refused()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);

        var one = await host.Grains.Send(Sample.Device(1), Register(1), Person, Cancel);
        var many = await host.Grains.SendMany([TurnOf(1), TurnOf(2)], Import, Cancel);

        Assert.Equal(RefusalCode.SchoolUnknown, one.Refusal!.Code);
        Assert.All(many, outcome => Assert.Equal(RefusalCode.SchoolUnknown, outcome.Refusal!.Code));
        Assert.Equal(0L, await Journal.Scalar<long>(database, "select count(*) from device", Cancel));
    }

    [Fact]
    public async Task A_serial_number_exists_once_and_the_right_caller_hears_of_it()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);
        await Prepare(host.Grains, Cancel);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(n =>
            host.Grains.Send(Sample.Device(n), Register(n, n % 10 == 3 ? "SN-TWICE" : null), Person, Cancel)));

        Assert.Equal(37, outcomes.Count(o => o.IsDone));
        Assert.All(outcomes.Where(o => !o.IsDone), o => Assert.Equal(new Refusal(RefusalCode.SerialNumberTaken, "SN-TWICE"), o.Refusal));
        Assert.Equal(37L, await Journal.Scalar<long>(database, "select count(*) from device", Cancel));
    }

    [Fact]
    public async Task A_bulk_answers_every_turn_for_itself()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);
        await Prepare(host.Grains, Cancel);
        var turns = Enumerable.Range(0, 1_200).Select(n => TurnOf(n)).ToList();
        turns[700] = new Turn(Sample.Device(700), [Register(700, "SN-00003")], 0);

        var outcomes = await host.Grains.SendMany(turns, Import, Cancel);

        Assert.Equal(1_199, outcomes.Count(o => o is { Version: 1, Events: 1, Refusal: null }));
        // The two that share a serial number may be written side by side; one of them is first.
        var refused = Assert.Single(new[] { outcomes[3], outcomes[700] }, o => o.Refusal is not null);
        Assert.Equal(new Refusal(RefusalCode.SerialNumberTaken, "SN-00003"), refused.Refusal);
        Assert.Equal(
            1_199L, await Journal.Scalar<long>(database, "select count(*) from journal where kind = 'device' and import = 7", Cancel));
    }

    [Fact]
    public async Task A_bulk_sent_again_writes_nothing()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);
        await Prepare(host.Grains, Cancel);
        var turns = Enumerable.Range(0, 50).Select(n => TurnOf(n)).ToList();
        await host.Grains.SendMany(turns, Import, Cancel);

        var again = await host.Grains.SendMany(turns, Import, Cancel);

        Assert.All(again, outcome => Assert.Equal(new Outcome(1, 0, null), outcome));
        Assert.Equal(50L, await Journal.Scalar<long>(database, "select count(*) from journal where kind = 'device'", Cancel));
    }

    [Fact]
    public async Task A_turn_planned_on_an_older_version_is_refused()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);
        await Prepare(host.Grains, Cancel);
        await host.Grains.Send(Sample.Device(1), Register(1), Person, Cancel);
        await host.Grains.Send(Sample.Device(1), Remark("von Hand"), Person, Cancel);

        var stale = await host.Grains.SendMany([new Turn(Sample.Device(1), [Remark("aus der Datei")], PlannedOn: 1)], Import, Cancel);
        var done = await host.Grains.SendMany([new Turn(Sample.Device(1), [Remark("von Hand")], PlannedOn: 1)], Import, Cancel);

        Assert.Equal(RefusalCode.ChangedMeanwhile, stale[0].Refusal!.Code);
        Assert.Equal(new Outcome(2, 0, null), done[0]);
    }

    [Fact]
    public async Task A_turn_of_several_commands_takes_effect_whole_or_not_at_all()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);
        await Prepare(host.Grains, Cancel);
        await host.Grains.SendMany([TurnOf(1), TurnOf(2)], Import, Cancel);

        var outcomes = await host.Grains.SendMany(
            [
                new Turn(
                    Sample.Device(1),
                    [Remark("neu"), new Device.Advance(DeviceLifecycle.InService), new Device.AssessCondition(DeviceCondition.Ok)]),
                new Turn(Sample.Device(2), [Remark("neu"), new Device.Advance(DeviceLifecycle.Planned)]),
            ],
            Import,
            Cancel);

        Assert.Equal(new Outcome(2, 3, null), outcomes[0]);
        Assert.Equal(RefusalCode.LifecycleBackward, outcomes[1].Refusal!.Code);
        Assert.Null((await host.Grains.Read<Device.State>(Sample.Device(2), Cancel))!.State.Details.Remark);
        Assert.Equal([1, 2, 2, 2], await Journal.Versions(database, Sample.Device(1), Cancel));
    }

    [Fact]
    public async Task The_day_a_fact_holds_from_is_kept_beside_the_moment_it_was_recorded()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var host = await Start(database);
        await Prepare(host.Grains, Cancel);

        await host.Grains.Send(Sample.Device(1), Register(1) with { On = new DateOnly(2022, 10, 1) }, Person, Cancel);

        Assert.Equal(
            new DateOnly(2022, 10, 1),
            await Journal.Scalar<DateOnly>(
                database, "select \"on\" from journal where kind = 'device' and at > now() - interval '1 hour'", Cancel));
    }
}
