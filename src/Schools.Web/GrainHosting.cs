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
                        : throw new StartRefusedException(RegisterSetup.ConnectionMissing));
                break;
#else
            case "orleans":
                throw new StartRefusedException(
                    $"{Setting} is orleans, but this program was built without Orleans: build it with -p:WithOrleans=true.");
#endif
            case var other:
                throw new StartRefusedException($"{Setting} is '{other}'. Use local or orleans.");
        }
    }
}
