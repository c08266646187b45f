using System.Globalization;
using System.Text;

namespace Schools.Import;

/// <summary>A new word that is probably a known one, written otherwise.</summary>
public sealed record AlikeWord(string New, string Known);

/// <summary>Whether two names may mean the same: for "did you mean", never to decide.</summary>
public static class Likeness
{
    /// <summary>Below this length one letter makes another word: HP is not HB.</summary>
    private const int ShortestForOneSlip = 4, ShortestForTwoSlips = 8;

    private const int MostSlips = 2;

    private static readonly string[] RoomWords = ["KLASSENRAUM", "RAUM", "ZIMMER", "ZI", "R"];

    /// <summary>Makers and models: case, spaces, accents, one or two slips. No digit is a slip: iPad 9 is not iPad 10.</summary>
    public static bool OfWords(string one, string other)
    {
        var (a, b) = (Bare(one), Bare(other));
        return a.Length > 0 && b.Length > 0 && (a == b || (Digits(a) == Digits(b) && AreSlips(a, b)));
    }

    /// <summary>Rooms: <c>R 101</c>, <c>R101</c>, <c>1.01</c> and <c>Raum 101</c> are alike; 101 and 102 are not.</summary>
    public static bool OfRooms(string one, string other) => RoomForm(one) is { Length: > 0 } form && form == RoomForm(other);

    /// <summary>What alike rooms have in common.</summary>
    internal static string RoomForm(string number)
    {
        var bare = Bare(number);
        foreach (var word in RoomWords)
        {
            if (bare.Length > word.Length && bare.StartsWith(word, StringComparison.Ordinal) && char.IsAsciiDigit(bare[word.Length]))
            {
                bare = bare[word.Length..];
                break;
            }
        }
        return bare.TrimStart('0');
    }

    /// <summary>The known word that each new one may mean, where there is one; rather the same letters than a slip.</summary>
    internal static List<AlikeWord> Alike(IReadOnlyCollection<string> fresh, IReadOnlyCollection<string> known)
    {
        List<AlikeWord> alike = [];
        if (fresh.Count == 0)
            return alike;
        Dictionary<string, string> byBare = new(StringComparer.Ordinal);
        foreach (var word in known)
            byBare.TryAdd(Bare(word), word);
        byBare.Remove("");
        var byShape = byBare.ToLookup(word => (Digits(word.Key), word.Key.Length));
        foreach (var word in fresh)
        {
            var bare = Bare(word);
            if (byBare.GetValueOrDefault(bare) is { } same)
                alike.Add(new AlikeWord(word, same));
            else if (Slip(bare) is { } meant)
                alike.Add(new AlikeWord(word, meant));
        }
        return alike;

        string? Slip(string bare)
        {
            var digits = Digits(bare);
            return Enumerable.Range(bare.Length - MostSlips, (2 * MostSlips) + 1)
                .SelectMany(length => byShape[(digits, length)])
                .Where(other => AreSlips(bare, other.Key))
                .Select(other => other.Value)
                .Min(StringComparer.Ordinal);
        }
    }

    /// <summary>Letters and digits alone, in upper case and without accents.</summary>
    private static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                bare.Append(char.ToUpperInvariant(c));
        }
        return bare.ToString();
    }

    /// <summary>Whether one is the other but for as many slips as words of this length may have.</summary>
    private static bool AreSlips(string a, string b)
    {
        var shorter = Math.Min(a.Length, b.Length);
        var slips = shorter >= ShortestForTwoSlips ? MostSlips : shorter >= ShortestForOneSlip ? 1 : 0;
        return slips > 0 && Math.Abs(a.Length - b.Length) <= slips && Distance(a, b) <= slips;
    }

    private static string Digits(string bare) => string.Concat(bare.Where(char.IsDigit));

    /// <summary>Letters to add, leave out, replace or swap with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last, row) = (last, row, before);
        }
        return last[b.Length];
    }
}
