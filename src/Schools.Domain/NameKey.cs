using System.Text;

namespace Schools.Domain;

/// <summary>A name as a part of keys and addresses: <c>tablets-klasse-7</c>.</summary>
public static class NameKey
{
    /// <summary>The name in a-z, 0-9 and hyphens, cut to a length; null without a letter or digit.</summary>
    public static string? Of(string? name, int longest)
    {
        var key = new StringBuilder();
        foreach (var c in (name ?? "").ToLowerInvariant())
        {
            var written = c switch
            {
                'ä' => "ae",
                'ö' => "oe",
                'ü' => "ue",
                'ß' => "ss",
                _ when char.IsAsciiLetterOrDigit(c) => c.ToString(),
                _ => key.Length > 0 && key[^1] != '-' ? "-" : "",
            };
            key.Append(written);
        }
        var word = key.ToString(0, Math.Min(key.Length, longest)).TrimEnd('-');
        return word.Length == 0 ? null : word;
    }
}
