using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Schools.Storage;

namespace Schools.Web;

/// <summary>What an operator sees: JSON logs with the id of the request, health, and metrics where an OTLP endpoint is named.</summary>
internal static class Observability
{
    public const string OtlpSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddObservability(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(o =>
        {
            o.IncludeScopes = true;
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "O";
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        if (!string.IsNullOrEmpty(builder.Configuration[OtlpSetting]))
        {
            builder.Services.AddHostedService<MetricsExport>();
        }
    }

    /// <summary>Live: the process answers. Ready: the database answers with the schema this program was built for.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet(Health.LivePath, () => Results.Text("live")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet(Health.ReadyPath, Ready).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> Ready(NpgsqlDataSource db, CancellationToken cancel)
    {
        try
        {
            var version = await Migrator.Version(db, cancel);
            return version == Migrator.Newest
                ? Results.Text("ready")
                : Results.Text(
                    $"schema version {version}, expected {Migrator.Newest}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (NpgsqlException)
        {
            return Results.Text("database not reachable", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}

/// <summary>Sends the program's own metrics for as long as it runs.</summary>
internal sealed class MetricsExport : IHostedService
{
    private MeterProvider? export;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        export = Sdk.CreateMeterProviderBuilder()
            .AddMeter(StorageMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Npgsql")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        export?.Dispose();
        return Task.CompletedTask;
    }
}
