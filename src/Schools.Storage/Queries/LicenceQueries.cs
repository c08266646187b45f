using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <param name="Cost">Of the licences that run on the day, for a year.</param>
public sealed record LicenceTotals(int Licences, int Alerts, int Over, int Unused, Euro Cost)
{
    public static LicenceTotals Of(IReadOnlyCollection<LicenceRow> rows) => new(
        rows.Count,
        rows.Count(row => row.Alert is not null),
        rows.Count(row => row.Balance.IsOver),
        rows.Count(row => row.Balance.IsUnused),
        new Euro(rows.Where(row => row.Term.IsRunning(row.Day)).Sum(row => row.CostPerYear?.Amount ?? 0)));
}

/// <param name="Totals">Of all licences of the authority, whatever the filter.</param>
/// <param name="Alerts">The most urgent ones, whatever the filter.</param>
public sealed record LicenceList(Page<LicenceRow> Page, LicenceTotals Totals, IReadOnlyList<LicenceRow> Alerts);

/// <summary>What one school has of a licence.</summary>
public sealed record LicenceOfSchool(LicenceRow Licence, int Count);

/// <summary>One event of a licence as it was recorded.</summary>
public sealed record LicenceJournalRow(int Version, DateTimeOffset At, DateOnly On, string Actor, long? Import, Licence.Event Event);

/// <param name="Schools">The authority's own schools, at most <see cref="DeviceQueries.MostChoices"/>, and those the licence names.</param>
public sealed record LicenceDetail(
    Licence.State State, int Version, IReadOnlyList<LicenceJournalRow> Journal, IReadOnlyList<Choice> Schools);

/// <summary>Licences with their balance. Every figure is asked for on a day, for terms begin and end.</summary>
public sealed class LicenceQueries(NpgsqlDataSource db)
{
    /// <summary>More contracts than the largest authority has; bounds what is folded at once.</summary>
    public const int MostLicences = 5_000;

    /// <summary>Alerts shown above the list.</summary>
    public const int MostAlerts = 10;

    private static readonly StringComparer ByName = StringComparer.Create(Euro.German, ignoreCase: true);

    internal const string RowColumns =
        """
        l.key, l.product, l.vendor, l.metric, l.contract_number, l.from_day, l.until_day, l.notice_days, l.renews, l.ended_on,
        l.cost_per_year, l.cost_centre, l.quantity, l.assigned, l.step
        """;

    private const string SchoolsToChoose =
        """
        select * from (
            select s.key, coalesce(s.name, s.short_name) as name from school s
             where s.authority = $1 and not s.is_withdrawn
               and (s.provider_number = (select a.provider_number from authority a where a.authority = $1 and a.key = $1)
                    or (select a.provider_number from authority a where a.authority = $1 and a.key = $1) is null)
             order by name limit $3) own
        union
        select s.key, coalesce(s.name, s.short_name) from school s
         where s.authority = $1 and s.key in (
            select unnest(array[j.event ->> 'school', j.event ->> 'from', j.event ->> 'to']) from journal j
             where j.authority = $1 and j.kind = 'licence' and j.key = $2)
         order by name, key
        """;

    /// <summary>One page of licences by product, what there is in all, and the most urgent: four statements, one round trip.</summary>
    public async Task<LicenceList> List(AuthorityKey authority, LicenceFilter filter, DateOnly day, CancellationToken cancel)
    {
        var counting = filter.Conditions(authority, day);
        var rows = filter.Conditions(authority, day);
        var alerts = new LicenceFilter(Show: LicenceShow.Alerts).Conditions(authority, day);
        await using var batch = db.CreateBatch();
        batch.BatchCommands.Add(rows.Statement(
            $"""
            select {RowColumns} from licence l where {rows} order by l.product, l.key
             limit {rows.Value(Paging.Size)} offset {rows.Value((filter.PageNumber - 1) * Paging.Size)}
            """));
        batch.BatchCommands.Add(counting.Statement(
            $"select count(*)::int from (select from licence l where {counting} limit {Paging.CountUpTo}) hits"));
        batch.BatchCommands.Add(Totals(authority, day));
        batch.BatchCommands.Add(alerts.Statement(
            $"select {RowColumns} from licence l where {alerts} order by l.deadline, l.product, l.key limit {alerts.Value(MostAlerts)}"));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var found = await Rows(reader, day, cancel);
        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        var counted = reader.GetInt32(0);
        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        var totals = new LicenceTotals(
            reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), new Euro(reader.GetDecimal(4)));
        await reader.NextResultAsync(cancel);
        return new LicenceList(new Page<LicenceRow>(found, counted, filter.PageNumber), totals, await Rows(reader, day, cancel));
    }

    /// <summary>The same list as it was on a past day, folded from the journal.</summary>
    public async Task<LicenceList> ListAsOf(
        AuthorityKey authority, LicenceFilter filter, FigureMoment moment, CancellationToken cancel)
    {
        List<LicenceRow> all = [.. (await AsOf(authority, moment, cancel)).Select(state => LicenceRow.Of(state, moment.AsOf))];
        List<LicenceRow> matching = [.. all.Where(filter.Matches)];
        return new LicenceList(
            new Page<LicenceRow>(
                [.. matching.Skip((filter.PageNumber - 1) * Paging.Size).Take(Paging.Size)], matching.Count, filter.PageNumber),
            LicenceTotals.Of(all),
            [.. all.Where(row => row.Alert is not null).OrderBy(row => row.Term.Deadline).Take(MostAlerts)]);
    }

    /// <summary>All licences as they were on a day, by product.</summary>
    public async Task<IReadOnlyList<Licence.State>> AsOf(AuthorityKey authority, FigureMoment moment, CancellationToken cancel)
    {
        var states = await JournalStates.At<Licence.State, Licence.Event>(
            db, GrainKind.Licence, authority, moment, DomainJson.Default.LicenceEvent, Licence.Evolve,
            happened => happened is Licence.Registered, cancel);
        return
        [
            .. states.Values.Where(state => state.WithdrawnFor is null)
                .OrderBy(state => state.Terms.Product, ByName).ThenBy(state => state.Key.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>All licences as they are, by product.</summary>
    public async Task<IReadOnlyList<Licence.State>> Current(AuthorityKey authority, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            "select state from licence where authority = $1 and not is_withdrawn order by product, key limit $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostLicences });
        List<Licence.State> states = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            states.Add(State(reader.GetString(0)));
        }
        return states;
    }

    /// <summary>What one school has, by product.</summary>
    public async Task<IReadOnlyList<LicenceOfSchool>> OfSchool(
        AuthorityKey authority, SchoolKey school, DateOnly day, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            $"""
            select {RowColumns}, a.count
              from licence l, jsonb_to_recordset(l.state -> 'assignments') as a(school text, count int)
             where l.authority = $1 and not l.is_withdrawn and l.assigned > 0 and a.school = $2
             order by l.product, l.key limit $3
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = school.Value });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostLicences });
        List<LicenceOfSchool> licences = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            licences.Add(new LicenceOfSchool(Row(reader, day), reader.GetInt32(15)));
        }
        return licences;
    }

    /// <summary>The licence with its history and the schools to choose from; null when there is none of this key.</summary>
    public async Task<LicenceDetail?> Find(AuthorityKey authority, LicenceKey key, CancellationToken cancel)
    {
        await using var batch = db.CreateBatch();
        batch.BatchCommands.Add(OfKey(
            "select state, version from licence where authority = $1 and key = $2 and not is_withdrawn limit $3", authority, key, 1));
        batch.BatchCommands.Add(OfKey(
            """
            select version, at, "on", actor, import, event from journal
             where authority = $1 and kind = 'licence' and key = $2 order by version, n limit $3
            """,
            authority,
            key,
            JournalQueries.MostEvents));
        batch.BatchCommands.Add(OfKey(SchoolsToChoose, authority, key, DeviceQueries.MostChoices));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
        {
            return null;
        }
        var (state, version) = (State(reader.GetString(0)), reader.GetInt32(1));
        await reader.NextResultAsync(cancel);
        List<LicenceJournalRow> journal = [];
        while (await reader.ReadAsync(cancel))
        {
            journal.Add(new LicenceJournalRow(
                reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateOnly>(2), reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetInt64(4),
                JsonSerializer.Deserialize(reader.GetString(5), DomainJson.Default.LicenceEvent)!));
        }
        await reader.NextResultAsync(cancel);
        return new LicenceDetail(state, version, journal, await Choices(reader, cancel));
    }

    /// <summary>The schools of these keys with their names, in the order of the names.</summary>
    public async Task<IReadOnlyList<Choice>> Names(AuthorityKey authority, IEnumerable<SchoolKey> schools, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(
            "select key, coalesce(name, short_name) as name from school where authority = $1 and key = any($2) order by name, key");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. schools.Select(school => school.Value)] });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await Choices(reader, cancel);
    }

    internal static LicenceRow Row(DbDataReader reader, DateOnly day) => new(
        reader.Key<LicenceKey>(0),
        reader.GetString(1),
        reader.TextOrNull(2),
        reader.Word<LicenceMetric>(3),
        reader.TextOrNull(4),
        new LicenceTerm(Day(reader, 5), Day(reader, 6), reader.GetInt32(7), reader.GetBoolean(8), Day(reader, 9)),
        reader.IsDBNull(10) ? null : new Euro(reader.GetDecimal(10)),
        reader.TextOrNull(11),
        reader.CountOrNull(12),
        reader.GetInt32(13),
        reader.IsDBNull(14) ? null : reader.Word<LicenceStep>(14),
        day);

    private static DateOnly? Day(DbDataReader reader, int column) =>
        reader.TextOrNull(column) is { } text ? DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture) : null;

    private static Licence.State State(string json) => JsonSerializer.Deserialize(json, DomainJson.Default.LicenceState)!;

    private static async Task<List<LicenceRow>> Rows(NpgsqlDataReader reader, DateOnly day, CancellationToken cancel)
    {
        List<LicenceRow> rows = [];
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(Row(reader, day));
        }
        return rows;
    }

    private static async Task<IReadOnlyList<Choice>> Choices(NpgsqlDataReader reader, CancellationToken cancel)
    {
        List<Choice> choices = [];
        while (await reader.ReadAsync(cancel))
        {
            choices.Add(new Choice(reader.GetString(0), reader.GetString(1)));
        }
        return choices;
    }

    private static NpgsqlBatchCommand Totals(AuthorityKey authority, DateOnly day)
    {
        var conditions = new LicenceFilter().Conditions(authority, day);
        var on = LicenceFilter.OnDay.Of(conditions, day);
        return conditions.Statement(
            $"""
            select count(*)::int, (count(*) filter (where {on.HasAlert}))::int, (count(*) filter (where {on.IsOver}))::int,
                   (count(*) filter (where {on.IsUnused}))::int, coalesce(sum(l.cost_per_year) filter (where {on.IsRunning}), 0)
              from licence l where {conditions}
            """);
    }

    /// <param name="sql">With the limit of its rows as <c>$3</c>.</param>
    private static NpgsqlBatchCommand OfKey(string sql, AuthorityKey authority, LicenceKey key, int most) => new(sql)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = authority.Value },
            new NpgsqlParameter<string> { TypedValue = key.Value },
            new NpgsqlParameter<int> { TypedValue = most },
        },
    };
}
