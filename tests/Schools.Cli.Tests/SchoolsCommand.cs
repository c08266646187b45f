using System.Diagnostics;
using Schools.Testing;

namespace Schools.Cli.Tests;

/// <summary>One run of the command line as a program of its own.</summary>
internal sealed class SchoolsCommand : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private SchoolsCommand(Process process)
    {
        this.process = process;
        process.StandardInput.Close();
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public static SchoolsCommand Start(Uri server, string folder, params IEnumerable<string> arguments)
    {
        var start = Programs.Dotnet(Programs.CommandLine, folder, new Dictionary<string, string>
        {
            [ServerAddress.ServerVariable] = server.AbsoluteUri,
            ["TZ"] = "Europe/Berlin",
        });
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        return new SchoolsCommand(Process.Start(start)!);
    }

    public static async Task<Ended> Run(Uri server, string folder, params IEnumerable<string> arguments)
    {
        using var command = Start(server, folder, arguments);
        return await command.End();
    }

    public bool HasEnded => process.HasExited;

    /// <summary>Ctrl-C.</summary>
    public async Task Interrupt()
    {
        using var kill = Process.Start("bash", ["-c", $"kill -INT {process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<Ended> End()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Ended(process.ExitCode, await output, await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }

    internal sealed record Ended(int ExitCode, string Output, string Errors)
    {
        public override string ToString() => $"=> {ExitCode}\n{Output}{Errors}";
    }
}
