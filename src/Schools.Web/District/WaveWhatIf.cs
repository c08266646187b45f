using System.Globalization;
using Schools.Domain;
using Schools.Domain.Calendars;

namespace Schools.Web.District;

/// <summary>
/// The question what would be if a wave had another capacity, start or delivery, as it stands in an address:
/// <c>?capacity=40&amp;start=2026-05-11&amp;delivery=2026-05-08</c>. Asking writes nothing.
/// </summary>
public sealed class WaveWhatIf
{
    public const string CapacityName = "capacity";
    public const string StartName = "start";
    public const string DeliveryName = "delivery";

    private WaveWhatIf(WaveView wave, IQueryCollection query, DateOnly today)
    {
        var details = wave.State.Details;
        (Capacity, Start, Delivery) = (Text(query, CapacityName), Text(query, StartName), Text(query, DeliveryName));
        IsAsked = Capacity is not null || Start is not null || Delivery is not null;
        if (!IsAsked)
        {
            return;
        }
        var capacity = details.WeeklyCapacity;
        if (Capacity is not null && !int.TryParse(Capacity, NumberStyles.None, CultureInfo.InvariantCulture, out capacity))
        {
            Fault = $"„{Capacity}“ ist keine Zahl. Bitte nur Ziffern eintragen.";
            return;
        }
        var (start, delivery) = (WireDay.Read(Start), WireDay.Read(Delivery));
        if ((Start is not null && start is null) || (Delivery is not null && delivery is null))
        {
            Fault = new Refusal(RefusalCode.AsOfUnreadable, Start is not null && start is null ? Start : Delivery).German;
            return;
        }
        // Devices that come later are handed out later, unless somebody says when.
        var from = start ?? (delivery > details.Start ? delivery.Value : details.Start);
        var changed = details with { WeeklyCapacity = capacity, Start = from, Delivery = delivery ?? details.Delivery };
        if (!SchoolCalendar.TryOf(details.Land, out var calendar))
        {
            Fault = SchoolCalendar.Unknown(details.Land).German;
            return;
        }
        // What has arrived cannot arrive later, but one may ask what if it had.
        var state = delivery is null ? wave.State : wave.State with { Delivered = null };
        Variant = WaveVariant.Of(state, changed, wave.Readiness.Open, calendar, today);
        Fault = Variant.Refusal?.German;
    }

    /// <summary>As they were typed.</summary>
    public string? Capacity { get; }

    public string? Start { get; }

    public string? Delivery { get; }

    public bool IsAsked { get; }

    /// <summary>Null while nothing is asked, or nothing that could be read.</summary>
    public WaveVariant? Variant { get; }

    /// <summary>Why there is no answer.</summary>
    public string? Fault { get; }

    public static WaveWhatIf Read(WaveView wave, IQueryCollection query, DateOnly today) => new(wave, query, today);

    /// <summary>How many days later or earlier.</summary>
    public static string Difference(DateOnly? before, DateOnly? after) => (after?.DayNumber - before?.DayNumber) switch
    {
        null => "",
        0 => "am selben Tag",
        1 => "1 Tag später",
        -1 => "1 Tag früher",
        > 0 and var later => $"{Shown.Count(later)} Tage später",
        var earlier => $"{Shown.Count(-earlier)} Tage früher",
    };

    private static string? Text(IQueryCollection query, string name) =>
        query[name] is [{ } text, ..] && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
