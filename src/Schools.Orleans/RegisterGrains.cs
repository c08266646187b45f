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
