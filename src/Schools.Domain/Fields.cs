using System.Reflection;

namespace Schools.Domain;

/// <summary>
/// One descriptive field of an aggregate: its wire name and its German label, and the property of the same name behind them. Copying and
/// comparing go without boxes, for imports do it a million times.
/// </summary>
public abstract class Field<TDetails>(string name, string german)
    where TDetails : class
{
    public string Name { get; } = name;

    public string German { get; } = german;

    public abstract object? Get(TDetails details);

    public abstract bool IsStated(TDetails details);

    public abstract bool AreEqual(TDetails one, TDetails other);

    /// <summary>Sets the value of an instance that nobody else has seen yet; null clears it.</summary>
    public abstract void Put(TDetails fresh, object? value);

    internal abstract void Copy(TDetails from, TDetails fresh);

    internal static Field<TDetails> Of(string name, string german)
    {
        var property = typeof(TDetails).GetProperty(string.Concat(char.ToUpperInvariant(name[0]).ToString(), name.AsSpan(1)))
            ?? throw new InvalidOperationException($"{typeof(TDetails)} has no property for the field {name}.");
        var typed = typeof(Typed<>).MakeGenericType(typeof(TDetails), property.PropertyType);
        return (Field<TDetails>)Activator.CreateInstance(typed, name, german, property)!;
    }

    private sealed class Typed<TValue>(string name, string german, PropertyInfo property) : Field<TDetails>(name, german)
    {
        private readonly Func<TDetails, TValue> get = property.GetMethod!.CreateDelegate<Func<TDetails, TValue>>();

        // The compiler keeps init-only properties from being set later; an instance still in the making is not later.
        private readonly Action<TDetails, TValue> set = property.SetMethod!.CreateDelegate<Action<TDetails, TValue>>();

        public override object? Get(TDetails details) => get(details);

        public override bool IsStated(TDetails details) => get(details) is not null;

        public override bool AreEqual(TDetails one, TDetails other) => EqualityComparer<TValue>.Default.Equals(get(one), get(other));

        public override void Put(TDetails fresh, object? value) => set(fresh, (TValue)value!);

        internal override void Copy(TDetails from, TDetails fresh) => set(fresh, get(from));
    }
}

/// <summary>A field whose value differs, as text for people.</summary>
public sealed record FieldChange(string Field, string German, string? From, string? To);

/// <summary>
/// All fields of one kind of details. Everything that compares, merges, shows or imports details goes through this table,
/// so a new field is one line here and reaches import, history and pages.
/// </summary>
/// <typeparam name="TDetails">A record whose properties are all nullable: null means "not stated".</typeparam>
public sealed class FieldTable<TDetails>
    where TDetails : class
{
    private readonly TDetails empty;
    private readonly Func<TDetails, TDetails> copy;
    private readonly Field<TDetails>[] all;
    private readonly Dictionary<string, Field<TDetails>> byName;

    /// <param name="empty">States nothing.</param>
    /// <param name="copy">Makes an equal instance.</param>
    /// <param name="fields">Wire name and German label, in the order in which people see them.</param>
    public FieldTable(
        TDetails empty, Func<TDetails, TDetails> copy, params IReadOnlyList<(string Name, string German)> fields)
    {
        (this.empty, this.copy) = (empty, copy);
        all = [.. fields.Select(field => Field<TDetails>.Of(field.Name, field.German))];
        byName = all.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<Field<TDetails>> All => all;

    public Field<TDetails> this[string name] => byName[name];

    public bool Knows(string name) => byName.ContainsKey(name);

    /// <summary>What <paramref name="given"/> states and <paramref name="current"/> does not hold yet; null when that is nothing.</summary>
    public TDetails? Differing(TDetails current, TDetails given)
    {
        TDetails? differing = null;
        foreach (var field in all)
        {
            if (field.IsStated(given) && !field.AreEqual(given, current))
            {
                field.Copy(given, differing ??= copy(empty));
            }
        }
        return differing;
    }

    /// <summary>The fields of <paramref name="names"/> that hold something now.</summary>
    public IReadOnlyList<string> Filled(TDetails current, IReadOnlyList<string> names) =>
        names.Count == 0 ? names : [.. names.Where(name => byName.TryGetValue(name, out var field) && field.IsStated(current))];

    /// <summary>Sets what is given, then clears what is named.</summary>
    public TDetails Merge(TDetails current, TDetails given, IReadOnlyList<string> cleared)
    {
        var merged = copy(current);
        foreach (var field in all)
        {
            if (field.IsStated(given))
            {
                field.Copy(given, merged);
            }
        }
        foreach (var name in cleared)
        {
            if (byName.TryGetValue(name, out var field))
            {
                field.Put(merged, null);
            }
        }
        return merged;
    }

    /// <summary>The details with one field as <paramref name="from"/> has it.</summary>
    public TDetails With(TDetails details, Field<TDetails> field, TDetails from)
    {
        var with = copy(details);
        field.Copy(from, with);
        return with;
    }

    /// <summary>The details without one of their fields.</summary>
    public TDetails Without(TDetails details, Field<TDetails> field)
    {
        var without = copy(details);
        field.Put(without, null);
        return without;
    }

    /// <summary>The first field whose text is longer, or null.</summary>
    public Field<TDetails>? LongerThan(int length, TDetails details)
    {
        foreach (var field in all)
        {
            if (field.IsStated(details) && field.Get(details) is string text && text.Length > length)
            {
                return field;
            }
        }
        return null;
    }

    /// <summary>Old and new text of each field that differs, in the order of the table.</summary>
    public IReadOnlyList<FieldChange> Changes(TDetails? before, TDetails? after)
    {
        List<FieldChange> changes = [];
        foreach (var field in all)
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
