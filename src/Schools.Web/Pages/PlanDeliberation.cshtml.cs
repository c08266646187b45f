using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage.Queries;
using Schools.Web.Plans;

namespace Schools.Web.Pages;

/// <summary>The way of a plan through its bodies: deliberation, resolution, publication.</summary>
[Authorize(Policy = Access.ManagePlans)]
public sealed class PlanDeliberationModel(PlanQueries plans, IGrains grains, TimeProvider clock) : PlanEditPage(plans, grains)
{
    public const string Deliberate = "deliberate";
    public const string Proceed = "proceed";
    public const string Publish = "publish";

    /// <summary>Which approvals are missing today.</summary>
    public Refusal? Lacking => Plan.ApprovalMissing(GermanCalendar.Today(clock));

    public IReadOnlyList<FormField> DeliberationFields =>
    [
        .. new[]
        {
            new FormField("body", "Gremium", FormFieldKind.Choice)
            {
                IsOpen = true,
                Choices =
                [
                    .. Plan.Bodies.Select(body => new Choice(
                        body.Key, $"{body.Name}{(body.Authority is null ? "" : $" ({body.Authority})")}")),
                ],
            },
            new FormField("decision", "Was es entschieden hat", FormFieldKind.Choice)
            {
                IsOpen = true, Choices = FormField.Words<BodyDecision>(),
            },
            new FormField("sat", "Sitzung am", FormFieldKind.Day),
            new FormField("paper", "Vorlage-Nr.") { IsOptional = true },
            new FormField("vote", "Abstimmung laut Niederschrift") { IsOptional = true },
            new FormField("favour", "Dafür waren", FormFieldKind.Choices)
            {
                Choices = [.. (Plan.Head.Members ?? []).Select(member => new Choice(member, member))],
            },
        }.Where(asked => asked.Kind != FormFieldKind.Choices || asked.Choices.Count > 0).Select(asked => asked.As(Sent, Deliberate)),
    ];

    public IReadOnlyList<FormField> StatusFields =>
    [
        .. new[]
        {
            new FormField("status", "Neuer Status", FormFieldKind.Choice)
            {
                Choices = [.. Plan.Next.Select(next => new Choice($"{next.Status}", Labels.German(next.Status)))],
            },
            new FormField("why", "Grund") { IsOptional = true, Hint = "Nötig, wenn es einen Schritt zurück geht" },
            Day("since", "Seit"),
        }.Select(asked => asked.As(Sent, Proceed)),
    ];

    public IReadOnlyList<FormField> PublicationFields => [Day("published", "Veröffentlicht am").As(Sent, Publish)];

    public async Task<IActionResult> OnGetAsync(string key) => await Find(key) ? Page() : Missing;

    /// <summary>Who, what and when are said on purpose: an empty form records nothing.</summary>
    public Task<IActionResult> OnPostDeliberateAsync(string key) => Answer(key, Deliberate, "sat", () =>
    {
        var body = Owed("body", "Gremium: Bitte wählen, wer beraten hat.");
        Owed("sat", "Sitzung am: Der Tag fehlt. Bitte eintragen.");
        return Owed("decision", "Was es entschieden hat: Bitte wählen.") is not null
            && Sent.Word<BodyDecision>("decision", "Entscheidung") is { } decision && body is not null
            ? new MasterPlan.Deliberate(
                body, decision, Sent.Text("paper"), Sent.Text("vote"), Sent.All("favour") is { Count: > 0 } favour ? favour : null)
            : null;
    });

    public Task<IActionResult> OnPostProceedAsync(string key) => Answer(key, Proceed, "since", () =>
        Sent.Word<MasterPlanStatus>("status", "Status") is { } status ? new MasterPlan.Proceed(status, Sent.Text("why")) : null);

    public Task<IActionResult> OnPostPublishAsync(string key) =>
        Answer(key, Publish, "published", () => new MasterPlan.MakePublic());

    private static FormField Day(string name, string label) =>
        new(name, label, FormFieldKind.Day) { IsOptional = true, Hint = "Leer heißt heute" };

    private string? Owed(string field, string missing)
    {
        if (Sent.Text(field) is not { } text)
        {
            Sent.Fault(field, missing);
            return null;
        }
        return text;
    }

    private async Task<IActionResult> Answer(string key, string form, string dayField, Func<MasterPlan.Command?> command)
    {
        await Read(form);
        if (!await Find(key))
        {
            return Missing;
        }
        var on = Sent.Day(dayField, "Tag");
        if (command() is { } read && Sent.Faults.Count == 0)
        {
            if (await Send(key, on, read) is not { } refusal)
            {
                return Redirect(PlanWords.Deliberation(key));
            }
            Sent.Refuse(refusal, (refusal.Code, form) switch
            {
                (RefusalCode.FactInFuture or RefusalCode.DateImplausible, _) => dayField,
                (RefusalCode.ExplanationMissing, Proceed) => "why",
                (RefusalCode.PlanStatusForbidden or RefusalCode.ApprovalMissing, Proceed) => "status",
                (RefusalCode.PlanPartUnknown, Deliberate) => "body",
                (RefusalCode.MemberUnknown, Deliberate) => "favour",
                (_, Publish) => "published",
                _ => null,
            });
        }
        return Again();
    }
}
