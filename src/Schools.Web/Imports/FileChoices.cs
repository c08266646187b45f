using System.Text.Json;
using Schools.Import;

namespace Schools.Web.Imports;

/// <summary>
/// What a person said of a file beyond its bytes. It is kept with the plan, so that one choice is changed and the others stay.
/// </summary>
public sealed record FileChoices(
    string? Profile = null, string? School = null, bool OwnSchoolsOnly = false, DialectChoices? Dialect = null, FullList? Full = null,
    DateOnly? HoldsFrom = null)
{
    public static string Write(FileChoices choices) => JsonSerializer.Serialize(choices, ImportJson.Default.FileChoices);

    /// <summary>Plans older than such choices were read as recognised.</summary>
    public static FileChoices Read(string? json) =>
        json is null ? new FileChoices() : JsonSerializer.Deserialize(json, ImportJson.Default.FileChoices)!;

    public ImportFile Of(string name, Stream content) => new(name, content, Profile, School, OwnSchoolsOnly, Dialect, Full, HoldsFrom);

    /// <summary>These choices with those changed that are said; an empty word leaves a choice to recognition.</summary>
    public (FileChoices Choices, FileRefusal? Refused) With(ChoicesSaid said)
    {
        var parsed = DialectChoices.Parse(said.Encoding, said.Delimiter, said.HeaderLine, said.Sheet, said.DateOrder);
        if (parsed.Refusal is { } wrong)
        {
            return (this, wrong);
        }
        var (old, given) = (Dialect ?? DialectChoices.None, parsed.Required);
        var dialect = new DialectChoices(
            said.Encoding is null ? old.Encoding : given.Encoding,
            said.Delimiter is null ? old.Delimiter : given.Delimiter,
            said.HeaderLine is null ? old.HeaderLine : given.HeaderLine,
            said.Sheet is null ? old.Sheet : given.Sheet,
            said.DateOrder is null ? old.Dates : given.Dates);
        var full = Full;
        if (said.Full is not null || said.Missing is not null)
        {
            (full, var unclear) = FullList.Parse(said.Full ?? Full is not null, said.Missing);
            if (unclear is not null)
            {
                return (this, unclear);
            }
        }
        var (day, noDay) = ListDay.Parse(said.HoldsFrom);
        if (noDay is not null)
        {
            return (this, noDay);
        }
        return (
            new FileChoices(
                Or(said.Profile, Profile), Or(said.School, School), said.Own ?? OwnSchoolsOnly, dialect, full,
                said.HoldsFrom is null ? HoldsFrom : day),
            null);
    }

    private static string? Or(string? said, string? before) =>
        said is null ? before : string.IsNullOrWhiteSpace(said) ? null : said.Trim();
}

/// <summary>Changes of <see cref="FileChoices"/>, in the words of command line, API and form; null leaves a choice as it is.</summary>
public sealed record ChoicesSaid
{
    public string? Profile { get; init; }

    public string? School { get; init; }

    public bool? Own { get; init; }

    public string? Encoding { get; init; }

    public string? Delimiter { get; init; }

    /// <summary>A text, so that a wrong number is refused in German.</summary>
    public string? HeaderLine { get; init; }

    public string? Sheet { get; init; }

    public string? DateOrder { get; init; }

    public bool? Full { get; init; }

    public string? Missing { get; init; }

    public string? HoldsFrom { get; init; }
}
