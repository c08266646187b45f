using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>
/// A licence contract. The key is derived from what the contract was entered with, so that a form sent twice makes one licence.
/// </summary>
[JsonConverter(typeof(TextValueJson<LicenceKey>))]
public readonly record struct LicenceKey : ITextValue<LicenceKey>
{
    private const char Kind = 'l';

    private LicenceKey(string value) => Value = value;

    public string Value { get; }

    public static LicenceKey For(AuthorityKey authority, LicenceTerms terms) => new(HashedKeys.Text(
        Kind,
        string.Join(
            '\n', authority.Value, "licence", Normal(terms.Product), Normal(terms.Vendor), Normal(terms.ContractNumber),
            $"{terms.From:O}")));

    public static bool TryParse(string? text, out LicenceKey value)
    {
        value = default;
        if (!HashedKeys.Is(Kind, text))
        {
            return false;
        }
        value = new LicenceKey(text!);
        return true;
    }

    public override string ToString() => Value;

    private static string? Normal(string? text) => text?.Trim().ToUpperInvariant();
}
