namespace Schools.Storage;

/// <summary>Every bound of the write and load paths in one place.</summary>
public static class StorageLimits
{
    /// <summary>Grains in one statement. Larger batches win nothing measurable and make a bad row dearer to single out.</summary>
    public const int BatchSize = 500;

    /// <summary>Tasks that commit gathered writes. Two keep the disk busy while one is waiting for its flush.</summary>
    public const int Writers = 2;

    /// <summary>How often a task lets answered callers run before it commits fewer writes than the last time.</summary>
    public const int TurnsLeftToCallers = 20;

    /// <summary>Tasks that load gathered keys.</summary>
    public const int Loaders = 2;

    /// <summary>Writes or loads waiting for a task; beyond it callers are told to come again.</summary>
    public const int QueueLength = 10_000;

    /// <summary>How often a batch that lost a deadlock or a serialisation race is sent again.</summary>
    public const int RaceRetries = 6;

    /// <summary>Pairs of maker and model that an import compares its words with.</summary>
    public const int KnownModels = 5_000;

    /// <summary>Connections of one program. Several nodes share the server's 100.</summary>
    public const int PoolSize = 40;

    /// <summary>Connections of a silo beside those: its grains, its membership and its reminders.</summary>
    public const int SiloPoolSize = 20;

    /// <summary>Seconds a whole list may take to be read: whoever saves it may be slow.</summary>
    public const int ExportTimeoutSeconds = 600;

    /// <summary>Seconds a single statement may take before the database counts as not answering.</summary>
    public const int CommandTimeoutSeconds = 30;

    /// <summary>Days a plan waits for a decision; then it ends, and its file is deleted.</summary>
    public const int OpenPlanDays = 30;

    /// <summary>Characters of what is said when a plan is handed in or returned.</summary>
    public const int CommentCharacters = 2_000;
}
