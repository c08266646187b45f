namespace Schools.Import;

/// <summary>
/// Which profile a header fits: one saved for it, else by the columns only one system has, else by what the general lists know.
/// Never a guess.
/// </summary>
internal static class ProfileRecognition
{
    /// <summary>
    /// The profile a user names: his school's, else the authority's, else the one school's that has it, else the program's.
    /// </summary>
    public static Outcome<ImportProfile> Named(string name, string[] names, RawTable table, ReadOptions options)
    {
        var saved = (options.Saved ?? []).Where(profile => profile.Name == name).ToList();
        var meant = saved.Find(profile => options.School is not null && profile.Saved?.Of == options.School)
            ?? saved.Find(profile => profile.Saved?.Of is null);
        if (meant is null && saved.Count > 1)
        {
            return PlanIssues.ProfileOfSeveralSchools.Refuse(null, ("value", name),
                ("expected", string.Join(", ", saved.Select(profile => profile.Saved!.Of!.Value.Value))));
        }
        meant ??= saved.FirstOrDefault() ?? ImportProfile.Find(name);
        return meant is null
            ? ImportIssues.UnknownProfile.Refuse(null, ("value", name),
                ("expected", Names((options.Saved ?? []).Concat(ImportProfile.All))))
            : Refuse(meant, names, table) is { } refusal ? refusal : meant;
    }

    /// <summary>
    /// The saved profile of exactly this header row: of the school that is chosen, else of the authority. Another school's never, for it
    /// may name that school for rows that name none.
    /// </summary>
    public static Outcome<ImportProfile>? Saved(string? fingerprint, string[] names, RawTable table, ReadOptions options)
    {
        var fitting = (options.Saved ?? [])
            .Where(profile => fingerprint is not null && profile.Fingerprint == fingerprint
                && (profile.Saved?.Of is not { } of || of == options.School))
            .Select(profile => (profile, profile.Saved?.Of is null ? 0 : 1)).OrderByDescending(match => match.Item2).ToList();
        return fitting.Count == 0 ? (Outcome<ImportProfile>?)null : Best(fitting, names, table);
    }

    /// <param name="names">The normalised names of the columns.</param>
    /// <param name="shifted">1-based columns that do not hold what their name says; they speak for no profile.</param>
    public static Outcome<ImportProfile> Choose(string[] names, IEnumerable<int> shifted, RawTable table)
    {
        var trusted = names.Where((_, index) => !shifted.Contains(index + 1)).ToArray();
        var systems = ImportProfile.All
            .Where(profile => profile.SignatureNames.Any(signature => signature.All(name => names.Contains(name, StringComparer.Ordinal))))
            .Select(profile => (Profile: profile, Count: trusted.Count(profile.Knows)))
            .OrderByDescending(match => match.Count).ToList();
        if (systems.Count > 0)
            return Best(systems, names, table);
        var known = ImportProfile.All.Where(profile => profile.Signatures is null)
            .Select(profile => (Profile: profile, Count: trusted.Count(profile.Aliases.ContainsKey)))
            .Where(match => match.Count > 0).OrderByDescending(match => match.Count).ToList();
        if (known.Count == 0)
        {
            var shown = string.Join(", ", table.Headers.Where(header => header.Name.Length > 0).Select(header => header.Name));
            return WithHint(ImportIssues.UnknownColumns.Refuse(table.Dialect.HeaderLine, ("value", shown)), table);
        }
        var complete = known.Where(match => Missing(match.Profile, names).Count == 0).ToList();
        return Best(complete.Count == 0 ? known[..1] : complete, names, table);
    }

    private static Outcome<ImportProfile> Best(List<(ImportProfile Profile, int Count)> matches, string[] names, RawTable table)
    {
        var equal = matches.TakeWhile(match => match.Count == matches[0].Count).Select(match => match.Profile).ToList();
        return equal.Count > 1
            ? ImportIssues.SeveralProfiles.Refuse(table.Dialect.HeaderLine,
                ("expected", string.Join(", ", equal.Select(profile => $"{profile.Name} ({profile.Title})"))))
            : Refuse(equal[0], names, table) is { } refusal ? refusal : equal[0];
    }

    private static FileRefusal? Refuse(ImportProfile profile, string[] names, RawTable table) =>
        profile.Refused is { } what
            ? ImportIssues.RefusedKind.Refuse(table.Dialect.HeaderLine, ("value", profile.Title), ("expected", what))
        : Missing(profile, names) is { Count: > 0 } missing
            ? WithHint((missing.Count == 1 ? ImportIssues.MissingColumn : ImportIssues.MissingColumns).Refuse(
                table.Dialect.HeaderLine, ("value", profile.Title), ("expected", string.Join(", ", missing))), table)
        : null;

    /// <summary>A column that is not recognised because its umlauts are damaged is told with the probable cause.</summary>
    private static FileRefusal WithHint(FileRefusal refusal, RawTable table) =>
        table.Headers.Any(header => RawTable.IsDamaged(header.Name) || header.Name.Contains('Ã', StringComparison.Ordinal))
            ? refusal with { Message = refusal.Message + PlanIssues.EncodingHint }
            : refusal;

    private static string Names(IEnumerable<ImportProfile> profiles) => string.Join(", ", profiles.Select(profile => profile.Name));

    /// <summary>The German names of required columns that the header lacks.</summary>
    internal static List<string> Missing(ImportProfile profile, string[] names)
    {
        var fields = names.Where(profile.Aliases.ContainsKey).Select(name => profile.Aliases[name].Field).ToHashSet(StringComparer.Ordinal);
        return [.. from required in profile.Required
                   let alternatives = required.Split('|')
                   where !alternatives.Any(fields.Contains)
                   select string.Join(" oder ", alternatives.Select(field => FieldKinds.German(profile.Target, field)))];
    }
}
