using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Schools.Domain.Calendars;

/// <summary>
/// School holidays and public holidays of a Land, as far as the Land has published them. A day outside of <see cref="From"/> and
/// <see cref="Until"/> is unknown, never "no holidays": ask <see cref="Refuses"/> first. Bewegliche Ferientage, which every school sets
/// for itself, are not in it.
/// </summary>
public sealed class SchoolCalendar
{
    private const string Prefix = "calendar.";

    private static readonly Lazy<FrozenDictionary<string, SchoolCalendar>> All = new(ReadAll);

    private readonly FrozenSet<DateOnly> _publicHolidays;
    private readonly FrozenSet<DateOnly> _schoolHolidays;
    private readonly DateOnly[][] _workdays;

    private SchoolCalendar(CalendarDocument document)
    {
        (Land, Name, From, Until) = (document.Land, document.Name, document.From, document.Until);
        Holidays = [.. document.SchoolYears.SelectMany(year => year.Holidays)];
        Sources =
            [.. document.SchoolYears.Select(year => year.Source).Append(document.PublicHolidaySource).Distinct(StringComparer.Ordinal)];
        Notes = document.Notes ?? [];
        _publicHolidays = Enumerable.Range(From.Year, Until.Year - From.Year + 1)
            .SelectMany(year => PublicHolidays.Of(year, document.PublicHolidays))
            .ToFrozenSet();
        _schoolHolidays = Holidays.SelectMany(holidays => DaysOf(holidays.From, holidays.Until)).ToFrozenSet();
        _workdays = WorkdaysByWeek();
    }

    private SchoolCalendar(SchoolCalendar other, bool workInSchoolHolidays)
    {
        (Land, Name, From, Until, Holidays, Sources, Notes) =
            (other.Land, other.Name, other.From, other.Until, other.Holidays, other.Sources, other.Notes);
        (_publicHolidays, _schoolHolidays, WorksInSchoolHolidays) = (other._publicHolidays, other._schoolHolidays, workInSchoolHolidays);
        _workdays = WorkdaysByWeek();
    }

    /// <summary>The Länder with a calendar, as in ISO 3166-2 without the country.</summary>
    public static IReadOnlyList<string> Laender => [.. All.Value.Keys.Order(StringComparer.Ordinal)];

    /// <summary>As in ISO 3166-2 without the country: <c>NW</c>.</summary>
    public string Land { get; }

    /// <summary>Its German name: <c>Nordrhein-Westfalen</c>.</summary>
    public string Name { get; }

    /// <summary>The first day that is known.</summary>
    public DateOnly From { get; }

    /// <summary>The last day that is known.</summary>
    public DateOnly Until { get; }

    /// <summary>The school holidays in their order.</summary>
    public IReadOnlyList<SchoolHolidays> Holidays { get; }

    /// <summary>Where the dates come from.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>What the Land does otherwise in parts, in German.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Whether school holidays are workdays: <see cref="WithWorkInSchoolHolidays"/>.</summary>
    public bool WorksInSchoolHolidays { get; }

    /// <param name="land">As in ISO 3166-2 without the country: <c>NW</c>.</param>
    /// <returns>False when no holidays of that Land are known; say so with <see cref="Unknown"/>.</returns>
    public static bool TryOf(string land, [NotNullWhen(true)] out SchoolCalendar? calendar)
    {
        ArgumentNullException.ThrowIfNull(land);
        return All.Value.TryGetValue(land, out calendar);
    }

    /// <summary>The refusal for a Land without a calendar.</summary>
    public static Refusal Unknown(string land) =>
        new(RefusalCode.CalendarUnknown, $"das Land „{land}“", $"hinterlegt sind {string.Join(", ", Laender)}");

    /// <summary>Whether every day from one to the other, both included, is known.</summary>
    public bool Covers(DateOnly from, DateOnly until) => from >= From && until <= Until;

    /// <summary>The refusal for days that are not all known; null when they are.</summary>
    public Refusal? Refuses(DateOnly from, DateOnly until)
    {
        if (Covers(from, until))
            return null;
        var year = from < From ? from.Year : until.Year;
        return new Refusal(
            RefusalCode.CalendarUnknown,
            string.Create(CultureInfo.InvariantCulture, $"{Name} im Jahr {year}"),
            string.Create(CultureInfo.InvariantCulture, $"hinterlegt ist {From:dd.MM.yyyy} bis {Until:dd.MM.yyyy}"));
    }

    /// <summary>A gesetzlicher Feiertag of the Land.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is not known.</exception>
    public bool IsPublicHoliday(DateOnly day) => _publicHolidays.Contains(Known(day));

    /// <exception cref="ArgumentOutOfRangeException">The day is not known.</exception>
    public bool IsSchoolHoliday(DateOnly day) => _schoolHolidays.Contains(Known(day));

    /// <summary>A public holiday or a day of the school holidays, also where work goes on in these.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is not known.</exception>
    public bool IsHoliday(DateOnly day) => IsPublicHoliday(day) || IsSchoolHoliday(day);

    /// <summary>Monday to Friday without holidays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is not known.</exception>
    public bool IsWorkday(DateOnly day) =>
        !IsPublicHoliday(day)
        && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && (WorksInSchoolHolidays || !IsSchoolHoliday(day));

    /// <summary>The workdays of a week; of the first and last week that are known only in part, those that are known.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No day of the week is known.</exception>
    public IReadOnlyList<DateOnly> WorkdaysOfWeek(IsoWeek week)
    {
        var index = (week.Monday.DayNumber - IsoWeek.Of(From).Monday.DayNumber) / IsoWeek.Days;
        return week.Sunday >= From && week.Monday <= Until
            ? _workdays[index]
            : throw new ArgumentOutOfRangeException(nameof(week), week, $"The calendar of {Land} knows {From:O} to {Until:O}.");
    }

    /// <summary>
    /// The same calendar for work that needs no pupils: cabling and mounting are done in the school holidays on purpose, handing out
    /// devices to classes is not possible then.
    /// </summary>
    public SchoolCalendar WithWorkInSchoolHolidays() => new(this, workInSchoolHolidays: true);

    /// <summary>Looked up instead of computed: a forecast goes through years of weeks.</summary>
    private DateOnly[][] WorkdaysByWeek() =>
        [.. DaysOf(From, Until).GroupBy(IsoWeek.Of).Select(week => week.Where(IsWorkday).ToArray())];

    private DateOnly Known(DateOnly day) => day >= From && day <= Until
        ? day
        : throw new ArgumentOutOfRangeException(nameof(day), day, $"The calendar of {Land} knows {From:O} to {Until:O}.");

    private static IEnumerable<DateOnly> DaysOf(DateOnly from, DateOnly until)
    {
        for (var day = from; day <= until; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static FrozenDictionary<string, SchoolCalendar> ReadAll()
    {
        var assembly = typeof(SchoolCalendar).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name =>
            {
                using var file = assembly.GetManifestResourceStream(name)!;
                return new SchoolCalendar(JsonSerializer.Deserialize(file, CalendarJson.Default.CalendarDocument)!);
            })
            .ToFrozenDictionary(calendar => calendar.Land, StringComparer.Ordinal);
    }
}
