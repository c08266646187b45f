using System.Text.Json.Serialization.Metadata;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>What of a kind is folded.</summary>
/// <param name="Condition">SQL on columns of the journal, with parameters from $5.</param>
internal sealed record JournalChoice(string Condition, IReadOnlyList<NpgsqlParameter> Parameters)
{
    public static JournalChoice Keys(string[] keys) => new("key = any($5)", [new NpgsqlParameter<string[]> { TypedValue = keys }]);

    /// <summary>The heads of other plans that were ever said to continue one, and of those that are named.</summary>
    public static JournalChoice Kin(string plan, string[] named) => new(
        """
        event ->> 'type' = 'described' and key <> $5
               and (key = any($6) or key in (
                    select key from journal
                     where authority = $1 and kind = $2 and event ->> 'type' = 'described' and event -> 'head' ->> 'predecessor' = $5))
        """,
        [new NpgsqlParameter<string> { TypedValue = plan }, new NpgsqlParameter<string[]> { TypedValue = named }]);

    /// <summary>
    /// Grains with an event that holds from a day after that of the moment and did not begin them. The days of the kind are indexed, so
    /// what is read grows with what changed and not with what there is.
    /// </summary>
    /// <param name="until">The last day from which it may hold.</param>
    /// <param name="type">The event as the journal names it.</param>
    public static JournalChoice Changed(DateOnly until, string type) => new(
        """
        key in (select key from journal
                 where authority = $1 and kind = $2 and "on" > $3 and "on" <= $5 and ($4::timestamptz is null or at <= $4)
                   and version > 1 and event ->> 'type' = $6)
        """,
        [new NpgsqlParameter<DateOnly> { TypedValue = until }, new NpgsqlParameter<string> { TypedValue = type }]);
}

/// <summary>A kind that is folded beside others.</summary>
internal abstract class JournalFold(GrainKind kind)
{
    public string Table { get; } = GrainStore.TableOf(kind);

    public abstract void Take(string key, string happened);
}

/// <param name="begins">As in <see cref="JournalStates.At"/>.</param>
internal sealed class JournalFold<TState, TEvent>(
    GrainKind kind, JsonTypeInfo<TEvent> json, Func<TState?, TEvent, TState> evolve, Func<TEvent, bool> begins) : JournalFold(kind)
    where TState : class
{
    private readonly SharedDocuments<TEvent> events = new(json);

    /// <summary>By the grain's key.</summary>
    public Dictionary<string, TState> States { get; } = new(StringComparer.Ordinal);

    public override void Take(string key, string happened)
    {
        var (before, read) = (States.GetValueOrDefault(key), events.Of(happened));
        if (before is not null || begins(read))
        {
            States[key] = evolve(before, read);
        }
    }
}

/// <summary>
/// Grains as they were on a day, folded anew from the journal. Events that hold from a later day, or were recorded later than known, are
/// left out. For kinds of which an authority has a few thousand; devices have columns of their own for it.
/// </summary>
internal static class JournalStates
{
    /// <param name="begins">Whether an event makes the grain; others before it find nothing that they could change.</param>
    /// <param name="only">Null for all of the kind.</param>
    /// <returns>By the grain's key.</returns>
    public static async Task<Dictionary<string, TState>> At<TState, TEvent>(
        NpgsqlDataSource db,
        GrainKind kind,
        AuthorityKey authority,
        FigureMoment moment,
        JsonTypeInfo<TEvent> json,
        Func<TState?, TEvent, TState> evolve,
        Func<TEvent, bool> begins,
        CancellationToken cancel,
        JournalChoice? only = null)
        where TState : class =>
        (await OnEach(db, kind, authority, [moment.AsOf], moment, json, evolve, begins, cancel, only))[0];

    /// <summary>The same for several days, of which the last is that of the moment, with one statement.</summary>
    /// <param name="only">Null for all of the kind.</param>
    /// <returns>For each of the days, by the grain's key.</returns>
    public static async Task<IReadOnlyList<Dictionary<string, TState>>> OnEach<TState, TEvent>(
        NpgsqlDataSource db,
        GrainKind kind,
        AuthorityKey authority,
        IReadOnlyList<DateOnly> days,
        FigureMoment moment,
        JsonTypeInfo<TEvent> json,
        Func<TState?, TEvent, TState> evolve,
        Func<TEvent, bool> begins,
        CancellationToken cancel,
        JournalChoice? only = null)
        where TState : class
    {
        await using var command = db.CreateCommand(
            $"""
            select key, event::text, "on" from journal
             where authority = $1 and kind = $2 and "on" <= $3 and ($4::timestamptz is null or at <= $4)
               {(only is null ? "" : $"and {only.Condition}")}
             order by key, version, n
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = GrainStore.TableOf(kind) });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = moment.AsOf });
        command.Parameters.Add(Known(moment));
        foreach (var parameter in only?.Parameters ?? [])
        {
            command.Parameters.Add(parameter);
        }
        var events = new SharedDocuments<TEvent>(json);
        List<Dictionary<string, TState>> states = [.. days.Select(_ => new Dictionary<string, TState>(StringComparer.Ordinal))];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var key = reader.GetString(0);
            var happened = events.Of(reader.GetString(1));
            var on = reader.GetFieldValue<DateOnly>(2);
            for (var i = 0; i < days.Count; i++)
            {
                var before = states[i].GetValueOrDefault(key);
                if (on <= days[i] && (before is not null || begins(happened)))
                {
                    states[i][key] = evolve(before, happened);
                }
            }
        }
        return states;
    }

    /// <summary>Several kinds of which an authority has few, with one statement.</summary>
    public static async Task Fold(
        NpgsqlDataSource db, AuthorityKey authority, FigureMoment moment, IReadOnlyList<JournalFold> folds, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            """
            select kind, key, event::text from journal
             where authority = $1 and kind = any($2) and "on" <= $3 and ($4::timestamptz is null or at <= $4)
             order by kind, key, version, n
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. folds.Select(fold => fold.Table)] });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = moment.AsOf });
        command.Parameters.Add(Known(moment));
        var byKind = folds.ToDictionary(fold => fold.Table, StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            byKind[reader.GetString(0)].Take(reader.GetString(1), reader.GetString(2));
        }
    }

    /// <summary>The moment until which something was recorded, as a parameter that may be null.</summary>
    public static NpgsqlParameter Known(FigureMoment moment) => new()
    {
        NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz,
        Value = moment.Known is { } known ? known.UtcDateTime : DBNull.Value,
    };
}
