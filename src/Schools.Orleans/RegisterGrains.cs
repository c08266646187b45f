using Schools.Domain;

namespace Schools.Orleans;

/// <summary>The name of the storage that all grains of the register use.</summary>
internal static class RegisterStorageName
{
    public const string Value = "register";
}

[GrainType("authority")]
internal sealed class AuthorityGrain(
    [PersistentState("authority", RegisterStorageName.Value)] IPersistentState<GrainRecord> stored, TurnRules rules)
    : RegisterGrain(GrainKind.Authority, stored, rules);

[GrainType("school")]
internal sealed class SchoolGrain(
    [PersistentState("school", RegisterStorageName.Value)] IPersistentState<GrainRecord> stored, TurnRules rules)
    : RegisterGrain(GrainKind.School, stored, rules);

[GrainType("room")]
internal sealed class RoomGrain(
    [PersistentState("room", RegisterStorageName.Value)] IPersistentState<GrainRecord> stored, TurnRules rules)
    : RegisterGrain(GrainKind.Room, stored, rules);

[GrainType("device")]
internal sealed class DeviceGrain(
    [PersistentState("device", RegisterStorageName.Value)] IPersistentState<GrainRecord> stored, TurnRules rules)
    : RegisterGrain(GrainKind.Device, stored, rules);

[GrainType("rollout")]
internal sealed class RolloutGrain(
    [PersistentState("rollout", RegisterStorageName.Value)] IPersistentState<GrainRecord> stored, TurnRules rules)
    : RegisterGrain(GrainKind.Rollout, stored, rules);

[GrainType("standard")]
internal sealed class EquipmentStandardGrain(
    [PersistentState("standard", RegisterStorageName.Value)] IPersistentState<GrainRecord> stored, TurnRules rules)
    : RegisterGrain(GrainKind.Standard, stored, rules);

[GrainType("licence")]
internal sealed class LicenceGrain(
    [PersistentState("licence", RegisterStorageName.Value)] IPersistentState<GrainRecord> stored, TurnRules rules)
    : RegisterGrain(GrainKind.Licence, stored, rules);

[GrainType("wave")]
internal sealed class WaveGrain(
    [PersistentState("wave", RegisterStorageName.Value)] IPersistentState<GrainRecord> stored, TurnRules rules)
    : RegisterGrain(GrainKind.Wave, stored, rules);

[GrainType("plan")]
internal sealed class MasterPlanGrain(
    [PersistentState("plan", RegisterStorageName.Value)] IPersistentState<GrainRecord> stored, TurnRules rules)
    : RegisterGrain(GrainKind.Plan, stored, rules);
