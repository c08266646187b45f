using Schools.Domain;
using Schools.Import;
using Schools.Storage;

namespace Schools.Web.Profiles;

/// <summary>What came of saving: the profile as it stands now, or why it was not saved.</summary>
/// <param name="Faults">All that is wrong with it; empty where somebody else was faster.</param>
public sealed record SaveOutcome(StoredProfile? Profile, IReadOnlyList<ProfileFault> Faults)
{
    public const string Changed = "Das Profil wurde inzwischen von jemand anderem geändert. Bitte neu laden und noch einmal ändern.";
}

/// <summary>The saved profiles of an authority, as files are read by them.</summary>
public sealed class SavedProfiles(ProfileStore store)
{
    /// <summary>All that can be read. One that this version of the program no longer understands is told on the page of profiles.</summary>
    public async Task<IReadOnlyList<ImportProfile>> All(AuthorityKey authority, CancellationToken cancel) =>
        [.. (await store.All(authority, cancel)).Select(Of).OfType<ImportProfile>()];

    public static ImportProfile? Of(StoredProfile stored) => ProfileReader.Read(stored.Document!, stored.Version, stored.School).Profile;

    /// <param name="basedOn">The version that was changed, 0 for a profile that must be new; null saves over whatever is there.</param>
    public async Task<SaveOutcome> Save(
        AuthorityKey authority, SchoolKey? school, string json, string by, int? basedOn, CancellationToken cancel)
    {
        var read = ProfileReader.Read(json);
        if (read.Profile is null)
        {
            return new SaveOutcome(null, read.Faults);
        }
        var document = read.Document!;
        var newest = await store.Newest(authority, school, document.Name, cancel);
        if (basedOn == 0)
        {
            if (newest is { Document: not null })
            {
                return new SaveOutcome(null, [new ProfileFault("name", $"Ein Profil „{document.Name}“ gibt es schon. Bitte umbenennen.")]);
            }
            // Whoever saves the same new name at this moment is not overwritten.
            basedOn = newest?.Version ?? 0;
        }
        if (newest is null or { Document: null } && (await store.All(authority, cancel)).Count >= ProfileStore.Most)
        {
            return new SaveOutcome(null, [new ProfileFault("name", $"Es gibt schon {ProfileStore.Most} Profile. Bitte eines löschen.")]);
        }
        return new SaveOutcome(
            await store.Save(authority, school, document.Name, document.Title, document.Json, by, basedOn, cancel), []);
    }
}
