using System.Diagnostics;

namespace Schools.Repository.Tests;

/// <summary>The private PostgreSQL cluster of tools/lib/postgres.sh, started and killed for real.</summary>
public sealed class ClusterTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("schools-cluster-");

    // $1 the repository, $2 a folder, $3 what happens to the running cluster, $4 whether its connection string may change.
    private const string Script = """
        source "$1/tools/lib/shell.sh"
        source "$1/tools/lib/postgres.sh"
        made=$2/made
        trap 'cluster_remove "$made"' EXIT
        chmod 755 "$2"
        postgres_find
        cluster_place "$made"
        cluster_create --no-sync
        cluster_start fsync=off
        before=$(cluster_connection schools)
        eval "$3"
        cluster_start fsync=off
        [[ $4 == moved || $before == "$(cluster_connection schools)" ]] || die "the connection string changed"
        port_open "$(<"$CLUSTER/port")" || die "nothing listens"
        cluster_stop
        ! cluster_running || die "still running"
        [[ $(stat -c %a "$CLUSTER/password") == 600 ]] || die "the password can be read by others"
        [[ $(stat -c %u "$CLUSTER/data") != 0 ]] || die "the cluster belongs to root"
        echo done
        """;

    [Theory]
    [InlineData("cluster_stop", "stays")]
    [InlineData("cluster_start", "stays")]
    // The kernel ends a killed process in its own time.
    [InlineData("kill -9 $(head -n 1 \"$CLUSTER/data/postmaster.pid\"); while cluster_running; do sleep 0.05; done", "stays")]
    // After a reboot the number in postmaster.pid may be somebody else's: here this very shell's.
    [InlineData("cluster_stop; echo $$ >\"$CLUSTER/data/postmaster.pid\"", "stays")]
    [InlineData("rm \"$CLUSTER/port\"; cluster_stop", "moved")]
    public async Task A_cluster_comes_back(string between, string connection)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("bash", ["-c", Script, "cluster", RepositoryTree.Root, folder.FullName, between, connection])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var bash = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = bash.StandardOutput.ReadToEndAsync(cancelled);
        var errors = bash.StandardError.ReadToEndAsync(cancelled);
        await bash.WaitForExitAsync(cancelled);
        Assert.True(bash.ExitCode == 0 && (await output).EndsWith("done\n", StringComparison.Ordinal), $"{await output}{await errors}");
    }

    public void Dispose() => folder.Delete(recursive: true);
}
