using Schools.Domain;

namespace Schools.Import;

/// <summary>
/// What the words of an MDM mean for a device: that it is enrolled at least. They never move it back, and what the register still lacks for
/// the step is said without keeping the row out.
/// </summary>
internal static class MdmSteps
{
    /// <summary>Lost mode and trash are for a person to judge.</summary>
    public static void Tell(DeviceFinding finding)
    {
        if (finding.Row.IsInLostMode && finding.Known?.State.Lifecycle != DeviceLifecycle.LostOrStolen)
            finding.Add(RowIssue.Of(PlanIssues.MdmLostMode, finding.Row.Line, null, null));
        if (finding.Row.IsTrashedInMdm && finding.Known?.State.Lifecycle is null or < DeviceLifecycle.Wiped)
            finding.Add(RowIssue.Of(PlanIssues.MdmTrashed, finding.Row.Line, null, null));
    }

    /// <summary>The step of enrolment, where the MDM manages the device, it stands before that step, and nothing is lacking.</summary>
    /// <param name="details">The device as the row leaves it.</param>
    public static DeviceLifecycle? AtLeast(DeviceFinding finding, DeviceDetails details)
    {
        if (!finding.Row.IsMdmManaged || finding.Row.IsTrashedInMdm
            || finding.Known?.State.Lifecycle >= DeviceLifecycle.MdmEnrolled)
            return null;
        // An invoice is not asked for here: what the list of an MDM holds was bought before it came to be listed.
        var bought = details with { Legacy = details.Legacy ?? true };
        if (DeviceLifecycleRules.Unmet(DeviceLifecycle.MdmEnrolled, bought, null) is not { } lacking)
            return DeviceLifecycle.MdmEnrolled;
        finding.Add(RowIssue.Of(PlanIssues.MdmStepOpen, finding.Row.Line, null, null,
            ("reading", Labels.German(DeviceLifecycle.MdmEnrolled)), ("expected", lacking.German)));
        return null;
    }
}
