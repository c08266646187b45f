using System.Text.Json;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <param name="Version">0 for a past day.</param>
public sealed record StoredPlan(string Key, int Version, MasterPlan.State State);

public sealed class PlanQueries(NpgsqlDataSource db)
{
    /// <summary>A Kreis has a handful; the limit bounds the page.</summary>
    public const int MostPlans = 200;

    /// <summary>All plans by name.</summary>
    public async Task<IReadOnlyList<StoredPlan>> All(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            "select key, version, state from plan where authority = $1 order by state -> 'head' ->> 'name', key limit $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostPlans });
        List<StoredPlan> plans = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            plans.Add(Read(reader));
        }
        return plans;
    }

    /// <summary>The plan, or null when the authority has none of this key.</summary>
    public async Task<StoredPlan?> Find(AuthorityKey authority, string key, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("select key, version, state from plan where authority = $1 and key = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? Read(reader) : null;
    }

    /// <summary>The plan as it was, as far as it was recorded until a moment; null before it began.</summary>
    public async Task<StoredPlan?> FindAt(AuthorityKey authority, string key, FigureMoment moment, CancellationToken cancel)
    {
        var plans = await JournalStates.At<MasterPlan.State, MasterPlan.Event>(
            db, GrainKind.Plan, authority, moment, DomainJson.Default.MasterPlanEvent, MasterPlan.Evolve,
            e => e is MasterPlan.Described, cancel);
        return plans.GetValueOrDefault(key) is { } state ? new StoredPlan(key, 0, state) : null;
    }

    private static StoredPlan Read(NpgsqlDataReader reader) => new(
        reader.GetString(0),
        reader.GetInt32(1),
        JsonSerializer.Deserialize(reader.GetString(2), DomainJson.Default.MasterPlanState)!);
}
