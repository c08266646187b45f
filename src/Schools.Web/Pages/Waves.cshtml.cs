using Microsoft.AspNetCore.Authorization;
using Schools.Domain;
using Schools.Grains;
using Schools.Web.District;

namespace Schools.Web.Pages;

/// <summary>All waves: how many devices are meant to be handed out, how many were, and when the rest will be.</summary>
[Authorize(Policy = Access.ViewRollout)]
public sealed class WavesModel(WaveBoard board, TimeProvider clock, IAuthorizationService access) : RegisterPage
{
    public IReadOnlyList<WaveLine> Waves { get; private set; } = [];

    public bool MayPlan { get; private set; }

    public DateOnly Today { get; private set; }

    public async Task OnGetAsync()
    {
        Today = GermanCalendar.Today(clock);
        Waves = await board.Lines(Authority, Today, Cancel);
        MayPlan = (await access.AuthorizeAsync(User, Access.ManageWaves)).Succeeded;
    }

    /// <summary>What should have come by now, and has not.</summary>
    public string? Late(Wave.State wave) => wave.Overdue(Today).ToList() is { Count: > 0 } late
        ? $"Termin überschritten: {string.Join(", ", late.Select(day => Labels.German(day.What)))}"
        : null;
}
