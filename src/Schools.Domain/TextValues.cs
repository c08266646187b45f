using System.Text.Json;
using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>
/// A text with a meaning of its own, such as a serial number. Swapped arguments do not compile, and a leading zero is never lost.
/// </summary>
public interface ITextValue<TSelf>
    where TSelf : struct, ITextValue<TSelf>
{
    string Value { get; }

    /// <summary>Reads the text as it is written by people and programs; false when it cannot be one.</summary>
    static abstract bool TryParse(string? text, out TSelf value);
}

/// <summary>Writes a text value as a plain JSON string; the wire shows no wrapper.</summary>
public sealed class TextValueJson<T> : JsonConverter<T>
    where T : struct, ITextValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException($"'{reader.GetString()}' is no {typeof(T).Name}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal static class TextCharacters
{
    /// <summary>Asked for every number of a list and of a snapshot.</summary>
    public static bool HasControl(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                return true;
            }
        }
        return false;
    }
}
