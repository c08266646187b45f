using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Schools.Domain;

namespace Schools.Import;

/// <summary>What one kind of file looks like: data, not code. A new system is a new file in <c>Profiles</c>.</summary>
/// <param name="Name">Its stable name for command line and storage.</param>
/// <param name="Title">Its German name.</param>
/// <param name="Target">What its rows are.</param>
/// <param name="Required">Fields without whose columns nothing is read; <c>a|b</c> is satisfied by either.</param>
/// <param name="MatchBy">Fields by which a row finds its grain, in no order; a line that states none of them may be a sum.</param>
/// <param name="Columns">Aliases of each field, the best first.</param>
/// <param name="Ignored">Columns that belong to such files and say nothing that is kept.</param>
/// <param name="Words">Words of each field and the values they mean; the program's own words need not be listed.</param>
/// <param name="Signatures">
/// Sets of columns by any of which alone the system shows itself; null for the general lists, which take what no system claims.
/// </param>
/// <param name="Extends">A profile whose columns, ignored columns and words hold here too, unless this one says otherwise.</param>
/// <param name="Category">How devices get their category where the system has no column for it.</param>
/// <param name="Refused">What such files hold that is not taken in, in the accusative plural; the file is known, and refused.</param>
/// <param name="Own">
/// The program's own export: it says all of what it lists, so an emptied cell empties the field, and a cell that is as it was written says
/// nothing.
/// </param>
public sealed record ImportProfile(
    string Name,
    string Title,
    GrainKind Target,
    IReadOnlyList<string> Required,
    IReadOnlyList<string> MatchBy,
    IReadOnlyDictionary<string, string[]> Columns,
    IReadOnlyList<string> Ignored,
    IReadOnlyDictionary<string, Dictionary<string, string[]>> Words,
    IReadOnlyList<string[]>? Signatures = null,
    string? Extends = null,
    CategoryRule? Category = null,
    string? Refused = null,
    bool Own = false)
{
    public static IReadOnlyList<ImportProfile> All { get; } = LoadAll();

    private static readonly FrozenSet<string> KnownHeaders = All
        .SelectMany(profile => profile.Aliases.Keys.Concat(profile.IgnoredNames)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Field and rank of each alias, the names normalised; a name under two fields belongs to the first.</summary>
    [JsonIgnore]
    internal FrozenDictionary<string, (string Field, int Rank)> Aliases { get; } = Columns
        .SelectMany(column => column.Value.Select((alias, rank) => (Name: HeaderName.Normalise(alias), Field: column.Key, Rank: rank)))
        .DistinctBy(alias => alias.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(alias => alias.Name, alias => (alias.Field, alias.Rank), StringComparer.Ordinal);

    [JsonIgnore]
    internal FrozenSet<string> IgnoredNames { get; } = Ignored.Select(HeaderName.Normalise).ToFrozenSet(StringComparer.Ordinal);

    [JsonIgnore]
    internal IReadOnlyList<string[]> SignatureNames { get; } =
        [.. (Signatures ?? []).Select(signature => Array.ConvertAll(signature, HeaderName.Normalise))];

    /// <summary>How it was saved; null for the profiles of this program.</summary>
    [JsonIgnore]
    public SavedUse? Saved { get; init; }

    /// <summary>By which header row it is recognised; null for the profiles of this program, and for those taken by name alone.</summary>
    [JsonIgnore]
    public string? Fingerprint { get; init; }

    internal bool Knows(string normalisedHeader) => Aliases.ContainsKey(normalisedHeader) || IgnoredNames.Contains(normalisedHeader);

    public static ImportProfile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);

    /// <summary>True for a header that some profile knows, or that names people.</summary>
    public static bool IsKnownHeader(string normalisedHeader) =>
        KnownHeaders.Contains(normalisedHeader) || PersonalColumns.Instance.Knows(normalisedHeader);

    private static List<ImportProfile> LoadAll()
    {
        var own = ProfileJson.Names.Where(name => name != PersonalColumns.Name)
            .Select(name => ProfileJson.Load(name, ProfileJson.Default.ImportProfile))
            .OrderBy(profile => profile.Signatures is not null).ThenBy(profile => profile.Name, StringComparer.Ordinal).ToList();
        return own.ConvertAll(profile => profile.Extends is { } name ? profile.Over(own.Find(other => other.Name == name)!) : profile);
    }

    /// <summary>This profile with what another one adds to it.</summary>
    internal ImportProfile Over(ImportProfile other)
    {
        var columns = Columns.ToDictionary(column => column.Key, column => column.Value, StringComparer.Ordinal);
        foreach (var (field, aliases) in other.Columns)
            columns[field] = [.. columns.GetValueOrDefault(field, []), .. aliases.Where(alias => !Knows(HeaderName.Normalise(alias)))];
        var words = Words.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        foreach (var (field, values) in other.Words)
        {
            var merged = new Dictionary<string, string[]>(words.GetValueOrDefault(field, []), StringComparer.Ordinal);
            var said = merged.Values.SelectMany(aliases => aliases).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var (value, aliases) in values)
                merged[value] = [.. merged.GetValueOrDefault(value, []), .. aliases.Where(alias => !said.Contains(alias))];
            words[field] = merged;
        }
        string[] ignored = [.. Ignored, .. other.Ignored.Where(name => !Knows(HeaderName.Normalise(name)))];
        return new ImportProfile(Name, Title, Target, Required, MatchBy, columns, ignored, words, Signatures, Extends, Category, Refused,
            Own);
    }
}

/// <summary>The category of devices whose system has no column for it.</summary>
/// <param name="From">The field whose text begins with one of the words.</param>
/// <param name="Words">Beginnings by category.</param>
/// <param name="Otherwise">The category of the others; null leaves it open.</param>
public sealed record CategoryRule(
    string? From = null, IReadOnlyDictionary<DeviceCategory, string[]>? Words = null, DeviceCategory? Otherwise = null)
{
    internal DeviceCategory? Of(DeviceDetails details)
    {
        var text = From is null ? null : DeviceDetails.Fields[From].Get(details)?.ToString();
        foreach (var (category, words) in Words ?? new Dictionary<DeviceCategory, string[]>())
        {
            if (text is not null && words.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
                return category;
        }
        return Otherwise;
    }
}

/// <summary>Columns about people, the same for every file: some are left out, some keep the whole file out.</summary>
public sealed record PersonalColumns(IReadOnlyList<string> Dropped, IReadOnlyList<RefusedColumns> Refused)
{
    internal const string Name = "personal-columns";

    public static PersonalColumns Instance { get; } = ProfileJson.Load(Name, ProfileJson.Default.PersonalColumns);

    [JsonIgnore]
    internal FrozenSet<string> DroppedNames { get; } = Dropped.Select(HeaderName.Normalise).ToFrozenSet(StringComparer.Ordinal);

    [JsonIgnore]
    internal FrozenDictionary<string, string> RefusedNames { get; } = Refused
        .SelectMany(group => group.Columns.Select(column => (Name: HeaderName.Normalise(column), group.Reason)))
        .ToFrozenDictionary(column => column.Name, column => column.Reason, StringComparer.Ordinal);

    internal bool Knows(string normalisedHeader) => DroppedNames.Contains(normalisedHeader) || RefusedNames.ContainsKey(normalisedHeader);

    /// <summary>True for a column that names people.</summary>
    public static bool Names(string header) => Instance.Knows(HeaderName.Normalise(header));

    /// <summary>
    /// Whether a column with the name of a person column may state the field. Devices have no field for people; a school has an address of
    /// its own, which lists call "E-Mail" as well.
    /// </summary>
    internal static bool MayState(GrainKind target, string field) =>
        target == GrainKind.School && field is "email" or "phone" or "fax";
}

/// <param name="Reason">What the columns tell of a person, in the accusative: "das Geburtsdatum".</param>
public sealed record RefusedColumns(string Reason, IReadOnlyList<string> Columns);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ImportProfile))]
[JsonSerializable(typeof(PersonalColumns))]
internal sealed partial class ProfileJson : JsonSerializerContext
{
    /// <summary>The profiles of this program, one embedded file each.</summary>
    public static IEnumerable<string> Names => typeof(ProfileJson).Assembly.GetManifestResourceNames();

    public static T Load<T>(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        using var stream = typeof(ProfileJson).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The profile {name} is not part of this program.");
        return JsonSerializer.Deserialize(stream, type)!;
    }
}
