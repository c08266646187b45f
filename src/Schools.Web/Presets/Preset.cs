using System.Reflection;
using Schools.Domain;
using Schools.Grains;

namespace Schools.Web.Presets;

/// <summary>
/// A bundle of facts: data alone. The ready-made ones, one file each in this folder, bring a plan with the authority, schools and
/// standards that belong to it; others are written by whoever loads them. Each entry is a turn of one grain with the day from which its
/// facts hold.
/// </summary>
/// <param name="Authority">The name of the Schulträger whose facts these are.</param>
/// <param name="Plan">Key of the plan that says whether all was taken in; null where none does.</param>
public sealed record Preset(string Name, string Title, string Authority, string? Plan, IReadOnlyList<PresetEntry> Entries)
{
    private const string Prefix = "preset:";

    private static readonly Lazy<IReadOnlyList<Preset>> Known = new(() =>
    [
        .. typeof(Preset).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read),
    ]);

    public static IReadOnlyList<Preset> All => Known.Value;

    public static Preset? Find(string name) => All.FirstOrDefault(preset => preset.Name == name);

    /// <summary>The keys of all plans in it.</summary>
    public IEnumerable<string> Plans =>
        Entries.Where(entry => entry.Kind == GrainKind.Plan).Select(entry => entry.Key!).Distinct(StringComparer.Ordinal);

    private static Preset Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var text = new StreamReader(stream);
        var read = PresetReader.Read(text.ReadToEnd());
        return read.Preset ?? throw new InvalidOperationException($"{resource}: {read.Refusal?.German}");
    }
}

/// <param name="Number">Its place in the bundle, from 1.</param>
/// <param name="Key">Of the grain; null for the authority itself, whose key is that of whoever loads it.</param>
public sealed record PresetEntry(int Number, GrainKind Kind, string? Key, DateOnly On, IReadOnlyList<Command> Commands)
{
    /// <summary>How messages name it.</summary>
    public string Label => PresetEntryReader.LabelOf(Number, $"{Kind}", Key);

    internal GrainId Id(AuthorityKey authority) => new(Kind, authority, Key ?? authority.Value);

    internal Turn In(AuthorityKey authority) => new(Id(authority), Commands);
}
