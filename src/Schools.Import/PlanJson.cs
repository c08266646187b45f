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
}
