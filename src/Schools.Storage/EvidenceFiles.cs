using System.Security.Cryptography;
using Npgsql;
using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Storage;

/// <summary>A file that proves a step, as it is listed.</summary>
/// <param name="Hash">SHA-256 of its bytes, in hex.</param>
public sealed record EvidenceFile(
    long Id, RolloutStep Step, string Name, string ContentType, int Length, string Hash, DateTimeOffset AddedAt, string AddedBy);

/// <summary>What is left of a file that was laid down by mistake: neither its name nor its content.</summary>
/// <param name="Elsewhere">The keys of the schools and rooms where the same content still lies.</param>
public sealed record WithdrawnEvidence(
    RolloutStep Step, string ContentType, int Length, DateTimeOffset AddedAt, string AddedBy, DateTimeOffset WithdrawnAt,
    string WithdrawnBy, string Reason, IReadOnlyList<string> Elsewhere);

/// <summary>The files that prove the steps of a school or room, and what was withdrawn there.</summary>
public sealed record PlaceEvidence(IReadOnlyList<EvidenceFile> Files, IReadOnlyList<WithdrawnEvidence> Withdrawn)
{
    public static readonly PlaceEvidence None = new([], []);
}

/// <summary>A file as it was laid down.</summary>
public sealed record StoredEvidence(EvidenceFile File, byte[] Bytes);

/// <summary>A file on its way in, recognised by its content.</summary>
public sealed record EvidenceContent(string Name, string ContentType, byte[] Bytes);

/// <summary>The files that prove the steps of a rollout, in the database with the register, so that one backup holds both.</summary>
public sealed class EvidenceFiles(NpgsqlDataSource db)
{
    /// <summary>Bytes of one file: a scanned protocol of a few pages.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>Files of one step in one place.</summary>
    public const int MostOfStep = 20;

    private const string Head = "id, step, name, content_type, length, hash, added_at, added_by";

    /// <summary>The first column behind the head.</summary>
    private const int Behind = 8;

    /// <summary>Keeps a file with the step of a place; the same content a second time changes nothing and succeeds.</summary>
    /// <param name="place">The key of the school or the room.</param>
    public async Task<Refusal?> Add(
        AuthorityKey authority, string place, RolloutStep step, EvidenceContent file, string by, CancellationToken cancel)
    {
        if (file.Bytes.Length > MostBytes)
        {
            throw new ArgumentException($"{file.Bytes.Length} bytes, at most {MostBytes}.", nameof(file));
        }
        await using var command = db.CreateCommand(
            """
            with known as (
                select count(*) as files, count(*) filter (where hash = $7) as same from evidence_file
                 where authority = $1 and place = $2 and step = $3 and withdrawn_at is null),
            added as (
                insert into evidence_file (authority, place, step, name, content_type, length, hash, bytes, added_by)
                select $1, $2, $3, $4, $5, $6, $7, $8, $9 from known where files < $10
                on conflict (authority, place, step, hash) where withdrawn_at is null do nothing)
            select files >= $10 and same = 0 from known
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = place });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = step.ToString() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = file.Name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = file.ContentType });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = file.Bytes.Length });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Convert.ToHexStringLower(SHA256.HashData(file.Bytes)) });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = file.Bytes });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = by });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostOfStep });
        var isFull = (bool)(await command.ExecuteScalarAsync(cancel))!;
        return isFull ? new Refusal(RefusalCode.EvidenceFilesTooMany, Labels.German(step), $"{MostOfStep}") : null;
    }

    /// <summary>
    /// Takes back a file that was laid down by mistake: its bytes and name are gone for good, that it was there stays. A second time
    /// changes nothing and succeeds; the first reason stays.
    /// </summary>
    /// <param name="place">The key of the school or the room where it lies.</param>
    /// <param name="reason">Owed, for the file cannot be asked any more.</param>
    public async Task<Refusal?> Withdraw(
        AuthorityKey authority, string place, long id, string? reason, string by, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal(RefusalCode.ExplanationMissing);
        }
        if (reason.Trim().Length > Rollout.LongestText)
        {
            return new Refusal(RefusalCode.TextTooLong, "der Begründung", $"{Rollout.LongestText}");
        }
        await using var command = db.CreateCommand("select evidence_withdraw($1, $2, $3, $4, $5)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = place });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = by });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reason.Trim() });
        return (bool)(await command.ExecuteScalarAsync(cancel))! ? null : new Refusal(RefusalCode.EvidenceUnknown, $"{id}");
    }

    /// <summary>The files of a place by step, oldest first.</summary>
    public async Task<PlaceEvidence> Of(AuthorityKey authority, string place, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"""
            select {Head}, withdrawn_at, withdrawn_by, withdrawn_for,
                   case when withdrawn_at is not null then array(
                       select distinct o.place from evidence_file o
                        where o.authority = $1 and o.hash = f.hash and o.withdrawn_at is null order by o.place) end
              from evidence_file f where authority = $1 and place = $2 order by id
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = place });
        List<EvidenceFile> files = [];
        List<WithdrawnEvidence> withdrawn = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (reader.IsDBNull(Behind))
            {
                files.Add(Row(reader));
                continue;
            }
            withdrawn.Add(new WithdrawnEvidence(
                reader.Word<RolloutStep>(1), reader.GetString(3), reader.GetInt32(4), reader.GetFieldValue<DateTimeOffset>(6),
                reader.GetString(7), reader.GetFieldValue<DateTimeOffset>(Behind), reader.GetString(Behind + 1),
                reader.GetString(Behind + 2), reader.GetFieldValue<string[]>(Behind + 3)));
        }
        return new PlaceEvidence(files, withdrawn);
    }

    /// <summary>The files of a school and of its rooms by the key of the place, oldest first, without those that were withdrawn.</summary>
    public async Task<ILookup<string, EvidenceFile>> OfSchool(AuthorityKey authority, SchoolKey school, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"""
            select {Head}, place from evidence_file
             where authority = $1 and (place = $2 or starts_with(place, $2 || '/')) and withdrawn_at is null order by id
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = school.Value });
        List<(string Place, EvidenceFile File)> files = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            files.Add((reader.GetString(Behind), Row(reader)));
        }
        return files.ToLookup(one => one.Place, one => one.File, StringComparer.Ordinal);
    }

    /// <summary>Which steps of which places have a file.</summary>
    public async Task<IReadOnlySet<(string Place, RolloutStep Step)>> Steps(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            "select distinct place, step from evidence_file where authority = $1 and withdrawn_at is null");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        HashSet<(string, RolloutStep)> steps = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            steps.Add((reader.GetString(0), reader.Word<RolloutStep>(1)));
        }
        return steps;
    }

    /// <summary>The file with its bytes, or why there is none: the authority has none of this number, or it was withdrawn.</summary>
    public async Task<(StoredEvidence? Evidence, Refusal? Refusal)> Find(AuthorityKey authority, long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand($"select {Head}, bytes from evidence_file where authority = $1 and id = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return !await reader.ReadAsync(cancel) ? (null, new Refusal(RefusalCode.EvidenceUnknown, $"{id}"))
            : reader.IsDBNull(Behind) ? (null, new Refusal(RefusalCode.EvidenceWithdrawn, $"{id}"))
            : (new StoredEvidence(Row(reader), reader.GetFieldValue<byte[]>(Behind)), null);
    }

    private static EvidenceFile Row(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.Word<RolloutStep>(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), reader.GetString(5),
        reader.GetFieldValue<DateTimeOffset>(6), reader.GetString(7));
}
