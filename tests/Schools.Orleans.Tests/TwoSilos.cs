using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.TestingHost;
using Schools.Grains;
using Schools.Grains.Tests.Contract;
using Schools.Storage;
using Schools.Testing;

namespace Schools.Orleans.Tests;

/// <summary>A cluster of two silos inside the test, with everything in PostgreSQL: grains, membership and reminders.</summary>
internal sealed class TwoSilos : GrainContract.IHost
{
    private const string Connection = "ConnectionStrings:Schools";
    private const string Cluster = "Orleans:ClusterId";
    private readonly TestCluster cluster;

    private TwoSilos(TestCluster cluster)
    {
        this.cluster = cluster;
        var services = cluster.GetSiloServiceProvider(cluster.Silos[0].SiloAddress);
        Grains = services.GetRequiredService<IGrains>();
        Factory = services.GetRequiredService<IGrainFactory>();
        Second = cluster.GetSiloServiceProvider(cluster.Silos[1].SiloAddress).GetRequiredService<IGrains>();
    }

    /// <summary>The contract as the program sees it that runs in the first silo.</summary>
    public IGrains Grains { get; }

    /// <summary>The contract as the program sees it that runs in the second silo.</summary>
    public IGrains Second { get; }

    public IGrainFactory Factory { get; }

    /// <summary>A cluster of its own each time: two of them on one database know nothing of each other.</summary>
    public static async Task<GrainContract.IHost> Start(TestDatabase database)
    {
        var builder = new TestClusterBuilder(initialSilosCount: 2);
        builder.Options.ClusterId = builder.Options.ServiceId = $"test-{Guid.NewGuid():N}";
        builder.Options.UseTestClusterMembership = false;
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        builder.Properties[Connection] = database.OwnerConnectionString;
        builder.AddSiloBuilderConfigurator<Silo>();
        var deployed = builder.Build();
        await deployed.DeployAsync();
        return new TwoSilos(deployed);
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }

    /// <summary>One of the two. TestingHost makes it by its type and knows of the test only what stands in the configuration.</summary>
    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            var connection = siloBuilder.Configuration[Connection]!;
            siloBuilder.Services.AddSingleton(_ => Database.Open(connection));
            siloBuilder.Services.AddSingleton(TimeProvider.System);
            // No silo is lost here, and many tests at once on a small machine must not look as if one were.
            siloBuilder.UseRegister(
                connection, new OrleansOptions { Cluster = siloBuilder.Configuration[Cluster]!, Probe = TimeSpan.FromSeconds(20) });
        }
    }
}

public sealed class OrleansContractTests : GrainContract
{
    protected override Task<IHost> Start(TestDatabase database) => TwoSilos.Start(database);
}

public sealed class OrleansConcurrencyTests : ConcurrencyContract
{
    protected override Task<GrainContract.IHost> Start(TestDatabase database) => TwoSilos.Start(database);
}

public sealed class OrleansRestartTests : RestartContract
{
    protected override Task<GrainContract.IHost> Start(TestDatabase database) => TwoSilos.Start(database);
}
