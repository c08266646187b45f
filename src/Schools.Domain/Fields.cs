namespace Schools.Domain;

/// <summary>One descriptive field of an aggregate: its wire name, its German label, how to read and to set it.</summary>
public sealed record Field<TDetails>(string Name, string German, Func<TDetails, object?> Get, Func<TDetails, object?, TDetails> Set);

/// <summary>A field whose value differs, as text for people.</summary>
public sealed record FieldChange(string Field, string German, string? From, string? To);

/// <summary>
/// All fields of one kind of details. Everything that compares, merges, shows or imports details goes through this table,
/// so a new field is one line here and reaches import, history and pages.
/// </summary>
/// <typeparam name="TDetails">A record whose properties are all nullable: null means "not stated".</typeparam>
public sealed class FieldTable<TDetails>(TDetails empty, params IReadOnlyList<Field<TDetails>> fields)
    where TDetails : class
{
    private readonly Dictionary<string, Field<TDetails>> byName = fields.ToDictionary(f => f.Name, StringComparer.Ordinal);

    public IReadOnlyList<Field<TDetails>> All => fields;

    public Field<TDetails> this[string name] => byName[name];

    public bool Knows(string name) => byName.ContainsKey(name);

    /// <summary>What <paramref name="given"/> states and <paramref name="current"/> does not hold yet; null when that is nothing.</summary>
    public TDetails? Differing(TDetails current, TDetails given)
    {
        TDetails? differing = null;
        foreach (var field in fields)
        {
            if (field.Get(given) is { } value && !value.Equals(field.Get(current)))
            {
                differing = field.Set(differing ?? empty, value);
            }
        }
        return differing;
    }

    /// <summary>The fields of <paramref name="names"/> that hold something now.</summary>
    public IReadOnlyList<string> Filled(TDetails current, IReadOnlyList<string> names) =>
        names.Count == 0 ? names : [.. names.Where(name => byName.TryGetValue(name, out var field) && field.Get(current) is not null)];

    /// <summary>Sets what is given, then clears what is named.</summary>
    public TDetails Merge(TDetails current, TDetails given, IReadOnlyList<string> cleared)
    {
        var merged = current;
        foreach (var field in fields)
        {
            if (field.Get(given) is { } value)
            {
                merged = field.Set(merged, value);
            }
        }
        return cleared.Aggregate(merged, (details, name) => byName.TryGetValue(name, out var field) ? field.Set(details, null) : details);
    }

    /// <summary>Old and new text of each field that differs, in the order of the table.</summary>
    public IReadOnlyList<FieldChange> Changes(TDetails? before, TDetails? after)
    {
        List<FieldChange> changes = [];
        foreach (var field in fields)
        {
            var (from, to) = (before is null ? null : field.Get(before), after is null ? null : field.Get(after));
            if (!Equals(from, to))
            {
                changes.Add(new FieldChange(field.Name, field.German, FieldText.Shown(from), FieldText.Shown(to)));
            }
        }
        return changes;
    }
}

public static class FieldText
{
    /// <summary>A value as German text.</summary>
    public static string? Shown(object? value) => value switch
    {
        null => null,
        string text => text,
        DateOnly day => day.ToString("dd.MM.yyyy", Euro.German),
        bool yes => yes ? "Ja" : "Nein",
        Enum word => Labels.German(word),
        IFormattable number => number.ToString(null, Euro.German),
        _ => value.ToString(),
    };
}
