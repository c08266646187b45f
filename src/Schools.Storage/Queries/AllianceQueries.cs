using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>An authority that shares its counts with another.</summary>
public sealed record AllianceMember(AuthorityKey Key, string Name);

/// <summary>Who shares counts with whom.</summary>
public sealed class AllianceQueries(NpgsqlDataSource db)
{
    private static readonly MasterPlanStatus[] Ended = [MasterPlanStatus.Superseded, MasterPlanStatus.Expired];

    /// <summary>
    /// The members of an alliance that share their counts: those that keep a plan of an alliance themselves which names this authority.
    /// A plan that has ended opens nothing any more, to be named alone opens nothing, and a name that two authorities bear is nobody's.
    /// </summary>
    /// <param name="members">As the plan of this authority names them.</param>
    public async Task<IReadOnlyList<AllianceMember>> Sharing(
        AuthorityKey authority, IReadOnlyList<string> members, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            with own as (select name from authority where authority = $1 and key = $1),
                 named as (select name, min(key) as key, count(*) as bearers from authority where key = authority group by name)
            select m.key, m.name
              from own join named m on m.name = any($2) and m.key <> $1 and m.bearers = 1
             where (select bearers from named where named.name = own.name) = 1
               and exists (select from plan p
                            where p.authority = m.key and p.state -> 'head' ->> 'kind' = 'Alliance'
                              and p.state -> 'head' -> 'members' ? own.name
                              and coalesce(p.state -> 'standings' -> -1 ->> 'status', '') <> all($3))
             order by m.name
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. members] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Ended.Words() });
        List<AllianceMember> sharing = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            sharing.Add(new AllianceMember(reader.Key<AuthorityKey>(0), reader.GetString(1)));
        }
        return sharing;
    }
}
