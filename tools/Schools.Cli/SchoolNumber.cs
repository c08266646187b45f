namespace Schools.Cli;

/// <summary>A school as people name it: by its number alone where one school has it.</summary>
internal static class SchoolNumber
{
    private const string Country = "DE-";
    private const int LandEnds = 6; // "DE-NW-"
    private const int MostPages = 20;

    /// <returns>The key, and what names no number as it was given; the server says what is wrong with that.</returns>
    /// <exception cref="Stop">No school has the number, or several have it.</exception>
    public static async Task<string> Key(string given, SchoolsServer server, CancellationToken cancel)
    {
        if (given.StartsWith(Country, StringComparison.Ordinal))
        {
            return given;
        }
        List<string> keys = [];
        for (var page = 1; page <= MostPages; page++)
        {
            var list = await server.Get($"schools?q={Uri.EscapeDataString(given)}&page={page}", cancel);
            var found = list["items"]?.AsArray() ?? [];
            keys.AddRange(found.Select(school => school?["key"]?.ToString() ?? "").Where(key => IsOf(key, given)));
            if (found.Count == 0)
            {
                break;
            }
        }
        return keys switch
        {
            [var key] => key,
            [] => throw Stop.Refused(
                "school-unknown", $"Eine Schule „{given}“ gibt es im Bestand nicht. Bitte die Schulnummer oder den Schlüssel prüfen."),
            _ => throw Stop.Refused(
                "school-ambiguous", $"Die Schulnummer {given} haben mehrere Schulen: {string.Join(", ", keys)}. Bitte eine davon angeben."),
        };
    }

    private static bool IsOf(string key, string number) => key.Length > LandEnds && key.AsSpan(LandEnds).SequenceEqual(number);
}
