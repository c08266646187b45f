namespace Schools.SampleData;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014). Its own few lines rather than <see cref="Random"/>, whose sequence for a seed
/// is not promised between versions of .NET: the same seed must give the same bytes next year.
/// </summary>
public sealed class SeededRandom(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state = seed;

    /// <summary>A sequence of its own per purpose, so that one more device at one school leaves the other schools' files alone.</summary>
    public static SeededRandom For(ulong seed, string purpose)
    {
        // FNV-1a; string.GetHashCode differs between processes.
        var hash = 0xCBF29CE484222325UL;
        foreach (var letter in purpose)
        {
            hash = (hash ^ letter) * 0x100000001B3UL;
        }

        return new SeededRandom(Scramble(seed + Golden) ^ hash);
    }

    public static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    public ulong Next() => Scramble(state += Golden);

    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(Next() % (uint)limit);

    public int Between(int first, int last) => first + Below(last - first + 1);

    public bool Chance(int perMille) => Below(1000) < perMille;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public void Shuffle<T>(IList<T> list)
    {
        for (var last = list.Count - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (list[last], list[other]) = (list[other], list[last]);
        }
    }
}
