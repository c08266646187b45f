namespace Schools.Import;

/// <summary>A row to be corrected, as it was written, and why it was not imported.</summary>
public sealed record RowToCorrect(int Line, IReadOnlyList<string> Cells, string Reason);

/// <summary>The rows that were not imported, as a file in the original dialect that imports as it is once it is corrected.</summary>
public static class CorrectedRows
{
    public static void Write(PlanHead head, IEnumerable<RowToCorrect> rows, Stream file) => throw new NotSupportedException();

    /// <summary>The same as bytes in memory.</summary>
    public static byte[] Write(PlanHead head, IEnumerable<RowToCorrect> rows) => throw new NotSupportedException();

    /// <summary>The rows of a plan that were not even sent.</summary>
    public static IEnumerable<RowToCorrect> Of(ImportPlan plan) => throw new NotSupportedException();
}
