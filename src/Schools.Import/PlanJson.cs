using System.Text.Json;
using System.Text.Json.Serialization;
using Schools.Domain;

namespace Schools.Import;

/// <summary>What people see of a stored row.</summary>
public sealed record PlanRowShown(string? Title, string? MatchedBy, IReadOnlyList<FieldChange> Changes);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PlanHead))]
[JsonSerializable(typeof(PlanRowShown))]
[JsonSerializable(typeof(IReadOnlyList<RowIssue>), TypeInfoPropertyName = "RowIssues")]
internal sealed partial class PlanJsonContext : JsonSerializerContext;

/// <summary>The stored form of a plan. Names are a contract: a changed shape needs a migration.</summary>
public static class PlanJson
{
    public static string Head(PlanHead head) => JsonSerializer.Serialize(head, PlanJsonContext.Default.PlanHead);

    public static PlanHead Head(string json) => JsonSerializer.Deserialize(json, PlanJsonContext.Default.PlanHead)!;

    public static string Shown(PlanRow row) =>
        JsonSerializer.Serialize(new PlanRowShown(row.Title, row.MatchedBy, row.Changes), PlanJsonContext.Default.PlanRowShown);

    public static PlanRowShown Shown(string json) => JsonSerializer.Deserialize(json, PlanJsonContext.Default.PlanRowShown)!;

    /// <summary>Null where nothing is to be said.</summary>
    public static string? Issues(IReadOnlyList<RowIssue> issues) =>
        issues.Count == 0 ? null : JsonSerializer.Serialize(issues, PlanJsonContext.Default.RowIssues);

    public static IReadOnlyList<RowIssue> Issues(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, PlanJsonContext.Default.RowIssues)!;

    /// <summary>Null where nothing is to be sent.</summary>
    public static string? Commands(IReadOnlyList<Command> commands)
    {
        if (commands.Count == 0)
            return null;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var command in commands)
                Write(json, command);
            json.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <param name="kind">The kind of grain the commands are for.</param>
    public static IReadOnlyList<Command> Commands(GrainKind kind, string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(element => Read(kind, element))];
    }

    private static void Write(Utf8JsonWriter json, Command command)
    {
        switch (command)
        {
            case School.Command school: JsonSerializer.Serialize(json, school, DomainJson.Default.SchoolCommand); break;
            case Room.Command room: JsonSerializer.Serialize(json, room, DomainJson.Default.RoomCommand); break;
            case Device.Command device: JsonSerializer.Serialize(json, device, DomainJson.Default.DeviceCommand); break;
            default: throw new ArgumentOutOfRangeException(nameof(command), command, "No command an import sends.");
        }
    }

    private static Command Read(GrainKind kind, JsonElement json) => kind switch
    {
        GrainKind.School => json.Deserialize(DomainJson.Default.SchoolCommand)!,
        GrainKind.Room => json.Deserialize(DomainJson.Default.RoomCommand)!,
        GrainKind.Device => json.Deserialize(DomainJson.Default.DeviceCommand)!,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No kind an import writes."),
    };
}
