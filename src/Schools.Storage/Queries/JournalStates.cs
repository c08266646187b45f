using System.Text.Json.Serialization.Metadata;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>
/// Grains as they were on a day, folded anew from the journal. Events that hold from a later day, or were recorded later than known, are
/// left out. For kinds of which an authority has a few thousand; devices have columns of their own for it.
/// </summary>
internal static class JournalStates
{
    /// <param name="begins">Whether an event makes the grain; others before it find nothing that they could change.</param>
    /// <param name="keys">Only these grains; null for all of the kind.</param>
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
        IReadOnlyList<string>? keys = null)
        where TState : class =>
        (await OnEach(db, kind, authority, [moment.AsOf], moment, json, evolve, begins, cancel, keys))[0];

    /// <summary>The same for several days, of which the last is that of the moment, with one statement.</summary>
    /// <param name="keys">The grains that are asked for; null for all.</param>
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
        IReadOnlyList<string>? keys = null)
        where TState : class
    {
        await using var command = db.CreateCommand(
            $"""
            select key, event::text, "on" from journal
             where authority = $1 and kind = $2 and "on" <= $3 and ($4::timestamptz is null or at <= $4)
               {(keys is null ? "" : "and key = any($5)")}
             order by key, version, n
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = GrainStore.TableOf(kind) });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = moment.AsOf });
        command.Parameters.Add(Known(moment));
        if (keys is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys] });
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

    /// <summary>The moment until which something was recorded, as a parameter that may be null.</summary>
    public static NpgsqlParameter Known(FigureMoment moment) => new()
    {
        NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz,
        Value = moment.Known is { } known ? known.UtcDateTime : DBNull.Value,
    };
}
