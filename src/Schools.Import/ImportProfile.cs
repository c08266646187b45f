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
public sealed record ImportProfile(
    string Name,
    string Title,
    GrainKind Target,
    IReadOnlyList<string> Required,
    IReadOnlyList<string> MatchBy,
    IReadOnlyDictionary<string, string[]> Columns,
    IReadOnlyList<string> Ignored,
    IReadOnlyDictionary<string, Dictionary<string, string[]>> Words)
{
    public static IReadOnlyList<ImportProfile> All { get; } =
        [Load("nrw-school-list"), Load("device-list")];

    /// <summary>Field and rank of each alias, the names normalised.</summary>
    [JsonIgnore]
    internal FrozenDictionary<string, (string Field, int Rank)> Aliases { get; } = Columns
        .SelectMany(column => column.Value.Select((alias, rank) => (Name: HeaderName.Normalise(alias), column.Key, rank)))
        .ToFrozenDictionary(alias => alias.Name, alias => (alias.Key, alias.rank), StringComparer.Ordinal);

    [JsonIgnore]
    internal FrozenSet<string> IgnoredNames { get; } = Ignored.Select(HeaderName.Normalise).ToFrozenSet(StringComparer.Ordinal);

    internal bool Knows(string normalisedHeader) => Aliases.ContainsKey(normalisedHeader) || IgnoredNames.Contains(normalisedHeader);

    public static ImportProfile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);

    /// <summary>True for a header that some profile knows, or that names people.</summary>
    internal static bool IsKnownHeader(string normalisedHeader) =>
        All.Any(profile => profile.Knows(normalisedHeader)) || PersonalColumns.Instance.Knows(normalisedHeader);

    private static ImportProfile Load(string name) => ProfileJson.Load(name, ProfileJson.Default.ImportProfile);
}

/// <summary>Columns about people, the same for every file: some are left out, some keep the whole file out.</summary>
public sealed record PersonalColumns(IReadOnlyList<string> Dropped, IReadOnlyList<RefusedColumns> Refused)
{
    public static PersonalColumns Instance { get; } = ProfileJson.Load("personal-columns", ProfileJson.Default.PersonalColumns);

    [JsonIgnore]
    internal FrozenSet<string> DroppedNames { get; } = Dropped.Select(HeaderName.Normalise).ToFrozenSet(StringComparer.Ordinal);

    [JsonIgnore]
    internal FrozenDictionary<string, string> RefusedNames { get; } = Refused
        .SelectMany(group => group.Columns.Select(column => (Name: HeaderName.Normalise(column), group.Reason)))
        .ToFrozenDictionary(column => column.Name, column => column.Reason, StringComparer.Ordinal);

    internal bool Knows(string normalisedHeader) => DroppedNames.Contains(normalisedHeader) || RefusedNames.ContainsKey(normalisedHeader);
}

/// <param name="Reason">What the columns tell of a person, in the accusative: "das Geburtsdatum".</param>
public sealed record RefusedColumns(string Reason, IReadOnlyList<string> Columns);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ImportProfile))]
[JsonSerializable(typeof(PersonalColumns))]
internal sealed partial class ProfileJson : JsonSerializerContext
{
    public static T Load<T>(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        using var stream = typeof(ProfileJson).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The profile {name} is not part of this program.");
        return JsonSerializer.Deserialize(stream, type)!;
    }
}
