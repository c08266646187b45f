using Microsoft.AspNetCore.Html;
using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Web.Licences;

/// <summary>Balances and terms of licences as German readers expect them.</summary>
public static class LicenceWords
{
    public const string Unlimited = "unbegrenzt";

    public const string Sharing =
        "Jede Schule trägt den Anteil, den sie von der Menge hat; freie Lizenzen trägt der Schulträger. Bei Überbelegung verteilen sich "
        + "die Kosten auf die zugewiesenen. Gerechnet wird je Lizenz auf den Cent: erst abgerundet, dann gehen die übrigen Cent an die "
        + "größten "
        + "Reste, darum ergeben die Teile genau das Ganze.";

    private const string OverWord = "Überbelegung", UnusedWord = "Frei", EvenWord = "Ausgeschöpft", NoneWord = "Keine";

    private static readonly HtmlString OverBadge = Shown.Badge("danger", "danger", OverWord);
    private static readonly HtmlString UnusedBadge = Shown.Badge("info", "info", UnusedWord);
    private static readonly HtmlString EvenBadge = Shown.Badge("success", "success", EvenWord);
    private static readonly HtmlString NoneBadge = Shown.Badge("quiet", "info", NoneWord);
    private static readonly HtmlString UnlimitedBadge = Shown.Badge("success", "success", "Ohne Grenze");

    public static readonly IReadOnlyList<(LicenceShow Show, string Word)> Choices =
    [
        (LicenceShow.Alerts, "Frist läuft ab oder abgelaufen"),
        (LicenceShow.Over, "Überbelegt"),
        (LicenceShow.Unused, "Mit freien Lizenzen"),
    ];

    /// <summary>A count that may be without limit.</summary>
    public static string Limit(int? count) => count is { } n ? Shown.Count(n) : Unlimited;

    public static string End(LicenceTerm term) => term.Until is { } until ? Shown.Day(until) : "unbefristet";

    public static HtmlString Badge(LicenceBalance balance) =>
        balance.Entitled is null ? UnlimitedBadge : balance.IsOver ? OverBadge : balance.IsUnused ? UnusedBadge
        : balance.Entitled == 0 ? NoneBadge : EvenBadge;

    public static string Word(LicenceBalance balance) =>
        balance.Entitled is null ? Unlimited : balance.IsOver ? OverWord : balance.IsUnused ? UnusedWord
        : balance.Entitled == 0 ? NoneWord : EvenWord;

    /// <summary>What is to be done, and until when.</summary>
    public static string Alert(LicenceRow row) => Alert(row.Term, row.Day)!;

    public static string? Alert(LicenceTerm term, DateOnly day) => term.Alert(day) switch
    {
        null => null,
        LicenceAlert.Expired => $"abgelaufen am {Shown.Day(term.Until!.Value)}.",
        LicenceAlert.Renewed => $"hat sich am {Shown.Day(term.Until!.Value)} automatisch verlängert; bitte das neue Ende eintragen.",
        LicenceAlert.NoticePassed when term.Renews =>
            $"Kündigungsfrist am {Shown.Day(term.Deadline!.Value)} verstrichen, verlängert sich am {Shown.Day(term.Until!.Value)}.",
        LicenceAlert.NoticePassed =>
            $"Frist am {Shown.Day(term.Deadline!.Value)} verstrichen, endet am {Shown.Day(term.Until!.Value)}.",
        _ when term.Renews =>
            $"kündbar bis {Shown.Day(term.Deadline!.Value)}, sonst Verlängerung am {Shown.Day(term.Until!.Value)}.",
        _ => $"bis {Shown.Day(term.Deadline!.Value)} verlängern oder kündigen, endet am {Shown.Day(term.Until!.Value)}.",
    };
}
