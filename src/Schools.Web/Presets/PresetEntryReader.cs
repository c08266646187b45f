using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Schools.Domain;

namespace Schools.Web.Presets;

/// <summary>Reads one entry of a bundle: which grain, from which day, with which commands.</summary>
internal static class PresetEntryReader
{
    private static readonly string[] Parts = ["kind", "key", "on", "commands"];

    private static readonly JsonSerializerOptions Strict = StrictOptions();

    public static string LabelOf(int number, string? kind, string? key) =>
        $"Eintrag {number}" + (kind, key) switch
        {
            (null, _) => "",
            (_, null) => $" ({kind})",
            _ => $" ({kind} „{key}“)",
        };

    public static (PresetEntry? Entry, Refusal? Refusal) Read(JsonElement json, int number)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return Unclear($"Eintrag {number}", "Ein Eintrag ist ein Objekt aus kind, key, on und commands.");
        }
        var (word, key) = (Text(json, "kind"), Text(json, "key"));
        var label = LabelOf(number, word, key);
        if (json.EnumerateObject().Select(part => part.Name).FirstOrDefault(part => !Parts.Contains(part)) is { } unknown)
        {
            return Unclear(label, $"Die Angabe „{PresetReader.Short(unknown)}“ gibt es nicht; es gibt: {string.Join(", ", Parts)}.");
        }
        if (word is null || !Enum.GetNames<GrainKind>().Contains(word))
        {
            return Unclear(label, $"Als kind gibt es: {string.Join(", ", Enum.GetNames<GrainKind>())}.");
        }
        var kind = Enum.Parse<GrainKind>(word);
        var rules = PresetKinds.Of(kind);
        if (kind == GrainKind.Authority ? json.TryGetProperty("key", out _) : key is null || !rules.IsKey(key))
        {
            return Unclear(label, $"Der key fehlt oder passt nicht; er sieht so aus: {rules.Example}.");
        }
        if (WireDay.Read(Text(json, "on")) is not { } on)
        {
            return Unclear(label, "Der Tag „on“, von dem an es gilt, fehlt oder ist keiner; er sieht so aus: 2026-10-15.");
        }
        if (!json.TryGetProperty("commands", out var commands) || commands.ValueKind != JsonValueKind.Array
            || commands.GetArrayLength() == 0)
        {
            return Unclear(label, "Die Liste „commands“ fehlt oder ist leer.");
        }
        List<Command> read = [];
        foreach (var one in commands.EnumerateArray())
        {
            var (command, fault) = CommandOf(one, rules, kind, key);
            if (command is null)
            {
                return Unclear(label, $"Befehl {read.Count + 1}: {fault}");
            }
            read.Add(command with { On = on });
        }
        return (new PresetEntry(number, kind, key, on, read), null);
    }

    private static (Command? Command, string? Fault) CommandOf(JsonElement json, PresetKind rules, GrainKind kind, string? key)
    {
        var known = Strict.GetTypeInfo(rules.Command).PolymorphismOptions!.DerivedTypes
            .Select(type => $"{type.TypeDiscriminator}").ToList();
        var word = json.ValueKind == JsonValueKind.Object ? Text(json, "type") : null;
        if (word is null || !known.Contains(word))
        {
            return (null, $"„{PresetReader.Short(word ?? "")}“ ist kein Befehl für {kind}; als type gibt es: {string.Join(", ", known)}.");
        }
        if (json.TryGetProperty("on", out _))
        {
            return (null, $"„{word}“ hat keinen eigenen Tag; „on“ steht am Eintrag.");
        }
        if (NullInList(json, "$") is { } place)
        {
            return (null, $"In „{word}“ steht an der Stelle {place} nichts.");
        }
        Command command;
        try
        {
            command = (Command)json.Deserialize(Strict.GetTypeInfo(rules.Command))!;
        }
        catch (JsonException unclear)
        {
            return (null, $"In „{word}“ fehlt etwas oder passt nicht, an der Stelle {unclear.Path ?? "$"}: {Cause(unclear.Message)}");
        }
        return PresetKinds.Named(command) is { } named && named != key
            ? (null, $"„{word}“ nennt „{PresetReader.Short(named)}“, der Eintrag aber einen anderen key.")
            : (command, null);
    }

    /// <summary>What the serializer says, as far as it is known what it means.</summary>
    private static string Cause(string message)
    {
        const string Lacking = "including: ";
        return message.StartsWith("Es gibt: ", StringComparison.Ordinal) ? message
            : message.IndexOf(Lacking, StringComparison.Ordinal) is >= 0 and var at
                ? $"Es fehlt: {string.Join(", ", message[(at + Lacking.Length)..].Split('\'').Where((_, n) => n % 2 == 1))}."
            : message.Contains("could not be mapped", StringComparison.Ordinal) ? "Diese Angabe gibt es hier nicht."
            : "Der Wert hat nicht die Form, die hier gebraucht wird.";
    }

    /// <summary>The serializer looks for nothing in values, not in lists.</summary>
    private static string? NullInList(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject()
            .Select(part => NullInList(part.Value, $"{path}.{part.Name}")).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => json.EnumerateArray()
            .Select((item, n) => item.ValueKind == JsonValueKind.Null ? $"{path}[{n}]" : NullInList(item, $"{path}[{n}]"))
            .FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static JsonSerializerOptions StrictOptions()
    {
        var options = new JsonSerializerOptions(DomainJson.Default.Options)
        {
            RespectNullableAnnotations = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = DomainJson.Default.WithAddedModifier(RequireWhatHasNoDefault),
        };
        // The first converter that fits is taken.
        options.Converters.Insert(0, new OneWord());
        return options;
    }

    private static void RequireWhatHasNoDefault(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false })
            {
                property.IsRequired = true;
            }
        }
    }

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static (PresetEntry? Entry, Refusal? Refusal) Unclear(string label, string fault) =>
        (null, new Refusal(RefusalCode.PresetUnclear, PresetReader.Short(label), fault));
}
