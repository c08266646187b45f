namespace Schools.Bench;

/// <summary>A benchmark by the name it is asked for. One file each: a table of what it measures, ours, and the limit.</summary>
/// <param name="Meaning">What is measured, for the usage text.</param>
internal sealed record Benchmark(string Name, string Meaning, Func<BenchRun, CancellationToken, Task<IReadOnlyList<Figure>>> Run);

/// <summary>What every benchmark gets: a PostgreSQL, how often to measure, and somewhere to say how far it is.</summary>
/// <param name="Admin">A connection string that may create databases and force checkpoints.</param>
/// <param name="Rounds">Counted rounds; one more goes before them and is not counted.</param>
internal sealed record BenchRun(string Admin, int Rounds, TextWriter Progress)
{
    public const int DefaultRounds = 5;

    /// <summary>
    /// Measures ours and the limit in turn, so that what else the machine does falls on both; every second round the limit goes first.
    /// </summary>
    public Task<(double Ours, double Limit)> Medians(string name, Func<Task<double>> ours, Func<Task<double>> limit) =>
        Medians(name, async round =>
        {
            if (round % 2 == 0)
            {
                return (await ours(), await limit());
            }
            var first = await limit();
            return (await ours(), first);
        });

    /// <summary>The median of what has a limit set beforehand.</summary>
    public async Task<double> Median(string name, double limit, Func<Task<double>> ours) =>
        (await Medians(name, async _ => (await ours(), limit))).Ours;

    /// <summary>Measures rounds that yield both at once.</summary>
    public async Task<(double Ours, double Limit)> Medians(string name, Func<int, Task<(double Ours, double Limit)>> measure)
    {
        List<double> us = [], them = [];
        // Round 0 warms up code, files and the server.
        for (var round = 0; round <= Rounds; round++)
        {
            var (ours, limit) = await measure(round);
            await Progress.WriteLineAsync(string.Create(
                Figure.English, $"{name} {(round == 0 ? "warm-up" : $"{round} of {Rounds}")}: {ours:#,##0.##}, limit {limit:#,##0.##}"));
            if (round > 0)
            {
                us.Add(ours);
                them.Add(limit);
            }
        }
        return (Median(us), Median(them));
    }

    /// <summary>The medians of everything that a round yields, by name.</summary>
    public async Task<IReadOnlyDictionary<string, double>> Medians(
        string name, Func<int, Task<Dictionary<string, double>>> measure)
    {
        Dictionary<string, List<double>> all = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var values = await measure(round);
            foreach (var (what, value) in values.OrderBy(v => v.Key, StringComparer.Ordinal))
            {
                await Progress.WriteLineAsync(string.Create(
                    Figure.English, $"{name} {(round == 0 ? "warm-up" : $"{round} of {Rounds}")}: {what} {value:#,##0.##}"));
                if (round > 0)
                {
                    (all.TryGetValue(what, out var known) ? known : all[what] = []).Add(value);
                }
            }
        }
        return all.ToDictionary(v => v.Key, v => Median(v.Value), StringComparer.Ordinal);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}
