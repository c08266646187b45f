using System.Globalization;
using System.Runtime.InteropServices;

namespace Schools.Domain.Calendars;

/// <summary>A Kalenderwoche as of ISO 8601 (DIN 1355): from Monday, week 1 has the year's first Thursday.</summary>
/// <param name="Year">The year of the week, which may differ from that of its days around New Year.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IsoWeek(int Year, int Number) : IComparable<IsoWeek>
{
    public const int Days = 7;

    public static IsoWeek Of(DateOnly day)
    {
        var time = day.ToDateTime(TimeOnly.MinValue);
        return new IsoWeek(ISOWeek.GetYear(time), ISOWeek.GetWeekOfYear(time));
    }

    public DateOnly Monday => DateOnly.FromDateTime(ISOWeek.ToDateTime(Year, Number, DayOfWeek.Monday));

    public DateOnly Sunday => Monday.AddDays(Days - 1);

    public IsoWeek Next => Of(Monday.AddDays(Days));

    public int CompareTo(IsoWeek other) => (Year, Number).CompareTo((other.Year, other.Number));

    public static bool operator <(IsoWeek left, IsoWeek right) => left.CompareTo(right) < 0;

    public static bool operator >(IsoWeek left, IsoWeek right) => left.CompareTo(right) > 0;

    public static bool operator <=(IsoWeek left, IsoWeek right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IsoWeek left, IsoWeek right) => left.CompareTo(right) >= 0;

    /// <summary>As people write it: <c>KW 47/2026</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"KW {Number:00}/{Year}");
}
