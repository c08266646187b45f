using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Schools.Bench;

/// <summary>
/// Ours: from calling tools/run, on a built tree and the demo's data, to the first answer "ready". It starts a PostgreSQL of its own, as
/// users have it. The limit is a bound set beforehand: nobody waits longer without doubting.
/// </summary>
internal static class StartTime
{
    private const double BoundSeconds = 10;
    private const string Announced = "Schools läuft";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public static async Task<IReadOnlyList<Figure>> Measure(BenchRun run, CancellationToken cancel)
    {
        var data = WorkingTree.NewDataFolder("start");
        try
        {
            // Round 0 builds what is stale, makes the database and imports the demo.
            var seconds = await run.Median("start", BoundSeconds, () => Start(data, cancel));
            return [new Figure("start", seconds, "s", BoundSeconds, run.Rounds, 1)];
        }
        finally
        {
            Remove(data);
        }
    }

    private static async Task<double> Start(string data, CancellationToken cancel)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(Path.Combine(WorkingTree.Root, "tools", "run"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SCHOOLS_DATA"] = data, ["SCHOOLS_PORT"] = port.ToString(Figure.English) },
        };
        // It names the database of the other benchmarks.
        start.Environment.Remove("ConnectionStrings__Schools");
        var started = Stopwatch.GetTimestamp();
        using var script = Process.Start(start) ?? throw new InvalidOperationException("tools/run did not start.");
        var announced = Announcement(script);
        try
        {
            await Ready(port, announced, cancel);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await announced.WaitAsync(Longest, cancel);
            return seconds;
        }
        finally
        {
            await Stop(script);
        }
    }

    /// <summary>Ends when the script says that all is up, the demo included; fails with its messages when it ends before.</summary>
    private static Task Announcement(Process script)
    {
        var announced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<string> messages = [];
        script.ErrorDataReceived += (_, line) =>
        {
            lock (messages)
            {
                messages.Add(line.Data ?? "");
            }
        };
        script.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                lock (messages)
                {
                    announced.TrySetException(new InvalidOperationException($"tools/run ended: {string.Join('\n', messages)}"));
                }
            }
            else if (line.Data.Contains(Announced, StringComparison.Ordinal))
            {
                announced.TrySetResult();
            }
            else
            {
                // The rest of the greeting.
            }
        };
        script.BeginErrorReadLine();
        script.BeginOutputReadLine();
        return announced.Task;
    }

    private static async Task Ready(int port, Task announced, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), cancel);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }
            if (announced.IsFaulted)
            {
                await announced;
            }
            await Task.Delay(Poll, cancel);
        }
    }

    /// <summary>
    /// As Ctrl-C does. By SIGTERM, which the script treats alike: a shell in the background may have switched SIGINT off for all it starts.
    /// </summary>
    private static async Task Stop(Process script)
    {
        using var kill = Process.Start("bash", ["-c", $"kill -TERM {script.Id}"]);
        await kill.WaitForExitAsync();
        await script.WaitForExitAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Also the cluster, which lies elsewhere and is linked where the user postgres cannot reach the folder.</summary>
    private static void Remove(string data)
    {
        var cluster = Directory.ResolveLinkTarget(Path.Combine(data, "postgres"), returnFinalTarget: true);
        if (cluster is { Exists: true })
        {
            Directory.Delete(cluster.FullName, recursive: true);
        }
        Directory.Delete(data, recursive: true);
    }
}
