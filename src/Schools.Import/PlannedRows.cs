using System.Collections;

namespace Schools.Import;

/// <summary>
/// The planned rows of a list that is not held. New devices are what such a list may be full of, and their rows hang on nothing but the
/// file: they are made when they are asked for, and all others stand here.
/// </summary>
/// <param name="held">The planned row of each row of the file, or null; behind them those of devices that the file leaves out.</param>
/// <param name="make">Plans a row of the file by its place; the same each time.</param>
internal sealed class PlannedRows(ReadRows<DeviceRow> rows, PlanRow?[] held, Func<int, DeviceRow, PlanRow> make) : IReadOnlyList<PlanRow>
{
    public int Count => held.Length;

    public PlanRow this[int index] => held[index] ?? make(index, rows[index]);

    /// <summary>The rows of one status, without making the others.</summary>
    public IEnumerable<PlanRow> Of(PlanStatus status) =>
        Enumerable.Range(0, held.Length).Where(i => (held[i]?.Status ?? PlanStatus.New) == status).Select(i => this[i]);

    public IEnumerator<PlanRow> GetEnumerator()
    {
        var i = 0;
        foreach (var row in rows)
        {
            yield return held[i] ?? make(i, row);
            i++;
        }
        for (; i < held.Length; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
