using System.Diagnostics;
using System.Text.Json;
using Schools.Testing;

namespace Schools.Web.Tests;

/// <summary>The program as a pod runs it: server, migration and probe are processes of their own.</summary>
public sealed class SubcommandTests
{
    private const string Listening = "Now listening on: ";

    [Fact]
    public async Task A_server_is_live_at_once_and_ready_after_the_migration()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateEmpty(cancel);
        using var server = Start(database, "0");
        try
        {
            var port = await Port(server, cancel);
            Assert.Equal((0, "live"), await Run(database, port, "health", "live"));
            var (code, said) = await Run(database, port, "health", "ready");
            Assert.Equal(1, code);
            Assert.StartsWith("schema version 0, expected ", said, StringComparison.Ordinal);
            Assert.Equal(0, (await Run(database, port, "migrate")).Code);
            Assert.Equal((0, "ready"), await Run(database, port, "health", "ready"));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Theory]
    [InlineData(1, "No answer from http://127.0.0.1:1/health/live", "health", "live")]
    [InlineData(2, "Usage: health live|ready", "health")]
    [InlineData(2, "Usage: health live|ready", "health", "/etc/passwd")]
    public async Task A_probe_that_gets_no_answer_fails_and_says_why(int code, string beginning, params string[] arguments)
    {
        await using var database = await TestDatabase.CreateEmpty(TestContext.Current.CancellationToken);
        var (ended, said) = await Run(database, "1", arguments);
        Assert.Equal(code, ended);
        Assert.StartsWith(beginning, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Grains__Host", "both", "Grains:Host is 'both'. Use local or orleans.")]
    [InlineData("SCHOOLS_PORT", "70000", "SCHOOLS_PORT is '70000': give a number from 0 to 65535, or nothing for 5080.")]
    [InlineData("ConnectionStrings__Schools", "", "No database is named. Set ConnectionStrings__Schools")]
    [InlineData("ConnectionStrings__Schools", "Hots=x", "ConnectionStrings__Schools cannot be read: ")]
    public async Task A_server_that_may_not_start_says_so_in_one_line(string setting, string value, string beginning)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateEmpty(cancel);
        using var server = Start(Settings(database, "0").Append(new(setting, value)));
        var output = server.StandardOutput.ReadToEndAsync(cancel);
        var errors = await server.StandardError.ReadToEndAsync(cancel);
        await server.WaitForExitAsync(cancel);
        await output;
        Assert.Equal(1, server.ExitCode);
        Assert.StartsWith(beginning, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> Run(TestDatabase database, string port, params string[] arguments)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var process = Start(database, port, arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, $"{await output}{await errors}".TrimEnd());
    }

    private static Process Start(TestDatabase database, string port, params string[] arguments) =>
        Start(Settings(database, port), arguments);

    private static Process Start(IEnumerable<KeyValuePair<string, string>> settings, params string[] arguments)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(
            SharedFiles.Repository, "src", "Schools.Web", "bin", framework.Parent!.Name, framework.Name, "Schools.Web.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
    }

    private static IEnumerable<KeyValuePair<string, string>> Settings(TestDatabase database, string port) =>
    [
        new("ConnectionStrings__Schools", database.OwnerConnectionString),
        new("SCHOOLS_PORT", port),
        new("ASPNETCORE_ENVIRONMENT", "Production"),
        // The images of ASP.NET Core set this; it must not open a second door.
        new("ASPNETCORE_HTTP_PORTS", "8080"),
    ];

    private static async Task<string> Port(Process server, CancellationToken cancel)
    {
        var addresses = new List<Uri>();
        while (await server.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            var message = line.StartsWith('{') ? JsonElement.Parse(line).GetProperty("Message").GetString() ?? "" : "";
            if (message.StartsWith(Listening, StringComparison.Ordinal))
            {
                addresses.Add(new Uri(message[Listening.Length..]));
            }
            else if (message.StartsWith("Application started", StringComparison.Ordinal))
            {
                break;
            }
            else
            {
                // What else the server says is for its operator.
            }
        }
        var only = Assert.Single(addresses);
        Assert.Equal("127.0.0.1", only.Host);
        return $"{only.Port}";
    }
}
