using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Schools.Domain;
using Schools.Grains;

namespace Schools.Web.Presets;

/// <summary>
/// A ready-made plan with the authority, schools and standards that belong to it: data alone, one file each in this folder. Each entry is
/// a turn of one grain with the day from which its facts hold.
/// </summary>
/// <param name="Authority">The name of the Schulträger whose facts these are.</param>
/// <param name="Plan">Key of the plan that says whether all was taken in.</param>
public sealed record Preset(string Name, string Title, string Authority, string Plan, IReadOnlyList<PresetEntry> Entries)
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
        using var json = JsonDocument.Parse(stream);
        var root = json.RootElement;
        return new Preset(
            Text(root, "name"), Text(root, "title"), Text(root, "authority"), Text(root, "plan"),
            [.. root.GetProperty("entries").EnumerateArray().Select(PresetEntry.Read)]);
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}

/// <param name="Key">Of the grain; null for the authority itself, whose key is that of whoever loads it.</param>
public sealed record PresetEntry(GrainKind Kind, string? Key, DateOnly On, IReadOnlyList<Command> Commands)
{
    internal static PresetEntry Read(JsonElement json)
    {
        var kind = Enum.Parse<GrainKind>(json.GetProperty("kind").GetString()!);
        var on = DateOnly.ParseExact(json.GetProperty("on").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new PresetEntry(
            kind,
            json.TryGetProperty("key", out var key) ? key.GetString() : null,
            on,
            [.. CommandJson.Read(kind, json.GetProperty("commands").GetRawText()).Select(command => command with { On = on })]);
    }

    internal Turn In(AuthorityKey authority) => new(new GrainId(Kind, authority, Key ?? authority.Value), Commands);
}
