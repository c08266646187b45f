using System.Collections.Frozen;
using static Schools.Domain.RolloutStep;

namespace Schools.Domain;

/// <summary>
/// The steps of a WLAN rollout in their usual order. They follow the milestone tables of real Schulträger: fibre first, acceptance with or
/// without defects before service.
/// </summary>
public enum RolloutStep
{
    FibreOrdered,
    FibreBuilt,
    LineActivated,
    Surveyed,
    WlanDesigned,
    Awarded,
    Cabled,
    CablingMeasured,
    SwitchesInstalled,
    AccessPointsMounted,
    Configured,
    CoverageMeasured,
    Accepted,
    InService,
}

/// <summary>Who carries a step out: the Kreis itself, a contractor, or the school.</summary>
public enum RolloutExecutor
{
    Authority,
    Contractor,
    School,
}

/// <summary>One line of the step template.</summary>
/// <param name="IsOfRooms">Also a step of single rooms; the others concern the school as a whole.</param>
/// <param name="Requires">Steps that come before it; a step without them needs a reason.</param>
/// <param name="ShownBy">Devices whose arrival in the place shows that the step is reached, so that an import moves it.</param>
public sealed record RolloutStepRule(
    RolloutStep Step, bool IsOfRooms, IReadOnlyList<RolloutStep> Requires, DeviceCategory? ShownBy = null);

/// <summary>The step template as data: what follows from what, and what shows it.</summary>
public static class RolloutSteps
{
    public static readonly IReadOnlyList<RolloutStepRule> All =
    [
        new(FibreOrdered, false, []),
        new(FibreBuilt, false, [FibreOrdered]),
        new(LineActivated, false, [FibreBuilt]),
        new(Surveyed, false, []),
        new(WlanDesigned, false, [Surveyed]),
        new(Awarded, false, [WlanDesigned]),
        new(Cabled, true, []),
        new(CablingMeasured, true, [Cabled]),
        new(SwitchesInstalled, false, [], DeviceCategory.Switch),
        new(AccessPointsMounted, true, [], DeviceCategory.AccessPoint),
        new(Configured, false, [SwitchesInstalled, AccessPointsMounted]),
        new(CoverageMeasured, true, [AccessPointsMounted]),
        new(Accepted, false, [Configured]),
        new(InService, true, [LineActivated, Accepted]),
    ];

    private static readonly FrozenDictionary<RolloutStep, RolloutStepRule> ByStep = All.ToFrozenDictionary(rule => rule.Step);

    public static RolloutStepRule Of(RolloutStep step) => ByStep[step];

    /// <summary>What must come before a step; of a room the steps of rooms alone, the others are not the room's to reach.</summary>
    public static IEnumerable<RolloutStep> Required(RolloutStep step, bool inRoom) =>
        Of(step).Requires.Where(required => !inRoom || Of(required).IsOfRooms);
}
