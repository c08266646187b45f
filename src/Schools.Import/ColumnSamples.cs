using System.Text.RegularExpressions;

namespace Schools.Import;

/// <summary>What stands in a column, for a person who maps it.</summary>
/// <param name="Column">1-based.</param>
/// <param name="Values">Up to two different short values; empty where one might name a person.</param>
/// <param name="Words">The different words of a column that states a kind or state, in their order; null for other columns.</param>
public sealed record ColumnSample(int Column, IReadOnlyList<string> Values, IReadOnlyList<string>? Words = null);

/// <summary>
/// Picks samples that are kept with a plan. Of columns that are not read only what cannot be a person is kept: an unknown column may hold
/// names under any heading, and when in doubt there is no sample.
/// </summary>
internal static partial class ColumnSamples
{
    private const int MostValues = 2, MostWords = 50;

    /// <summary>Parts of normalised names of columns about people, or about what belongs to one.</summary>
    private static readonly string[] PersonWords =
    [
        "name", "person", "schueler", "lehr", "eltern", "kind", "nutzer", "user", "mail", "owner", "besitz", "inhaber", "leih",
        "ausgegeben", "mitarbeit", "anwender", "kontakt", "contact", "ansprech", "verantwort", "zustaendig", "betreu", "leitung",
        "telefon", "phone", "mobil", "handy", "geb", "birth", "strasse", "anschrift", "adresse", "address", "wohn", "klasse",
        "class", "kunde", "customer", "empfaenger", "bemerk", "notiz", "note", "anmerk", "kommentar", "comment", "hinweis",
        "konto", "iban", "passw", "pin", "code",
    ];

    /// <summary>How normalised names of columns end that state a kind or a state.</summary>
    private static readonly string[] StateWords =
        ["status", "stand", "zustand", "kategorie", "category", "typ", "type", "art", "verfuegbar", "condition", "state", "eigentum"];

    public static List<ColumnSample> Of(IReadOnlyList<ColumnUse> columns, IReadOnlyList<string[]> rows) =>
    [
        .. columns.Where(column => column.Header.Length > 0 && column.Role is not (ColumnRole.Dropped or ColumnRole.Own))
            .Select(column => column.Role == ColumnRole.Mapped ? OfRead(column, rows) : OfUnread(column, rows))
            .Where(sample => sample.Values.Count > 0 || sample.Words is not null),
    ];

    /// <summary>What is read is kept anyway; a remark may say anything and shows nothing of its column.</summary>
    private static ColumnSample OfRead(ColumnUse column, IReadOnlyList<string[]> rows)
    {
        var cells = rows.Select(row => row[column.Column - 1]);
        if (ProfileFields.Words(column.Field!).Count > 0)
        {
            var words = Words(cells);
            return new ColumnSample(column.Column, [.. words.Take(MostValues)], words);
        }
        return new ColumnSample(column.Column, column.Field == "remark" ? [] : Values(cells));
    }

    private static ColumnSample OfUnread(ColumnUse column, IReadOnlyList<string[]> rows)
    {
        var name = HeaderName.Normalise(column.Header);
        var cells = rows.Take(ImportLimits.SampleRows).Select(row => row[column.Column - 1])
            .Where(cell => !CellText.IsEmpty(cell)).ToList();
        if (PersonWords.Any(name.Contains) || cells.Exists(IsPersonLike))
            return new ColumnSample(column.Column, []);
        if (StateWords.Any(word => name.EndsWith(word, StringComparison.Ordinal)) && Words(cells) is { Count: > 0 and < MostWords } words)
            return new ColumnSample(column.Column, [.. words.Take(MostValues)], words);
        return new ColumnSample(column.Column, cells.TrueForAll(IsNoName) ? Values(cells) : []);
    }

    /// <summary>A mail address, or words side by side with capitals, as names have: <c>Müller, Anna</c>, <c>Frau Kaya</c>.</summary>
    private static bool IsPersonLike(string cell) => cell.Contains('@', StringComparison.Ordinal) || NameForm().IsMatch(cell);

    /// <summary>A number of its own with a digit: no name has one. A day may be a birthday.</summary>
    private static bool IsNoName(string cell) =>
        cell.Any(char.IsAsciiDigit) && cell.Length <= ImportLimits.ShownValueCharacters
        && !CellDate.Parse(cell, serialNumbers: false).HasValue;

    private static List<string> Values(IEnumerable<string> cells) =>
    [
        .. cells.Distinct(StringComparer.Ordinal).Where(cell => !CellText.IsEmpty(cell)).Select(HeaderName.OneLine)
            .Distinct(StringComparer.Ordinal).Take(MostValues)
            .Select(cell => cell[..Math.Min(cell.Length, ImportLimits.ShownValueCharacters)]),
    ];

    private static List<string> Words(IEnumerable<string> cells)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        List<string> words = [];
        foreach (var cell in cells.Distinct(StringComparer.Ordinal))
        {
            if (CellText.IsEmpty(cell) || cell.Length > ImportLimits.ShownValueCharacters)
                continue;
            var word = HeaderName.OneLine(cell);
            if (seen.Add(word))
                words.Add(word);
            if (words.Count == MostWords)
                break;
        }
        return words;
    }

    [GeneratedRegex(@"\b\p{Lu}\p{Ll}+(-\p{Lu}\p{Ll}+)?,?\s+(von\s|van\s|de\s)?\p{Lu}(\p{Ll}+|\.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameForm();
}
