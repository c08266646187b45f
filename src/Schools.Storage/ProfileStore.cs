using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>A saved profile in one of its versions.</summary>
/// <param name="School">The school whose it is; null for the whole authority.</param>
/// <param name="Document">Its JSON; null where it was deleted.</param>
public sealed record StoredProfile(
    string Name, SchoolKey? School, int Version, string Title, string? Document, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>Profiles that people have saved. Nothing is overwritten: each change is a version of its own.</summary>
public sealed class ProfileStore(NpgsqlDataSource db)
{
    /// <summary>Saved profiles of one authority; beyond it none is taken.</summary>
    public const int Most = 500;

    /// <summary>Profiles as they are now, without those that were deleted; by name, the authority's before those of schools.</summary>
    public async Task<IReadOnlyList<StoredProfile>> All(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select name, school, version, title, document, changed_at, changed_by from (
              select distinct on (coalesce(school, ''), name) name, school, version, title, document, changed_at, changed_by
              from import_profile where authority = $1 order by coalesce(school, ''), name, version desc) newest
            where document is not null order by name, coalesce(school, '')
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        return await Read(command, cancel);
    }

    /// <summary>The newest version, also where it says that the profile is deleted; null where there never was one.</summary>
    public async Task<StoredProfile?> Newest(AuthorityKey authority, SchoolKey? school, string name, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select name, school, version, title, document, changed_at, changed_by from import_profile
            where authority = $1 and coalesce(school, '') = $2 and name = $3 order by version desc limit 1
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = school?.Value ?? "" });
        command.Parameters.Add(new() { Value = name });
        return (await Read(command, cancel)).FirstOrDefault();
    }

    /// <summary>Saves a next version. What is as it was makes none.</summary>
    /// <param name="document">Its JSON; null deletes it.</param>
    /// <param name="basedOn">The version that was changed; null takes whichever is the newest.</param>
    /// <returns>The newest version; null when somebody saved another one since.</returns>
    public async Task<StoredProfile?> Save(
        AuthorityKey authority, SchoolKey? school, string name, string title, string? document, string by, int? basedOn,
        CancellationToken cancel)
    {
        var before = await Newest(authority, school, name, cancel);
        if (basedOn is { } seen && seen != (before?.Version ?? 0))
        {
            return null;
        }
        if (before is not null ? before.Title == title && before.Document == document : document is null)
        {
            return before;
        }
        await using var command = db.CreateCommand(
            """
            insert into import_profile (authority, school, name, version, title, document, changed_by)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
            returning name, school, version, title, document, changed_at, changed_by
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = (object?)school?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = (before?.Version ?? 0) + 1 });
        command.Parameters.Add(new() { Value = title });
        command.Parameters.Add(new() { Value = (object?)document ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Json });
        command.Parameters.Add(new() { Value = by });
        return (await Read(command, cancel)).FirstOrDefault();
    }

    private static async Task<List<StoredProfile>> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<StoredProfile> profiles = [];
        while (await reader.ReadAsync(cancel))
        {
            profiles.Add(new StoredProfile(
                reader.GetString(0),
                reader.IsDBNull(1) ? null : SchoolKey.Parse(reader.GetString(1)),
                reader.GetInt32(2),
                reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.GetFieldValue<DateTimeOffset>(5),
                reader.GetString(6)));
        }
        return profiles;
    }
}
