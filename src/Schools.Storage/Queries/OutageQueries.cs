using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>How often devices of a kind broke for one reason.</summary>
/// <param name="Reason">As it was entered with the step; null where none was.</param>
public sealed record OutageCause(DeviceCategory Category, string? Reason, int Outages);

/// <summary>What failed, from the histories of devices: each time one came to be defective.</summary>
public sealed class OutageQueries(NpgsqlDataSource db)
{
    /// <summary>Without these a school has no network.</summary>
    private static readonly DeviceCategory[] OfNetwork =
    [
        DeviceCategory.AccessPoint, DeviceCategory.Switch, DeviceCategory.Router, DeviceCategory.Firewall, DeviceCategory.WlanController,
    ];

    /// <summary>
    /// The outages of the network until a moment, the most frequent cause first. What a device was, and whether it was in the inventory,
    /// is asked of its history until then.
    /// </summary>
    /// <param name="since">The last day that is not counted.</param>
    public async Task<IReadOnlyList<OutageCause>> OfTheNetwork(
        AuthorityKey authority, DateOnly since, FigureMoment moment, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select past.category, nullif(trim(j.event ->> 'reason'), ''), count(*)::int
              from journal j cross join lateral (
                select (array_agg(f.fact_category order by f.version desc, f.n desc) filter (where f.fact_category is not null))[1]
                         as category,
                       (array_agg(f.fact_school order by f.version desc, f.n desc)
                         filter (where f.fact_school is not null or f.fact_withdrawn))[1] as school
                  from journal f
                 where f.authority = $1 and f.kind = 'device' and f.key = j.key
                   and (coalesce(f.fact_school, f.fact_category, f.fact_lifecycle) is not null or f.fact_withdrawn)
                   and f."on" <= $3 and ($4::timestamptz is null or f.at <= $4)) past
             where j.authority = $1 and j.kind = 'device' and j.fact_lifecycle = 'Defective' and j.event ->> 'type' = 'advanced'
               and (coalesce(j.fact_school, j.fact_category, j.fact_lifecycle) is not null or j.fact_withdrawn) -- as the index has it
               and j."on" > $2 and j."on" <= $3 and ($4::timestamptz is null or j.at <= $4)
               and past.category = any($5) and past.school is not null -- withdrawn: at no school
             group by 1, 2 order by 3 desc, 1, 2
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = since });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = moment.AsOf });
        command.Parameters.Add(JournalStates.Known(moment));
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = OfNetwork.Words() });
        List<OutageCause> causes = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            causes.Add(new OutageCause(reader.Word<DeviceCategory>(0), reader.TextOrNull(1), reader.GetInt32(2)));
        }
        return causes;
    }
}
