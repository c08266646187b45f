namespace Schools.Storage.Queries;

/// <summary>One page of a list. Lists are counted exactly up to a limit; beyond it the number helps nobody and costs a scan.</summary>
/// <param name="Counted">Rows found, at most one more than <see cref="ExactUpTo"/>.</param>
/// <param name="Number">From 1.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, int Counted, int Number)
{
    public const int Size = 50;
    public const int ExactUpTo = 10_000;

    public bool IsExact => Counted <= ExactUpTo;

    public int First => Rows.Count == 0 ? 0 : ((Number - 1) * Size) + 1;

    public int Last => First + Math.Max(0, Rows.Count - 1);

    public bool HasNext => Rows.Count == Size && Number * Size < Counted;

    /// <summary>The last page that can be asked for by number.</summary>
    public int LastNumber => Math.Max(1, (Math.Min(Counted, ExactUpTo) + Size - 1) / Size);
}

/// <summary>The limits of a list that do not hang on what it lists.</summary>
public static class Paging
{
    public const int Size = Page<object>.Size;
    public const int CountUpTo = Page<object>.ExactUpTo + 1;
    public const int LastNumber = Page<object>.ExactUpTo / Size;
}
