using System.Globalization;

namespace Schools.Web;

/// <summary>
/// A day as addresses, date fields and JSON write it (ISO 8601), <c>2026-10-15</c>. It is also read as people write it, <c>15.10.2026</c>.
/// </summary>
public static class WireDay
{
    private const string Form = "yyyy-MM-dd";
    private static readonly string[] Readable = [Form, "d.M.yyyy"];

    public static string Write(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    public static string? Write(DateOnly? day) => day is { } known ? Write(known) : null;

    /// <summary>Null where the text is no such day.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, Readable, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
