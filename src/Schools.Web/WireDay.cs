using System.Globalization;

namespace Schools.Web;

/// <summary>A day as addresses, date fields and JSON write it (ISO 8601), <c>2026-10-15</c>.</summary>
public static class WireDay
{
    private const string Form = "yyyy-MM-dd";

    public static string Write(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    public static string? Write(DateOnly? day) => day is { } known ? Write(known) : null;

    /// <summary>Null where the text is no such day.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
