using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Schools.Domain;
using Schools.Grains;
using Schools.Grains.Tests.Contract;
using Schools.Testing;
using static Schools.Grains.Tests.Contract.Sample;
using GrainId = Schools.Domain.GrainId;

namespace Schools.Orleans.Tests;

/// <summary>What these tests measure, others beside them would spoil.</summary>
[CollectionDefinition(nameof(SiloLoss), DisableParallelization = true)]
public sealed class SiloLoss;

/// <summary>
/// The test's own silo in a cluster with the web program: silos die, stand still, are restarted, and nothing acknowledged is lost.
/// </summary>
[Collection(nameof(SiloLoss))]
public sealed class SiloLossTests
{
    private const int Grains = 24;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Tuned = new OrleansOptions().Probe;

    /// <summary>Silos that leave say so; nobody has to find out.</summary>
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_grains_of_a_killed_silo_go_on_elsewhere()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var victim = await SiloProcess.Start(database, Tuned, Cancel);
        using var own = await Join(database, Tuned);
        var grains = own.Services.GetRequiredService<IGrains>();
        await ActivateAt(victim, own, grains);

        await victim.Kill(Cancel);
        await Report("killed", grains);

        await AssertNothingLost(database, versions: 3);
        await own.StopAsync(Cancel);
    }

    [Fact]
    public async Task The_grains_of_a_frozen_silo_go_on_elsewhere_and_it_takes_no_further_part()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var victim = await SiloProcess.Start(database, Tuned, Cancel);
        using var own = await Join(database, Tuned);
        var grains = own.Services.GetRequiredService<IGrains>();
        await ActivateAt(victim, own, grains);

        await victim.Freeze(Cancel);
        await Report("frozen", grains);
        await victim.Thaw(Cancel);
        await victim.WaitForExit(Cancel);

        await AssertNothingLost(database, versions: 3);
        await own.StopAsync(Cancel);
    }

    [Fact]
    public async Task Silos_are_restarted_one_after_the_other_under_load_and_nothing_acknowledged_is_lost()
    {
        await using var database = await TestDatabase.Create(Cancel);
        await using var one = await SiloProcess.Start(database, Patient, Cancel);
        await using var two = await SiloProcess.Start(database, Patient, Cancel);
        using var own = await Join(database, Patient);
        var grains = own.Services.GetRequiredService<IGrains>();
        await ActivateAt(one, own, grains);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var acknowledged = new ConcurrentBag<(int Device, int Version, string Remark)>();
        var refusals = new ConcurrentDictionary<RefusalCode, int>();
        var writers = Enumerable.Range(0, Grains).Select(n => Write(grains, n, acknowledged, refusals, enough.Token)).ToList();

        foreach (var silo in new[] { one, two, one })
        {
            await silo.Stop(Cancel);
            await silo.Start(Cancel);
        }
        await enough.CancelAsync();
        await Task.WhenAll(writers);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{acknowledged.Count} acknowledged, refused: {string.Join(", ", refusals.Select(r => $"{r.Key} {r.Value}"))}");
        Assert.NotEmpty(acknowledged);
        Assert.All(refusals.Keys, code => Assert.Equal(RefusalKind.Later, new Refusal(code).Kind));
        await AssertInJournal(database, acknowledged);
        await own.StopAsync(Cancel);
    }

    private static async Task<IHost> Join(TestDatabase database, TimeSpan probe)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.Sources.Clear();
        builder.AddSilo(database.OwnerConnectionString, new OrleansOptions { SiloPort = FreePorts.Next(), Probe = probe });
        var host = builder.Build();
        await host.StartAsync(Cancel);
        return host;
    }

    /// <summary>Registers the devices and has each of them active at the given silo, with a copy in its memory.</summary>
    private static async Task ActivateAt(SiloProcess silo, IHost own, IGrains grains)
    {
        await Prepare(grains, Cancel);
        var hosts = await own.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        var there = hosts.Keys.Single(s => s.Endpoint.Port == silo.Port);
        // A silo that has just joined is given no grain until its manifest has come.
        await foreach (var manifest in own.Services.GetRequiredService<IClusterManifestProvider>().Updates.WithCancellation(Cancel))
        {
            if (manifest.Silos.ContainsKey(there))
            {
                break;
            }
        }
        RequestContext.Set(IPlacementDirector.PlacementHintKey, there);
        for (var n = 0; n < Grains; n++)
        {
            Assert.Equal(new Outcome(1, 1, null), await grains.Send(Sample.Device(n), Register(n), Person, Cancel));
            Assert.Equal(new Outcome(2, 1, null), await grains.Send(Sample.Device(n), Remark("vorher"), Person, Cancel));
        }
        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        var statistics = await own.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        // A hint is no promise: most of them is what the loss of the silo needs.
        Assert.InRange(
            statistics.Count(s => s.SiloAddress.Equals(there) && s.GrainId.Type.ToString() == "device"), Grains / 2, Grains);
    }

    /// <summary>Asks every grain until it answers, and tells when the last one did.</summary>
    private static async Task Report(string what, IGrains grains)
    {
        var since = Stopwatch.StartNew();
        var refusals = new ConcurrentDictionary<RefusalCode, int>();
        await Task.WhenAll(Enumerable.Range(0, Grains).Select(async n =>
        {
            Outcome outcome;
            while (!(outcome = await grains.Send(Sample.Device(n), Remark("nachher"), Person, Cancel)).IsDone)
            {
                Assert.Equal(RefusalKind.Later, outcome.Refusal!.Kind);
                refusals.AddOrUpdate(outcome.Refusal.Code, 1, static (_, count) => count + 1);
                await Task.Delay(Pause, Cancel);
            }
        }));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {Grains} grains answer again after {since.Elapsed.TotalSeconds:0.0} s; {string.Join(", ", refusals)}"));
    }

    private static async Task Write(
        IGrains grains,
        int device,
        ConcurrentBag<(int Device, int Version, string Remark)> acknowledged,
        ConcurrentDictionary<RefusalCode, int> refusals,
        CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var remark = string.Create(CultureInfo.InvariantCulture, $"{device}.{i}");
            var outcome = await grains.Send(Sample.Device(device), Remark(remark), Person, Cancel);
            if (outcome.IsDone)
            {
                acknowledged.Add((device, outcome.Version, remark));
            }
            else
            {
                refusals.AddOrUpdate(outcome.Refusal!.Code, 1, static (_, count) => count + 1);
            }
            // The load leaves the silos that start beside it something of the machine.
            await Task.Delay(Pause, Cancel);
        }
    }

    private static async Task AssertNothingLost(TestDatabase database, int versions)
    {
        for (var n = 0; n < Grains; n++)
        {
            Assert.Equal(Enumerable.Range(1, versions), await Journal.Versions(database, Sample.Device(n), Cancel));
        }
    }

    private static async Task AssertInJournal(TestDatabase database, IEnumerable<(int Device, int Version, string Remark)> acknowledged)
    {
        foreach (var device in acknowledged.GroupBy(a => a.Device))
        {
            var id = Sample.Device(device.Key);
            var versions = (await Journal.Versions(database, id, Cancel)).ToList();
            Assert.Equal(Enumerable.Range(1, versions.Count), versions);
            var remarks = await Remarks(database, id);
            Assert.All(device, a => Assert.Equal(a.Remark, remarks[a.Version]));
        }
    }

    private static async Task<Dictionary<int, string?>> Remarks(TestDatabase database, GrainId id)
    {
        await using var command = database.Owner.CreateCommand(
            "select version, event -> 'changed' ->> 'remark' from journal where kind = 'device' and key = $1");
        command.Parameters.Add(new() { Value = id.Key });
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        Dictionary<int, string?> remarks = [];
        while (await reader.ReadAsync(Cancel))
        {
            remarks[reader.GetInt32(0)] = reader.IsDBNull(1) ? null : reader.GetString(1);
        }
        return remarks;
    }
}
