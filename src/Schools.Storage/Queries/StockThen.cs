using System.Runtime.InteropServices;
using Npgsql;
using Schools.Domain;

namespace Schools.Storage.Queries;

/// <summary>Where the devices stood on a day and how far they were: each of their facts as its last event until then left it.</summary>
internal static class StockThen
{
    /// <summary>
    /// Folded here instead of there: a statement that joins the last events of each fact is at the mercy of estimates and takes seconds
    /// when they are wrong. This one is a walk along an index, which holds all it asks for.
    /// </summary>
    private const string Told =
        """
        select key, fact_school, fact_room, fact_category, fact_lifecycle, fact_withdrawn from journal
         where authority = $1 and kind = 'device'
           and (coalesce(fact_school, fact_category, fact_lifecycle) is not null or fact_withdrawn)
           and "on" <= $2 and ($3::timestamptz is null or at <= $3)
         order by key, version, n
        """;

    private static readonly string[] Usable = DeviceGroups.InUse.Members.Words();

    public static async Task<List<StockFact>> Read(
        NpgsqlDataSource db, AuthorityKey authority, FigureMoment moment, CancellationToken cancel)
    {
        await using var command = db.CreateCommand(Told);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority.Value });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = moment.AsOf });
        command.Parameters.Add(JournalStates.Known(moment));
        Dictionary<(string School, string? Room, string Category), (int All, int Usable)> counts = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        string? key = null;
        Device device = default;
        while (await reader.ReadAsync(cancel))
        {
            var of = reader.GetString(0);
            if (of != key)
            {
                Count(device, counts);
                (key, device) = (of, default);
            }
            device = device.After(reader);
        }
        Count(device, counts);
        return
        [
            .. counts.Select(one => new StockFact(
                SchoolKey.Parse(one.Key.School),
                one.Key.Room,
                Enum.Parse<DeviceCategory>(one.Key.Category),
                one.Value.All,
                one.Value.Usable)),
        ];
    }

    private static void Count(in Device device, Dictionary<(string, string?, string), (int All, int Usable)> counts)
    {
        if (device is { School: { } school, Category: { } category, Lifecycle: { } lifecycle })
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, (school, device.Room, category), out _);
            count = (count.All + 1, count.Usable + (Usable.Contains(lifecycle) ? 1 : 0));
        }
    }

    /// <summary>Without a school, nothing is known of it yet, or it is withdrawn.</summary>
    private readonly record struct Device(string? School, string? Room, string? Category, string? Lifecycle)
    {
        public Device After(NpgsqlDataReader reader)
        {
            var school = reader.TextOrNull(1);
            var after = school is not null || reader.GetBoolean(5) ? this with { School = school, Room = reader.TextOrNull(2) } : this;
            return after with { Category = reader.TextOrNull(3) ?? Category, Lifecycle = reader.TextOrNull(4) ?? Lifecycle };
        }
    }
}
