using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Schools.Storage.Queries;

/// <summary>
/// JSON documents of one answer, those that read the same only once: rooms of a school are cabled on the same day by the hundred, and
/// what is read of them never changes.
/// </summary>
internal sealed class SharedDocuments<T>(JsonTypeInfo<T> json)
{
    private readonly Dictionary<string, T> known = new(StringComparer.Ordinal);

    public T Of(string document)
    {
        if (!known.TryGetValue(document, out var value))
        {
            value = JsonSerializer.Deserialize(document, json)!;
            known.Add(document, value);
        }
        return value;
    }
}
