using Npgsql;
using NpgsqlTypes;
using Schools.Domain;

namespace Schools.Storage;

/// <summary>A report that was kept under a name.</summary>
/// <param name="Since">The day it is compared with.</param>
/// <param name="Known">What was recorded later is not in it.</param>
/// <param name="Document">Its head and parts as JSON.</param>
public sealed record StoredReport(
    long Id, string Name, DateOnly AsOf, DateOnly Since, DateTimeOffset Known, string Document, string SavedBy);

/// <summary>What reports begin with, in its newest version.</summary>
/// <param name="Document">Its JSON; null where it was deleted.</param>
public sealed record StoredTemplate(string Name, int Version, string? Document, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>Reports and their templates. Neither is ever overwritten; who deleted one stays.</summary>
public sealed class ReportStore(NpgsqlDataSource db)
{
    /// <summary>Reports of one authority; beyond it none is taken. A committee meets six times a year.</summary>
    public const int MostReports = 1_000;
    public const int MostTemplates = 100;

    private const string Columns = "id, name, as_of, since, known, document, saved_by";

    /// <summary>The reports of an authority, the newest first.</summary>
    public async Task<IReadOnlyList<StoredReport>> All(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"select {Columns} from saved_report where authority = $1 and deleted_at is null order by id desc limit {MostReports}");
        command.Parameters.Add(new() { Value = authority.Value });
        return await Reports(command, cancel);
    }

    /// <summary>The report, or null when the authority has none of this number.</summary>
    public async Task<StoredReport?> Find(AuthorityKey authority, long id, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"select {Columns} from saved_report where authority = $1 and id = $2 and deleted_at is null");
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        return (await Reports(command, cancel)).FirstOrDefault();
    }

    /// <summary>
    /// The moment from which nothing more is recorded for the time before: the journal bears the beginning of a transaction, so what is being
    /// written now would stand in a later print of the report and not in this one.
    /// </summary>
    private const string Settled =
        """
        (select coalesce(min(xact_start) - interval '1 microsecond', clock_timestamp()) from pg_stat_activity
          where datname = current_database() and backend_xid is not null and pid <> pg_backend_pid())
        """;

    /// <summary>Keeps a report.</summary>
    /// <param name="known">Until when things were recorded; null for this moment.</param>
    /// <returns>The report as it is kept, or why it is not.</returns>
    public async Task<(StoredReport? Report, Refusal? Refusal)> Save(
        AuthorityKey authority, string name, DateOnly asOf, DateOnly since, DateTimeOffset? known, string document, string by,
        CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"""
            insert into saved_report (authority, name, as_of, since, known, document, saved_by)
            select $1, $2, $3, $4, coalesce($5, {Settled}), $6, $7
             where (select count(*) from saved_report where authority = $1 and deleted_at is null) < {MostReports}
            on conflict do nothing returning {Columns}
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = asOf });
        command.Parameters.Add(new() { Value = since });
        command.Parameters.Add(new() { Value = (object?)known?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = document, NpgsqlDbType = NpgsqlDbType.Json });
        command.Parameters.Add(new() { Value = by });
        if ((await Reports(command, cancel)).FirstOrDefault() is { } saved)
        {
            return (saved, null);
        }
        var all = await All(authority, cancel);
        return (null, all.Any(report => report.Name == name)
            ? new Refusal(RefusalCode.ReportNameTaken, name)
            : new Refusal(RefusalCode.ReportsTooMany, $"{MostReports} Berichte"));
    }

    /// <summary>Takes a report away that was saved by mistake; its name is free again.</summary>
    /// <returns>Why not: there is none of this number, or somebody was faster.</returns>
    public async Task<Refusal?> Delete(AuthorityKey authority, long id, string by, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            update saved_report set deleted_at = clock_timestamp(), deleted_by = $3
             where authority = $1 and id = $2 and deleted_at is null
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = by });
        if (await command.ExecuteNonQueryAsync(cancel) == 1)
        {
            return null;
        }
        await using var gone = db.CreateCommand("select name, deleted_by from saved_report where authority = $1 and id = $2");
        gone.Parameters.Add(new() { Value = authority.Value });
        gone.Parameters.Add(new() { Value = id });
        await using var reader = await gone.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new Refusal(RefusalCode.ReportDeleted, reader.GetString(0), reader.GetString(1))
            : new Refusal(RefusalCode.ReportUnknown, $"{id}");
    }

    /// <summary>The templates of an authority by name, without those that were deleted.</summary>
    public async Task<IReadOnlyList<StoredTemplate>> Templates(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select name, version, document, changed_at, changed_by from (
              select distinct on (name) name, version, document, changed_at, changed_by from report_template
               where authority = $1 order by name, version desc) newest
            where document is not null order by name
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        List<StoredTemplate> templates = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            templates.Add(new StoredTemplate(
                reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetString(4)));
        }
        return templates;
    }

    /// <summary>Keeps a next version of a template. What is as it was makes none.</summary>
    public async Task<Refusal?> SaveTemplate(
        AuthorityKey authority, string name, string document, string by, CancellationToken cancel)
    {
        var all = await Templates(authority, cancel);
        if (all.FirstOrDefault(known => known.Name == name)?.Document == document)
        {
            return null;
        }
        if (all.Count >= MostTemplates && all.All(known => known.Name != name))
        {
            return new Refusal(RefusalCode.ReportsTooMany, $"{MostTemplates} Muster");
        }
        await using var command = db.CreateCommand(
            """
            insert into report_template (authority, name, version, document, changed_by)
            select $1, $2, coalesce(max(version), 0) + 1, $3, $4 from report_template where authority = $1 and name = $2
            on conflict do nothing
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = document, NpgsqlDbType = NpgsqlDbType.Json });
        command.Parameters.Add(new() { Value = by });
        return await command.ExecuteNonQueryAsync(cancel) == 1 ? null : new Refusal(RefusalCode.ChangedMeanwhile, name);
    }

    /// <summary>Ends a template with a version that has no document.</summary>
    /// <returns>Why not: there is none of this name, or somebody was faster.</returns>
    public async Task<Refusal?> DeleteTemplate(AuthorityKey authority, string name, string by, CancellationToken cancel)
    {
        const string Newest =
            "select version, document, changed_by from report_template where authority = $1 and name = $2 order by version desc limit 1";
        await using var command = db.CreateCommand(
            $"""
            insert into report_template (authority, name, version, document, changed_by)
            select $1, $2, version + 1, null, $3 from ({Newest}) newest where document is not null
            on conflict do nothing
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = by });
        if (await command.ExecuteNonQueryAsync(cancel) == 1)
        {
            return null;
        }
        await using var gone = db.CreateCommand(Newest);
        gone.Parameters.Add(new() { Value = authority.Value });
        gone.Parameters.Add(new() { Value = name });
        await using var reader = await gone.ExecuteReaderAsync(cancel);
        return !await reader.ReadAsync(cancel) ? new Refusal(RefusalCode.ReportUnknown, name)
            : reader.IsDBNull(1) ? new Refusal(RefusalCode.ReportDeleted, name, reader.GetString(2))
            : new Refusal(RefusalCode.ChangedMeanwhile, name);
    }

    private static async Task<List<StoredReport>> Reports(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<StoredReport> reports = [];
        while (await reader.ReadAsync(cancel))
        {
            reports.Add(new StoredReport(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetFieldValue<DateOnly>(2),
                reader.GetFieldValue<DateOnly>(3),
                reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetString(5),
                reader.GetString(6)));
        }
        return reports;
    }
}
