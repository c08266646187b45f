using System.Text.Json.Serialization;

namespace Schools.Domain.Calendars;

/// <summary>A time of holidays, both days included.</summary>
/// <param name="Name">As the Land calls it: <c>Herbst</c>.</param>
public sealed record SchoolHolidays(string Name, DateOnly From, DateOnly Until);

/// <summary>One school year of a file, with the source of its dates.</summary>
internal sealed record SchoolYearDocument(string SchoolYear, string Source, IReadOnlyList<SchoolHolidays> Holidays);

/// <summary>The file of a Land: <c>Calendars/NW.json</c>. What lies outside of From and Until is unknown.</summary>
internal sealed record CalendarDocument(
    string Land, string Name, DateOnly From, DateOnly Until, IReadOnlyList<string> PublicHolidays, string PublicHolidaySource,
    IReadOnlyList<SchoolYearDocument> SchoolYears, IReadOnlyList<string>? Notes = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CalendarDocument))]
internal sealed partial class CalendarJson : JsonSerializerContext;
