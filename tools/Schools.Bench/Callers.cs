using System.Diagnostics;

namespace Schools.Bench;

/// <summary>Callers that each do one thing after the other, for a measured time.</summary>
internal static class Callers
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How often a second <paramref name="act"/> ended, given a device and the round. Each caller goes round his own devices, so that no
    /// two wait for one row.
    /// </summary>
    public static async Task<double> Rate(int callers, int devices, Func<int, int, Task> act, CancellationToken cancel)
    {
        var done = new long[callers];
        var running = true;
        var work = Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var turn = 0; Volatile.Read(ref running); turn++)
            {
                for (var device = caller; device < devices && Volatile.Read(ref running); device += callers)
                {
                    await act(device, turn);
                    done[caller]++;
                }
            }
        })).ToArray();
        try
        {
            await Task.Delay(WarmUp, cancel);
            var (before, started) = (done.Sum(), Stopwatch.GetTimestamp());
            await Task.Delay(Measured, cancel);
            return (done.Sum() - before) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            Volatile.Write(ref running, false);
            await Task.WhenAll(work);
        }
    }
}
