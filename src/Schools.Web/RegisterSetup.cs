using Npgsql;
using Schools.Grains;
using Schools.Storage;
using Schools.Storage.Queries;

namespace Schools.Web;

/// <summary>The database and what is asked of it.</summary>
internal static class RegisterSetup
{
    public const string ConnectionName = "Schools";
    public const string ConnectionMissing =
        "No database is named. Set ConnectionStrings__Schools, for example \"Host=127.0.0.1;Database=schools;Username=schools\".";

    public static void AddRegister(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => Open(
            services.GetRequiredService<IConfiguration>(), services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<AuthorityQueries>();
        builder.Services.AddSingleton<AuthorityNames>();
        builder.Services.AddSingleton<SchoolQueries>();
        builder.Services.AddSingleton<RoomQueries>();
        builder.Services.AddSingleton<DeviceQueries>();
        builder.Services.AddSingleton<JournalQueries>();
        builder.Services.AddSingleton<PlanQueries>();
        builder.Services.AddSingleton<LicenceQueries>();
    }

    private static NpgsqlDataSource Open(IConfiguration settings, ILoggerFactory logs)
    {
        if (settings.GetConnectionString(ConnectionName) is not { Length: > 0 } connection)
        {
            throw new StartRefusedException(ConnectionMissing);
        }
        try
        {
            return Database.Open(connection, logs);
        }
        catch (ArgumentException unreadable)
        {
            throw new StartRefusedException($"ConnectionStrings__Schools cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
