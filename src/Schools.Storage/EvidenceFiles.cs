using System.Security.Cryptography;
using Npgsql;
using Schools.Domain;
using Schools.Storage.Queries;

namespace Schools.Storage;

/// <summary>A file that proves a step, as it is listed.</summary>
/// <param name="Hash">SHA-256 of its bytes, in hex.</param>
public sealed record EvidenceFile(
    long Id, RolloutStep Step, string Name, string ContentType, int Length, string Hash, DateTimeOffset AddedAt, string AddedBy);

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
                 where authority = $1 and place = $2 and step = $3),
            added as (
                insert into evidence_file (authority, place, step, name, content_type, length, hash, bytes, added_by)
                select $1, $2, $3, $4, $5, $6, $7, $8, $9 from known where files < $10
                on conflict (authority, place, step, hash) do nothing)
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

    /// <summary>The files of a place by step, oldest first.</summary>
    public async Task<IReadOnlyList<EvidenceFile>> Of(AuthorityKey authority, string place, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"select {Head} from evidence_file where authority = $1 and place = $2 order by id");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = place });
        List<EvidenceFile> files = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            files.Add(Row(reader));
        }
        return files;
    }

    /// <summary>Which steps of which places have a file.</summary>
    public async Task<IReadOnlySet<(string Place, RolloutStep Step)>> Steps(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("select distinct place, step from evidence_file where authority = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        HashSet<(string, RolloutStep)> steps = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            steps.Add((reader.GetString(0), reader.Word<RolloutStep>(1)));
        }
        return steps;
    }

    /// <summary>The file with its bytes; null when the authority has none of this number.</summary>
    public async Task<(EvidenceFile File, byte[] Bytes)?> Find(AuthorityKey authority, long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand($"select {Head}, bytes from evidence_file where authority = $1 and id = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (Row(reader), reader.GetFieldValue<byte[]>(8)) : null;
    }

    private static EvidenceFile Row(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.Word<RolloutStep>(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), reader.GetString(5),
        reader.GetFieldValue<DateTimeOffset>(6), reader.GetString(7));
}
