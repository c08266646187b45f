using System.Text.Json;
using System.Text.Json.Serialization;
using Schools.Domain;

namespace Schools.Import;

/// <summary>What people see of a stored row.</summary>
/// <param name="Meant">Of a room that is to be opened: one of the school that is written alike.</param>
public sealed record PlanRowShown(
    string? Title, string? MatchedBy, IReadOnlyList<FieldChange> Changes, RowSubject? Subject = null, string? Meant = null);

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

    /// <summary>The counts of a head alone.</summary>
    public static PlanCounts Counts(string json) => JsonSerializer.Deserialize(json, PlanJsonContext.Default.PlanCounts)!;

    public static string Shown(PlanRow row) =>
        JsonSerializer.Serialize(
            new PlanRowShown(row.Title, row.MatchedBy, row.Changes, row.Subject), PlanJsonContext.Default.PlanRowShown);

    public static string Shown(PlannedRoom room)
    {
        var (number, school) = (room.Command.Given.Number, room.Command.Room.School.Number);
        var subject = new RowSubject(null, null, null, school, number);
        return JsonSerializer.Serialize(new PlanRowShown(number, null, [], subject, room.Meant), PlanJsonContext.Default.PlanRowShown);
    }

    public static PlanRowShown Shown(string json) => JsonSerializer.Deserialize(json, PlanJsonContext.Default.PlanRowShown)!;

    /// <summary>Null where nothing is to be said.</summary>
    public static string? Issues(IReadOnlyList<RowIssue> issues) =>
        issues.Count == 0 ? null : JsonSerializer.Serialize(issues, PlanJsonContext.Default.RowIssues);

    public static IReadOnlyList<RowIssue> Issues(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, PlanJsonContext.Default.RowIssues)!;
}
