using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Grains;
using Schools.Storage;
using Schools.Web.District;

namespace Schools.Web.Pages;

/// <summary>One wave: what each place needs and has, the weeks, the order, and the forms that move it on.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class WaveModel(WaveBoard board, IGrains grains, TimeProvider clock, IAuthorizationService access) : RegisterPage
{
    public WaveView Wave { get; private set; } = null!;

    /// <summary>What would be with a change that only the address names.</summary>
    public WaveWhatIf WhatIf { get; private set; } = null!;

    public Wave.Details Details => Wave.State.Details;

    public DateOnly Today { get; private set; }

    public bool MayChange { get; private set; }

    public string? Refused { get; private set; }

    /// <summary>What was sent and refused, so that nobody types it again.</summary>
    public WaveStepForm Form { get; private set; } = new();

    public string Here => $"/wellen/{Wave.Key}";

    public async Task<IActionResult> OnGetAsync(string key) => await Load(key) ? Page() : Missing;

    public Task<IActionResult> OnPostDeliveryAsync(string key, WaveStepForm form) =>
        Send(key, form, () => new Wave.RecordDelivery { On = form.Day });

    public Task<IActionResult> OnPostBeginAsync(string key, WaveStepForm form) =>
        Send(key, form, () => new Wave.Begin(Wave.Missing, form.Reason) { On = form.Day });

    public Task<IActionResult> OnPostFinishAsync(string key, WaveStepForm form) =>
        Send(key, form, () => new Wave.Finish { On = form.Day });

    public Task<IActionResult> OnPostAbortAsync(string key, WaveStepForm form) =>
        Send(key, form, () => new Wave.Abort(form.Reason ?? "") { On = form.Day });

    public Task<IActionResult> OnPostResumeAsync(string key, WaveStepForm form) =>
        Send(key, form, () => new Wave.Resume(form.Reason ?? "") { On = form.Day });

    /// <summary>The devices of the order that have got so far, as a list.</summary>
    public string Devices(string? lifecycle) => DeviceListAddress.To(("order", Details.OrderNumber), ("lifecycle", lifecycle));

    /// <summary>Where devices are handed out, one after the other, to one place.</summary>
    public string HandOut(Wave.Place place) =>
        $"{Here}/ausgabe?school={place.School.Value}" + (place.Room is { } room ? $"&room={Uri.EscapeDataString(room.Value)}" : "");

    private async Task<IActionResult> Send(string key, WaveStepForm form, Func<Wave.Command> command)
    {
        if (!await Load(key))
        {
            return Missing;
        }
        if (!MayChange)
        {
            return Forbid();
        }
        Form = form;
        if (!ModelState.IsValid)
        {
            Refused = "Der Tag konnte nicht gelesen werden. Bitte prüfen.";
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        var why = new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier);
        var outcome = await grains.Send(new GrainId(GrainKind.Wave, Authority, key), command(), why, Cancel);
        if (outcome.Refusal is { } refusal)
        {
            Refused = refusal.German;
            Response.StatusCode = Api.Refusals.Status(refusal.Kind);
            return Page();
        }
        return Redirect(Here);
    }

    private async Task<bool> Load(string key)
    {
        Today = GermanCalendar.Today(clock);
        if (await board.Find(Authority, key, Today, Cancel) is not { } found)
        {
            return false;
        }
        Wave = found;
        WhatIf = WaveWhatIf.Read(found, Request.Query, Today);
        MayChange = (await access.AuthorizeAsync(User, Access.ManageWaves)).Succeeded;
        return true;
    }
}

/// <summary>What the forms of the page send; each uses what it needs.</summary>
public sealed class WaveStepForm
{
    public DateOnly? Day { get; set; }

    public string? Reason { get; set; }

    /// <summary>The day as a date field wants it.</summary>
    public string? Written => WireDay.Write(Day);
}
