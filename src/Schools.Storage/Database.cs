using Microsoft.Extensions.Logging;
using Npgsql;

namespace Schools.Storage;

/// <summary>How the program reaches PostgreSQL.</summary>
public static class Database
{
    /// <summary>The role whose rights the program works with; it may neither delete a grain nor change the journal.</summary>
    public const string ProgramRole = "schools_program";

    /// <summary>A pool whose every connection works under <see cref="ProgramRole"/>, whoever logged in.</summary>
    public static NpgsqlDataSource Open(string connectionString, ILoggerFactory? logs = null) => Pool(AsProgram(connectionString), logs);

    /// <summary>
    /// The connection string of a smaller pool like that of <see cref="Open"/>, for a library that opens connections itself.
    /// </summary>
    public static string SiloConnection(string connectionString, string applicationName)
    {
        var settings = Tuned(AsProgram(connectionString));
        settings.ApplicationName = applicationName;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, StorageLimits.SiloPoolSize);
        return settings.ConnectionString;
    }

    /// <summary>A pool with the rights of the login itself: for migrations and tests.</summary>
    public static NpgsqlDataSource OpenAsOwner(string connectionString) => Pool(new NpgsqlConnectionStringBuilder(connectionString));

    /// <summary>The database is away or overloaded, so that the same request may succeed a minute later.</summary>
    public static bool IsAway(NpgsqlException failed) => Constraints.IsOutage(failed);

    private static NpgsqlConnectionStringBuilder AsProgram(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.Options = $"{settings.Options} -c role={ProgramRole}".Trim();
        return settings;
    }

    private static NpgsqlDataSource Pool(NpgsqlConnectionStringBuilder settings, ILoggerFactory? logs = null) =>
        new NpgsqlDataSourceBuilder(Tuned(settings).ConnectionString).UseLoggerFactory(logs).Build();

    private static NpgsqlConnectionStringBuilder Tuned(NpgsqlConnectionStringBuilder settings)
    {
        settings.ApplicationName ??= "schools";
        // The detail names the value that clashed, and the refusal repeats it to the caller.
        settings.IncludeErrorDetail = true;
        // The same few statements run all day: preparing them made writes 1.4 times faster.
        settings.MaxAutoPrepare = 100;
        settings.AutoPrepareMinUsages = 2;
        // No statement leaves anything behind on its connection, and a reset before each use costs as much as a small batch.
        settings.NoResetOnClose = true;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, StorageLimits.PoolSize);
        settings.CommandTimeout = StorageLimits.CommandTimeoutSeconds;
        return settings;
    }
}
