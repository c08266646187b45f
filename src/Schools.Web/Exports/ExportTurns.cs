namespace Schools.Web.Exports;

/// <summary>How many lists are saved side by side, and for how long: each holds a connection until the last row has gone.</summary>
/// <param name="longest">After it a list that is not finished is given up.</param>
public sealed class ExportTurns(TimeSpan longest) : IDisposable
{
    /// <summary>Lists at once; the other connections of the program are left to pages and imports.</summary>
    public const int AtOnce = 8;

    private readonly SemaphoreSlim turns = new(AtOnce);

    public TimeSpan Longest => longest;

    /// <summary>A turn, given back when it is disposed; null when all are taken.</summary>
    public IDisposable? Take() => turns.Wait(0) ? new Turn(turns) : null;

    public void Dispose() => turns.Dispose();

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
