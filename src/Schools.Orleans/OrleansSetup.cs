using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using Schools.Grains;
using Schools.Storage;

namespace Schools.Orleans;

/// <summary>Makes a program a silo of the cluster.</summary>
public static class OrleansSetup
{
    /// <summary>Signs of life that a silo may miss before its row counts as left behind.</summary>
    internal const int MissedAlive = 3;
    private const string Npgsql = "Npgsql";
    private const string AdoNet = "postgres";

    /// <summary>
    /// The silo, and <see cref="IGrains"/> on it. Expects the program's <see cref="NpgsqlDataSource"/> and <see cref="TimeProvider"/>
    /// among the services; settings are read from <see cref="OrleansOptions.Section"/>.
    /// </summary>
    public static void AddOrleansGrains(this IHostApplicationBuilder builder, string connection)
    {
        var options = Read(builder.Configuration);
        if (!IPAddress.TryParse(options.Address, out var address))
        {
            throw new StartRefusedException(
                $"{OrleansOptions.Section}:Address is '{options.Address}'. Give the IP address at which other silos reach this one.");
        }
        builder.UseOrleans(silo => silo
            .UseRegister(connection, options)
            .Configure<EndpointOptions>(o =>
            {
                o.AdvertisedIPAddress = address;
                (o.SiloPort, o.GatewayPort) = (options.SiloPort, options.GatewayPort);
            })
            .Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (options.Cluster, options.Cluster)));
        // Expected refusals are answers; the storage calls them errors.
        builder.Logging.AddFilter("Orleans.Storage.AdoNetGrainStorage", LogLevel.None);
    }

    private static OrleansOptions Read(IConfiguration settings)
    {
        try
        {
            return settings.GetSection(OrleansOptions.Section).Get<OrleansOptions>() ?? new OrleansOptions();
        }
        catch (InvalidOperationException unreadable)
        {
            throw new StartRefusedException($"A setting of {OrleansOptions.Section} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>What a silo needs to carry the register, wherever and under whatever name it runs.</summary>
    internal static ISiloBuilder UseRegister(this ISiloBuilder silo, string connection, OrleansOptions options)
    {
        var postgres = Database.SiloConnection(connection, ApplicationName(options));
        silo.Services.AddSingleton(Options.Create(options));
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StartChecks>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, OrderlyEnd>();
        silo.Services.AddSingleton<TurnRules>();
        silo.Services.AddSingleton(services => new OrleansGrains(
            services.GetRequiredService<IGrainFactory>(),
            new LocalGrains(services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<TimeProvider>())));
        silo.Services.AddSingleton<IGrains>(services => services.GetRequiredService<OrleansGrains>());
        silo.Services.AddGrainStorage(
            RegisterStorageName.Value, (services, _) => new RegisterStorage(services.GetRequiredKeyedService<IGrainStorage>(AdoNet)));
        // An error that nobody expected must still reach the caller on another silo with its text.
        silo.Services.Configure<ExceptionSerializationOptions>(o => o.SupportedNamespacePrefixes.Add(Npgsql));
        return silo
            .AddAdoNetGrainStorage(AdoNet, o =>
            {
                (o.Invariant, o.ConnectionString) = (Npgsql, postgres);
                o.GrainStorageSerializer = new GrainRecordJson();
            })
            .UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Npgsql, postgres))
            .UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (Npgsql, postgres))
            .Configure<ClusterMembershipOptions>(o => Tune(o, options))
            .Configure<SiloMessagingOptions>(o =>
            {
                (o.ResponseTimeout, o.SystemResponseTimeout) = (options.Response, options.SystemResponse);
                o.MaxEnqueuedRequestsHardLimit = GrainLimits.WaitingPerGrain;
            })
            .Configure<GrainCollectionOptions>(o => (o.CollectionAge, o.CollectionQuantum) = (GrainLimits.Idle, GrainLimits.Sweep));
    }

    /// <summary>Answers what was accepted before the silo stops taking part.</summary>
    private sealed class OrderlyEnd(OrleansGrains grains) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle observer) => observer.Subscribe(
            nameof(OrderlyEnd), ServiceLifecycleStage.Last, _ => Task.CompletedTask, async _ => await grains.DisposeAsync());
    }

    /// <summary>Under this name a silo connects, and the cluster's table keeps it beside the silo.</summary>
    internal static string ApplicationName(OrleansOptions options) => $"schools {options.Program}";

    /// <summary>
    /// Recovery from a killed silo in about 2.5 seconds, from a frozen one in about 12; with Orleans' own defaults 31 and 92 to 123.
    /// </summary>
    private static void Tune(ClusterMembershipOptions o, OrleansOptions options)
    {
        o.ProbeTimeout = options.Probe;
        o.NumMissedProbesLimit = options.MissedProbes;
        o.NumVotesForDeathDeclaration = options.Votes;
        o.IAmAliveTablePublishTimeout = options.Alive;
        o.NumMissedTableIAmAliveLimit = MissedAlive;
        // Orleans' own 60 seconds are as long as a silo that had stood still would take no notice of having been given up.
        o.TableRefreshTimeout = options.Alive;
    }
}
