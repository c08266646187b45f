namespace Schools.Domain;

/// <summary>The steps of a licence in their order.</summary>
public enum LicenceStep
{
    Needed,

    /// <summary>Data protection and the processing agreement (AV-Vertrag, Art. 28 DSGVO) were checked.</summary>
    DataProtectionChecked,
    Procured,

    /// <summary>Ready in the MDM, the volume purchase programme or the tenant.</summary>
    Provisioned,

    /// <summary>Follows from the assignments and is never entered.</summary>
    Assigned,
    InUse,

    /// <summary>It is being decided whether the contract goes on.</summary>
    RenewalPending,

    /// <summary>Notice was given, or the licence came to its end. With an end of the term it may be used until then.</summary>
    Ended,
}

public static class LicenceSteps
{
    public static readonly IReadOnlyList<LicenceStep> InOrder = Enum.GetValues<LicenceStep>();

    /// <summary>The steps that people enter.</summary>
    public static readonly IReadOnlyList<LicenceStep> Entered = [.. InOrder.Where(step => step != LicenceStep.Assigned)];

    /// <summary>Nothing is bought, made ready or used before data protection was checked, or a reason is given.</summary>
    public static bool NeedsCheck(LicenceStep step) =>
        step is LicenceStep.Procured or LicenceStep.Provisioned or LicenceStep.InUse;
}
