using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Domain;
using Schools.Storage;
using Schools.Storage.Queries;

namespace Schools.Web.Pages;

/// <summary>The school's line to the internet: a fact of the school, which lists bring too.</summary>
public sealed partial class WlanPlaceModel
{
    /// <summary>The form of the bandwidth, by the handler it posts to.</summary>
    public const string Uplink = nameof(Uplink);

    private const string UplinkCount = "bandbreite";
    private const string UplinkDay = "bandbreite-ab";
    private const string UplinkGerman = "Bandbreite in Mbit/s";

    private UplinkKnown? uplink;

    /// <summary>What was sent of the line.</summary>
    public SentForm Sent { get; private set; } = SentForm.None;

    /// <summary>The version of the school that the form is made from.</summary>
    public FormVersion Version { get; private set; } = FormVersion.None;

    public bool MayChangeUplink => uplink is not null;

    /// <summary>What the standards ask of the line.</summary>
    public IEnumerable<ItemStanding> UplinkTargets =>
        Standing.Items.Where(item => item is { Item.Item.Subject: StandardSubject.Uplink, Target: not null });

    public IEnumerable<FormField> UplinkFields => new FormField[]
    {
        new(UplinkCount, UplinkGerman)
        {
            Value = Known is { } known ? $"{known}" : null,
            Hint = string.Join(", ", UplinkTargets.Select(item => $"Soll: {Bandwidth(item.Target!.Value)} ({item.Item.State.Name})"))
                is { Length: > 0 } asked ? asked : null,
        },
        new(UplinkDay, "Gilt ab", FormFieldKind.Day)
        {
            Value = WireDay.Write(Address.Today),
            Hint = uplink?.Since is { } since ? $"Leer heißt heute. Bisher erfasst: ab {Shown.Day(since)}" : "Leer heißt heute",
        },
    }.Select(input => input.As(Sent, Uplink));

    private int? Known => Standing.School.Details.Uplink;

    public static string Bandwidth(int megabits) => $"{Shown.Count(megabits)} Mbit/s";

    public async Task<IActionResult> OnPostUplinkAsync([FromRoute] string school)
    {
        if (!await Load(school, room: null))
        {
            return Missing;
        }
        if (!MayChangeUplink)
        {
            return Forbid();
        }
        Sent = new SentForm(Uplink, await Request.ReadFormAsync(Cancel));
        var megabits = Sent.CountOwed(UplinkCount, UplinkGerman, School.Uplinks);
        var on = Sent.Day(UplinkDay, "Gilt ab") ?? Address.Today;
        if (Sent.Faults.Count == 0)
        {
            if (await Send(megabits, on) is not { } refusal)
            {
                return Redirect(Here);
            }
            Sent.Refuse(refusal, refusal.Code switch
            {
                RefusalCode.FactInFuture or RefusalCode.DateImplausible or RefusalCode.UplinkKnownLater => UplinkDay,
                RefusalCode.CountImplausible => UplinkCount,
                _ => null,
            });
        }
        Response.StatusCode = Sent.Status;
        return Page();
    }

    private async Task<Refusal?> Send(int megabits, DateOnly on)
    {
        // The last that is entered holds from its day on: what is known from a later day would be lost to the figures.
        if (uplink!.Since is { } since && on < since)
        {
            return new Refusal(RefusalCode.UplinkKnownLater, Shown.Day(since), Known is { } known ? Bandwidth(known) : null);
        }
        var key = Standing.School.Key;
        var command = new School.Describe(key, new School.Details { Uplink = megabits }) { On = on };
        var why = new Why(User.Identity!.Name!, Request: HttpContext.TraceIdentifier);
        return await Version.Send(grains, GrainId.Of(Authority, key), Standing.School.Details.Name!, [command], why, Cancel);
    }

    private async Task LoadUplink()
    {
        if (Room is null && Address.IsNow && (await access.AuthorizeAsync(User, Access.ChangeSchool)).Succeeded)
        {
            uplink = await schools.Uplink(Authority, Standing.School.Key, Cancel);
            Version = uplink is null ? FormVersion.None : FormVersion.Of(uplink.Version, Request);
        }
    }
}
