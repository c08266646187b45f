using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Schools.Grains;
using Schools.Storage;

namespace Schools.Orleans;

/// <summary>
/// Looks, before anything of a silo starts, whether the database is there, fits this program, and whom the silo would join.
/// </summary>
internal sealed class StartChecks(NpgsqlDataSource db, IOptions<OrleansOptions> options, IOptions<EndpointOptions> endpoint)
    : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>The number that Orleans gives an active silo.</summary>
    private const int Active = (int)SiloStatus.Active;

    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(StartChecks), ServiceLifecycleStage.First, Check);

    public async Task Check(CancellationToken cancel)
    {
        CheckPort();
        try
        {
            var version = await Migrator.Version(db, cancel);
            if (version != Migrator.Newest)
            {
                throw new StartRefusedException(
                    $"The database has schema version {version}, this program needs {Migrator.Newest}. "
                    + (version < Migrator.Newest ? "Run 'migrate' of this program first." : "Start the newer program."));
            }
            await CheckMembers(cancel);
        }
        catch (NpgsqlException away) when (Database.IsAway(away))
        {
            throw new StartRefusedException(
                $"PostgreSQL does not answer, so the silo does not start: {away.Message} Check ConnectionStrings__Schools and the server.",
                away);
        }
        catch (NpgsqlException refused)
        {
            throw new StartRefusedException(
                $"PostgreSQL refuses the program, so the silo does not start: {refused.Message} "
                + "Run 'migrate' of this program first, and check the login in ConnectionStrings__Schools.", refused);
        }
    }

    /// <summary>Two silos can listen on one port, and the cluster would take the second for the first one restarted and end that.</summary>
    private void CheckPort()
    {
        var place = new IPEndPoint(endpoint.Value.AdvertisedIPAddress, endpoint.Value.SiloPort);
        using var alone = new TcpListener(place);
        try
        {
            alone.Start();
        }
        catch (SocketException taken)
        {
            throw new StartRefusedException(
                $"The silo cannot listen on {place}: {taken.Message}. Set {OrleansOptions.Section}:Address to an address of this machine "
                + $"and {OrleansOptions.Section}:SiloPort to a port that no other silo has.", taken);
        }
    }

    private async Task CheckMembers(CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select program, name, address || ':' || port from orleans_silo
            where cluster = $1 and status = $2 and program <> $3 and alive_at > now() - $4 limit 1
            """);
        command.Parameters.Add(new() { Value = options.Value.Cluster });
        command.Parameters.Add(new() { Value = Active });
        command.Parameters.Add(new() { Value = OrleansSetup.ApplicationName(options.Value) });
        command.Parameters.Add(new() { Value = options.Value.Alive * OrleansSetup.MissedAlive });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (await reader.ReadAsync(cancel))
        {
            throw new StartRefusedException(
                $"The cluster {options.Value.Cluster} runs '{reader.GetString(0)}' (silo {reader.GetString(1)}, {reader.GetString(2)}), "
                + $"this program is '{OrleansSetup.ApplicationName(options.Value)}'. "
                + "One cluster runs one version: stop the old silos first.");
        }
    }
}
