using System.Text.Json;
using Schools.Domain;

namespace Schools.Web.Presets;

/// <summary>What became of reading a bundle: the bundle, or why not.</summary>
public sealed record ReadPreset(Preset? Preset, Refusal? Refusal = null);

/// <summary>
/// Reads bundles of this program and of people alike, before anything is changed. What is not understood is refused and never passed over,
/// for a misspelt word would otherwise be a fact that is silently missing.
/// </summary>
public static class PresetReader
{
    /// <summary>Characters of a whole bundle; the largest Kreis with all its schools and steps needs a quarter of it.</summary>
    public const int LongestJson = 2 * 1024 * 1024;
    public const int MostEntries = 5_000;
    private static readonly string[] Parts = ["name", "title", "authority", "plan", "entries"];

    /// <summary>A place named twice would hide one of its two values.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static Refusal TooLarge => new(RefusalCode.PresetTooLarge, $"{LongestJson / 1024 / 1024}");

    public static ReadPreset Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > LongestJson)
        {
            return new ReadPreset(null, TooLarge);
        }
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Of(document.RootElement);
        }
        catch (JsonException broken)
        {
            return new ReadPreset(null, new Refusal(
                RefusalCode.PresetUnreadable,
                broken.LineNumber is { } line
                    ? $"Zeile {line + 1}, Zeichen {broken.BytePositionInLine + 1}"
                    : "eine Angabe steht zweimal"));
        }
    }

    private static ReadPreset Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Lacking("name");
        }
        if (root.EnumerateObject().Select(part => part.Name).FirstOrDefault(part => !Parts.Contains(part)) is { } unknown)
        {
            return Refused(
                RefusalCode.PresetUnclear,
                "Vorlage",
                $"Die Angabe „{Short(unknown)}“ gibt es nicht; es gibt: {string.Join(", ", Parts)}.");
        }
        var (name, title, authority, plan) = (Text(root, "name"), Text(root, "title"), Text(root, "authority"), Text(root, "plan"));
        if (name is null || !PresetKinds.IsShortName(name))
        {
            return Lacking("name");
        }
        if (title is null || authority is null)
        {
            return Lacking(title is null ? "title" : "authority");
        }
        if (!root.TryGetProperty("entries", out var entries) || entries.ValueKind != JsonValueKind.Array || entries.GetArrayLength() == 0)
        {
            return Lacking("entries");
        }
        if (entries.GetArrayLength() > MostEntries)
        {
            return Refused(RefusalCode.CountImplausible, $"{entries.GetArrayLength()} Einträge", $"{MostEntries}");
        }
        List<PresetEntry> read = [];
        foreach (var json in entries.EnumerateArray())
        {
            var (entry, refusal) = PresetEntryReader.Read(json, read.Count + 1);
            if (entry is null)
            {
                return new ReadPreset(null, refusal);
            }
            read.Add(entry);
        }
        var preset = new Preset(name, title, authority, plan, read);
        return root.TryGetProperty("plan", out _) && (plan is null || !preset.Plans.Contains(plan))
            ? Lacking("plan")
            : new ReadPreset(preset);
    }

    /// <summary>As much of a text as a message can bear.</summary>
    internal static string Short(string text)
    {
        const int Longest = 80;
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString())
            ? value.GetString()
            : null;

    private static ReadPreset Lacking(string part) => Refused(
        RefusalCode.PresetPartMissing,
        part,
        part switch
        {
            "name" => "ein Kurzname aus a-z, 0-9 und Bindestrich, höchstens 60 Zeichen",
            "title" => "die Überschrift der Vorlage",
            "authority" => "der Name des Schulträgers, zum Beispiel Rhein-Kreis Neuss",
            "plan" => "der Kurzname eines Plans, zu dem die Vorlage einen Eintrag hat; ohne Plan bleibt die Angabe weg",
            _ => "eine Liste mit mindestens einem Eintrag aus kind, key, on und commands",
        });

    private static ReadPreset Refused(RefusalCode code, string subject, string other) => new(null, new Refusal(code, subject, other));
}
