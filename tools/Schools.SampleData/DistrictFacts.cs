using System.Text.Json;
using System.Text.Json.Serialization;
using Schools.Domain;

namespace Schools.SampleData;

/// <summary>Which quantity of a school the number of its devices follows.</summary>
public enum StockBasis
{
    School,
    Pupils,
    TeachingRooms,
}

/// <summary>So many devices of a kind in the whole district, spread over its schools by weight.</summary>
public sealed record StockLine(
    DeviceCategory Kind, DevicePlatform Platform, int Count, StockBasis By, IReadOnlyDictionary<string, int> WeightBySchoolForm);

/// <summary>A school as the official list of North Rhine-Westphalia names it, with pupils of 2024/25 (rounded there to five).</summary>
public sealed record SchoolFacts(string Code, int Pupils, int Teachers, IReadOnlyList<string> Official)
{
    public const string FormBerufskolleg = "30";
    public const string FormFoerderschule = "08";

    public string Number => Official[0];

    public string Form => Official[1];

    public string ShortName => Official[5];
}

/// <summary>
/// The public facts about the Rhein-Kreis Neuss. Schools: schuldaten.csv of the Ministerium für Schule und Bildung NRW
/// (dl-de/by-2-0), the Theodor-Schwann-Kolleg with the address and authority of 2024/25. Stock: the district's own papers of 2023.
/// </summary>
public sealed record DistrictFacts(
    string Authority, string Traegernummer, IReadOnlyList<string> Columns, IReadOnlyList<SchoolFacts> Schools,
    IReadOnlyList<StockLine> Stock)
{
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static DistrictFacts Load() => Read<DistrictFacts>("rhein-kreis-neuss");

    internal static T Read<T>(string resource)
    {
        using var stream = Open(resource);
        return JsonSerializer.Deserialize<T>(stream, Options)
            ?? throw new InvalidOperationException($"The facts '{resource}' are empty.");
    }

    internal static Stream Open(string resource) => typeof(DistrictFacts).Assembly.GetManifestResourceStream(resource)
        ?? throw new InvalidOperationException($"The program was built without its facts '{resource}'.");
}
