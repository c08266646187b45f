using System.Text.Json.Nodes;

namespace Schools.Cli;

/// <summary>An import as the server tells of it. The JSON is kept as it came, so that a newer server's keys reach the caller too.</summary>
internal sealed class Import(JsonObject json)
{
    public const string Planned = nameof(Planned);
    public const string Proposed = nameof(Proposed);
    public const string Returned = nameof(Returned);
    public const string Applying = nameof(Applying);
    public const string Applied = nameof(Applied);
    public const string Cancelled = nameof(Cancelled);

    private static readonly string[] PlanKeys =
    [
        "id", "file", "profile", "encoding", "delimiter", "rows", "new", "changed", "unchanged", "conflicts", "missing", "skipped",
        "errors", "warnings", "understood", "holdsFrom",
    ];

    public string Id => json["id"]?.ToString() ?? "";

    public string Status => json["status"]?.ToString() ?? "";

    public int RowsToApply => Number("rowsToApply");

    public int Written => Number("written");

    public int Refused => Number("refused");

    /// <summary>Rows that were not taken in, or will not be.</summary>
    public bool HasBadRows => Number("badRows") > 0;

    /// <summary>Rows of these that stand in the file and can be corrected there.</summary>
    public bool HasCorrectable => Number("correctable") > 0;

    /// <summary>It takes back another import.</summary>
    public bool IsUndo => Text("undoes").Length > 0;

    /// <summary>A value as text; empty where there is none.</summary>
    public string Text(string key) => json[key]?.ToString() ?? "";

    public JsonObject Json => json;

    /// <summary>What was understood and would be done, without the progress of doing it.</summary>
    public JsonObject PlanJson => new(PlanKeys.Where(json.ContainsKey).Select(key => KeyValuePair.Create(key, json[key]?.DeepClone())));

    /// <summary>The whole import, and under <c>applied</c> the rows that now stand in the register.</summary>
    public JsonObject AppliedJson
    {
        get
        {
            var copy = json.DeepClone().AsObject();
            copy["applied"] = Written;
            return copy;
        }
    }

    private int Number(string key) => json[key] is JsonValue value && value.TryGetValue(out int number) ? number : 0;
}
