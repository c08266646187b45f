using System.Text.Json;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>
/// What the figures are computed from: today from the register, for another day from the journal. For today both are the same; a test
/// holds them together.
/// </summary>
public sealed class FactQueries(NpgsqlDataSource db)
{
    /// <summary><see cref="Rollout.StepScheduled"/> in the journal.</summary>
    private const string StepScheduled = "stepScheduled";

    private static readonly string[] Usable = DeviceGroups.InUse.Members.Words();

    /// <summary>An authority's own schools, and those that have something; all where no Trägernummer says which are its own.</summary>
    private const string SchoolsNow =
        """
        select s.key, s.state -> 'details' from school s
          left join authority a on a.authority = s.authority and a.key = s.authority
         where s.authority = $1 and not s.is_withdrawn
           and (a.provider_number is null or s.provider_number = a.provider_number
                or exists (select from room r where r.authority = $1 and r.school = s.key and not r.is_withdrawn and not r.is_closed)
                or exists (select from device d where d.authority = $1 and d.school = s.key and not d.is_withdrawn))
         order by s.name, s.key
        """;

    private const string RoomsNow =
        """
        select key, school, type, (state -> 'details' ->> 'ports')::int from room
         where authority = $1 and not is_withdrawn and not is_closed
        """;

    private const string StockNow =
        """
        select school, room, category, count(*)::int, (count(*) filter (where lifecycle = any($2)))::int from device
         where authority = $1 and not is_withdrawn group by school, room, category
        """;

    /// <summary>Standards, grants and waves are few, so one statement asks for them.</summary>
    private const string FewNow =
        """
        select key, state, null::jsonb, null::jsonb from standard where authority = $1
        union all
        select key, null, null, state from wave where authority = $1
        union all
        select key, null, jsonb_build_object(
                 'plan', key, 'name', state #>> '{head,name}', 'grants', state -> 'grants', 'drawdowns', state -> 'drawdowns'), null
          from plan where authority = $1 and state -> 'grants' <> '[]'
        """;

    /// <param name="today">The day in Germany; facts of later days do not exist.</param>
    public async Task<RolloutFacts> Now(AuthorityKey authority, DateOnly today, CancellationToken cancel)
    {
        // What takes longest to read here comes before what takes longest to count there, so that both are done at once.
        await using var batch = db.CreateBatch();
        batch.BatchCommands.Add(Of("select key, state::text from rollout where authority = $1", authority));
        var stocking = Of(StockNow, authority);
        stocking.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Usable });
        batch.BatchCommands.Add(stocking);
        batch.BatchCommands.Add(Of(SchoolsNow, authority));
        batch.BatchCommands.Add(Of(RoomsNow, authority));
        batch.BatchCommands.Add(Of(FewNow, authority));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var documents = new SharedDocuments<Rollout.State>(DomainJson.Default.RolloutState);
        Dictionary<string, Rollout.State> rollouts = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancel))
        {
            rollouts.Add(reader.GetString(0), documents.Of(reader.GetString(1)));
        }
        await reader.NextResultAsync(cancel);
        var stock = await Stock(reader, cancel);
        await reader.NextResultAsync(cancel);
        List<SchoolFact> schools = [];
        while (await reader.ReadAsync(cancel))
        {
            schools.Add(new SchoolFact(
                reader.Key<SchoolKey>(0),
                JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(1), DomainJson.Default.SchoolDetails)!));
        }
        await reader.NextResultAsync(cancel);
        List<RoomFact> rooms = [];
        while (await reader.ReadAsync(cancel))
        {
            rooms.Add(new RoomFact(
                reader.GetString(0),
                reader.Key<SchoolKey>(1),
                reader.IsDBNull(2) ? RoomType.Unknown : reader.Word<RoomType>(2),
                reader.CountOrNull(3)));
        }
        await reader.NextResultAsync(cancel);
        var (standards, grants, waves) = await Few(reader, cancel);
        return new RolloutFacts(today, schools, rooms, stock, rollouts, standards, grants, waves);
    }

    private static async Task<(
        IReadOnlyList<StandardFact> Standards,
        IReadOnlyList<GrantFact> Grants,
        IReadOnlyList<WaveFact> Waves)> Few(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var domain = DomainJson.Default;
        List<StandardFact> standards = [];
        List<GrantFact> grants = [];
        List<WaveFact> waves = [];
        while (await reader.ReadAsync(cancel))
        {
            var key = reader.GetString(0);
            if (!reader.IsDBNull(1))
            {
                standards.Add(new StandardFact(
                    key, JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(1), domain.EquipmentStandardState)!));
            }
            else if (!reader.IsDBNull(2))
            {
                grants.Add(JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(2), domain.GrantFact)!);
            }
            else
            {
                waves.Add(new WaveFact(key, JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(3), domain.WaveState)!));
            }
        }
        return (
            standards,
            [.. grants.OrderBy(of => of.Name, StringComparer.Ordinal).ThenBy(of => of.Plan, StringComparer.Ordinal)],
            [.. waves.OrderBy(of => of.Key, StringComparer.Ordinal)]);
    }

    /// <summary>What held on a day, as far as it was recorded until a moment.</summary>
    public async Task<RolloutFacts> At(AuthorityKey authority, FigureMoment moment, CancellationToken cancel)
    {
        // Most of the work for the devices is the database's, most of that for the others is here.
        var stocking = StockThen.Read(db, authority, moment, cancel);
        var folding = Folded(authority, moment, cancel);
        await Task.WhenAll(stocking, folding);
        var stock = await stocking;
        var (few, schools, rooms, rollouts) = await folding;
        var open = rooms.Where(r => !r.Value.IsClosed && r.Value.WithdrawnFor is null)
            .Select(r => new RoomFact(
                r.Key, r.Value.School, r.Value.Details.Type ?? RoomType.Unknown, r.Value.Details.Ports))
            .ToList();
        var own = few.Authorities.States.GetValueOrDefault(authority.Value)?.Details.ProviderNumber;
        HashSet<SchoolKey> used = [.. open.Select(r => r.School), .. stock.Select(s => s.School)];
        return new RolloutFacts(
            moment.AsOf,
            [
                .. schools.Values
                    .Where(s => s.WithdrawnFor is null && (own is null || s.Details.ProviderNumber == own || used.Contains(s.Key)))
                    .Select(s => new SchoolFact(s.Key, s.Details))
                    .OrderBy(s => s.Details.Name, StringComparer.Create(Euro.German, ignoreCase: false))
                    .ThenBy(s => s.Key.Value, StringComparer.Ordinal),
            ],
            open,
            stock,
            rollouts,
            [.. few.Standards.States.Select(s => new StandardFact(s.Key, s.Value))],
            [
                .. few.Plans.States.Where(p => p.Value.Grants.Count > 0).Select(p => GrantFact.Of(p.Key, p.Value))
                    .OrderBy(fact => fact.Name, StringComparer.Ordinal).ThenBy(fact => fact.Plan, StringComparer.Ordinal),
            ],
            [.. few.Waves.States.Select(w => new WaveFact(w.Key, w.Value)).OrderBy(of => of.Key, StringComparer.Ordinal)]);
    }

    /// <summary>
    /// The rollouts on a day, by their keys, of those schools and rooms for which a step was planned anew since: no other's can have moved.
    /// </summary>
    /// <param name="since">The day of comparison.</param>
    public async Task<IReadOnlyDictionary<string, Rollout.State>> BeforePlannedAnew(
        AuthorityKey authority, DateOnly since, FigureMoment moment, CancellationToken cancel) =>
        await JournalStates.At<Rollout.State, Rollout.Event>(
            db, GrainKind.Rollout, authority, moment with { AsOf = since }, DomainJson.Default.RolloutEvent, Rollout.Evolve, _ => true,
            cancel, JournalChoice.Changed(moment.AsOf, StepScheduled));

    /// <summary>What an authority has few of, folded with one statement.</summary>
    private sealed class FewThen
    {
        public JournalFold<Authority.State, Authority.Event> Authorities { get; } =
            new(GrainKind.Authority, DomainJson.Default.AuthorityEvent, Authority.Evolve, _ => true);

        public JournalFold<EquipmentStandard.State, EquipmentStandard.Event> Standards { get; } = new(
            GrainKind.Standard, DomainJson.Default.EquipmentStandardEvent, EquipmentStandard.Evolve, e => e is EquipmentStandard.Published);

        public JournalFold<MasterPlan.State, MasterPlan.Event> Plans { get; } =
            new(GrainKind.Plan, DomainJson.Default.MasterPlanEvent, MasterPlan.Evolve, e => e is MasterPlan.Described);

        public JournalFold<Wave.State, Wave.Event> Waves { get; } =
            new(GrainKind.Wave, DomainJson.Default.WaveEvent, Wave.Evolve, e => e is Wave.Described);
    }

    private async Task<(
        FewThen Few,
        Dictionary<string, School.State> Schools,
        Dictionary<string, Room.State> Rooms,
        Dictionary<string, Rollout.State> Rollouts)> Folded(AuthorityKey authority, FigureMoment moment, CancellationToken cancel)
    {
        var domain = DomainJson.Default;
        var few = new FewThen();
        await JournalStates.Fold(db, authority, moment, [few.Authorities, few.Standards, few.Plans, few.Waves], cancel);
        return (
            few,
            await JournalStates.At<School.State, School.Event>(
                db, GrainKind.School, authority, moment, domain.SchoolEvent, School.Evolve, e => e is School.Registered, cancel),
            await JournalStates.At<Room.State, Room.Event>(
                db, GrainKind.Room, authority, moment, domain.RoomEvent, Room.Evolve, e => e is Room.Opened, cancel),
            await JournalStates.At<Rollout.State, Rollout.Event>(
                db, GrainKind.Rollout, authority, moment, domain.RolloutEvent, Rollout.Evolve, _ => true, cancel));
    }

    private static NpgsqlBatchCommand Of(string sql, AuthorityKey authority) =>
        new(sql) { Parameters = { new NpgsqlParameter<string> { TypedValue = authority.Value } } };

    private static async Task<List<StockFact>> Stock(NpgsqlDataReader reader, CancellationToken cancel)
    {
        List<StockFact> stock = [];
        while (await reader.ReadAsync(cancel))
        {
            stock.Add(new StockFact(
                reader.Key<SchoolKey>(0), reader.TextOrNull(1), reader.Word<DeviceCategory>(2), reader.GetInt32(3), reader.GetInt32(4)));
        }
        return stock;
    }
}
