using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Web.Licences;

namespace Schools.Web.Pages;

/// <summary>Enters a licence contract.</summary>
[Authorize(Policy = Access.ManageLicences)]
public sealed class LicenceNewModel(IGrains grains) : RegisterPage
{
    public const string Form = "register";

    public SentForm Sent { get; private set; } = SentForm.None;

    public ContractFields Fields => new(Sent, Form, null);

    public void OnGet()
    {
        // The form stands in the page.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Sent = new SentForm(Form, await Request.ReadFormAsync(Cancel));
        var terms = ContractFields.Read(Sent);
        var quantity = Sent.Count("quantity", "Menge", Licence.Quantities);
        var on = Sent.Day($"{Form}-on", "Gilt ab");
        if (Sent.Faults.Count == 0)
        {
            var key = LicenceKey.For(Authority, terms);
            var why = new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier);
            var command = new Licence.Register(key, terms, quantity) { On = on };
            var outcome = await grains.Send(GrainId.Of(Authority, key), command, why, Cancel);
            if (outcome.Refusal is not { } refusal)
            {
                return Redirect($"/lizenzen/{key.Value}");
            }
            Sent.Refuse(refusal, refusal.Code == RefusalCode.FactInFuture ? $"{Form}-on" : null);
        }
        Response.StatusCode = Sent.Status;
        return Page();
    }
}
