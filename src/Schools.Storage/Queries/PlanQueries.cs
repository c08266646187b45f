using System.Text.Json;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <param name="Version">0 for a past day.</param>
public sealed record StoredPlan(string Key, int Version, MasterPlan.State State);

/// <summary>A plan on the day of comparison, null before it began, and on the day that is asked for.</summary>
public sealed record PlanCourse(string Key, MasterPlan.State? Before, MasterPlan.State State)
{
    /// <summary>Those of all plans of an authority that are in force on the day that is asked for.</summary>
    public static IReadOnlyList<PlanCourse> InForce(IReadOnlyList<PlanCourse> all)
    {
        var keys = MasterPlanEdition.InForce(all.ToDictionary(plan => plan.Key, plan => plan.State, StringComparer.Ordinal));
        return [.. all.Where(plan => keys.Contains(plan.Key))];
    }
}

/// <summary>A plan by its name, for links.</summary>
public sealed record PlanName(string Key, string Name, string? Edition, string? Predecessor);

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
            e => e is MasterPlan.Described, cancel, JournalChoice.Keys([key]));
        return plans.GetValueOrDefault(key) is { } state ? new StoredPlan(key, 0, state) : null;
    }

    /// <summary>All plans as they were on two days, by name.</summary>
    /// <param name="since">The day of comparison.</param>
    public async Task<IReadOnlyList<PlanCourse>> Between(
        AuthorityKey authority, DateOnly since, FigureMoment moment, CancellationToken cancel)
    {
        var days = await JournalStates.OnEach<MasterPlan.State, MasterPlan.Event>(
            db, GrainKind.Plan, authority, [since, moment.AsOf], moment, DomainJson.Default.MasterPlanEvent, MasterPlan.Evolve,
            e => e is MasterPlan.Described, cancel);
        return
        [
            .. days[1].Select(plan => new PlanCourse(plan.Key, days[0].GetValueOrDefault(plan.Key), plan.Value))
                .OrderBy(plan => plan.State.Head.Name, StringComparer.Ordinal).ThenBy(plan => plan.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>The plan that a plan continues or is part of, where it is one of these, and those that continue it.</summary>
    public async Task<IReadOnlyList<PlanName>> Kin(AuthorityKey authority, StoredPlan of, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select key, state -> 'head' ->> 'name', state -> 'head' ->> 'edition', state -> 'head' ->> 'predecessor' from plan
             where authority = $1 and key <> $2 and (key = any($3) or state -> 'head' ->> 'predecessor' = $2) order by key limit $4
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = of.Key });
        command.Parameters.Add(new NpgsqlParameter<string[]>
        {
            TypedValue = [.. new[] { of.State.Head.Predecessor, of.State.Head.PartOf }.OfType<string>()],
        });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostPlans });
        List<PlanName> names = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            names.Add(new PlanName(reader.GetString(0), reader.GetString(1), reader.TextOrNull(2), reader.TextOrNull(3)));
        }
        return names;
    }

    /// <summary>The same as they were named on a past day; a plan that began later is not among them.</summary>
    public async Task<IReadOnlyList<PlanName>> KinAt(
        AuthorityKey authority, StoredPlan of, FigureMoment moment, CancellationToken cancel)
    {
        string[] named = [.. new[] { of.State.Head.Predecessor, of.State.Head.PartOf }.OfType<string>()];
        var heads = await JournalStates.At<MasterPlan.State, MasterPlan.Event>(
            db, GrainKind.Plan, authority, moment, DomainJson.Default.MasterPlanEvent, MasterPlan.Evolve,
            e => e is MasterPlan.Described, cancel, JournalChoice.Kin(of.Key, named));
        return
        [
            .. heads.Where(known => named.Contains(known.Key) || known.Value.Head.Predecessor == of.Key)
                .OrderBy(known => known.Key, StringComparer.Ordinal).Take(MostPlans)
                .Select(known => new PlanName(
                    known.Key, known.Value.Head.Name, known.Value.Head.Edition, known.Value.Head.Predecessor)),
        ];
    }

    private static StoredPlan Read(NpgsqlDataReader reader) => new(
        reader.GetString(0),
        reader.GetInt32(1),
        JsonSerializer.Deserialize(reader.GetString(2), DomainJson.Default.MasterPlanState)!);
}
