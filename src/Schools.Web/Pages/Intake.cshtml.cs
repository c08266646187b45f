using Microsoft.AspNetCore.Authorization;
using Schools.Storage;
using Schools.Web.Intake;

namespace Schools.Web.Pages;

/// <summary>Files that came in by themselves, and what became of them.</summary>
[Authorize(Policy = Access.ViewImport)]
public sealed class IntakeModel(IntakeStore store, IntakeSettings settings) : RegisterPage
{
    public bool IsWatching => settings.Folder is not null;

    /// <summary>Not taken, and not settled by a later delivery of the same name.</summary>
    public IReadOnlyList<IntakeEntry> Failures { get; private set; } = [];

    public IReadOnlyList<IntakeEntry> Recent { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Failures = await store.Failures(Authority, IntakeLimits.Shown, Cancel);
        Recent = await store.Recent(Authority, IntakeLimits.Shown, Cancel);
    }

    public static string Way(ArrivingFile file) =>
        (file.Source == "api" ? "Schnittstelle" : "Ordner") + (file.Profile is { } profile ? $", Profil {profile}" : "");

    public static string State(IntakeEntry entry) => entry.Status switch
    {
        IntakeStatus.Planned => "Gelesen",
        IntakeStatus.Refused => "Nicht angenommen",
        _ => "Wird gelesen",
    };
}
