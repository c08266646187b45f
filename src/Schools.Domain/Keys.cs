using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>The tenant, a Schulträger: a short lower-case name such as <c>rkn</c>.</summary>
[JsonConverter(typeof(TextValueJson<AuthorityKey>))]
public readonly record struct AuthorityKey : ITextValue<AuthorityKey>
{
    private AuthorityKey(string value) => Value = value;

    public string Value { get; }

    public static AuthorityKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"'{text}' is no key of an authority: use 2-32 of a-z, 0-9 and -.");

    public static bool TryParse(string? text, out AuthorityKey value)
    {
        value = default;
        if (text is not { Length: >= 2 and <= 32 } || !text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            return false;
        }
        value = new AuthorityKey(text);
        return true;
    }

    public override string ToString() => Value;
}

/// <summary>
/// A school by the number its Land gave it, with the Land before it: <c>DE-NW-172686</c>, the form of Schulconnex and VIDIS.
/// The number stays text: <c>04154817</c> (BW) and <c>02K10</c> (BE) are school numbers too.
/// </summary>
[JsonConverter(typeof(TextValueJson<SchoolKey>))]
public readonly record struct SchoolKey : ITextValue<SchoolKey>
{
    private const int LandEnds = 6; // "DE-NW-"
    private SchoolKey(string value) => Value = value;

    public string Value { get; }

    /// <summary>The Land as in ISO 3166-2 without the country: <c>NW</c>.</summary>
    public string Land => Value[3..5];

    public string Number => Value[LandEnds..];

    public static SchoolKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"'{text}' is no key of a school such as DE-NW-172686.");

    /// <summary>Joins a Land and a number of that Land; false when the number is no school number.</summary>
    public static bool TryOf(string land, string number, out SchoolKey value) => TryParse($"DE-{land}-{number}", out value);

    /// <summary>People and programs name a school by its key or by its number alone.</summary>
    public bool IsNamed(string keyOrNumber) => Value == keyOrNumber || Number == keyOrNumber;

    public static bool TryParse(string? text, out SchoolKey value)
    {
        value = default;
        if (text is not { Length: > LandEnds and <= 24 } || !text.StartsWith("DE-", StringComparison.Ordinal) || text[5] != '-'
            || !char.IsAsciiLetterUpper(text[3]) || !char.IsAsciiLetterUpper(text[4])
            || !text.AsSpan(LandEnds).ContainsOnlyKeyCharacters())
        {
            return false;
        }
        value = new SchoolKey(text);
        return true;
    }

    public override string ToString() => Value;
}

/// <summary>
/// A room inside its school: <c>DE-NW-172686/R1.33</c>, or with its building <c>DE-NW-172686/B:R1.33</c>.
/// The key stays when the room is renamed.
/// </summary>
[JsonConverter(typeof(TextValueJson<RoomKey>))]
public readonly record struct RoomKey : ITextValue<RoomKey>
{
    private RoomKey(string value) => Value = value;

    public string Value { get; }

    public SchoolKey School => SchoolKey.Parse(Value[..Value.IndexOf('/', StringComparison.Ordinal)]);

    /// <summary>The room among those of its school: <c>C:9.99</c>.</summary>
    public string InSchool => Value[(Value.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>
    /// The key a room of this number gets when it is opened. Two numbers that differ in signs only are told apart by
    /// <paramref name="attempt"/>.
    /// </summary>
    public static RoomKey For(SchoolKey school, string? building, string number, int attempt = 0)
    {
        var key = new StringBuilder(school.Value).Append('/');
        if (!string.IsNullOrWhiteSpace(building))
        {
            key.Append(RoomNumbers.Normal(building)).Append(':');
        }
        key.Append(RoomNumbers.Normal(number));
        return new RoomKey(attempt == 0 ? key.ToString() : key.Append('~').Append(attempt + 1).ToString());
    }

    public static bool TryParse(string? text, out RoomKey value)
    {
        value = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash < 0 || text!.Length is > 120 || slash == text.Length - 1 || !SchoolKey.TryParse(text[..slash], out _))
        {
            return false;
        }
        value = new RoomKey(text);
        return true;
    }

    public override string ToString() => Value;
}

/// <summary>
/// A device. The key is derived from what first identified it, so that one file imported twice at the same moment makes one device.
/// </summary>
[JsonConverter(typeof(TextValueJson<DeviceKey>))]
public readonly record struct DeviceKey : ITextValue<DeviceKey>
{
    private const char Kind = 'd';
    private DeviceKey(string value) => Value = value;

    public string Value { get; }

    /// <param name="identity">What names the device, with its kind before it: <c>serial:C4T9…</c>, <c>inventory:RKN-0001</c>.</param>
    /// <param name="attempt">Counts up while the key belongs to another device, whose serial number was corrected since.</param>
    public static DeviceKey For(AuthorityKey authority, string identity, int attempt = 0) =>
        new(HashedKeys.Text(Kind, $"{authority.Value}\n{identity}\n{attempt}"));

    public static bool TryParse(string? text, out DeviceKey value)
    {
        value = default;
        if (!HashedKeys.Is(Kind, text))
        {
            return false;
        }
        value = new DeviceKey(text!);
        return true;
    }

    public override string ToString() => Value;
}

/// <summary>Keys derived from what names a thing: a letter for its kind, then a hash that can be read aloud.</summary>
internal static class HashedKeys
{
    private const int Letters = 20; // 100 bits of a SHA-256: no two devices of a Land meet by chance
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    public static string Text(char kind, string identity)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(identity));
        Span<char> text = stackalloc char[Letters + 2];
        text[0] = kind;
        text[1] = '-';
        for (var i = 0; i < Letters; i++)
        {
            var bit = i * 5;
            var pair = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            text[i + 2] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }
        return text.ToString();
    }

    public static bool Is(char kind, string? text) =>
        text is { Length: Letters + 2 } && text[0] == kind && text[1] == '-' && !text.AsSpan(2).ContainsAnyExcept(Allowed);
}

internal static class KeyCharacters
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static bool ContainsOnlyKeyCharacters(this ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Allowed);
}
