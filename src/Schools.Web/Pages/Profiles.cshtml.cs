using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Schools.Import;
using Schools.Storage;
using Schools.Web.Profiles;

namespace Schools.Web.Pages;

/// <summary>The saved profiles, and the way to a new one from a header row.</summary>
[Authorize(Policy = Access.ManageProfiles)]
public sealed class ProfilesModel(ProfileStore store) : RegisterPage
{
    /// <summary>Characters of a header row in an address.</summary>
    public const int LongestHeaders = 4_000;

    public IReadOnlyList<StoredProfile> Saved { get; private set; } = [];

    public async Task OnGetAsync() => Saved = await store.All(Authority, Cancel);

    public async Task<IActionResult> OnPostDeleteAsync(string name, string? school)
    {
        if (!ProfileApi.TryOf(school, out var of) || await store.Newest(Authority, of, name, Cancel) is not { } known)
        {
            return Missing;
        }
        await store.Save(Authority, of, name, known.Title, null, User.Identity!.Name!, null, Cancel);
        return Redirect("/importe/profile");
    }

    /// <summary>Why this program cannot read a profile; empty where it can.</summary>
    public static string Unreadable(StoredProfile profile) =>
        string.Join(' ', ProfileReader.Read(profile.Document!).Faults.Select(fault => fault.Message));

    /// <summary>A place of the document by the name that the page has for it.</summary>
    public static string Place(string place) => place switch
    {
        "name" => "Kurzname",
        "title" => "Bezeichnung",
        "school" => "Schule",
        "extends" or "target" => "Grundlage",
        _ when place.StartsWith("columns", StringComparison.Ordinal) || place.StartsWith("headers", StringComparison.Ordinal)
            || place.StartsWith("ignored", StringComparison.Ordinal) => "Spalten",
        _ when place.StartsWith("words", StringComparison.Ordinal) => "Wörter",
        _ => place,
    };
}
