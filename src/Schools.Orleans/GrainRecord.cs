using System.Globalization;
using System.Text.Json;
using Orleans.Storage;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Orleans;

/// <summary>
/// What Orleans' storage carries between a grain and the database: after a read the stored state, before a write the next state with the
/// events that led to it, after a write what became of it. Between turns it is empty; the grain keeps the state itself.
/// </summary>
[GenerateSerializer, Alias("Schools.GrainRecord")]
public sealed class GrainRecord
{
    /// <summary>The state as JSON; null for a grain that does not exist.</summary>
    [Id(0)]
    public byte[]? State { get; init; }

    [field: NonSerialized]
    internal IReadOnlyList<byte[]> Events { get; init; } = [];

    [field: NonSerialized]
    internal DateOnly On { get; init; }

    [field: NonSerialized]
    internal Why? Why { get; init; }

    /// <summary>Why the state could not be read.</summary>
    [field: NonSerialized]
    internal Refusal? Outage { get; init; }

    /// <summary>What became of the write.</summary>
    [field: NonSerialized]
    internal WriteResult Result { get; set; }

    internal static int VersionOf(string? etag) => string.IsNullOrEmpty(etag) ? 0 : int.Parse(etag, CultureInfo.InvariantCulture);
}

/// <summary>The document that <c>grain_write</c> takes apart, and the one that <c>grain_read</c> gives.</summary>
internal sealed class GrainRecordJson : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input)
    {
        var record = (GrainRecord)(object)input!;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("state");
            json.WriteRawValue(record.State!, skipInputValidation: true);
            json.WriteStartArray("events");
            foreach (var happened in record.Events)
            {
                json.WriteRawValue(happened, skipInputValidation: true);
            }
            json.WriteEndArray();
            json.WriteString("on", record.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("actor", record.Why!.Actor);
            json.WriteString("request", record.Why.Request);
            if (record.Why.Import is { } import)
            {
                json.WriteNumber("import", import);
            }
            json.WriteEndObject();
        }
        return new BinaryData(buffer.ToArray());
    }

    public T Deserialize<T>(BinaryData input) => (T)(object)new GrainRecord { State = input.ToArray() };
}
