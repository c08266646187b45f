using Schools.Domain;

namespace Schools.Web.Presets;

/// <summary>What a bundle may say of one kind of grain.</summary>
/// <param name="Command">The type of its commands.</param>
/// <param name="Policy">What somebody must be allowed to do on the pages of this kind.</param>
/// <param name="IsKey">Whether a text can be the key of such a grain.</param>
/// <param name="Example">A key as it looks.</param>
internal sealed record PresetKind(Type Command, string Policy, Func<string, bool> IsKey, string Example);

/// <summary>The kinds of entries a bundle may have.</summary>
internal static class PresetKinds
{
    private const string SchoolExample = "DE-NW-172686";
    private const string RoomExample = "DE-NW-172686/R1.33";
    private const string DeviceExample = "d-abcdefghijklmnopqrst";
    private const string LicenceExample = "l-abcdefghijklmnopqrst";

    private static readonly Dictionary<GrainKind, PresetKind> All = new()
    {
        // The key of the authority is that of whoever loads the bundle.
        [GrainKind.Authority] = new(typeof(Authority.Command), Access.ManageAuthority, _ => false, "ohne key"),
        [GrainKind.School] = new(typeof(School.Command), Access.ChangeSchool, key => SchoolKey.TryParse(key, out _), SchoolExample),
        [GrainKind.Room] = new(typeof(Room.Command), Access.ChangeSchool, key => RoomKey.TryParse(key, out _), RoomExample),
        [GrainKind.Device] = new(typeof(Device.Command), Access.ChangeDevice, key => DeviceKey.TryParse(key, out _), DeviceExample),
        [GrainKind.Rollout] = new(
            typeof(Rollout.Command), Access.ChangeRollout, key => SchoolKey.TryParse(key, out _) || RoomKey.TryParse(key, out _),
            SchoolExample),
        [GrainKind.Standard] = new(typeof(EquipmentStandard.Command), Access.ManageStandards, IsShortName, "unterrichtsraum"),
        [GrainKind.Licence] = new(typeof(Licence.Command), Access.ManageLicences, key => LicenceKey.TryParse(key, out _), LicenceExample),
        [GrainKind.Wave] = new(typeof(Wave.Command), Access.ManageWaves, IsShortName, "w-tablets-klasse-7"),
        [GrainKind.Plan] = new(typeof(MasterPlan.Command), Access.ManagePlans, IsShortName, "masterplan-2030"),
    };

    public static PresetKind Of(GrainKind kind) => All[kind];

    /// <summary>A key that somebody chose: standards, waves, plans, and the bundle itself.</summary>
    public static bool IsShortName(string key) =>
        key.Length is > 0 and <= MasterPlan.LongestKey && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>The grain that a command itself names; null where it leaves that to the entry.</summary>
    public static string? Named(Command command) => command switch
    {
        School.Describe c => c.School.Value,
        Room.Describe c => c.Room.Value,
        Device.Register c => c.Device.Value,
        Rollout.Command c => c.Room?.Value ?? c.School.Value,
        Licence.Register c => c.Licence.Value,
        Wave.Describe c => c.Wave,
        _ => null,
    };
}
