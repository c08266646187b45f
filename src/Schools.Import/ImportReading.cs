using Schools.Domain;

namespace Schools.Import;

/// <summary>A file as typed rows: what it says, before it is compared with the register.</summary>
public sealed class ImportReading
{
    private ImportReading(Dialect dialect) => Dialect = dialect;

    public Dialect Dialect { get; }

    public static Outcome<ImportReading> Read(ReadOnlyMemory<byte> bytes, ReadOptions options) => throw new NotSupportedException();

    /// <summary>What the planner needs from the register.</summary>
    public SnapshotRequest Wanted(AuthorityKey authority) => throw new NotSupportedException();
}
