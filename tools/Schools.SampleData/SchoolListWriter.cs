using System.Globalization;

namespace Schools.SampleData;

/// <summary>
/// The official school list as North Rhine-Westphalia publishes it: a line sep=;, an unquoted header that ends with a delimiter,
/// quoted values that do not. Two columns more, as the district adds them: pupils and teachers.
/// </summary>
public static class SchoolListWriter
{
    public const string Encoding = "utf-8";
    private const char LineEnd = '\n';

    public static void Write(TextWriter text, DistrictFacts facts, IEnumerable<SchoolFacts> schools)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(schools);
        text.Write("sep=;");
        text.Write(LineEnd);
        text.Write(string.Join(';', facts.Columns));
        text.Write(";Schuelerzahl;Lehrkraefte;");
        text.Write(LineEnd);
        foreach (var school in schools)
        {
            string[] own = [school.Pupils.ToString(CultureInfo.InvariantCulture), school.Teachers.ToString(CultureInfo.InvariantCulture)];
            text.Write(string.Join(';', school.Official.Concat(own).Select(value => $"\"{value}\"")));
            text.Write(LineEnd);
        }
    }
}
