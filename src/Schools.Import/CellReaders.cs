using Schools.Domain;

namespace Schools.Import;

/// <summary>What a cell says: the value of its field or null, and what is to be said about it.</summary>
/// <param name="Reading">Fills <c>{reading}</c> of the issue's text.</param>
/// <param name="Expected">Fills <c>{expected}</c>.</param>
internal readonly record struct ReadCell(object? Value, ImportCode? Issue = null, string? Reading = null, string? Expected = null)
{
    public static ReadCell Of<T>(CellValue<T> cell) => new(cell.HasValue ? cell.Value : null, cell.Issue, cell.Reading);
}

/// <summary>Cells as values of the domain. Never a default: what cannot be read is an issue.</summary>
internal static class CellReaders
{
    public delegate bool TryParse<T>(string? text, out T value);

    public static ReadCell Text(string cell) => CellText.IsEmpty(cell) ? default : new(cell);

    /// <summary>Text for one line of a list; line breaks in such cells come from narrow columns.</summary>
    public static ReadCell Line(string cell) => CellText.IsEmpty(cell) ? default
        : new(cell.AsSpan().ContainsAny('\r', '\n') ? HeaderName.OneLine(cell) : cell);

    public static ReadCell Date(string cell, SlashDates slashes) => ReadCell.Of(CellDate.Parse(cell, slashes));

    public static ReadCell YesNo(string cell) => ReadCell.Of(CellText.YesNo(cell));

    /// <summary>
    /// A word by which an MDM says yes or no. It only adds to what is known of a device, so an unknown one keeps no row out.
    /// </summary>
    /// <param name="words">The words of the system under <c>yes</c> and <c>no</c>.</param>
    public static Func<string, ReadCell> MdmFlag(Dictionary<string, string[]> words)
    {
        var flags = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var (meaning, aliases) in words)
        {
            foreach (var alias in aliases)
                flags[alias] = meaning == "yes";
        }
        var expected = string.Join(", ", flags.Keys);
        return cell => CellText.IsEmpty(cell) ? default
            : flags.TryGetValue(HeaderName.OneLine(cell), out var flag) ? new(flag)
            : new(null, PlanIssues.UnknownMdmWord, Expected: expected);
    }

    public static ReadCell Number(string cell, int length) => ReadCell.Of(CellText.Identifier(cell, length));

    public static ReadCell Mac(string cell) => ReadCell.Of(CellText.HardwareAddress(cell));

    public static ReadCell Price(string cell, NumberStyle style)
    {
        var number = CellNumber.Parse(cell, style);
        return new(number.HasValue ? new Euro(number.Value) : null, number.Issue, number.Reading);
    }

    /// <summary>A number of people or things: <c>1.360</c> can only be thousands.</summary>
    public static ReadCell Count(string cell)
    {
        var number = CellNumber.Parse(cell, NumberStyle.German);
        if (!number.HasValue)
            return new(null, number.Issue);
        return decimal.Truncate(number.Value) == number.Value && number.Value is >= 0 and <= int.MaxValue
            ? new((int)number.Value)
            : new(null, ImportIssues.InvalidNumber);
    }

    /// <summary>A code that some files write as its word.</summary>
    public static Func<string, ReadCell> Code(Dictionary<string, string[]>? words, int length)
    {
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (code, aliases) in words ?? [])
        {
            foreach (var alias in aliases)
                codes[alias] = code;
        }
        return cell => codes.TryGetValue(cell, out var code) ? new(code) : Number(cell, length);
    }

    public static ReadCell Word(string cell, Dictionary<string, object> words, string expected)
    {
        if (CellText.IsEmpty(cell))
            return default;
        return words.TryGetValue(HeaderName.OneLine(cell), out var value)
            ? new(value)
            : new(null, ImportIssues.UnknownWord, Expected: expected);
    }

    /// <summary>A number by which grains are found: a damaged one would find another grain or make a new one, so it is an error.</summary>
    public static ReadCell Key<T>(string cell, TryParse<T> parse, int longest)
        where T : struct
    {
        var text = KeyText(cell);
        return text.Value is not string value ? text
            : parse(value, out var key) ? new(key)
            : new(null, ImportIssues.InvalidIdentifier, Expected: $"bis zu {longest} Zeichen");
    }

    public static ReadCell DeviceKey(string cell) => CellText.IsEmpty(cell) ? default
        : Domain.DeviceKey.TryParse(cell, out var key) ? new(key)
        : new(null, ImportIssues.InvalidIdentifier, Expected: "den Schlüssel so, wie der Export ihn nennt,");

    public static ReadCell KeyText(string cell)
    {
        if (ColumnContents.IsAddress(cell))
            return new(null, ImportIssues.AddressAsKey);
        var text = CellText.Identifier(cell);
        return text.Issue is { Severity: IssueSeverity.Warning }
            ? new(null, ImportIssues.DamagedKey, text.Reading)
            : ReadCell.Of(text);
    }

    /// <summary>The number of a school of <paramref name="land"/>, or a whole key such as <c>DE-NW-172686</c>.</summary>
    public static ReadCell SchoolNumber(string cell, string land)
    {
        const int NrwDigits = 6, BadenWuerttembergDigits = 8;
        // jedeschule.de writes NW-172686.
        if (SchoolKey.TryParse(cell, out var whole) || (cell is [_, _, '-', ..] && SchoolKey.TryParse($"DE-{cell}", out whole)))
            return new(whole);
        var number = CellText.Identifier(cell, land switch { "NW" => NrwDigits, "BW" => BadenWuerttembergDigits, _ => 0 });
        return number.Issue is { Severity: IssueSeverity.Warning } ? new(null, ImportIssues.DamagedKey, number.Reading)
            : !number.HasValue ? new(null, number.Issue)
            : SchoolKey.TryOf(land, number.Value!, out var key) ? new(key)
            : new(null, ImportIssues.InvalidIdentifier, Expected: "eine Schulnummer");
    }
}
