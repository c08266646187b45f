using System.Diagnostics;
using System.Globalization;

namespace Schools.Bench;

/// <summary>
/// Damaged files through reading and planning on all cores. Each must end in a plan or a refusal, within a limit of time and memory; the
/// first that does not is told by seed and number, with which it comes again alone.
/// </summary>
internal static class Fuzz
{
    private const int DefaultFiles = 100_000;
    private const ulong DefaultSeed = 10418;
    private const int FilesBesideOthers = 10_000;
    /// <summary>100,000 files in a quarter of an hour.</summary>
    private const double BoundPerSecond = 100_000 / 900.0;
    private const int Failed = 1;
    private const int Refused = 2;

    /// <summary>Far above what the longest file needs. Of the processor, per core, so that a busy machine fails no file.</summary>
    private static readonly TimeSpan LongestFile = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    /// <summary>All that was asked for, also what was given back at once.</summary>
    private const long MostAllocated = 2L * 1024 * 1024 * 1024;

    /// <summary>As one of the benchmarks: fewer files.</summary>
    public static async Task<IReadOnlyList<Figure>> Measure(BenchRun run, CancellationToken cancel)
    {
        var result = await Files(DefaultSeed, FilesBesideOthers, cancel);
        return result.Failure is { } failure
            ? throw new InvalidOperationException(failure)
            : [new Figure("fuzz", FilesBesideOthers / result.Seconds, "files/s", BoundPerSecond, 1, 1)];
    }

    /// <returns>0 when every file ended in a plan or a refusal, 1 when one did not, 2 for wrong arguments.</returns>
    public static async Task<int> Run(string[] arguments)
    {
        var (files, seed, only) = (DefaultFiles, DefaultSeed, -1);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            var understood = arguments[i] switch
            {
                "--files" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out files),
                "--seed" => ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out seed),
                "--only" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out only),
                _ => false,
            };
            if (!understood)
            {
                await Console.Error.WriteLineAsync($"Not understood: {arguments[i]} {value}");
                await Console.Error.WriteLineAsync("Usage: tools/bench fuzz [--files NUMBER] [--seed NUMBER] [--only NUMBER]");
                return Refused;
            }
        }
        if (only >= 0)
        {
            return Alone(seed, only);
        }
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        var result = await Files(seed, files, stop.Token);
        result.Write(Console.Out);
        return result.Failure is null ? 0 : Failed;
    }

    /// <summary>One file, kept on disk to look at; what it throws is thrown.</summary>
    private static int Alone(ulong seed, int number)
    {
        var file = FuzzDamage.Make(seed, number);
        var path = Path.Combine(WorkingTree.NewDataFolder("fuzz"), $"{number.ToString(CultureInfo.InvariantCulture)}-{file.Name}");
        File.WriteAllBytes(path, file.Bytes);
        Console.WriteLine($"{path}:{file.Done}");
        var (before, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        foreach (var outcome in FuzzTurn.Take(file))
        {
            Console.WriteLine(outcome);
        }
        Console.WriteLine(string.Create(Figure.English,
            $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms, {(GC.GetAllocatedBytesForCurrentThread() - before) >> 20} MB"));
        return 0;
    }

    private static async Task<FuzzResult> Files(ulong seed, int files, CancellationToken cancel)
    {
        var result = new FuzzResult(seed);
        var next = -1;
        var busy = new (int Number, TimeSpan? Since)[Environment.ProcessorCount];
        // Loaded before the clock runs.
        _ = (FuzzCorpus.All, FuzzRegister.Snapshot);
        var started = Stopwatch.GetTimestamp();
        var work = Enumerable.Range(0, busy.Length)
            .Select(core => Task.Factory.StartNew(() => Work(core), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        var all = Task.WhenAll(work);
        while (!all.IsCompleted && result.Failure is null)
        {
            await Task.WhenAny(all, Task.Delay(Poll, cancel));
            cancel.ThrowIfCancellationRequested();
            foreach (var (number, since) in busy)
            {
                if (Environment.CpuUsage.TotalTime - since > LongestFile * busy.Length)
                {
                    result.Fail(number, $"it takes more than {LongestFile.TotalSeconds.ToString(Figure.English)} s of the processor");
                }
            }
        }
        result.Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return result;

        void Work(int core)
        {
            int number;
            while (result.Failure is null && !cancel.IsCancellationRequested && (number = Interlocked.Increment(ref next)) < files)
            {
                var file = FuzzDamage.Make(seed, number);
                var (before, since) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
                busy[core] = (number, Environment.CpuUsage.TotalTime);
                try
                {
                    var outcomes = FuzzTurn.Take(file).ToList();
                    result.Took(number, file, outcomes, Stopwatch.GetElapsedTime(since));
                    if (GC.GetAllocatedBytesForCurrentThread() - before is > MostAllocated and var bytes)
                    {
                        result.Fail(number, $"it takes {(bytes >> 20).ToString(Figure.English)} MB");
                    }
                }
                // Any exception at all is what is looked for.
                catch (Exception failure)
                {
                    result.Fail(number, $"{file.Name}:{file.Done}\n{failure}");
                }
                busy[core] = default;
            }
        }
    }
}
