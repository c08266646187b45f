using Schools.Grains;
#if WITH_ORLEANS
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Schools.Orleans;
#endif

namespace Schools.Bench;

/// <summary>A host of the grains as the web program makes it, in the measuring program.</summary>
internal sealed class MeasuredHost : IAsyncDisposable
{
    public const string Orleans = "orleans";
    private const string Local = "local";
    private readonly Func<ValueTask> stop;

    private MeasuredHost(IGrains grains, Func<ValueTask> stop) => (Grains, this.stop) = (grains, stop);

    /// <summary>The hosts that this build knows.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        Local,
#if WITH_ORLEANS
        Orleans,
#endif
    ];

    public IGrains Grains { get; }

    public static async Task<MeasuredHost> Start(string name, FreshDatabase database, CancellationToken cancel)
    {
#if WITH_ORLEANS
        if (name == Orleans)
        {
            return await Silo(database, cancel);
        }
#endif
        var local = new LocalGrains(database.Program, TimeProvider.System);
        return await Task.FromResult(new MeasuredHost(local, local.DisposeAsync));
    }

    public ValueTask DisposeAsync() => stop();

#if WITH_ORLEANS
    /// <summary>A cluster of one silo: what a second one adds depends on the network between them and not on this program.</summary>
    private static async Task<MeasuredHost> Silo(FreshDatabase database, CancellationToken cancel)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{OrleansOptions.Section}:SiloPort"] = FreePort().ToString(CultureInfo.InvariantCulture),
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(database.Program);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddOrleansGrains(database.Connection);
        var host = builder.Build();
        await host.StartAsync(cancel);
        return new MeasuredHost(host.Services.GetRequiredService<IGrains>(), async () =>
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
#endif
}
