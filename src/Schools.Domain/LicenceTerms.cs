namespace Schools.Domain;

/// <summary>By what a licence is counted. The metrics are those of real contracts of German schools (Lizenzarten).</summary>
public enum LicenceMetric
{
    Device,
    NamedUser,

    /// <summary>So many at the same moment, on whichever devices.</summary>
    Concurrent,
    School,

    /// <summary>Full-time equivalents of staff (Vollzeitstelle), pupils included: how the FWU framework contracts count.</summary>
    Fte,

    /// <summary>Everybody of the authority; such a contract needs no quantity.</summary>
    Authority,
}

/// <summary>What a licence contract says, except how many.</summary>
public sealed record LicenceTerms
{
    public string? Product { get; init; }
    public string? Vendor { get; init; }
    public LicenceMetric? Metric { get; init; }
    public string? ContractNumber { get; init; }
    public DateOnly? From { get; init; }

    /// <summary>The last day; null for a perpetual licence.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Days before the end by which notice must be given, or the renewal be ordered.</summary>
    public int? NoticeDays { get; init; }
    public bool? RenewsAutomatically { get; init; }
    public Euro? CostPerYear { get; init; }
    public string? CostCentre { get; init; }
    public string? Remark { get; init; }

    public static readonly FieldTable<LicenceTerms> Fields = new(
        new LicenceTerms(),
        terms => terms with { },
        ("product", "Produkt"),
        ("vendor", "Anbieter"),
        ("metric", "Zählweise"),
        ("contractNumber", "Vertragsnummer"),
        ("from", "Laufzeit von"),
        ("until", "Laufzeit bis"),
        ("noticeDays", "Kündigungsfrist in Tagen"),
        ("renewsAutomatically", "Verlängert sich automatisch"),
        ("costPerYear", "Kosten pro Jahr"),
        ("costCentre", "Kostenstelle"),
        ("remark", "Bemerkung"));
}
