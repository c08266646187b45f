using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Schools.Bench;

/// <summary>The server as its users start it, a process of its own on a free port of the loopback.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly HttpClient http;

    private WebServer(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    public Uri Address { get; }

    public static async Task<WebServer> Start(FreshDatabase database, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("dotnet", [WorkingTree.WebProgram])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ConnectionStrings__Schools"] = database.Connection,
                ["SCHOOLS_PORT"] = "0",
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
            },
        };
        var started = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        started.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                address.TrySetException(new InvalidOperationException("The server ended before it listened."));
            }
            else if (AddressIn(line.Data) is { } found)
            {
                address.TrySetResult(found);
            }
            else
            {
                // What else the server says is for its operator.
            }
        };
        started.BeginOutputReadLine();
        try
        {
            return new WebServer(started, await address.Task.WaitAsync(LongestStart, cancel));
        }
        catch
        {
            started.Kill();
            started.Dispose();
            throw;
        }
    }

    /// <summary>The most memory the process ever had in RAM, in megabytes of 10^6 bytes.</summary>
    public double PeakMegabytes()
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.AsSpan(6).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) * 1024 / 1_000_000;
    }

    /// <summary>Hands a list in, as programs do.</summary>
    /// <returns>What the server says of the stored plan.</returns>
    public async Task<JsonElement> Plan(byte[] file, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(file);
        using var answer = await http.PostAsync(new Uri("api/v1/imports?file=messung.csv", UriKind.Relative), content, cancel);
        var body = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode
            ? JsonElement.Parse(body)
            : throw new InvalidOperationException($"The server did not plan the file: {body}");
    }

    public async Task Apply(long import, CancellationToken cancel)
    {
        using var answer = await http.PostAsync(new Uri($"api/v1/imports/{import}/apply", UriKind.Relative), null, cancel);
        answer.EnsureSuccessStatusCode();
    }

    public Task<string> Page(string path, CancellationToken cancel) => http.GetStringAsync(new Uri(path, UriKind.Relative), cancel);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Uri? AddressIn(string log) =>
        log.StartsWith('{') && JsonElement.Parse(log).GetProperty("Message").GetString() is { } message
            && message.StartsWith(Listening, StringComparison.Ordinal)
                ? new Uri(message[Listening.Length..])
                : null;
}
