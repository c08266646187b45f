using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Schools.Domain;
using Schools.Storage;
using Schools.Storage.Queries;
using Schools.Web.Reports;

namespace Schools.Web.Pages;

/// <summary>What the reports of an authority begin with.</summary>
[Authorize(Policy = Access.ManagePlans)]
public sealed class ReportTemplateModel(ReportStore store, SavedReports saved, PlanQueries plans) : RegisterPage
{
    public const string Put = "put";

    public ReportForm Form { get; private set; } = ReportForm.Usual;

    public SentForm Sent { get; private set; } = SentForm.None;

    /// <summary>Those of today, of which a report may be about one.</summary>
    public IReadOnlyList<(string Key, MasterPlan.State State)> Plans { get; private set; } = [];

    /// <summary>Of the template that is changed; null for a new one.</summary>
    public string? Name { get; private set; }

    public FormField NameField => new FormField(ReportFields.Name, "Bezeichnung")
    {
        Value = Name, Longest = ReportFields.LongestName,
    }.As(Sent, Put);

    public static string At(string? name) => name is null ? "/berichte/muster" : $"/berichte/muster?name={Uri.EscapeDataString(name)}";

    public async Task<IActionResult> OnGetAsync([FromQuery] string? name) => await Find(name) ? Page() : Missing;

    public async Task<IActionResult> OnPostAsync([FromQuery] string? name)
    {
        var form = await Request.ReadFormAsync(Cancel);
        Sent = new SentForm(Put, form);
        if (!await Find(name))
        {
            return Missing;
        }
        // The number is that of one paper.
        Form = ReportForm.Read(form, ReportForm.Usual with { Sections = [] }) with { Number = null };
        foreach (var (field, tooLong) in Form.TooLong)
        {
            Sent.Refuse(tooLong, field);
        }
        if (Sent.Faults.Count > 0)
        {
            return Refused;
        }
        var chosen = name ?? Sent.Text(ReportFields.Name);
        var taken = name is null && chosen is not null && await saved.Template(Authority, chosen, Cancel) is not null;
        var refusal = SavedReports.Fault(chosen)
            ?? (taken ? new Refusal(RefusalCode.ReportNameTaken, chosen) : null)
            ?? await store.SaveTemplate(Authority, chosen!, Form.Written(), User.Identity!.Name!, Cancel);
        return refusal is null ? Redirect(SavedReportsModel.Path) : Refuse(refusal);
    }

    private PageResult Refuse(Refusal refusal)
    {
        Sent.Refuse(refusal, ReportFields.Name);
        return Refused;
    }

    private PageResult Refused
    {
        get
        {
            Response.StatusCode = Sent.Status;
            return Page();
        }
    }

    private async Task<bool> Find(string? name)
    {
        Plans = [.. (await plans.All(Authority, Cancel)).Select(plan => (plan.Key, plan.State))];
        if (name is null)
        {
            return true;
        }
        if (await saved.Template(Authority, name, Cancel) is not { } found)
        {
            return false;
        }
        (Name, Form) = (name, found);
        return true;
    }
}
