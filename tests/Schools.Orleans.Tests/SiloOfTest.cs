using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Schools.Storage;

namespace Schools.Orleans.Tests;

/// <summary>A silo in the program of the test, made as the web program makes one.</summary>
internal static class SiloOfTest
{
    public static void AddSilo(this HostApplicationBuilder builder, string connection, OrleansOptions options)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{OrleansOptions.Section}:SiloPort"] = options.SiloPort.ToString(CultureInfo.InvariantCulture),
            [$"{OrleansOptions.Section}:Program"] = options.Program,
            [$"{OrleansOptions.Section}:Probe"] = options.Probe.ToString("c", CultureInfo.InvariantCulture),
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_ => Database.Open(connection));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddOrleansGrains(connection);
    }
}

/// <summary>Ports on which nothing listens.</summary>
internal static class FreePorts
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
