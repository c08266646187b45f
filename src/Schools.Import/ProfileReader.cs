using System.Text.Json;
using System.Text.RegularExpressions;
using Schools.Domain;

namespace Schools.Import;

/// <summary>Something wrong with a profile that is to be saved.</summary>
/// <param name="Place">Where in its JSON: <c>words.lifecycle.Retired[0]</c>; for broken JSON line and character.</param>
public sealed record ProfileFault(string Place, string Message)
{
    public override string ToString() => $"{Place}: {Message}";
}

/// <summary>A profile as it was read: the profile, or all that is wrong with it.</summary>
public sealed record ReadProfile(ProfileDocument? Document, ImportProfile? Profile, IReadOnlyList<ProfileFault> Faults);

/// <summary>Reads profiles that people write or put together on a page. All that is wrong is told at once.</summary>
public static partial class ProfileReader
{
    public const int LongestName = 40, LongestTitle = 80, LongestJson = 256 * 1024, LongestText = 200;

    /// <summary>The name that the page for a new profile has in its address.</summary>
    public const string NewName = "neu";

    internal static readonly string[] DeviceKeys = ["serial", "mdmId", "inventoryNumber", "wlanMac", "lanMac"];

    private static readonly string[] KeyFields = [RowField.DeviceKey, .. DeviceKeys, RowField.School];

    /// <param name="json">The document.</param>
    /// <param name="version">The number under which it is saved.</param>
    /// <param name="of">The school whose profile it is; null for the authority.</param>
    public static ReadProfile Read(string json, int version = 1, SchoolKey? of = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > LongestJson)
            return new ReadProfile(null, null, [new ProfileFault("Datei", $"Ein Profil hat höchstens {LongestJson / 1024} KB.")]);
        var faults = ProfileShape.Faults(json, builtIn: false);
        if (faults.Count > 0)
            return new ReadProfile(null, null, faults);
        var document = JsonSerializer.Deserialize(json, ProfileDocumentJson.Default.ProfileDocument)!;
        faults = [.. Head(document), .. Choices(document)];
        var built = document.Extends is { } name ? ImportProfile.Find(name) : null;
        if ((document.Target ?? built?.Target) is { } target)
        {
            faults.AddRange(Meaning(
                target, document.Columns, document.Ignored, document.Words,
                [.. document.Required ?? [], .. document.MatchBy ?? []], document.MatchBy ?? []));
        }
        faults.AddRange((document.Headers ?? []).SelectMany((header, n) => Refused(header, $"headers[{n}]")));
        if (faults.Count > 0)
            return new ReadProfile(document, null, faults);
        var profile = document.Resolve(version, of);
        faults = [.. Lacking(profile, document.Headers)];
        return new ReadProfile(document, faults.Count == 0 ? profile : null, faults);
    }

    /// <summary>A profile of this program as JSON, for whoever writes one of his own.</summary>
    public static string Json(ImportProfile profile) => JsonSerializer.Serialize(profile, ProfileJson.Default.ImportProfile);

    /// <summary>What is wrong with the fields, columns and words of a profile, its own or one of this program.</summary>
    internal static IEnumerable<ProfileFault> Meaning(
        GrainKind target, IReadOnlyDictionary<string, string[]>? columns, IReadOnlyList<string>? ignored,
        IReadOnlyDictionary<string, Dictionary<string, string[]>>? words, IEnumerable<string> named, IReadOnlyList<string> matchBy)
    {
        var fields = ProfileFields.All(target);
        foreach (var field in named.SelectMany(required => required.Split('|')).Where(field => !fields.Contains(field)).Distinct())
            yield return new ProfileFault("required, matchBy", NoField(field, fields));
        foreach (var field in matchBy.Where(field => fields.Contains(field) && !KeyFields.Contains(field)))
            yield return new ProfileFault("matchBy", $"Über „{field}“ lässt sich kein Eintrag finden.");
        Dictionary<string, string> places = new(StringComparer.Ordinal);
        foreach (var (field, headers) in columns ?? new Dictionary<string, string[]>())
        {
            if (!fields.Contains(field))
                yield return new ProfileFault($"columns.{field}", NoField(field, fields));
            foreach (var fault in headers.SelectMany((header, n) => Column(target, field, header, $"columns.{field}[{n}]", places)))
                yield return fault;
        }
        foreach (var fault in (ignored ?? []).SelectMany((header, n) => Named(header, $"ignored[{n}]", places)))
            yield return fault;
        foreach (var (field, values) in words ?? new Dictionary<string, Dictionary<string, string[]>>())
        {
            foreach (var fault in Words(target, field, values))
                yield return fault;
        }
    }

    private static IEnumerable<ProfileFault> Head(ProfileDocument document)
    {
        if (!NameForm().IsMatch(document.Name))
            yield return new("name", $"„{document.Name}“ geht nicht. Ein Name hat 1 bis {LongestName} Zeichen a-z, 0-9 und Bindestrich.");
        else if (document.Name == NewName || ImportProfile.Find(document.Name) is not null)
            yield return new("name", $"„{document.Name}“ heißt schon etwas in diesem Programm. Bitte einen anderen Namen wählen.");
        if (document.Title.Trim().Length is 0 or > LongestTitle)
            yield return new("title", $"Bitte eine Bezeichnung mit 1 bis {LongestTitle} Zeichen angeben.");
        var built = document.Extends is { } name ? ImportProfile.Find(name) : null;
        if (document.Extends is not null && built is null)
            yield return new("extends", $"Das Profil „{document.Extends}“ gehört nicht zu diesem Programm.");
        else if (built is { Own: true } or { Refused: not null })
            yield return new("extends", $"Auf „{built.Title}“ lässt sich kein eigenes Profil aufbauen.");
        if (document.Target is not (null or GrainKind.Device or GrainKind.School))
            yield return new("target", "Bitte Device oder School angeben.");
        else if (document.Target is null && document.Extends is null)
            yield return new("target", "Bitte Device oder School angeben, oder unter extends ein Profil dieses Programms.");
        else if (document.Target is { } target && built is not null && built.Target != target)
            yield return new("target", $"„{built.Title}“ liest {built.Target}. Bitte weglassen oder anpassen.");
    }

    private static IEnumerable<ProfileFault> Choices(ProfileDocument document)
    {
        if (document.EmptyCells is not (null or "keep" or "clear"))
            yield return new("emptyCells", $"„{document.EmptyCells}“ geht nicht. Bitte keep oder clear angeben.");
        if (document.DateOrder is not (null or "day-first" or "month-first"))
            yield return new("dateOrder", $"„{document.DateOrder}“ geht nicht. Bitte day-first oder month-first angeben.");
        if (document.OnIntake is not (null or "propose" or "apply"))
            yield return new("onIntake", $"„{document.OnIntake}“ geht nicht. Bitte propose oder apply angeben.");
        if (document.School is not null && !SchoolKey.TryParse(document.School, out _))
            yield return new("school", $"„{document.School}“ ist keine Schule. Bitte zum Beispiel DE-NW-172686 angeben.");
    }

    /// <summary>A file of exactly these columns must be readable.</summary>
    private static IEnumerable<ProfileFault> Lacking(ImportProfile profile, IReadOnlyList<string>? headers)
    {
        var names = headers?.Select(HeaderName.Normalise).ToArray();
        foreach (var missing in names is null ? [] : ProfileRecognition.Missing(profile, names))
            yield return new("columns", $"Keine Spalte ist dem Feld {missing} zugeordnet; ohne sie wird nichts gelesen.");
    }

    private static IEnumerable<ProfileFault> Column(
        GrainKind target, string field, string header, string place, Dictionary<string, string> places)
    {
        if (PersonalColumns.Instance.DroppedNames.Contains(HeaderName.Normalise(header)) && !PersonalColumns.MayState(target, field))
            yield return new(
                place, $"Die Spalte „{header}“ nennt Personen. Kein Feld nimmt Personen auf, darum wird sie nicht zugeordnet.");
        foreach (var fault in Refused(header, place).Concat(Named(header, place, places)))
            yield return fault;
    }

    private static IEnumerable<ProfileFault> Refused(string header, string place)
    {
        if (PersonalColumns.Instance.RefusedNames.TryGetValue(HeaderName.Normalise(header), out var reason))
            yield return new(place, $"Eine Datei mit der Spalte „{header}“ wird nicht angenommen: Sie nennt {reason}.");
    }

    private static IEnumerable<ProfileFault> Named(string header, string place, Dictionary<string, string> places)
    {
        var name = HeaderName.Normalise(header);
        if (name.Length == 0)
            yield return new(place, "Der Spaltenname ist leer oder hat weder Buchstaben noch Ziffern.");
        else if (!places.TryAdd(name, place) && !(IsIgnored(place) && IsIgnored(places[name])))
            yield return new(place, $"Die Spalte „{header}“ ist schon unter {places[name]} zugeordnet.");
    }

    private static bool IsIgnored(string place) => place.StartsWith("ignored", StringComparison.Ordinal);

    private static IEnumerable<ProfileFault> Words(GrainKind target, string field, Dictionary<string, string[]> values)
    {
        var known = ProfileFields.Words(field);
        var fields = ProfileFields.All(target);
        if (!fields.Contains(field))
        {
            yield return new($"words.{field}", NoField(field, fields));
            yield break;
        }
        Dictionary<string, string> places = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (value, aliases) in values)
        {
            if (!IsValue(field, value, known))
            {
                yield return new($"words.{field}.{value}", known.Count == 0
                    ? $"„{value}“ ist kein Wert dieses Feldes."
                    : $"„{value}“ ist kein Wert. Möglich sind: {string.Join(", ", known.Select(word => $"{word.Name} ({word.German})"))}.");
            }
            for (var n = 0; n < aliases.Length; n++)
            {
                var place = $"words.{field}.{value}[{n}]";
                if (aliases[n].Trim().Length == 0)
                    yield return new(place, "Das Wort ist leer.");
                else if (!places.TryAdd(aliases[n], value) && places[aliases[n]] != value)
                    yield return new(place, $"„{aliases[n]}“ bedeutet schon {places[aliases[n]]}.");
            }
        }
    }

    private static bool IsValue(string field, string value, IReadOnlyList<FieldWord> known) => field switch
    {
        RowField.MdmManaged or RowField.MdmLostMode or RowField.MdmTrashed => value is "yes" or "no",
        "typeCode" or "legalForm" => value.Length > 0,
        RowField.State => value.Split(' ').All(part => part.Split(':') is [var dimension, var word]
            && dimension is RowField.Lifecycle or RowField.Condition or RowField.Availability
            && ProfileFields.Words(dimension).Any(one => one.Name == word)),
        _ => known.Any(word => word.Name == value),
    };

    private static string NoField(string field, IReadOnlyCollection<string> fields) =>
        $"Ein Feld „{field}“ gibt es nicht. Möglich sind: {string.Join(", ", fields)}.";

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameForm();
}
