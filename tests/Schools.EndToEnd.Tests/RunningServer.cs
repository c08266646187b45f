using System.Diagnostics;
using System.Text.Json;
using Schools.Testing;

namespace Schools.EndToEnd.Tests;

/// <summary>The server as its users start it: a process of its own on a free port, over a database that holds <see cref="SmallKreis"/>.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly TestDatabase database;

    private RunningServer(Process process, TestDatabase database, Uri address)
    {
        this.process = process;
        this.database = database;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<RunningServer> Start(CancellationToken cancel)
    {
        var filled = await TestDatabase.Create(cancel);
        await SmallKreis.Fill(filled, cancel);
        var start = new ProcessStartInfo("dotnet", [Program()])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ConnectionStrings__Schools"] = filled.OwnerConnectionString,
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
            else if (line.Data.StartsWith('{') && JsonElement.Parse(line.Data).GetProperty("Message").GetString() is { } message
                && message.StartsWith(Listening, StringComparison.Ordinal))
            {
                address.TrySetResult(new Uri(message[Listening.Length..]));
            }
            else
            {
                // What else the server says is for its operator.
            }
        };
        started.BeginOutputReadLine();
        return new RunningServer(started, filled, await address.Task.WaitAsync(LongestStart, cancel));
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        await database.DisposeAsync();
    }

    /// <summary>The web program built in the same configuration as these tests.</summary>
    private static string Program()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(
            SharedFiles.Repository, "src", "Schools.Web", "bin", framework.Parent!.Name, framework.Name, "Schools.Web.dll");
    }
}
