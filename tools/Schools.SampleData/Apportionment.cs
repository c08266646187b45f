namespace Schools.SampleData;

/// <summary>Largest remainder (Hare/Niemeyer): whole numbers in proportion to weights that add up to the total exactly.</summary>
public static class Apportionment
{
    public static IReadOnlyList<int> Spread(int total, IReadOnlyList<long> weights)
    {
        var sum = weights.Sum();
        if (sum == 0)
        {
            throw new ArgumentException("At least one weight must be above zero.", nameof(weights));
        }

        var shares = weights.Select(weight => (int)(total * weight / sum)).ToArray();
        var byRemainder = Enumerable.Range(0, shares.Length)
            .OrderByDescending(index => total * weights[index] % sum).ThenBy(index => index);
        foreach (var index in byRemainder.Take(total - shares.Sum()))
        {
            shares[index]++;
        }

        return shares;
    }
}
