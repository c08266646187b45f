namespace Schools.Domain;

/// <summary>How far a wave is.</summary>
public enum WaveStatus
{
    Planned,
    Running,
    Finished,
    Aborted,
}

/// <summary>A day of a wave that is planned.</summary>
public enum WaveDay
{
    Delivery,
    Begin,
    End,
}

/// <summary>What a place needs before devices can be handed out there.</summary>
public enum WaveNeed
{
    /// <summary>The devices are there. Every wave needs it.</summary>
    Delivered,

    /// <summary>The devices bear an inventory number. Every wave needs it.</summary>
    Inventoried,

    /// <summary>WLAN is in service at the school, or in the room. Every wave of tablets needs it.</summary>
    Wlan,

    /// <summary>The room has an access point; for a school without a room named, all rooms that are meant to have one.</summary>
    AccessPoint,

    /// <summary>The school has as many seats of a licence as it gets devices.</summary>
    Licence,

    /// <summary>The devices are enrolled in the MDM.</summary>
    Enrolled,

    /// <summary>Another wave is finished.</summary>
    Wave,
}

/// <summary>Whether devices can be handed out at one place of a wave.</summary>
public enum WavePlaceStatus
{
    NotReady,
    Ready,
    Complete,
}
