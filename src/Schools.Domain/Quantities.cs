using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>The maker's serial number, compared without spaces and case: scanners and people differ in both.</summary>
[JsonConverter(typeof(TextValueJson<SerialNumber>))]
public readonly record struct SerialNumber : ITextValue<SerialNumber>
{
    public const int LongestLength = 64;
    private SerialNumber(string value) => Value = value;

    public string Value { get; }

    public static SerialNumber Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is no serial number.");

    public static bool TryParse(string? text, out SerialNumber value)
    {
        value = default;
        var trimmed = text?.Trim();
        if (trimmed is not { Length: >= 2 and <= LongestLength } || TextCharacters.HasControl(trimmed))
        {
            return false;
        }
        value = new SerialNumber(trimmed.Contains(' ', StringComparison.Ordinal)
            ? trimmed.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()
            : trimmed.ToUpperInvariant());
        return true;
    }

    public override string ToString() => Value;
}

/// <summary>The Inventarnummer, unique within the authority. Signs and zeros stay as written; spaces around it do not.</summary>
[JsonConverter(typeof(TextValueJson<InventoryNumber>))]
public readonly record struct InventoryNumber : ITextValue<InventoryNumber>
{
    public const int LongestLength = 64;
    private InventoryNumber(string value) => Value = value;

    public string Value { get; }

    public static InventoryNumber Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is no inventory number.");

    public static bool TryParse(string? text, out InventoryNumber value)
    {
        value = default;
        var trimmed = text?.Trim();
        if (trimmed is not { Length: >= 1 and <= LongestLength } || TextCharacters.HasControl(trimmed))
        {
            return false;
        }
        value = new InventoryNumber(trimmed);
        return true;
    }

    public override string ToString() => Value;
}

/// <summary>A MAC address, kept as <c>C4:1B:35:34:96:6E</c> however it was written.</summary>
[JsonConverter(typeof(TextValueJson<MacAddress>))]
public readonly record struct MacAddress : ITextValue<MacAddress>
{
    private const int Digits = 12;
    private MacAddress(string value) => Value = value;

    public string Value { get; }

    public static MacAddress Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is no MAC address.");

    public static bool TryParse(string? text, out MacAddress value)
    {
        value = default;
        Span<char> digits = stackalloc char[Digits];
        var count = 0;
        foreach (var c in text.AsSpan().Trim())
        {
            if (char.IsAsciiHexDigit(c) && count < Digits)
            {
                digits[count++] = char.ToUpperInvariant(c);
            }
            else if (c is not (':' or '-' or '.' or ' '))
            {
                return false;
            }
            else
            {
                // Separators carry no meaning; their place differs by maker (C41B.3534.966E).
            }
        }
        if (count != Digits)
        {
            return false;
        }
        Span<char> written = stackalloc char[17];
        for (var i = 0; i < 6; i++)
        {
            written[i * 3] = digits[i * 2];
            written[(i * 3) + 1] = digits[(i * 2) + 1];
            if (i < 5)
            {
                written[(i * 3) + 2] = ':';
            }
        }
        // Most lists write it so already, and long ones need not hold it twice.
        value = new MacAddress(written.SequenceEqual(text) ? text! : written.ToString());
        return true;
    }

    public override string ToString() => Value;
}

/// <summary>An amount in euro with cents, gross unless a field says otherwise. On the wire a number with two decimals.</summary>
[JsonConverter(typeof(EuroJson))]
public readonly record struct Euro(decimal Amount) : IComparable<Euro>
{
    /// <summary>No single device or contract of a Kreis costs more; a larger number is a slipped decimal sign.</summary>
    public const decimal Largest = 100_000_000m;

    public static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    public int CompareTo(Euro other) => Amount.CompareTo(other.Amount);

    public static bool operator <(Euro left, Euro right) => left.Amount < right.Amount;

    public static bool operator >(Euro left, Euro right) => left.Amount > right.Amount;

    public static bool operator <=(Euro left, Euro right) => left.Amount <= right.Amount;

    public static bool operator >=(Euro left, Euro right) => left.Amount >= right.Amount;

    /// <summary>As written in Germany: <c>1.299,00 €</c>.</summary>
    public override string ToString() => string.Create(German, $"{Amount:N2} €");
}

public sealed class EuroJson : JsonConverter<Euro>
{
    public override Euro Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Euro value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Amount);
}

/// <summary>Room numbers are compared without case, spaces and signs: <c>R 1.33</c> and <c>r1.33</c> are one room.</summary>
public static class RoomNumbers
{
    public static string Normal(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        var normal = new StringBuilder(number.Length);
        foreach (var c in number)
        {
            if (char.IsLetterOrDigit(c) || c is '.')
            {
                normal.Append(char.ToUpperInvariant(c));
            }
            else if (!char.IsWhiteSpace(c) && normal.Length > 0 && normal[^1] != '-')
            {
                normal.Append('-');
            }
            else
            {
                // A space says nothing, and two signs in a row say no more than one.
            }
        }
        return normal.Length == 0 ? "-" : normal.ToString().TrimEnd('-') is { Length: > 0 } kept ? kept : "-";
    }
}
