namespace Schools.Import;

/// <summary>Which profile a header row fits, and what each of its columns is for.</summary>
internal sealed record ColumnMapping(ImportProfile Profile, int Confidence, IReadOnlyList<ColumnUse> Columns)
{
    /// <summary>Written at the end of corrected rows for people; a file that comes back is read without them.</summary>
    public const string LineHeader = "Zeile", ReasonHeader = "Grund";

    public static Outcome<ColumnMapping> Of(RawTable table, string? profileName)
    {
        var names = table.Headers.Select(header => HeaderName.Normalise(header.Name)).ToArray();
        foreach (var (name, header) in names.Zip(table.Headers))
        {
            if (PersonalColumns.Instance.RefusedNames.TryGetValue(name, out var reason))
                return ImportIssues.SensitiveColumn.Refuse(table.Dialect.HeaderLine, ("column", header.Name), ("value", reason));
        }
        var profile = Choose(names, table, profileName);
        return profile.Refusal is { } refusal ? refusal : Map(profile.Required, table, names);
    }

    private static Outcome<ImportProfile> Choose(string[] names, RawTable table, string? profileName)
    {
        if (profileName is not null)
        {
            return ImportProfile.Find(profileName) is not { } named
                ? ImportIssues.UnknownProfile.Refuse(null, ("value", profileName), ("expected", Names(ImportProfile.All)))
                : Missing(named, names) is { Count: > 0 } lacking ? RefuseMissing(lacking, table) : named;
        }
        var known = ImportProfile.All.Select(profile => (Profile: profile, Count: names.Count(profile.Aliases.ContainsKey)))
            .Where(match => match.Count > 0).OrderByDescending(match => match.Count).ToList();
        if (known.Count == 0)
        {
            var shown = string.Join(", ", table.Headers.Where(header => header.Name.Length > 0).Select(header => header.Name));
            return ImportIssues.UnknownColumns.Refuse(table.Dialect.HeaderLine, ("value", shown));
        }
        var complete = known.Where(match => Missing(match.Profile, names).Count == 0).ToList();
        if (complete.Count == 0)
            return RefuseMissing(Missing(known[0].Profile, names), table);
        return complete.Count > 1 && complete[0].Count == complete[1].Count
            ? ImportIssues.SeveralProfiles.Refuse(table.Dialect.HeaderLine,
                ("value", Names(complete.TakeWhile(match => match.Count == complete[0].Count).Select(match => match.Profile))))
            : complete[0].Profile;
    }

    private static string Names(IEnumerable<ImportProfile> profiles) => string.Join(", ", profiles.Select(profile => profile.Name));

    private static FileRefusal RefuseMissing(List<string> missing, RawTable table) =>
        ImportIssues.MissingColumns.Refuse(table.Dialect.HeaderLine, ("expected", string.Join(", ", missing)));

    /// <summary>The German names of required columns that the header lacks.</summary>
    private static List<string> Missing(ImportProfile profile, string[] names)
    {
        var fields = names.Where(profile.Aliases.ContainsKey).Select(name => profile.Aliases[name].Field).ToHashSet(StringComparer.Ordinal);
        return [.. from required in profile.Required
                   let alternatives = required.Split('|')
                   where !alternatives.Any(fields.Contains)
                   select string.Join(" oder ", alternatives.Select(field => FieldKinds.German(profile.Target, field)))];
    }

    internal static ColumnMapping Map(ImportProfile profile, RawTable table, string[] names)
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
        var named = names.Where((name, index) => name.Length > 0 && columns[index].Role != ColumnRole.Own).Count();
        var known = names.Count(name => profile.Knows(name) || PersonalColumns.Instance.Knows(name));
        return new ColumnMapping(profile, known * 100 / Math.Max(named, 1), columns);
    }

    /// <summary>One of the two columns this program adds to corrected rows, side by side; one alone is a column like any other.</summary>
    private static bool IsOwn(RawTable table, int index) => table.Headers[index].Name switch
    {
        LineHeader => index + 1 < table.Headers.Length && table.Headers[index + 1].Name == ReasonHeader,
        ReasonHeader => index > 0 && table.Headers[index - 1].Name == LineHeader,
        _ => false,
    };
}
