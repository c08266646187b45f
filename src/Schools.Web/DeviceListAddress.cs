using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web;

/// <summary>
/// The device list as an address: <c>?q=ipad&amp;school=DE-NW-172686&amp;category=Network&amp;sort=Model&amp;dir=desc&amp;page=2</c>.
/// Page and API read the same one.
/// A value that cannot be read is named in <see cref="Errors"/> and filters nothing.
/// </summary>
public sealed class DeviceListAddress
{
    public const string Path = "/geraete";
    private const string Descending = "desc";
    private readonly SortedDictionary<string, string> given = new(StringComparer.Ordinal);
    private readonly List<string> errors = [];

    private DeviceListAddress(IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            if (values is [{ Length: > 0 } value, ..])
            {
                given[name] = value.Trim();
            }
        }
        var categories = Group("category", "Gerätetyp", DeviceGroups.Kinds);
        var lifecycles = Group("lifecycle", "Lebenszyklus", [.. DeviceGroups.Phases, .. DeviceGroups.Stages]);
        Filter = new DeviceFilter
        {
            Search = Search(),
            School = Key<SchoolKey>("school", "Schule"),
            Room = Key<RoomKey>("room", "Raum"),
            Categories = categories,
            Lifecycles = lifecycles,
            Condition = Word<DeviceCondition>("condition", "Zustand"),
            Availability = Word<DeviceAvailability>("availability", "Verfügbarkeit"),
            OrderNumber = Order(),
            MissingOnly = this["missing"] == "1",
            Order = Word<DeviceOrder>("sort", "Sortierung") ?? default,
            Descending = this["dir"] == Descending,
            PageNumber = PageNumber.Read(query, errors),
        };
    }

    public DeviceFilter Filter { get; }

    /// <summary>What could not be read, as German sentences.</summary>
    public IReadOnlyList<string> Errors => errors;

    public string? this[string name] => given.GetValueOrDefault(name);

    public bool IsFiltered => given.Keys.Any(name => name is not ("sort" or "dir" or "page"));

    public static DeviceListAddress Read(IQueryCollection query) => new(query);

    /// <summary>The same list with another page.</summary>
    public string WithPage(int number) => With(("page", number == 1 ? null : number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The same devices in another order, from the first page; a second time turns it round.</summary>
    public string WithOrder(DeviceOrder order) => With(
        ("sort", order == default ? null : order.ToString()),
        ("dir", order == Filter.Order && !Filter.Descending ? Descending : null),
        ("page", null));

    /// <summary>All devices of the list, in its order, as a file.</summary>
    public string AsFile(string extension) => $"/api/v1/devices.{extension}{With(("page", null))[Path.Length..]}";

    /// <summary>A list of devices as the address of a page.</summary>
    public static string To(params ReadOnlySpan<(string Name, string? Value)> filters)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in filters)
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }
        return Path + query;
    }

    private string With(params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var all = new SortedDictionary<string, string>(given, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                all.Remove(name);
            }
            else
            {
                all[name] = value;
            }
        }
        return Path + new QueryBuilder(all);
    }

    private string? Search()
    {
        if (this["q"] is { Length: > DeviceFilter.LongestSearch })
        {
            errors.Add($"Der Suchtext ist länger als {DeviceFilter.LongestSearch} Zeichen. Bitte kürzen Sie ihn.");
            return null;
        }
        return this["q"];
    }

    private string? Order()
    {
        if (this["order"] is { Length: > DeviceFilter.LongestSearch } order)
        {
            Unknown("Bestellnummer", order);
            return null;
        }
        return this["order"];
    }

    private T? Key<T>(string name, string german)
        where T : struct, ITextValue<T>
    {
        if (this[name] is not { } text)
        {
            return null;
        }
        if (T.TryParse(text, out var key))
        {
            return key;
        }
        Unknown(german, text);
        return null;
    }

    private T? Word<T>(string name, string german)
        where T : struct, Enum
    {
        if (this[name] is not { } text)
        {
            return null;
        }
        if (!char.IsAsciiLetter(text[0]) || !Enum.TryParse<T>(text, ignoreCase: true, out var word) || !Enum.IsDefined(word))
        {
            Unknown(german, text);
            return null;
        }
        return word;
    }

    /// <summary>A word or the name of a group of words.</summary>
    private IReadOnlyList<T> Group<T>(string name, string german, IReadOnlyList<DeviceGroup<T>> groups)
        where T : struct, Enum
    {
        if (this[name] is { } text && groups.FirstOrDefault(g => g.Name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } group)
        {
            return group.Members;
        }
        return Word<T>(name, german) is { } word ? [word] : [];
    }

    private void Unknown(string german, string text) =>
        errors.Add($"{german}: „{text}“ ist kein bekannter Wert. Dieser Filter wurde nicht angewendet.");
}
