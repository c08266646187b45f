using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage.Queries;
using Schools.Web.District;
using Schools.Web.Plans;

namespace Schools.Web.Pages;

/// <summary>One grant of a plan: granted, drawn and open, and every call for money (Mittelabruf).</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class PlanGrantModel(PlanQueries plans, IGrains grains, IAuthorizationService access, TimeProvider clock)
    : PlanEditPage(plans, grains)
{
    public const string Draw = "draw";
    public const string Withdraw = "withdraw";

    public FigureAddress Moment { get; private set; } = null!;

    public GrantStanding Standing { get; private set; } = null!;

    /// <summary>A past day is only looked at.</summary>
    public bool MayChange { get; private set; }

    public IReadOnlyList<string> Errors => Moment.Refusal is { } refusal ? [refusal.German] : [];

    /// <summary>All calls by day, also those that were taken back.</summary>
    public IReadOnlyList<MasterPlan.Drawdown> Drawdowns =>
        [.. (Plan.Drawdowns ?? []).Where(known => known.Grant == Standing.Grant.Key)];

    public IEnumerable<(string Label, string Value)> Particulars =>
        from known in new (string Label, string? Value)[]
        {
            ("Bewilligt", $"{Standing.Grant.Granted}"),
            ("Abgerufen", $"{Standing.Drawn}{(Standing.Percent is { } percent ? $" ({Shown.Number(percent)} %)" : "")}"),
            ("Offen", $"{Standing.Open}"),
            ("Bescheid vom", Standing.Grant.Notice is { } notice ? Shown.Day(notice) : null),
            ("Abruffrist", Standing.Grant.DrawUntil is { } until ? Shown.Day(until) : null),
            ("Eigenanteil", Standing.Grant.Own?.ToString()),
            ("Bemerkung", Standing.Grant.Remark),
        }
        where known.Value is not null
        select (known.Label, known.Value!);

    public IReadOnlyList<FormField> DrawFields =>
    [
        .. new[]
        {
            new FormField("number", "Nummer des Mittelabrufs") { Value = $"{Drawdowns.Count + 1}", Longest = MasterPlan.LongestKey },
            new FormField("amount", "Betrag in Euro"),
            new FormField("drawn", "Abgerufen am", FormFieldKind.Day) { IsOptional = true, Hint = "Leer heißt heute" },
            new FormField("reference", "Aktenzeichen oder Beleg") { IsOptional = true },
            new FormField("measure", "Maßnahme", FormFieldKind.Choice)
            {
                Choices = [.. Plan.Measures.Select(measure => new Choice(measure.Key, measure.Name))], IsOptional = true,
            },
            new FormField("category", "Fördergegenstand", FormFieldKind.Choice)
            {
                Choices = FormField.Words<FundingCategory>(), IsOptional = true,
            },
        }.Select(asked => asked.As(Sent, Draw)),
    ];

    public IReadOnlyList<FormField> WithdrawFields =>
    [
        .. new[]
        {
            new FormField("taken", "Mittelabruf", FormFieldKind.Choice)
            {
                Choices =
                [
                    .. Standing.Drawdowns.Select(known => new Choice(
                        known.Number, $"{known.Number} vom {Shown.Day(known.Day)}, {known.Amount}")),
                ],
            },
            new FormField("why", "Grund"),
            new FormField("since", "Gilt nicht mehr ab", FormFieldKind.Day)
            {
                IsOptional = true, Hint = "Leer, wenn er ein Irrtum war und nie galt; sonst der Tag der Rückzahlung",
            },
        }.Select(asked => asked.As(Sent, Withdraw)),
    ];

    public string? NameOf(string? measure) => Plan.Measures.FirstOrDefault(known => known.Key == measure)?.Name ?? measure;

    public async Task<IActionResult> OnGetAsync(string key, string grant) => await Load(key, grant, Request.Query) ? Page() : Missing;

    public Task<IActionResult> OnPostDrawAsync(string key, string grant) => Answer(key, grant, Draw, () => (
        Sent.Day("drawn", "Abgerufen am"),
        new MasterPlan.DrawGrant(
            grant, Sent.Text("number") ?? "", Sent.AmountOwed("amount", "Betrag"), Sent.Text("reference"), Sent.Text("measure"),
            Sent.Word<FundingCategory>("category", "Fördergegenstand"))));

    public Task<IActionResult> OnPostWithdrawAsync(string key, string grant) => Answer(key, grant, Withdraw, () =>
    {
        var number = Sent.Text("taken") ?? "";
        return (
            Sent.Day("since", "Gilt nicht mehr ab") ?? Standing.Drawdowns.FirstOrDefault(known => known.Number == number)?.Day,
            new MasterPlan.WithdrawDrawdown(grant, number, Sent.Text("why") ?? ""));
    });

    /// <param name="command">Read from the form, with the day it holds from; today where none is said.</param>
    private async Task<IActionResult> Answer(
        string key, string grant, string form, Func<(DateOnly? On, MasterPlan.Command Command)> command)
    {
        if (!(await access.AuthorizeAsync(User, Access.ManagePlans)).Succeeded)
        {
            return Forbid();
        }
        await Read(form);
        if (!await Load(key, grant, QueryCollection.Empty))
        {
            return Missing;
        }
        var (on, read) = command();
        if (Sent.Faults.Count == 0)
        {
            if (await Send(key, on, read) is not { } refusal)
            {
                return Redirect(PlanWords.Drawdowns(key, grant));
            }
            Sent.Refuse(refusal, FieldOf(refusal, form));
        }
        return Again();
    }

    private static string? FieldOf(Refusal refusal, string form) => (refusal.Code, form) switch
    {
        (RefusalCode.DrawdownNumberMissing or RefusalCode.DrawdownNumberTaken, _) => "number",
        (RefusalCode.DrawdownWithoutAmount or RefusalCode.DrawdownAboveGrant, _) => "amount",
        (RefusalCode.DrawdownBeforeNotice, _) => "drawn",
        (RefusalCode.PlanPartUnknown, _) => "measure",
        (RefusalCode.DrawdownUnknown, _) => "taken",
        (RefusalCode.ExplanationMissing, _) => "why",
        (RefusalCode.DrawdownLater, _) => "since",
        (RefusalCode.FactInFuture or RefusalCode.DateImplausible, Draw) => "drawn",
        (RefusalCode.FactInFuture or RefusalCode.DateImplausible, _) => "since",
        _ => null,
    };

    private async Task<bool> Load(string key, string grant, IQueryCollection query)
    {
        Moment = FigureAddress.Read(query, clock);
        if (!await Find(key, Moment.IsNow ? null : Moment.Moment)
            || GrantStanding.Of(GrantFact.Of(Key, Plan), Moment.Moment.AsOf).FirstOrDefault(g => g.Grant.Key == grant) is not { } found)
        {
            return false;
        }
        Standing = found;
        MayChange = Moment.IsNow && (await access.AuthorizeAsync(User, Access.ManagePlans)).Succeeded;
        return true;
    }
}
