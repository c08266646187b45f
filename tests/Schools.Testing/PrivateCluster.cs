using System.Diagnostics;

namespace Schools.Testing;

/// <summary>
/// A PostgreSQL cluster of one test's own, made by tools/lib/postgres.sh: it may be stopped without harm to the other tests.
/// </summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    // $1 the repository, $2 a folder, $3 what is to happen. fsync off: the test stops the server, never the machine.
    private const string Script = """
        source "$1/tools/lib/shell.sh"
        source "$1/tools/lib/postgres.sh"
        chmod 755 "$2"
        postgres_find
        cluster_place "$2/made"
        eval "$3"
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("schools-cluster-");

    private PrivateCluster()
    {
    }

    /// <summary>The superuser's way in; the same before and after a restart.</summary>
    public string ConnectionString { get; private set; } = "";

    public static async Task<PrivateCluster> Start(CancellationToken cancel)
    {
        var cluster = new PrivateCluster();
        try
        {
            const string start = "cluster_create --no-sync; cluster_start fsync=off; cluster_connection postgres";
            cluster.ConnectionString = (await cluster.Run(start, cancel)).Trim();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server as a crash would, without a word to its clients, and starts it again at the same address.</summary>
    public Task Restart(CancellationToken cancel) => Run(
        "as_postgres \"$POSTGRES_BIN/pg_ctl\" stop -D \"$CLUSTER/data\" -m immediate -w -t 60 >/dev/null; cluster_start fsync=off", cancel);

    public async ValueTask DisposeAsync()
    {
        await Run("cluster_remove \"$2/made\"", CancellationToken.None);
        folder.Delete(recursive: true);
    }

    private async Task<string> Run(string what, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("bash", ["-c", Script, "cluster", SharedFiles.Repository, folder.FullName, what])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var bash = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = bash.StandardOutput.ReadToEndAsync(cancel);
        var errors = bash.StandardError.ReadToEndAsync(cancel);
        await bash.WaitForExitAsync(cancel);
        return bash.ExitCode == 0 ? await output : throw new InvalidOperationException($"{what}:\n{await output}{await errors}");
    }
}
