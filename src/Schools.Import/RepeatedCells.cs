using System.Runtime.InteropServices;

namespace Schools.Import;

/// <summary>
/// Makers, models, schools and days repeat on thousands of rows; one string of each is enough. Numbers do not, and a long list has
/// hundreds of thousands of them: a column that does not repeat itself is soon left alone.
/// </summary>
internal sealed class RepeatedCells
{
    /// <summary>Cells remembered per column; when so many came and hardly one twice, the column holds numbers.</summary>
    private const int Remembered = 4_000;

    private readonly List<HashSet<string>?> _columns = [];
    private readonly List<int> _hits = [];

    /// <summary>The cell itself, or the same text that stood in the column before.</summary>
    public string Of(int column, string cell)
    {
        if (cell.Length == 0)
            return "";
        while (_columns.Count <= column)
        {
            _columns.Add(new HashSet<string>(StringComparer.Ordinal));
            _hits.Add(0);
        }
        if (_columns[column] is not { } known)
            return cell;
        if (known.TryGetValue(cell, out var same))
        {
            CollectionsMarshal.AsSpan(_hits)[column]++;
            return same;
        }
        if (known.Count < Remembered)
            known.Add(cell);
        else if (_hits[column] < Remembered)
            _columns[column] = null;
        return cell;
    }
}
