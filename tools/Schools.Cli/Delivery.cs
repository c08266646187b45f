using System.Text.Json.Nodes;

namespace Schools.Cli;

/// <summary>One list of what was sent: its import, or why the server made none.</summary>
internal sealed record DeliveredList(string Name, Import? Import, string? Code, string? Message);

/// <summary>What came of a file that was sent: one import, or one for each list of a ZIP.</summary>
internal sealed class Delivery
{
    private Delivery(bool isZip, IReadOnlyList<DeliveredList> lists)
    {
        IsZip = isZip;
        Lists = lists;
    }

    public bool IsZip { get; }

    public IReadOnlyList<DeliveredList> Lists { get; }

    /// <summary>As for one import; a ZIP of which nothing was planned is refused.</summary>
    public int ExitCode => Lists.All(list => list.Import is null) ? Cli.ExitCode.Refused
        : Lists.Any(list => list.Import is not { HasBadRows: false }) ? Cli.ExitCode.Incomplete
        : Cli.ExitCode.Done;

    public JsonNode PlanJson => IsZip
        ? new JsonObject { ["files"] = new JsonArray([.. Lists.Select(ListJson)]) }
        : Lists[0].Import!.PlanJson;

    /// <summary>Null for an answer that is neither.</summary>
    public static Delivery? Of(JsonNode node) => node switch
    {
        JsonObject json when json["id"] is not null => new(false, [new DeliveredList("", new Import(json), null, null)]),
        JsonObject json when json["files"] is JsonArray files => new(true, [.. files.OfType<JsonObject>().Select(List)]),
        _ => null,
    };

    private static DeliveredList List(JsonObject json) => new(
        json["file"]?.ToString() ?? "", json["import"] is JsonObject import ? new Import(import) : null, json["code"]?.ToString(),
        json["message"]?.ToString());

    private static JsonNode ListJson(DeliveredList list)
    {
        var json = new JsonObject { ["file"] = list.Name };
        if (list.Import is { } import)
        {
            json["import"] = import.PlanJson;
        }
        else
        {
            json["code"] = list.Code;
            json["message"] = list.Message;
        }
        return json;
    }
}
