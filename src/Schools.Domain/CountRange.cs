namespace Schools.Domain;

/// <summary>The whole numbers that a field takes, and the refusal of all others: with the field, the number as given, the range.</summary>
public sealed record CountRange(int Least, int Most)
{
    /// <param name="field">What the number is of, as people call it.</param>
    public Refusal? Refuses(string field, int count) => count >= Least && count <= Most ? null : Refused(field, $"{count}", count < Least);

    /// <summary>Of digits that make no number of this machine.</summary>
    public Refusal Refuses(string field, string digits) => Refused(field, digits, digits.StartsWith('-'));

    private Refusal Refused(string field, string count, bool isTooSmall) => new(
        RefusalCode.CountOutOfRange,
        $"{field}: „{count}“ ist zu {(isTooSmall ? "klein" : "groß")}",
        string.Create(Euro.German, $"{Least:N0} bis {Most:N0}"));
}
