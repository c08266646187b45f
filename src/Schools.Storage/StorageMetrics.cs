using System.Diagnostics.Metrics;

namespace Schools.Storage;

/// <summary>What an operator watches of the write path. Units stand in the names of the instruments.</summary>
public static class StorageMetrics
{
    public const string MeterName = "Schools";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("schools.write.batch_size", "{grain}");
    private static readonly Histogram<double> Latency = Meter.CreateHistogram<double>("schools.write.latency", "ms");
    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("schools.write.conflicts", "{grain}");

    internal static void Wrote(int grains, int conflicts, TimeSpan took)
    {
        BatchSize.Record(grains);
        Latency.Record(took.TotalMilliseconds);
        Conflicts.Add(conflicts);
    }

    internal static void WatchQueue(string name, Func<int> length) =>
        Meter.CreateObservableGauge($"schools.{name}.queue_length", length, "{grain}");
}
