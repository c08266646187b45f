namespace Schools.Cli;

/// <summary>What the caller says of a file beyond its bytes.</summary>
/// <param name="Profile">The profile to read it by; recognised by the server where null.</param>
/// <param name="School">The school of rows that name none.</param>
/// <param name="Own">Only the authority's own schools of an official list.</param>
internal sealed record ImportChoice(string? Profile, string? School, bool Own)
{
    public string Query(string file)
    {
        (string Name, string? Value)[] given = [("file", file), ("profile", Profile), ("school", School), ("own", Own ? "true" : "false")];
        return string.Join(
            '&', given.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
    }
}
