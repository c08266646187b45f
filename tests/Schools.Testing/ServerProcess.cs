using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Schools.Testing;

/// <summary>
/// The real server as a program of its own, on a database of its own; it can be killed and started again at the same address.
/// </summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Readiness = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly HttpClient Http = new();
    private readonly TestDatabase database;
    private readonly IReadOnlyDictionary<string, string> settings;
    private Process process;
    private ConcurrentQueue<string> said = [];

    private ServerProcess(TestDatabase database, IReadOnlyDictionary<string, string> settings)
    {
        this.database = database;
        this.settings = settings;
        process = StartProcess(port: 0);
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <param name="settings">Environment variables besides the database and the port.</param>
    public static async Task<ServerProcess> Start(
        TestDatabase database, CancellationToken cancel, IReadOnlyDictionary<string, string>? settings = null)
    {
        var server = new ServerProcess(database, settings ?? new Dictionary<string, string>());
        await server.WaitUntilReady(cancel);
        return server;
    }

    /// <summary>As if the machine had pulled the plug on the program.</summary>
    public async Task Kill(CancellationToken cancel)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(cancel);
        process.Dispose();
    }

    public async Task StartAgain(CancellationToken cancel)
    {
        process = StartProcess(Address.Port);
        await WaitUntilReady(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // A test has killed it already.
        }
        process.Dispose();
    }

    private Process StartProcess(int port)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        var start = Programs.Dotnet(Programs.Server, SharedFiles.Repository, new Dictionary<string, string>(settings)
        {
            ["ConnectionStrings__Schools"] = database.OwnerConnectionString,
            ["SCHOOLS_PORT"] = number,
        });
        var lines = said = [];
        var started = Process.Start(start)!;
        started.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        started.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private async Task WaitUntilReady(CancellationToken cancel)
    {
        var waiting = Stopwatch.StartNew();
        while (!await IsReady(cancel))
        {
            if (process.HasExited || waiting.Elapsed > Readiness)
            {
                throw new InvalidOperationException($"The server did not become ready:\n{string.Join('\n', said)}");
            }
            await Task.Delay(Look, cancel);
        }
    }

    private async Task<bool> IsReady(CancellationToken cancel)
    {
        if (said.Select(line => Listening().Match(line)).FirstOrDefault(match => match.Success) is not { } found)
        {
            return false;
        }
        Address = new Uri(found.Value);
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address, "/health/ready"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // Port 0 is what was asked for, not where it listens.
    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*", RegexOptions.None, 1000)]
    private static partial Regex Listening();
}
