using Schools.Domain;
using Schools.Grains;

namespace Schools.Web.District;

/// <summary>
/// The moment that figures are asked for, in an address: <c>?asOf=2022-10-15&amp;known=2022-11-01</c>. Without it, today as known now.
/// </summary>
public sealed class FigureAddress
{
    public const string AsOfName = "asOf";
    public const string KnownName = "known";

    /// <summary>Names what a request does, not what a page shows.</summary>
    private const string HandlerName = "handler";

    /// <summary>No register of devices is older; a day of comparison lies before every day that is asked for.</summary>
    private static readonly DateOnly Earliest = new(1990, 1, 1);
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private FigureAddress(IQueryCollection query, TimeProvider clock)
    {
        Today = GermanCalendar.Today(clock);
        var asOf = WireDay.Read(query[AsOfName]);
        KnownOn = WireDay.Read(query[KnownName]);
        Refusal = Refused(query[AsOfName], asOf, RefusalCode.AsOfInFuture) ?? Refused(query[KnownName], KnownOn, RefusalCode.KnownInFuture);
        // Until today is until now: what is recorded later today was not known yet, and is known when one asks again.
        Moment = Refusal is null
            ? new FigureMoment(asOf ?? Today, KnownOn is { } known && known < Today ? EndOf(known) : null)
            : new FigureMoment(Today);
        Beside =
        [
            .. from given in query
               where !new[] { AsOfName, KnownName, HandlerName }.Contains(given.Key, StringComparer.OrdinalIgnoreCase)
               from value in given.Value
               select (given.Key, value ?? ""),
        ];
    }

    public DateOnly Today { get; }

    public FigureMoment Moment { get; }

    /// <summary>The day until whose end things were recorded, as it was asked for.</summary>
    public DateOnly? KnownOn { get; }

    /// <summary>Why the address names no moment; then it stands for today.</summary>
    public Refusal? Refusal { get; }

    /// <summary>What else the address says, such as filters: who looks at another day keeps it.</summary>
    public IReadOnlyList<(string Name, string Value)> Beside { get; }

    /// <summary>The same page today, from where one is on it.</summary>
    public string SamePageNow =>
        '?' + string.Join('&', Beside.Select(kept => $"{Uri.EscapeDataString(kept.Name)}={Uri.EscapeDataString(kept.Value)}"));

    public bool IsNow => Moment == new FigureMoment(Today);

    public static FigureAddress Read(IQueryCollection query, TimeProvider clock) => new(query, clock);

    /// <summary>What an address of another page needs to stay at this moment: nothing, or <c>asOf=2022-10-15</c>.</summary>
    public string Query => string.Join('&', new[]
    {
        Moment.AsOf == Today ? null : $"{AsOfName}={WireDay.Write(Moment.AsOf)}",
        Moment.Known is null ? null : $"{KnownName}={WireDay.Write(KnownOn!.Value)}",
    }.Where(part => part is not null));

    /// <summary>An address at this moment.</summary>
    public string At(string path) => Query.Length == 0 ? path
        : path + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + Query;

    private Refusal? Refused(string? given, DateOnly? read, RefusalCode inFuture) =>
        string.IsNullOrEmpty(given) ? null
        : read is not { } day || day < Earliest ? new Refusal(RefusalCode.AsOfUnreadable, given)
        : day > Today ? new Refusal(inFuture, Shown.Day(day))
        : null;

    private static DateTimeOffset EndOf(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Berlin.GetUtcOffset(midnight)).AddTicks(-1);
    }
}
