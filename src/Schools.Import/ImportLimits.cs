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
    /// <summary>A row with line breaks in its cells; a longer one stands on one line or was made by a stray quote.</summary>
    internal const int RecordCharacters = 64 * 1024;
    /// <summary>Rows searched for the header; lists with more lines of title above it are not known.</summary>
    public const int HeaderSearchRows = 20;
    /// <summary>Rows with broken quotes after which reading stops: such a file has another dialect than the one assumed.</summary>
    public const int BrokenQuoteRows = 1_000;

    /// <summary>Lists in one ZIP, and all its entries together.</summary>
    public const int ZipFiles = 100;
    public const int ZipEntries = 10_000;
    /// <summary>What a ZIP or an XLSX may grow to; its directory tells before anything is unpacked.</summary>
    public const long UnpackedBytes = 300L * 1024 * 1024;
    /// <summary>The largest part of an XLSX besides its sheets: shared texts and styles are held in memory as a whole.</summary>
    public const long WorkbookPartBytes = 100L * 1024 * 1024;
    /// <summary>How much larger than the file its content may be; long lists reach 50.</summary>
    public const int UnpackedRatio = 200;
    /// <summary>Below this much content the ratio says nothing.</summary>
    public const long RatioFreeBytes = 10L * 1024 * 1024;
    /// <summary>Rows a sheet can have; a file that claims more is damaged.</summary>
    internal const int SheetRows = 1_048_576;

    /// <summary>Records looked at to choose the delimiter.</summary>
    public const int SampleRows = 200;
    internal const int UmlautSamples = 3;
    /// <summary>New makers, and new models, that a plan lists and compares with the known ones; the others are counted.</summary>
    internal const int NewWordsListed = 200;
    internal const int ShownValueCharacters = 60;
    /// <summary>Rows of a list whose values and plans are held; those of a longer one are made anew where they are needed.</summary>
    internal const int RowsHeld = 20_000;
}
