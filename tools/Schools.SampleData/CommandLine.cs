using System.Globalization;

namespace Schools.SampleData;

/// <summary>The verbs demo, scale and scale-schools. Exit codes: 0 written, 2 refused.</summary>
public static class CommandLine
{
    public const int Written = 0;
    public const int Refused = 2;

    private const int DefaultSchools = 100;

    private const string Usage = """
        Aufruf:
          Schools.SampleData demo --out ORDNER [--seed ZAHL] [--reference JJJJ-MM-TT]
          Schools.SampleData scale --devices ANZAHL --out DATEI [--schools ANZAHL] [--seed ZAHL]
          Schools.SampleData scale-schools --schools ANZAHL --out DATEI
        """;

    private static readonly Dictionary<string, string[]> OptionsOfVerb = new(StringComparer.Ordinal)
    {
        ["demo"] = ["--out", "--seed", "--reference"],
        ["scale"] = ["--devices", "--out", "--schools", "--seed"],
        ["scale-schools"] = ["--schools", "--out"],
    };

    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        try
        {
            output.WriteLine(Execute(arguments));
            return Written;
        }
        catch (UsageException refusal)
        {
            errors.WriteLine(refusal.Message);
            errors.WriteLine(Usage);
            return Refused;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine("Die Ausgabe konnte nicht geschrieben werden: " + failure.Message);
            return Refused;
        }
    }

    private static string Execute(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || !OptionsOfVerb.TryGetValue(arguments[0], out var known))
        {
            throw new UsageException(arguments.Count == 0 ? "Es fehlt das Kommando." : $"Unbekanntes Kommando „{arguments[0]}“.");
        }

        var options = Options(arguments, known);
        return arguments[0] switch
        {
            "demo" => Demo(options),
            "scale" => Scale(options),
            _ => ScaleSchools(options),
        };
    }

    private static string Demo(Dictionary<string, string> options)
    {
        var folder = Required(options, "--out");
        var totals = DemoAuthority.Write(folder, Seed(options), Reference(options));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{totals.Authority}: {totals.Schools} Schulen, {totals.Rooms} Räume, {totals.Devices} Geräte, " +
            $"{totals.ExpectErrors} fehlerhafte Zeilen in {folder}");
    }

    private static string Scale(Dictionary<string, string> options)
    {
        var file = Required(options, "--out");
        var devices = Count(options, "--devices", SampleInventory.MaxDevices, Required(options, "--devices"));
        var schools = Count(
            options, "--schools", SampleInventory.MaxSchools, DefaultSchools.ToString(CultureInfo.InvariantCulture));
        using var stream = File.Create(file);
        SampleInventory.WriteDevices(stream, devices, Seed(options), SampleInventory.SchoolNumbers(schools));
        return string.Create(CultureInfo.InvariantCulture, $"{devices} Geräte an {schools} Schulen in {file}");
    }

    private static string ScaleSchools(Dictionary<string, string> options)
    {
        var file = Required(options, "--out");
        var schools = Count(options, "--schools", SampleInventory.MaxSchools, Required(options, "--schools"));
        using var text = new StreamWriter(file, append: false, DeviceList.EncodingOf(SchoolListWriter.Encoding));
        SampleInventory.WriteSchools(text, schools);
        return string.Create(CultureInfo.InvariantCulture, $"{schools} Schulen in {file}");
    }

    private static Dictionary<string, string> Options(IReadOnlyList<string> arguments, string[] known)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 1; index < arguments.Count; index += 2)
        {
            if (!known.Contains(arguments[index], StringComparer.Ordinal))
            {
                throw new UsageException($"Unbekannte Angabe „{arguments[index]}“; möglich sind {string.Join(", ", known)}.");
            }

            if (index + 1 == arguments.Count)
            {
                throw new UsageException($"Nach {arguments[index]} fehlt der Wert.");
            }

            options[arguments[index]] = arguments[index + 1];
        }

        return options;
    }

    private static string Required(Dictionary<string, string> options, string name) =>
        options.TryGetValue(name, out var value) && value.Length > 0 ? value : throw new UsageException($"Es fehlt {name}.");

    private static int Count(Dictionary<string, string> options, string name, int limit, string otherwise)
    {
        var value = options.GetValueOrDefault(name, otherwise);
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= limit
            ? count
            : throw new UsageException($"{name} „{value}“ ist keine Zahl von 1 bis {limit.ToString(CultureInfo.InvariantCulture)}.");
    }

    private static ulong Seed(Dictionary<string, string> options)
    {
        if (!options.TryGetValue("--seed", out var value))
        {
            return DemoAuthority.DefaultSeed;
        }

        return ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new UsageException($"--seed „{value}“ ist keine ganze Zahl ab 0.");
    }

    private static DateOnly Reference(Dictionary<string, string> options)
    {
        if (!options.TryGetValue("--reference", out var value))
        {
            return DemoAuthority.DefaultReference;
        }

        return DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= DemoAuthority.DefaultReference
            ? day
            : throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"--reference „{value}“ ist kein Tag der Form JJJJ-MM-TT ab {DemoAuthority.DefaultReference:yyyy-MM-dd}."));
    }

    private sealed class UsageException(string message) : Exception(message);
}
