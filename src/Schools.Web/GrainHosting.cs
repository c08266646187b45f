using Schools.Grains;
#if WITH_ORLEANS
using Schools.Orleans;
#endif

namespace Schools.Web;

/// <summary>Chooses what carries the grains: this program alone, or a cluster of silos of which it is one.</summary>
internal static class GrainHosting
{
    public const string Setting = "Grains:Host";

    public static void AddGrains(this WebApplicationBuilder builder)
    {
        switch (builder.Configuration[Setting])
        {
            case null or "" or "local":
                builder.Services.AddSingleton<IGrains>(services => new LocalGrains(
                    services.GetRequiredService<Npgsql.NpgsqlDataSource>(), services.GetRequiredService<TimeProvider>()));
                break;
#if WITH_ORLEANS
            case "orleans":
                builder.AddOrleansGrains(
                    builder.Configuration.GetConnectionString(RegisterSetup.ConnectionName) is { Length: > 0 } connection
                        ? connection
                        : throw new InvalidOperationException(RegisterSetup.ConnectionMissing));
                break;
#else
            case "orleans":
                throw new InvalidOperationException(
                    $"{Setting} is orleans, but this program was built without Orleans: build it with -p:WithOrleans=true.");
#endif
            case var other:
                throw new InvalidOperationException($"{Setting} is '{other}'. Use local or orleans.");
        }
    }

    /// <returns>0 after an orderly end, 1 when the program may not join the cluster, with the reason on the error output.</returns>
    public static async Task<int> RunGrains(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop while it was starting: an end as good as any.
        }
#if WITH_ORLEANS
        catch (SiloRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
#endif
        return 0;
    }
}
