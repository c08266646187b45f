using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>Since when things are as they are, for the course of a measure.</summary>
public sealed class ProgressQueries(NpgsqlDataSource db)
{
    private static readonly string[] Usable = DeviceGroups.InUse.Members.Words();

    /// <summary>The devices that are usable now, by place, category and the day they first were.</summary>
    public async Task<IReadOnlyList<UsableSince>> UsableSince(
        AuthorityKey authority, IReadOnlyCollection<DeviceCategory> categories, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            with first as (
                select key, min("on") as day from journal
                 where authority = $1 and kind = 'device'
                   and (coalesce(fact_school, fact_category, fact_lifecycle) is not null or fact_withdrawn)
                   and fact_lifecycle = any($2)
                 group by key)
            select d.school, d.room, d.category, f.day, count(*)::int
              from device d join first f on f.key = d.key
             where d.authority = $1 and not d.is_withdrawn and d.lifecycle = any($2) and d.category = any($3)
             group by d.school, d.room, d.category, f.day
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Usable });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = categories.Words() });
        List<UsableSince> since = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            since.Add(new UsableSince(
                reader.Key<SchoolKey>(0), reader.TextOrNull(1), reader.Word<DeviceCategory>(2), reader.GetFieldValue<DateOnly>(3),
                reader.GetInt32(4)));
        }
        return since;
    }
}
