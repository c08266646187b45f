using System.Runtime.InteropServices;
using Npgsql;

namespace Schools.Bench;

/// <summary>The state of the machine, without which no figure means anything.</summary>
internal static class Machine
{
    private static readonly string[] Settings =
        ["server_version", "fsync", "synchronous_commit", "shared_buffers", "max_wal_size", "max_connections"];

    public static async Task<IReadOnlyList<string>> Describe(string admin, CancellationToken cancel)
    {
        // Read before anything is measured: the benchmarks themselves are load.
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg", cancel)).Split(' ')[..3] : ["unknown"];
        await using var db = NpgsqlDataSource.Create(admin);
        List<string> settings = [];
        foreach (var name in Settings)
        {
            await using var show = db.CreateCommand($"select current_setting('{name}')");
            settings.Add($"{name} {await show.ExecuteScalarAsync(cancel)}");
        }
        return
        [
            $"cores {Environment.ProcessorCount}, load average before {string.Join(' ', load)}, "
                + $".NET {Environment.Version}, {RuntimeInformation.OSDescription}",
            $"PostgreSQL: {string.Join(", ", settings)}",
        ];
    }
}
