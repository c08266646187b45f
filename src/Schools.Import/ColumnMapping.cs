namespace Schools.Import;

/// <summary>Which profile a header row fits, and what each of its columns is for.</summary>
/// <param name="Warnings">Columns that hold something else than their name says.</param>
internal sealed record ColumnMapping(
    ImportProfile Profile, int Confidence, IReadOnlyList<ColumnUse> Columns, IReadOnlyList<RowIssue> Warnings)
{
    /// <summary>Written at the end of corrected rows for people; a file that comes back is read without them.</summary>
    public const string LineHeader = "Zeile", ReasonHeader = "Grund";

    public static Outcome<ColumnMapping> Of(RawTable table, ReadOptions options)
    {
        var names = table.Headers.Select(header => HeaderName.Normalise(header.Name)).ToArray();
        foreach (var (name, header) in names.Zip(table.Headers))
        {
            if (PersonalColumns.Instance.RefusedNames.TryGetValue(name, out var reason))
                return ImportIssues.SensitiveColumn.Refuse(table.Dialect.HeaderLine, ("column", header.Name), ("value", reason));
        }
        var shifted = ColumnContents.Shifted(table, names);
        var fingerprint = HeaderFingerprint.Of(names.Where((_, index) => !IsOwn(table, index)));
        var profile = options.Profile is { } wanted
            ? ProfileRecognition.Named(wanted, names, table, options)
            : ProfileRecognition.Saved(fingerprint, names, table, options) ?? ProfileRecognition.Choose(names, shifted.Keys, table);
        return profile.Refusal is { } refusal ? refusal : Map(profile.Required, table, names, shifted);
    }

    internal static ColumnMapping Map(
        ImportProfile profile, RawTable table, string[] names, IReadOnlyDictionary<int, Foreign> shifted)
    {
        // Of several columns for one field the one with the better alias is read, then the first.
        var best = names.Select((name, index) => (Index: index, Alias: profile.Aliases.GetValueOrDefault(name)))
            .Where(column => column.Alias.Field is not null)
            .GroupBy(column => column.Alias.Field, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderBy(column => column.Alias.Rank).First().Index, StringComparer.Ordinal);
        var columns = table.Headers.Select((header, index) =>
        {
            var name = names[index];
            var field = profile.Aliases.GetValueOrDefault(name).Field;
            var role = field is not null ? best[field] == index ? ColumnRole.Mapped : ColumnRole.Ignored
                : IsOwn(table, index) ? ColumnRole.Own
                : PersonalColumns.Instance.DroppedNames.Contains(name) ? ColumnRole.Dropped
                : profile.IgnoredNames.Contains(name) ? ColumnRole.Ignored
                : ColumnRole.Unknown;
            return new ColumnUse(header.Column, header.Name, role, field, field is null ? null : FieldKinds.German(profile.Target, field));
        }).ToList();
        var named = columns.Where(column => column.Header.Length > 0 && column.Role != ColumnRole.Own).ToList();
        var known = named.Count(column => column.Role != ColumnRole.Unknown && !shifted.ContainsKey(column.Column));
        var warnings = columns.Where(column => column.Role == ColumnRole.Mapped && shifted.ContainsKey(column.Column))
            .Select(column => shifted[column.Column].Warning(table.Dialect.HeaderLine, column));
        return new ColumnMapping(profile, known * 100 / Math.Max(named.Count, 1), columns, [.. warnings]);
    }

    /// <summary>One of the two columns this program adds to corrected rows, side by side; one alone is a column like any other.</summary>
    private static bool IsOwn(RawTable table, int index) => table.Headers[index].Name switch
    {
        LineHeader => index + 1 < table.Headers.Length && table.Headers[index + 1].Name == ReasonHeader,
        ReasonHeader => index > 0 && table.Headers[index - 1].Name == LineHeader,
        _ => false,
    };
}
