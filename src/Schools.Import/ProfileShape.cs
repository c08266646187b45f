using System.Text.Json;

namespace Schools.Import;

/// <summary>The members of a profile and what may stand in each: what is written wrong is told with its place, not passed over.</summary>
internal static class ProfileShape
{
    private const string Text = "ein Text", YesNo = "true oder false", Texts = "eine Liste von Texten",
        TextsByName = "Listen von Texten unter Namen", WordsByName = "zu jedem Feld Listen von Texten unter Namen", Any = "";

    private static readonly Dictionary<string, string> Saved = new(StringComparer.Ordinal)
    {
        ["name"] = Text, ["title"] = Text, ["extends"] = Text, ["target"] = Text, ["required"] = Texts, ["matchBy"] = Texts,
        ["columns"] = TextsByName, ["ignored"] = Texts, ["words"] = WordsByName, ["headers"] = Texts, ["emptyCells"] = Text,
        ["dateOrder"] = Text, ["createRooms"] = YesNo, ["school"] = Text, ["onIntake"] = Text,
    };

    /// <summary>Members of the profiles of this program alone.</summary>
    private static readonly Dictionary<string, string> BuiltIn = new(StringComparer.Ordinal)
    {
        ["signatures"] = Any, ["category"] = Any, ["refused"] = Text, ["own"] = YesNo,
    };

    /// <param name="builtIn">That it is a profile of this program, which may have more members.</param>
    public static List<ProfileFault> Faults(string json, bool builtIn)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. Members(document.RootElement, builtIn)]
                : [new ProfileFault("Anfang", "Ein Profil ist ein Objekt in geschweiften Klammern.")];
        }
        catch (JsonException broken)
        {
            return [new ProfileFault($"Zeile {broken.LineNumber + 1}, Zeichen {broken.BytePositionInLine + 1}",
                "Hier ist die Datei kein JSON. Bitte Anführungszeichen, Kommas und Klammern prüfen.")];
        }
    }

    private static IEnumerable<ProfileFault> Members(JsonElement root, bool builtIn)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            if (!seen.Add(member.Name))
                yield return new(member.Name, "Diese Angabe steht zweimal da.");
            else if (!(Saved.TryGetValue(member.Name, out var shape) || (builtIn && BuiltIn.TryGetValue(member.Name, out shape))))
                yield return new(member.Name, $"Diese Angabe gibt es nicht. Möglich sind: {string.Join(", ", Saved.Keys)}.");
            else
            {
                foreach (var fault in Value(member.Value, member.Name, shape))
                    yield return fault;
            }
        }
        foreach (var needed in (string[])["name", "title"])
        {
            if (!seen.Contains(needed))
                yield return new(needed, "Diese Angabe fehlt.");
        }
        if (root.TryGetProperty("target", out var target) && target.ValueKind == JsonValueKind.String
            && target.GetString() is not ("Device" or "School"))
            yield return new("target", "Bitte Device oder School angeben.");
    }

    private static IEnumerable<ProfileFault> Value(JsonElement value, string place, string shape)
    {
        var fits = shape switch
        {
            Text => value.ValueKind == JsonValueKind.String,
            YesNo => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            Texts => value.ValueKind == JsonValueKind.Array,
            TextsByName or WordsByName => value.ValueKind == JsonValueKind.Object,
            _ => true,
        };
        if (!fits)
            return [new(place, $"Hier steht {shape}.")];
        return shape switch
        {
            Text => TooLong(value, place),
            Texts => value.EnumerateArray().SelectMany((item, n) => Value(item, $"{place}[{n}]", Text)),
            TextsByName => Named(value, place, Texts),
            WordsByName => Named(value, place, TextsByName),
            _ => [],
        };
    }

    private static IEnumerable<ProfileFault> Named(JsonElement value, string place, string shape)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!seen.Add(member.Name))
                yield return new($"{place}.{member.Name}", "Diese Angabe steht zweimal da.");
            foreach (var fault in Value(member.Value, $"{place}.{member.Name}", shape))
                yield return fault;
        }
    }

    private static IEnumerable<ProfileFault> TooLong(JsonElement value, string place)
    {
        if (value.GetString()!.Length > ProfileReader.LongestText)
            yield return new(place, $"Ein Text hat höchstens {ProfileReader.LongestText} Zeichen.");
    }
}
