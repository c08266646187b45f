using System.Text.Json;
using System.Text.Json.Serialization;

namespace Schools.Import;

/// <summary>
/// An issue as one flat object, the form on the wire and in storage: <c>{"line","column","value","code","severity","message"}</c>.
/// </summary>
public sealed class RowIssueJson : JsonConverter<RowIssue>
{
    public override RowIssue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var issue = document.RootElement;
        var message = Text("message") ?? "";
        var severity = Enum.Parse<IssueSeverity>(Text("severity") ?? nameof(IssueSeverity.Error));
        var code = new ImportCode(Text("code") ?? "", severity, message);
        return new RowIssue(code, issue.GetProperty("line").GetInt32(), Text("column"), Text("value"), message);

        string? Text(string name) => issue.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    public override void Write(Utf8JsonWriter writer, RowIssue value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("line", value.Line);
        if (value.Column is not null)
            writer.WriteString("column", value.Column);
        if (value.Value is not null)
            writer.WriteString("value", value.Value);
        writer.WriteString("code", value.Code.Code);
        writer.WriteString("severity", value.Code.Severity.ToString());
        writer.WriteString("message", value.Message);
        writer.WriteEndObject();
    }
}
