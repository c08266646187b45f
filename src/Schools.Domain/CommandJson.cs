using System.Text.Json;

namespace Schools.Domain;

/// <summary>The commands of one turn as JSON: how a plan keeps what it will do.</summary>
public static class CommandJson
{
    public static string Write(GrainKind kind, IReadOnlyList<Command> commands) => kind switch
    {
        GrainKind.Authority => JsonSerializer.Serialize([.. commands.Cast<Authority.Command>()], DomainJson.Default.AuthorityCommands),
        GrainKind.School => JsonSerializer.Serialize([.. commands.Cast<School.Command>()], DomainJson.Default.SchoolCommands),
        GrainKind.Room => JsonSerializer.Serialize([.. commands.Cast<Room.Command>()], DomainJson.Default.RoomCommands),
        GrainKind.Device => JsonSerializer.Serialize([.. commands.Cast<Device.Command>()], DomainJson.Default.DeviceCommands),
        GrainKind.Rollout => JsonSerializer.Serialize([.. commands.Cast<Rollout.Command>()], DomainJson.Default.RolloutCommands),
        GrainKind.Standard => JsonSerializer.Serialize(
            [.. commands.Cast<EquipmentStandard.Command>()], DomainJson.Default.EquipmentStandardCommands),
        GrainKind.Licence => JsonSerializer.Serialize([.. commands.Cast<Licence.Command>()], DomainJson.Default.LicenceCommands),
        GrainKind.Wave => JsonSerializer.Serialize([.. commands.Cast<Wave.Command>()], DomainJson.Default.WaveCommands),
        GrainKind.Plan => JsonSerializer.Serialize([.. commands.Cast<MasterPlan.Command>()], DomainJson.Default.MasterPlanCommands),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static IReadOnlyList<Command> Read(GrainKind kind, string json) => kind switch
    {
        GrainKind.Authority => JsonSerializer.Deserialize(json, DomainJson.Default.AuthorityCommands)!,
        GrainKind.School => JsonSerializer.Deserialize(json, DomainJson.Default.SchoolCommands)!,
        GrainKind.Room => JsonSerializer.Deserialize(json, DomainJson.Default.RoomCommands)!,
        GrainKind.Device => JsonSerializer.Deserialize(json, DomainJson.Default.DeviceCommands)!,
        GrainKind.Rollout => JsonSerializer.Deserialize(json, DomainJson.Default.RolloutCommands)!,
        GrainKind.Standard => JsonSerializer.Deserialize(json, DomainJson.Default.EquipmentStandardCommands)!,
        GrainKind.Licence => JsonSerializer.Deserialize(json, DomainJson.Default.LicenceCommands)!,
        GrainKind.Wave => JsonSerializer.Deserialize(json, DomainJson.Default.WaveCommands)!,
        GrainKind.Plan => JsonSerializer.Deserialize(json, DomainJson.Default.MasterPlanCommands)!,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
