using Schools.Storage;

namespace Schools.Web;

/// <summary>The subcommand <c>migrate</c>: brings the database to this program's schema, a step of its own that fails loudly.</summary>
internal static class Migration
{
    /// <returns>0 when the database is up to date now, 1 when a step was refused.</returns>
    public static async Task<int> Run(string[] args)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        if (settings.GetConnectionString(RegisterSetup.ConnectionName) is not { Length: > 0 } connection)
        {
            await Console.Error.WriteLineAsync(RegisterSetup.ConnectionMissing);
            return 1;
        }
        try
        {
            await using var owner = Database.OpenAsOwner(connection);
            var applied = await Migrator.Apply(owner, CancellationToken.None);
            foreach (var step in applied)
            {
                Console.WriteLine($"applied {step}");
            }
            Console.WriteLine($"schema version {Migrator.Newest}");
            return 0;
        }
        catch (Exception refused) when (refused is MigrationException or Npgsql.NpgsqlException or ArgumentException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
