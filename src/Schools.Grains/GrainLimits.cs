namespace Schools.Grains;

/// <summary>Every bound of the hosts in one place.</summary>
public static class GrainLimits
{
    /// <summary>Callers that may wait for the turn of one grain; beyond it they are told to come again.</summary>
    public const int WaitingPerGrain = 1_000;

    /// <summary>How often a turn that met another writer is decided again before the caller hears of it.</summary>
    public const int Rounds = 12;

    /// <summary>Turns of a bulk that are decided and written together.</summary>
    public const int BulkSize = Storage.StorageLimits.BatchSize;

    /// <summary>Bulks of one call under way at once: while one waits for the disk, the next is decided.</summary>
    public const int ParallelBulks = 2;

    /// <summary>Grains kept in memory; the longest unused go first.</summary>
    public const int Activations = 50_000;

    /// <summary>A grain nobody asked for this long leaves memory.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    /// <summary>How often the host looks for idle grains.</summary>
    public static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1);
}
