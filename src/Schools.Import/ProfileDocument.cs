using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Schools.Domain;

namespace Schools.Import;

/// <summary>
/// A saved profile as it is written down: the members of the profiles of this program, and what only a person can say of his lists. What is
/// left out is as in the profile it extends. Names are a contract.
/// </summary>
public sealed record ProfileDocument
{
    /// <summary>Umlauts stay letters: people read and edit these files.</summary>
    private static readonly ProfileDocumentJson Readable =
        new(new JsonSerializerOptions(ProfileDocumentJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public string Name { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>A profile of this program.</summary>
    public string? Extends { get; init; }

    public GrainKind? Target { get; init; }

    public IReadOnlyList<string>? Required { get; init; }

    /// <summary>Without <c>wlanMac</c> and <c>lanMac</c> no device is found by its network address alone.</summary>
    public IReadOnlyList<string>? MatchBy { get; init; }

    public IReadOnlyDictionary<string, string[]>? Columns { get; init; }

    public IReadOnlyList<string>? Ignored { get; init; }

    public IReadOnlyDictionary<string, Dictionary<string, string[]>>? Words { get; init; }

    /// <summary>The names of all columns of such files, by which they are recognised.</summary>
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary><c>keep</c> or <c>clear</c></summary>
    public string? EmptyCells { get; init; }

    /// <summary><c>day-first</c> or <c>month-first</c></summary>
    public string? DateOrder { get; init; }

    public bool? CreateRooms { get; init; }

    /// <summary>The school of rows that name none, <c>DE-NW-172686</c>.</summary>
    public string? School { get; init; }

    /// <summary><c>propose</c> or <c>apply</c></summary>
    public string? OnIntake { get; init; }

    [JsonIgnore]
    public string Json => JsonSerializer.Serialize(this, Readable.ProfileDocument);

    /// <summary>The profile to read files by.</summary>
    /// <param name="version">The number under which the document is saved.</param>
    /// <param name="of">The school whose profile it is.</param>
    internal ImportProfile Resolve(int version, SchoolKey? of)
    {
        var built = Extends is null ? null : ImportProfile.Find(Extends);
        var target = Target ?? built?.Target ?? GrainKind.Device;
        var profile = new ImportProfile(
            Name, Title, target,
            Required ?? built?.Required ?? (target == GrainKind.School ? [RowField.School] : ["serial|inventoryNumber|mdmId", "category"]),
            MatchBy ?? built?.MatchBy ?? (target == GrainKind.School ? [RowField.School] : ProfileReader.DeviceKeys),
            Columns ?? new Dictionary<string, string[]>(), Ignored ?? [],
            Words ?? new Dictionary<string, Dictionary<string, string[]>>(), null, Extends, built?.Category);
        var school = School is { } key && SchoolKey.TryParse(key, out var parsed) ? parsed : (SchoolKey?)null;
        return (built is null ? profile : profile.Over(built)) with
        {
            Fingerprint = HeaderFingerprint.Of(Headers ?? []),
            Saved = new SavedUse(
                version, of, EmptyCells == "clear" ? EmptyCell.Clear : EmptyCell.Keep,
                DateOrder switch { "day-first" => SlashDates.DayFirst, "month-first" => SlashDates.MonthFirst, _ => null },
                CreateRooms ?? true, school, OnIntake == "apply" ? Import.OnIntake.Apply : Import.OnIntake.Propose),
        };
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(ProfileDocument))]
internal sealed partial class ProfileDocumentJson : JsonSerializerContext;
