using System.Text.Json;
using System.Text.Json.Serialization;

namespace Schools.Web.Presets;

/// <summary>
/// Takes of an enum its words alone, as they are written. Numbers, and several words joined by commas, could be values that no word
/// stands for.
/// </summary>
internal sealed class OneWord : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    private sealed class Of<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var word = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
            return Enum.GetNames<T>().Contains(word)
                ? Enum.Parse<T>(word)
                : throw new JsonException($"Es gibt: {string.Join(", ", Enum.GetNames<T>())}.");
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue($"{value}");
    }
}
