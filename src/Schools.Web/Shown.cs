using System.Globalization;
using Microsoft.AspNetCore.Html;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Web;

/// <summary>Values as German readers expect them. A state always carries a symbol and a word, never colour alone.</summary>
public static class Shown
{
    public const string Nothing = "–";

    /// <summary>No day was entered for a step, but the devices in use show it.</summary>
    public const string ByInventory = "laut Bestand";

    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly Dictionary<Enum, HtmlString> Badges = Enum.GetValues<DeviceLifecycle>().Cast<Enum>()
        .Concat(Enum.GetValues<DeviceCondition>().Cast<Enum>())
        .Concat(Enum.GetValues<DeviceAvailability>().Cast<Enum>())
        .Concat(Enum.GetValues<ImportStatus>().Cast<Enum>())
        .Concat(Enum.GetValues<RolloutStatus>().Cast<Enum>())
        .Concat(Enum.GetValues<QualityGrade>().Cast<Enum>())
        .Concat(Enum.GetValues<MasterPlanStatus>().Cast<Enum>())
        .Concat(Enum.GetValues<MeasureStatus>().Cast<Enum>())
        .Concat(Enum.GetValues<TrafficLight>().Cast<Enum>())
        .Concat(Enum.GetValues<LicenceAlert>().Cast<Enum>())
        .Concat(Enum.GetValues<DrawdownStatus>().Cast<Enum>())
        .Concat(Enum.GetValues<WaveStatus>().Cast<Enum>())
        .Concat(Enum.GetValues<WavePlaceStatus>().Cast<Enum>())
        .ToDictionary(value => value, value => new HtmlString(MarkUp(value)));

    /// <summary><c>12.345</c></summary>
    public static string Count(int number) => number.ToString("N0", Euro.German);

    public static string Count(int? number) => number is { } n ? Count(n) : Nothing;

    /// <summary>Lets a narrow column break a word pair after its slash.</summary>
    public static string Breakable(string words) => words.Replace("/", "/\u200B", StringComparison.Ordinal);

    /// <summary>How many persons share one device, <c>2,5</c>; nothing to say without persons or devices.</summary>
    public static string Relation(int? persons, int devices) =>
        persons is > 0 && devices > 0 ? ((decimal)persons.Value / devices).ToString("N1", Euro.German) : Nothing;

    /// <summary>A computed number with as many decimals as it has, at most two.</summary>
    public static string Number(decimal? number) => number is { } n ? n.ToString("#,0.##", Euro.German) : Nothing;

    public static string Day(DateOnly? day) => day is { } d ? Day(d) : Nothing;

    public static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", Euro.German);

    /// <summary>A share as its parts, anything else as its number.</summary>
    public static string Figure(Figure? figure) =>
        figure is { Denominator: not null, Target: Domain.Figures.Percent } ? Parts(figure) : Number(figure?.Actual);

    /// <summary>What stands behind a share: <c>9 von 12</c>, of a grant <c>200,00 € von 549,00 €</c>.</summary>
    public static string Parts(Figure figure) => GrantStanding.IsFigure(figure.Indicator)
        ? $"{new Euro(figure.Numerator ?? 0)} von {new Euro(figure.Denominator ?? 0)}"
        : $"{Number(figure.Numerator)} von {Number(figure.Denominator)}";

    /// <summary>From when to when, as far as it is known.</summary>
    public static string Period(DateOnly? from, DateOnly? until) => (from, until) switch
    {
        (null, null) => Nothing,
        (null, { } end) => $"bis {Day(end)}",
        ({ } start, null) => $"ab {Day(start)}",
        ({ } start, { } end) => $"{Day(start)} bis {Day(end)}",
    };

    /// <summary>A moment in German local time, <c>03.05.2026, 14:07 Uhr</c>.</summary>
    public static string Moment(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Berlin).ToString("dd.MM.yyyy, HH:mm 'Uhr'", Euro.German);

    /// <summary>The time of a day in Germany, <c>14:07</c>.</summary>
    public static string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Berlin).ToString("HH:mm", Euro.German);

    public static string MachineMoment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A state of a device or an import as symbol and word.</summary>
    public static HtmlString Badge(Enum state) => Badges[state];

    /// <summary>A computed state as symbol and word; the word is the program's own.</summary>
    internal static HtmlString Badge(string kind, string icon, string word) => new(MarkUp(kind, icon, word));

    /// <summary>Maker and model, without the maker twice.</summary>
    public static string Model(string? manufacturer, string? model) =>
        string.IsNullOrEmpty(model) ? manufacturer ?? ""
        : string.IsNullOrEmpty(manufacturer) || model.StartsWith(manufacturer, StringComparison.OrdinalIgnoreCase) ? model
        : $"{manufacturer} {model}";

    /// <summary>What a device is called: its model, else its name, else its kind.</summary>
    public static string Device(DeviceDetails details) => Model(details.Manufacturer, details.Model) is { Length: > 0 } model
        ? model
        : details.Name ?? Labels.German(details.Category!.Value);

    public static string Room(string? building, string? number) =>
        number is null ? Nothing : string.IsNullOrEmpty(building) ? number : $"{building} · {number}";

    public static string RoomAddress(RoomKey room) => $"/raeume?key={Uri.EscapeDataString(room.Value)}";

    private static string MarkUp(Enum value)
    {
        var (kind, icon) = Look(value);
        return MarkUp(kind, icon, Word(value));
    }

    private static string MarkUp(string kind, string icon, string word) =>
        $"""<span class="kern-badge kern-badge--small kern-badge--{kind}">"""
        + $"""<span class="kern-icon kern-icon--{icon}" aria-hidden="true"></span>"""
        + $"""<span class="kern-label kern-label--small">{word}</span></span>""";

    /// <summary>A state of a device or an import as a word.</summary>
    public static string Word(Enum value) => value switch
    {
        ImportStatus.Planned => "Geprüft",
        ImportStatus.Proposed => "Wartet auf Freigabe",
        ImportStatus.Returned => "Zurückgegeben",
        ImportStatus.Applying => "Wird übernommen",
        ImportStatus.Applied => "Übernommen",
        ImportStatus.Cancelled => "Abgebrochen",
        _ => Labels.German(value),
    };

    /// <summary>What was done to a plan, and by whom.</summary>
    public static string Step(ImportStep step) => step.Kind switch
    {
        ImportStepKind.Proposed => $"Vorgelegt von {step.By}",
        ImportStepKind.Returned => $"Zurückgegeben von {step.By}",
        ImportStepKind.Approved => $"Freigegeben von {step.By}",
        ImportStepKind.Expired => "Abgelaufen: Es wurde nicht rechtzeitig entschieden",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };

    private static (string Kind, string Icon) Look(Enum value) => value switch
    {
        DeviceLifecycle.HandedOut or DeviceLifecycle.InService or DeviceCondition.Ok
            or DeviceAvailability.Available or ImportStatus.Applied or RolloutStatus.Complete
            or WaveStatus.Finished or WavePlaceStatus.Complete or QualityGrade.Good => ("success", "success"),
        WaveStatus.Planned => ("info", "calendar-today"),
        WaveStatus.Aborted => ("quiet", "close"),
        WavePlaceStatus.Ready => ("info", "checklist"),
        WavePlaceStatus.NotReady => ("warning", "warning"),
        QualityGrade.Fair => ("warning", "warning"),
        QualityGrade.Poor => ("danger", "danger"),
        RolloutStatus.Rudimentary => ("warning", "autorenew"),
        RolloutStatus.NotBegun => ("quiet", "close"),
        DeviceLifecycle.Defective or DeviceLifecycle.BeyondRepair or DeviceLifecycle.LostOrStolen or DeviceCondition.Defective
            or DeviceAvailability.Lost => ("danger", "danger"),
        DeviceLifecycle.InRepair or DeviceLifecycle.MarkedForDisposal or DeviceCondition.DamagedUsable or DeviceAvailability.InRepair
            or DeviceAvailability.Blocked => ("warning", "warning"),
        DeviceLifecycle.Wiped or DeviceLifecycle.Retired or DeviceAvailability.Retired => ("quiet", "delete"),
        DeviceCondition.Unclear or DeviceAvailability.Unclear => ("quiet", "question-mark"),
        DeviceAvailability.Issued => ("info", "account-circle"),
        DeviceAvailability.Reserved => ("info", "calendar-today"),
        LicenceAlert.Expired or LicenceAlert.NoticePassed => ("danger", "danger"),
        LicenceAlert.Within30Days => ("warning", "warning"),
        LicenceAlert.Within90Days => ("info", "calendar-today"),
        DrawdownStatus.Complete => ("success", "success"),
        DrawdownStatus.DeadlinePassed => ("danger", "danger"),
        DrawdownStatus.DeadlineNear => ("warning", "warning"),
        DrawdownStatus.NotBegun => ("quiet", "draft"),
        ImportStatus.Planned => ("info", "info"),
        ImportStatus.Proposed => ("info", "checklist"),
        ImportStatus.Returned => ("warning", "arrow-back"),
        ImportStatus.Cancelled => ("quiet", "close"),
        MasterPlanStatus.Adopted or MasterPlanStatus.InProgress or MeasureStatus.Completed or TrafficLight.Green => ("success", "success"),
        MeasureStatus.Delayed or MeasureStatus.Suspended or TrafficLight.Yellow => ("warning", "warning"),
        TrafficLight.Red => ("danger", "danger"),
        MasterPlanStatus.Draft or MeasureStatus.Idea => ("quiet", "draft"),
        MasterPlanStatus.Superseded or MasterPlanStatus.Expired or MeasureStatus.Dropped => ("quiet", "close"),
        MeasureStatus.Planned or MeasureStatus.Decided => ("info", "calendar-today"),
        _ => ("info", "autorenew"),
    };
}
