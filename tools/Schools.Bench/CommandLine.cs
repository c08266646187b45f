using System.Globalization;

namespace Schools.Bench;

/// <summary>Exit codes: 0 measured, 2 refused. A missed goal is a result and no failure.</summary>
internal static class CommandLine
{
    private const int Measured = 0;
    private const int Refused = 2;
    private const string ConnectionVariable = "ConnectionStrings__Schools";

    public static async Task<int> Run(string[] arguments, Benchmark[] all)
    {
        if (Parse(arguments, all) is not { } asked)
        {
            return Refused;
        }
        if (Environment.GetEnvironmentVariable(ConnectionVariable) is not { Length: > 0 } admin)
        {
            await Console.Error.WriteLineAsync($"{ConnectionVariable} names no PostgreSQL. Run tools/bench, which starts one.");
            return Refused;
        }
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            // So that servers and databases of a benchmark are cleared away.
            pressed.Cancel = true;
            stop.Cancel();
        };
        var output = asked.Json ? Console.Error : Console.Out;
        foreach (var line in await Machine.Describe(admin, stop.Token))
        {
            await output.WriteLineAsync(line);
        }
        List<Figure> figures = [];
        foreach (var benchmark in asked.Benchmarks)
        {
            foreach (var figure in await benchmark.Run(new BenchRun(admin, asked.Rounds, Console.Error), stop.Token))
            {
                figures.Add(figure);
                if (asked.Json)
                {
                    Console.WriteLine(figure.Json());
                }
            }
        }
        if (!asked.Json)
        {
            Console.WriteLine();
            Console.WriteLine(Figure.Head());
            figures.ForEach(f => Console.WriteLine(f.Text()));
        }
        return Measured;
    }

    private static Asked? Parse(string[] arguments, Benchmark[] all)
    {
        var (json, rounds) = (false, BenchRun.DefaultRounds);
        List<Benchmark> chosen = [];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--json")
            {
                json = true;
            }
            else if (arguments[i] == "--runs" && i + 1 < arguments.Length
                && int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds > 0)
            {
                i++;
            }
            else if (Array.Find(all, b => b.Name == arguments[i]) is { } benchmark)
            {
                chosen.Add(benchmark);
            }
            else
            {
                Console.Error.WriteLine($"Not understood: {arguments[i]}");
                Console.Error.WriteLine("Usage: tools/bench [NAME…] [--runs NUMBER] [--json]");
                Array.ForEach(all, b => Console.Error.WriteLine($"  {b.Name,-12} {b.Meaning}"));
                return null;
            }
        }
        return new Asked(chosen.Count > 0 ? chosen : all, rounds, json);
    }

    private sealed record Asked(IReadOnlyList<Benchmark> Benchmarks, int Rounds, bool Json);
}
