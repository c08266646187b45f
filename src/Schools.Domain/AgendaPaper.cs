namespace Schools.Domain;

/// <summary>What a paper wants of the committee.</summary>
public enum PaperKind
{
    Report,
    Notice,
    Resolution,
    UrgentResolution,
}

/// <summary>
/// The parts of a committee report that may be left out. Proposal and facts are always there, and so are stated sums that do not add up.
/// </summary>
public enum CommitteeSection
{
    Changes,
    Figures,
    Schools,
    Indicators,
    Grants,
    Slipped,
    Moved,
    Outlook,
    Devices,
    Purchases,
}

/// <summary>The head of a paper for a committee (Sitzungsvorlage): what stands above and beside the figures.</summary>
/// <param name="Number">As the Kreis numbers it: <c>40/3446/XVII/2023</c>, <c>2022/1218</c>.</param>
/// <param name="Unit">The unit that leads (Federführend).</param>
/// <param name="Clerk">Who answers questions; null keeps persons out of it.</param>
/// <param name="Proposal">What the committee is asked to resolve (Beschlussvorschlag).</param>
/// <param name="Outlook">What comes next, one sentence each.</param>
/// <param name="Sums">Numbers that the paper states beside their parts, so that they are checked.</param>
public sealed record AgendaPaper(
    string Number,
    string Subject,
    PaperKind Kind,
    string Unit,
    IReadOnlyList<PaperSession> Sessions,
    string Proposal,
    bool IsPublic = true,
    string? Clerk = null,
    string? LegalBasis = null,
    IReadOnlyList<string>? Outlook = null,
    IReadOnlyList<StatedSum>? Sums = null);

/// <summary>One line of the Beratungsfolge.</summary>
/// <param name="Day">Null where the session has no day yet.</param>
public sealed record PaperSession(string Body, DateOnly? Day, string Treatment = "Kenntnisnahme");

/// <summary>A sum as it is stated, with the parts that should make it.</summary>
public sealed record StatedSum(string Subject, IReadOnlyList<SumPart> Parts, decimal Stated)
{
    public decimal OfParts => Parts.Sum(part => part.Number);

    /// <summary>What the statement has more than its parts; 0 where both agree.</summary>
    public decimal Mismatch => Stated - OfParts;
}

public sealed record SumPart(string Name, decimal Number);
