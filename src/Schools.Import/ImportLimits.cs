namespace Schools.Import;

/// <summary>What one file may hold. Beyond a limit the file or the row is refused with a text; nothing is cut off silently.</summary>
public static class ImportLimits
{
    public const int FileBytes = 50 * 1024 * 1024;
    public const int Rows = 200_000;
    public const int Columns = 200;
    public const int CellCharacters = 10_000;
    /// <summary>Bytes between two line ends, checked before anything is decoded.</summary>
    public const int LineBytes = 1024 * 1024;
    /// <summary>Rows searched for the header; lists with more lines of title above it are not known.</summary>
    public const int HeaderSearchRows = 20;
    /// <summary>Rows with broken quotes after which reading stops: such a file has another dialect than the one assumed.</summary>
    public const int BrokenQuoteRows = 1_000;

    /// <summary>Records looked at to choose the delimiter.</summary>
    internal const int SampleRows = 200;
    internal const int UmlautSamples = 3;
    internal const int ShownValueCharacters = 60;
}
