using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Schools.Testing;

namespace Schools.Orleans.Tests;

/// <summary>The web program as a silo of its own, which can be killed, frozen, and stopped as an administrator stops it.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan Readiness = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private readonly TestDatabase database;
    private readonly ConcurrentQueue<string> said = [];
    private Process? process;

    private readonly TimeSpan probe;

    private SiloProcess(TestDatabase database, TimeSpan probe) => (this.database, this.probe) = (database, probe);

    public int Port { get; } = FreePorts.Next();

    public static async Task<SiloProcess> Start(TestDatabase database, TimeSpan probe, CancellationToken cancel)
    {
        var silo = new SiloProcess(database, probe);
        await silo.Start(cancel);
        return silo;
    }

    public async Task Start(CancellationToken cancel)
    {
        var start = Programs.Dotnet(Programs.Server, SharedFiles.Repository, new Dictionary<string, string>
        {
            ["ConnectionStrings__Schools"] = database.OwnerConnectionString,
            ["SCHOOLS_PORT"] = "0",
            ["Grains__Host"] = "orleans",
            ["Grains__Orleans__SiloPort"] = Port.ToString(CultureInfo.InvariantCulture),
            ["Grains__Orleans__Probe"] = probe.ToString("c", CultureInfo.InvariantCulture),
        });
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var waiting = Stopwatch.StartNew();
        while (!await IsActive(cancel))
        {
            if (process.HasExited || waiting.Elapsed > Readiness)
            {
                throw new InvalidOperationException($"The silo did not become active:\n{string.Join('\n', said)}");
            }
            await Task.Delay(Look, cancel);
        }
    }

    /// <summary>As if the machine had pulled the plug on the program.</summary>
    public async Task Kill(CancellationToken cancel)
    {
        process!.Kill();
        await process.WaitForExitAsync(cancel);
    }

    /// <summary>The program stands still but keeps its connections.</summary>
    public Task Freeze(CancellationToken cancel) => Signal("STOP", cancel);

    public Task Thaw(CancellationToken cancel) => Signal("CONT", cancel);

    /// <summary>As a container is stopped: the program may finish what it began.</summary>
    public async Task Stop(CancellationToken cancel)
    {
        await Signal("TERM", cancel);
        await process!.WaitForExitAsync(cancel);
    }

    public Task WaitForExit(CancellationToken cancel) => process!.WaitForExitAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process?.Dispose();
    }

    private async Task Signal(string name, CancellationToken cancel)
    {
        using var kill = Process.Start("kill", [$"-{name}", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancel);
    }

    private async Task<bool> IsActive(CancellationToken cancel)
    {
        await using var ask = database.Owner.CreateCommand(
            "select count(*) from orleans_silo where port = $1 and status = 3 and started_at >= $2");
        ask.Parameters.Add(new() { Value = Port });
        ask.Parameters.Add(new() { Value = process!.StartTime.ToUniversalTime() });
        return (long)(await ask.ExecuteScalarAsync(cancel))! > 0;
    }
}
