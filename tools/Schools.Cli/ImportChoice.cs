namespace Schools.Cli;

/// <summary>What the caller says of a file beyond its bytes.</summary>
/// <param name="Profile">The profile to read it by; recognised by the server where null.</param>
/// <param name="School">The school of rows that name none.</param>
/// <param name="Own">Only the authority's own schools of an official list; null leaves it to the server.</param>
/// <param name="Full">The file names all devices of its schools.</param>
/// <param name="Missing">What happens to devices that a full list leaves out.</param>
/// <param name="HoldsFrom">The day the list speaks of.</param>
/// <param name="Encoding">This and the next: how the file is read, where the server does not read it as meant.</param>
internal sealed record ImportChoice(
    string? Profile, string? School, bool? Own, bool Full, string? Missing, string? Encoding, string? Delimiter, string? HeaderLine,
    string? Sheet, string? DateOrder, string? HoldsFrom)
{
    /// <param name="file">The name of a file that is sent; null for one that the server keeps.</param>
    public string Query(string? file)
    {
        (string Name, string? Value)[] given =
        [
            ("file", file), ("profile", Profile), ("school", School), ("own", Own is { } own ? own ? "true" : "false" : null),
            ("full", Full ? "true" : null), ("missing", Missing), ("encoding", Encoding), ("delimiter", Delimiter),
            ("headerLine", HeaderLine), ("sheet", Sheet), ("dateOrder", DateOrder),
            ("holdsFrom", HoldsFrom),
        ];
        return string.Join(
            '&', given.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
    }
}
